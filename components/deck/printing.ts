/** Printing by a reader: the whole deck, a slide a page, as `npm run export` prints it. */

/** The address's word that asks for the browser's print dialogue, once every slide stands. */
const DIALOGUE = 'dialogue'

/** Opens the deck's print page in a window of its own. */
export function openPrintPage(): void {
  window.open(`${location.pathname}?print=true&${DIALOGUE}#/print`)
}

const stands = (slide: Element) => slide.querySelector('.slidev-layout') !== null
  && [...slide.querySelectorAll('[data-waitfor]')].every(part => part.querySelector(part.getAttribute('data-waitfor') ?? '') !== null)

let asked = false

/** On the print page that a reader has opened: asks the browser to print when all slides are there. @param slides how many the deck has */
export function printWhenReady(slides: number): void {
  if (asked || !new URLSearchParams(location.search).has(DIALOGUE))
    return
  asked = true
  const look = () => {
    const printed = [...document.querySelectorAll('.print-slide-container')]
    if (printed.length < slides || !printed.every(stands))
      requestAnimationFrame(look)
    else
      void document.fonts.ready.then(() => window.print())
  }
  look()
}
