import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Print, PrintedSlide } from './print.ts'

/** Photographs a slide as it stands on the print page: at twice its size, or as it is. */
export const photograph = ({ area }: PrintedSlide, type: 'png' | 'jpeg' = 'png', scale: 'device' | 'css' = 'device'): Promise<Buffer> =>
  area.screenshot({ animations: 'disabled', scale, type, ...type === 'jpeg' && { quality: 85 } })

/** Files sort as the slides do: `007.png`, or `007-02.png` where there is a picture a click. */
function nameOf({ no, click }: PrintedSlide, slides: PrintedSlide[]): string {
  const alone = new Set(slides.map(slide => slide.no)).size === slides.length
  return `${String(no).padStart(3, '0')}${alone ? '' : `-${String(click).padStart(2, '0')}`}.png`
}

/** Writes a folder of pictures. */
export async function writePng({ slides }: Print, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const slide of slides)
    await writeFile(join(folder, nameOf(slide, slides)), await photograph(slide))
}

/** What is wrong with written pictures: those that are not there, or of one colour. Empty when all is well. */
export async function checkPng({ page, slides }: Print, folder: string): Promise<string[]> {
  const findings: string[] = []
  for (const slide of slides) {
    const name = nameOf(slide, slides)
    const file = join(folder, name)
    if (!existsSync(file))
      findings.push(`${name} is missing`)
    else if (await page.evaluate(isPlain, (await readFile(file)).toString('base64')))
      findings.push(`${name} is blank`)
  }
  return findings
}

/** Runs in the page: whether a PNG cannot be read, or is of one colour. */
async function isPlain(base64: string): Promise<boolean> {
  const image = new Image()
  image.src = `data:image/png;base64,${base64}`
  if (!await image.decode().then(() => true, () => false))
    return true
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
  context?.drawImage(image, 0, 0)
  const { buffer } = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray(4)
  return new Uint32Array(buffer).every((pixel, _, [first]) => pixel === first)
}
