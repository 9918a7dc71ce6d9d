import { readFile, writeFile } from 'node:fs/promises'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { PDFDict, PDFDocument, PDFHexString, PDFName } from 'pdf-lib'
import type { Print } from './print.ts'

/** Writes a PDF with a page a picture: tagged, with an outline, text as text and drawings as vectors. */
export async function writePdf({ page, about, slides }: Print, file: string): Promise<void> {
  const pdf = await PDFDocument.load(await page.pdf({ printBackground: true, preferCSSPageSize: true, tagged: true, outline: true }))
  pdf.setTitle(about.title, { showInWindowTitleBar: true })
  pdf.setSubject(about.subject)
  pdf.setAuthor(about.author)
  pdf.setKeywords(about.keywords.split(/,\s*/))
  nameOutline(pdf, slides.map(({ title }) => title))
  await writeFile(file, await pdf.save())
}

/** Chromium's outline has an entry a page, and loses the space where a title goes on in a second line. */
function nameOutline(pdf: PDFDocument, titles: readonly string[]): void {
  const outline = pdf.catalog.lookup(PDFName.of('Outlines'), PDFDict)
  let entry = outline.lookupMaybe(PDFName.of('First'), PDFDict)
  for (const title of titles) {
    entry?.set(PDFName.of('Title'), PDFHexString.fromText(title))
    entry = entry?.lookupMaybe(PDFName.of('Next'), PDFDict)
  }
}

/** What is wrong with a written PDF: its number of pages, or pages without a word. Empty when all is well. */
export async function checkPdf({ slides }: Pick<Print, 'slides'>, file: string): Promise<string[]> {
  const pdf = await getDocument({ data: new Uint8Array(await readFile(file)), verbosity: 0 }).promise
  const findings = pdf.numPages === slides.length ? [] : [`it has ${pdf.numPages} pages, not ${slides.length}`]
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    if (!items.some(item => 'str' in item && item.str.trim()))
      findings.push(`page ${number} is blank`)
  }
  await pdf.destroy()
  return findings
}
