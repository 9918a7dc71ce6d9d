import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getDocument, OPS, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { diagramsOf } from '../../scripts/lib/diagram-files.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { expect, languages, test } from './deck.ts'
import { runExport } from './run-export.ts'

interface PageContent { text: string, fonts: { name: string, type3: boolean }[], bitmaps: number, links: number }

/** What one page of the PDF is made of. */
async function readPage(pdf: PDFDocumentProxy, number: number): Promise<PageContent> {
  const page = await pdf.getPage(number)
  const operators = await page.getOperatorList()
  const { items } = await page.getTextContent()
  const names = new Set(operators.fnArray.flatMap((operator, index) =>
    operator === OPS.setFont ? [String((operators.argsArray[index] as unknown[])[0])] : []))
  const fonts = [...names].map((name) => {
    const font = page.commonObjs.get(name) as { name: string, isType3Font?: boolean }
    return { name: font.name, type3: Boolean(font.isType3Font) }
  })
  return {
    text: items.map(item => 'str' in item ? item.str : '').join(''),
    fonts,
    bitmaps: operators.fnArray.filter(operator => operator === OPS.paintImageXObject || operator === OPS.paintInlineImageXObject).length,
    links: (await page.getAnnotations()).filter(({ subtype }) => subtype === 'Link').length,
  }
}

/** Opens a PDF that was just exported. */
const open = (file: string) => getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise

for (const language of languages) {
  test(`${language}: the PDF has a page a slide, an outline, working links, searchable text and drawings as vectors`, async ({ page: _ }, info) => {
    await runExport('--from', 'dist', '--language', language, '--out', info.outputDir)
    const slides = await loadSlides(language)
    const pdf = await open(join(info.outputDir, `eks-primer.${language}.pdf`))

    expect(pdf.numPages).toBe(slides.length)
    expect((await pdf.getOutline()).map(({ title }) => title)).toContain(slides.at(-1)?.title)
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
    const { info: about } = await pdf.getMetadata()
    expect(about).toMatchObject({ Title: 'Amazon EKS Primer', Language: language, Subject: slides[0]?.frontmatter.info, Author: slides[0]?.frontmatter.author })

    for (const [index, slide] of slides.entries()) {
      const content = await readPage(pdf, index + 1)
      const name = `${language} ${slide.frontmatter.routeAlias}`
      const squeeze = (text: string) => text.replaceAll(/\s|<br>|[`*]/g, '').replaceAll('’', '\'')
      expect.soft(squeeze(content.text), name).toContain(squeeze(slide.title ?? ''))
      expect.soft(content.fonts.filter(({ type3 }) => type3), name).toEqual([])
      expect.soft(content.fonts.filter(({ name }) => !/Pretendard|JetBrains/.test(name)), name).toEqual([])
      if (diagramsOf(slide, language).length)
        expect.soft(content.bitmaps, name).toBe(0)
    }
    const contents = slides.findIndex(({ frontmatter }) => frontmatter.routeAlias === 'contents')
    const annotations = await (await pdf.getPage(contents + 1)).getAnnotations()
    const openers = slides.filter(({ frontmatter }) => frontmatter.layout === 'section').length
    expect(annotations.filter(({ dest, unsafeUrl }) => dest || unsafeUrl).length).toBeGreaterThanOrEqual(openers)
    await pdf.destroy()
  })
}

test('with clicks, the PDF has a page a click', async ({ page: _ }, info) => {
  await runExport('--from', 'dist', '--with-clicks', '--language', 'en', '--out', info.outputDir)
  const slides = await loadSlides('en')
  const pdf = await open(join(info.outputDir, 'eks-primer.en.pdf'))
  const titles = (await pdf.getOutline()).map(({ title }) => title)
  expect(titles).toHaveLength(pdf.numPages)
  expect(new Set(titles).size).toBe(slides.length)
  const stepped = slides.find(({ frontmatter }) => frontmatter.routeAlias === 'k8s-pod')
  expect(titles.filter(title => title === stepped?.title)).toHaveLength(4)
  await pdf.destroy()
})
