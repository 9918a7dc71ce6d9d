import { readFile, writeFile } from 'node:fs/promises'
import pptxgen from 'pptxgenjs'
import { photograph } from './png.ts'
import type { Print } from './print.ts'

/** PowerPoint measures in inches, of 96 CSS pixels. */
const size = { w: 980 / 96, h: 551.25 / 96 }
const master = 'Picture'

/**
 * Writes a PowerPoint file with a picture a slide. Behind the picture stands the slide's title, for the outline and
 * for readers that cannot see; the picture says all of its words; the notes are at a slide's first picture.
 */
export async function writePptx({ about, notes, slides }: Print, file: string): Promise<void> {
  const deck = new pptxgen()
  deck.defineLayout({ name: master, width: size.w, height: size.h })
  deck.layout = master
  deck.title = about.title
  deck.subject = about.subject
  deck.author = about.author
  deck.defineSlideMaster({
    title: master,
    objects: [{ placeholder: { options: { name: 'title', type: 'title', x: 0.5, y: 0.4, w: size.w - 1, h: 1 }, text: '' } }],
  })
  let told = 0
  for (const printed of slides) {
    const slide = deck.addSlide({ masterName: master })
    slide.addText(printed.title, { placeholder: 'title' })
    slide.addImage({ data: `image/png;base64,${(await photograph(printed)).toString('base64')}`, altText: printed.words, x: 0, y: 0, ...size })
    if (printed.no !== told)
      slide.addNotes(notes.get(printed.no) ?? '')
    told = printed.no
  }
  await writeFile(file, await deck.write({ outputType: 'nodebuffer' }) as Buffer)
}

/** What is wrong with a written file: its number of slides. The names of a ZIP archive's files stand in it as they are. */
export async function checkPptx({ slides }: Pick<Print, 'slides'>, file: string): Promise<string[]> {
  const names = (await readFile(file)).toString('latin1').match(/ppt\/slides\/slide\d+\.xml/g)
  const count = new Set(names).size
  return count === slides.length ? [] : [`it has ${count} slides, not ${slides.length}`]
}
