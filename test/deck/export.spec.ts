import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { expect, test } from './deck.ts'
import { exportDeck, runExport } from './run-export.ts'

test('PNG: a picture a slide, in the order of the slides', async ({ page: _ }, info) => {
  await runExport('--from', 'dist', '--format', 'png', '--language', 'en', '--dark', '--out', info.outputDir)
  const count = (await loadSlides('en')).length
  expect(readdirSync(join(info.outputDir, 'eks-primer.en'))).toEqual(Array.from({ length: count }, (_, index) => `${String(index + 1).padStart(3, '0')}.png`))
})

test('PPTX: a slide a slide, and no picture twice', async ({ page: _ }, info) => {
  await runExport('--from', 'dist', '--format', 'pptx', '--language', 'ko', '--out', info.outputDir)
  const names = readFileSync(join(info.outputDir, 'eks-primer.ko.pptx')).toString('latin1')
  const count = (await loadSlides('ko')).length
  for (const part of [/ppt\/slides\/slide\d+\.xml/g, /ppt\/media\/image[\w-]+\.png/g])
    expect(new Set(names.match(part)).size).toBe(count)
})

test('handout: A4 pages with every slide and what is said, quiz answers included', async ({ page: _ }, info) => {
  await runExport('--from', 'dist', '--format', 'handout', '--language', 'ko', '--out', info.outputDir)
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(join(info.outputDir, 'eks-primer.ko.handout.pdf'))), verbosity: 0 }).promise
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
  let text = ''
  let pictures = 0
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    expect((page.view[2] ?? 0) / (page.view[3] ?? 1)).toBeCloseTo(210 / 297, 2)
    text += (await page.getTextContent()).items.map(item => 'str' in item ? item.str : '').join('')
    pictures += (await page.getOperatorList()).fnArray.filter(operator => operator === OPS.paintImageXObject).length
  }
  await pdf.destroy()
  const slides = await loadSlides('ko')
  expect(pictures).toBe(slides.length)
  expect(text).toContain('정답과 풀이')
  for (const slide of slides)
    expect(text.replaceAll(/\s/g, ''), slide.title).toContain(/시간: \d+초/.exec(slide.note ?? '')?.[0].replaceAll(' ', ''))
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
