/** What is in the files that an export has written. */
import { readFileSync } from 'node:fs'
import { getDocument, OPS, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface PageContent { text: string, fonts: { name: string, type3: boolean }[], bitmaps: number, links: number }

/** What one page of a PDF is made of. */
export async function readPage(pdf: PDFDocumentProxy, number: number): Promise<PageContent> {
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
export const openPdf = (file: string) => getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise

/** How many pictures stand in a PDF. */
export async function picturesOf(pdf: PDFDocumentProxy): Promise<number> {
  let pictures = 0
  for (let number = 1; number <= pdf.numPages; number++)
    pictures += (await readPage(pdf, number)).bitmaps
  return pictures
}
