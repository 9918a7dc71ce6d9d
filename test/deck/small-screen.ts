/**
 * What a finger or an eye would miss on a small screen; runs in the page. A page that scrolls sideways, text that is too small or
 * cut off, targets below 44 px, and what the bar at the foot covers when all is scrolled up.
 *
 * @returns a sentence a fault
 */
export function readFaults(no: number): string[] {
  const slide = document.querySelector(`[data-slidev-no="${no}"]`)
  const layout = slide?.querySelector('.slidev-layout')
  if (!slide || !layout)
    return ['the slide did not render']
  const faults = new Set<string>()
  const name = (element: Element) => `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30)}"`
  const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.visually-hidden')
  // A phone zooms out of a page that is too wide: its window is as wide then, its root is not.
  const { clientWidth, scrollWidth } = document.documentElement
  if (scrollWidth > clientWidth)
    faults.add(`the page is ${scrollWidth} px wide`)

  const scale = slide.getBoundingClientRect().width / (slide as HTMLElement).offsetWidth
  /** What scrolls sideways by itself cuts off on purpose, where a keyboard reaches it. */
  const scrolls = (element: Element) => {
    for (let box: Element | null = element; box && box !== slide; box = box.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(box).overflowX))
        return box.scrollWidth <= box.clientWidth || box.matches('[tabindex="0"]') || box.querySelector('a, button, input, select, [tabindex="0"]') !== null
    }
    return false
  }
  let foot = 0
  const bar = document.querySelector('#slide-container nav')?.getBoundingClientRect()
  scrollTo(0, document.documentElement.scrollHeight)
  for (const root of [slide, ...document.querySelectorAll('.reader-notes')]) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement
      if (!element || !text.textContent?.trim() || ['TITLE', 'DESC', 'OPTION', 'STYLE'].includes(element.tagName.toUpperCase()) || !seen(element))
        continue
      const drawn = element instanceof SVGTextContentElement
      // Words are read; a drawing's labels and code are looked at, whatever they are scaled by.
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * (drawn ? Math.hypot(element.getScreenCTM()?.a ?? 0, element.getScreenCTM()?.b ?? 0) : scale)
      if (size < (drawn || element.closest('code, pre') ? 12 : 16) - 0.05)
        faults.add(`${size.toFixed(1)} px: ${name(element)}`)
      const range = document.createRange()
      range.selectNodeContents(text)
      const { left, right, bottom } = range.getBoundingClientRect()
      if ((right > clientWidth + 1 || left < -1) && !scrolls(element))
        faults.add(`cut off: ${name(element)}`)
      if (!element.closest('.drawer'))
        foot = Math.max(foot, bottom)
    }
  }
  if (bar && foot > bar.top + 1)
    faults.add(`the bar covers ${Math.round(foot - bar.top)} px`)
  scrollTo(0, 0)

  for (const target of document.querySelectorAll(`[data-slidev-no="${no}"] :is(a, button, select, input, summary), #slide-container nav button`)) {
    // A link in running text, and a term, are as high as their line.
    if (!seen(target) || target.closest('.term') || (target.matches('a') && getComputedStyle(target).display === 'inline'))
      continue
    const { width, height } = (target.closest('label') ?? target).getBoundingClientRect()
    if (Math.min(width, height) < 43.5)
      faults.add(`${Math.round(width)} x ${Math.round(height)}: ${name(target)}`)
  }
  return [...faults]
}
