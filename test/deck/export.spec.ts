import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { SlideInfo } from '@slidev/types'
import type { Language } from '../../data/localized.ts'
import { diagramsOf } from '../../scripts/lib/diagram-files.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { expect, test } from './deck.ts'
import { openPdf, picturesOf, readPage } from './exported.ts'
import { exportDeck, runExport } from './run-export.ts'

/** A page a slide, or a click; an outline, working links, searchable text, and drawings as vectors. @param range slides' numbers, the first and the last */
async function expectPdf(file: string, language: Language, { range = [1, Infinity], withClicks = false }: { range?: readonly [number, number], withClicks?: boolean } = {}): Promise<void> {
  const all = await loadSlides(language)
  const slides = all.slice(range[0] - 1, range[1])
  const pdf = await openPdf(file)
  // What keeps a title's words together on a line is a space to who reads it.
  const plain = (text = '') => text.replaceAll(/`|<br>/g, '').replaceAll('’', '\'').replaceAll('\u00A0', ' ')
  const titles = (await pdf.getOutline()).map(({ title }) => plain(title))
  expect(titles).toHaveLength(pdf.numPages)
  expect(new Set(titles)).toEqual(new Set(slides.map(({ title }) => plain(title))))
  const pagesOf = (slide: SlideInfo) => titles.flatMap((title, index) => title === plain(slide.title) ? [index + 1] : [])
  const stepped = slides.find(({ frontmatter }) => frontmatter.routeAlias === 'k8s-pod')
  expect(stepped && pagesOf(stepped)).toHaveLength(withClicks ? 4 : 1)
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
  const { info: about } = await pdf.getMetadata()
  expect(about).toMatchObject({ Title: 'Amazon EKS Primer', Language: language, Subject: all[0]?.frontmatter.info, Author: all[0]?.frontmatter.author })

  for (const slide of slides) {
    const content = await readPage(pdf, pagesOf(slide).at(-1) ?? 0)
    const name = `${language} ${slide.frontmatter.routeAlias}`
    const squeeze = (text: string) => text.replaceAll(/\s|<br>|[`*]/g, '').replaceAll('’', '\'')
    expect.soft(squeeze(content.text), name).toContain(squeeze(slide.title ?? ''))
    expect.soft(content.fonts.filter(({ type3 }) => type3), name).toEqual([])
    expect.soft(content.fonts.filter(({ name }) => !/Pretendard|JetBrains/.test(name)), name).toEqual([])
    if (diagramsOf(slide, language).length)
      expect.soft(content.bitmaps, name).toBe(0)
  }
  await pdf.destroy()
}

/** Slides lead on to others, as on screen. */
async function expectLinks(file: string, language: Language): Promise<void> {
  const pdf = await openPdf(file)
  const slides = await loadSlides(language)
  const contents = slides.findIndex(({ frontmatter }) => frontmatter.routeAlias === 'contents')
  const annotations = await (await pdf.getPage(contents + 1)).getAnnotations()
  const openers = slides.filter(({ frontmatter }) => frontmatter.layout === 'section').length
  expect(annotations.filter(({ dest, unsafeUrl }) => dest || unsafeUrl).length).toBeGreaterThanOrEqual(openers)
  await pdf.destroy()
}

/** A picture a slide, and none twice. */
function expectPptx(file: string, count: number): void {
  const names = readFileSync(file).toString('latin1')
  for (const part of [/ppt\/slides\/slide\d+\.xml/g, /ppt\/media\/image[\w-]+\.png/g])
    expect(new Set(names.match(part)).size).toBe(count)
}

/** A4 pages with these slides of the Korean deck and what is said, quiz answers included, and with no others. */
async function expectHandout(file: string, numbers: readonly number[]): Promise<void> {
  const pdf = await openPdf(file)
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
  let text = ''
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    expect((page.view[2] ?? 0) / (page.view[3] ?? 1)).toBeCloseTo(210 / 297, 2)
    text += (await page.getTextContent()).items.map(item => 'str' in item ? item.str : '').join('')
  }
  expect(await picturesOf(pdf)).toBe(numbers.length)
  await pdf.destroy()
  expect(text).toContain('정답과 풀이')
  expect(text.match(/시간: \d+초/g)).toHaveLength(numbers.length)
  const slides = await loadSlides('ko')
  for (const slide of numbers.flatMap(no => slides[no - 1] ?? []))
    expect(text.replaceAll(/\s/g, ''), slide.title).toContain(/시간: \d+초/.exec(slide.note ?? '')?.[0].replaceAll(' ', ''))
}

// Each goes through a deck, as long as that takes.
test.describe.configure({ timeout: 900_000 })

test('the whole deck as a PDF, with links, text and vectors', async ({ page: _ }, info) => {
  await runExport('--from', 'dist', '--language', 'ko', '--out', info.outputDir)
  const pdf = join(info.outputDir, 'eks-primer.ko.pdf')
  await expectPdf(pdf, 'ko')
  await expectLinks(pdf, 'ko')
  expect(readdirSync(info.outputDir)).toHaveLength(1)
})

test('of a range of slides, with clicks: the PDF has a page a click; each slide\'s last is the whole slide', async ({ page: _ }, info) => {
  await runExport('--from', 'dist', '--with-clicks', '--range', '12-18', '--language', 'en', '--out', info.outputDir)
  await expectPdf(join(info.outputDir, 'eks-primer.en.pdf'), 'en', { range: [12, 18], withClicks: true })
})

test('one run writes PNG, PPTX and the handout of a few slides: a picture a slide, in the order of the slides', async ({ page: _ }, info) => {
  const numbers = [1, 4, 5, 6, 24]
  await runExport('--from', 'dist', '--format', 'png,pptx,handout', '--range', '1,4-6,24', '--language', 'ko', '--dark', '--out', info.outputDir)
  expectPptx(join(info.outputDir, 'eks-primer.ko.pptx'), numbers.length)
  await expectHandout(join(info.outputDir, 'eks-primer.ko.handout.pdf'), numbers)
  expect(readdirSync(join(info.outputDir, 'eks-primer.ko'))).toEqual(numbers.map(no => `${String(no).padStart(3, '0')}.png`))
  expect(readdirSync(info.outputDir)).toHaveLength(3)
})

test('a deck that lacks a part is not exported: it says what is missing, and fails', async ({ page: _ }, info) => {
  const broken = join(info.outputDir, 'broken')
  cpSync('dist/en', join(broken, 'en'), { recursive: true })
  const part = readdirSync(join(broken, 'en/assets')).find(name => name.startsWith('CostFigure-') && name.endsWith('.js')) ?? ''
  rmSync(join(broken, 'en/assets', part))
  const { code, said } = await exportDeck('--from', broken, '--language', 'en', '--out', info.outputDir)
  expect(code).toBe(1)
  expect(said).toContain('The deck could not be drawn')
  expect(said).toContain(part)
  expect(said).not.toMatch(/^\s+at /m)
})
