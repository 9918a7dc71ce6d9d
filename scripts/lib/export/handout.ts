import { readFile, writeFile } from 'node:fs/promises'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { photograph } from './png.ts'
import type { Print } from './print.ts'

/** Over Slidev's own print page of notes: a slide's picture on the left, what is said on the right. */
const style = `
  @page { size: A4; margin: 14mm !important }
  #page-root .break-inside-avoid-page { margin: 0 0 7mm; break-inside: avoid }
  #page-root .break-inside-avoid-page > div { display: grid; grid-template-columns: 84mm 1fr; gap: 2mm 6mm; align-items: start }
  #page-root h2 { grid-column: 1 / -1 }
  #page-root img { width: 100%; border: 1px solid #8d8b84 }
  #page-root :is(.slidev-note, .prose) { font-size: 9.5pt; line-height: 1.55 }
  #page-root :is(.slidev-note, .prose) p { margin: 0 0 2mm }
`

/** Writes a PDF to read on paper, A4: each slide's picture beside its notes, quiz answers included. */
export async function writeHandout({ notesPage, slides }: Print, file: string): Promise<void> {
  const pictures = new Map<number, { source: string, words: string }>()
  for (const slide of slides)
    pictures.set(slide.no, { source: `data:image/jpeg;base64,${(await photograph(slide, 'jpeg')).toString('base64')}`, words: slide.words })
  await notesPage.addStyleTag({ content: style })
  await notesPage.evaluate(layOut, [...pictures])
  await writeFile(file, await notesPage.pdf({ printBackground: true, preferCSSPageSize: true, tagged: true, outline: true }))
}

/** Runs in the notes page: puts the pictures in, and takes out the hour at which it was opened and slides that are not printed. */
async function layOut(pictures: (readonly [number, { source: string, words: string }])[]): Promise<void> {
  const byNumber = new Map(pictures)
  document.querySelector('#page-root h1')?.nextElementSibling?.remove()
  document.querySelectorAll('#page-root hr').forEach(rule => rule.remove())
  const images = [...document.querySelectorAll('#page-root h2')].flatMap((heading) => {
    const [no] = /^\d+(?=\/)/.exec(heading.textContent.trim()) ?? []
    const picture = byNumber.get(Number(no))
    if (!picture) {
      // What is said of a slide may have headings of its own.
      if (no)
        heading.closest('.break-inside-avoid-page')?.remove()
      return []
    }
    const image = Object.assign(new Image(), { src: picture.source, alt: picture.words })
    heading.after(image)
    return image
  })
  await Promise.all(images.map(image => image.decode()))
}

/** What is wrong with a written handout: slides that it lacks. Empty when all is well. */
export async function checkHandout({ slides }: Pick<Print, 'slides'>, file: string): Promise<string[]> {
  const pdf = await getDocument({ data: new Uint8Array(await readFile(file)), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    pages.push(items.map(item => 'str' in item ? item.str : '').join(' '))
  }
  await pdf.destroy()
  return [...new Set(slides.map(({ no }) => no))].filter(no => !pages.some(text => new RegExp(`\\b${no}\\s*/\\s*\\d+\\b`).test(text))).map(no => `slide ${no} is missing`)
}
