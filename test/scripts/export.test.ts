import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { afterAll, describe, expect, it } from 'vitest'
import { checkPdf } from '../../scripts/lib/export/pdf.ts'
import { checkPptx } from '../../scripts/lib/export/pptx.ts'
import type { PrintedSlide } from '../../scripts/lib/export/print.ts'

const folder = mkdtempSync(join(tmpdir(), 'eks-primer-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** As many slides as were drawn; nothing but their number is looked at. */
const drawn = (count: number) => ({ slides: Array.from({ length: count }, () => ({}) as PrintedSlide) })

describe('an export checks what it wrote', () => {
  it.each<[string, (string | undefined)[], number, string[]]>([
    ['as many pages as slides', ['one', 'two'], 2, []],
    ['a page too few', ['one'], 2, ['it has 1 pages, not 2']],
    ['a blank page at the end', ['one', 'two', undefined], 2, ['it has 3 pages, not 2', 'page 3 is blank']],
    ['nothing but blank pages', [undefined, undefined], 2, ['page 1 is blank', 'page 2 is blank']],
  ])('PDF: %s', async (name, pages, count, findings) => {
    const pdf = await PDFDocument.create()
    for (const text of pages) {
      const page = pdf.addPage()
      if (text)
        page.drawText(text)
    }
    const file = join(folder, `${name}.pdf`)
    writeFileSync(file, await pdf.save())
    expect(await checkPdf(drawn(count), file)).toEqual(findings)
  })

  it('PPTX: a slide too few', async () => {
    const file = join(folder, 'short.pptx')
    writeFileSync(file, 'PK ppt/slides/slide1.xml PK ppt/slides/_rels/slide1.xml.rels PK ppt/slides/slide1.xml')
    expect(await checkPptx(drawn(1), file)).toEqual([])
    expect(await checkPptx(drawn(2), file)).toEqual(['it has 1 slides, not 2'])
  })
})
