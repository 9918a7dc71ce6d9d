import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** The smallest text, in pixels of a 980 x 552 slide. */
export const minimumText = 14

/**
 * Reads the layout of the slide on screen as a viewer would see it and tells what is wrong with it: text
 * outside the slide, outside its box or cut off; text over text; text too small; a diagram's label outside its shape.
 *
 * @returns one sentence a finding; empty when all is well
 */
export function auditLayout(page: Page, no: number): Promise<string[]> {
  return page.evaluate(({ no, minimumText }) => {
    const slide = document.querySelector<HTMLElement>(`[data-slidev-no="${no}"]`)
    if (!slide?.querySelector('.slidev-layout'))
      return ['the slide did not render']
    const tolerance = 1
    const canvas = slide.getBoundingClientRect()
    const scale = canvas.width / 980
    const findings = new Set<string>()

    interface Piece { text: string, block: Element, rects: DOMRect[] }
    const pieces = new Map<Element, Piece>()
    const short = (text: string) => `"${text.trim().replace(/\s+/g, ' ').slice(0, 40)}"`
    const outside = (inner: DOMRect, outer: DOMRect) =>
      inner.left < outer.left - tolerance || inner.right > outer.right + tolerance
      || inner.top < outer.top - tolerance || inner.bottom > outer.bottom + tolerance
    const hiddenFromSight = (element: Element) => !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      || element.closest('.visually-hidden') !== null
    const blockOf = (element: Element): Element => {
      const svgText = element.closest('text')
      if (svgText)
        return svgText
      let block: Element = element
      while (block.parentElement && getComputedStyle(block).display.startsWith('inline') && block !== slide)
        block = block.parentElement
      return block
    }

    /** What scrolls, by keyboard too, is cut off on purpose. */
    const scrolls = (element: Element) => element.matches('[tabindex="0"]') && ['auto', 'scroll'].includes(getComputedStyle(element).overflowY)
    const scrollerOf = (element: Element): Element | undefined => {
      for (let box: Element | null = element; box && box !== slide; box = box.parentElement) {
        if (scrolls(box))
          return box
      }
      return undefined
    }

    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      const text = node.textContent ?? ''
      if (!element || !text.trim() || ['TITLE', 'DESC', 'STYLE', 'OPTION'].includes(element.tagName.toUpperCase()) || hiddenFromSight(element))
        continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const scroller = scrollerOf(element)?.getBoundingClientRect()
      const rects = [...range.getClientRects()].filter(rect => rect.width > 1 && rect.height > 1 && !(scroller && outside(rect, scroller)))
      if (rects.length === 0)
        continue

      const svg = element.closest('svg')
      const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * (svg && matrix ? Math.hypot(matrix.a, matrix.b) / scale : 1)
      if (size < minimumText - 0.05)
        findings.add(`${short(text)} is ${size.toFixed(1)} px, smaller than ${minimumText}`)

      for (const rect of rects) {
        if (outside(rect, canvas))
          findings.add(`${short(text)} leaves the slide`)
      }
      for (let box = svg ? svg.parentElement : element; box && box !== slide; box = box.parentElement) {
        const style = getComputedStyle(box)
        const drawn = style.backgroundColor !== 'rgba(0, 0, 0, 0)' || Number.parseFloat(style.borderBottomWidth) > 0 || style.overflow !== 'visible'
        if (drawn && style.display !== 'inline' && rects.some(rect => outside(rect, box.getBoundingClientRect()))) {
          findings.add(`${short(text)} leaves its box <${box.tagName.toLowerCase()} class="${box.className}">`)
          break
        }
        if (style.position === 'absolute' || style.position === 'fixed')
          break
      }
      const block = blockOf(element)
      const piece = pieces.get(block) ?? { text: '', block, rects: [] }
      piece.text += text
      piece.rects.push(...rects)
      pieces.set(block, piece)
    }

    for (const element of slide.querySelectorAll<HTMLElement>('*')) {
      if (element instanceof SVGElement || hiddenFromSight(element) || getComputedStyle(element).overflow === 'visible' || scrolls(element))
        continue
      if (element.scrollWidth > element.clientWidth + tolerance || element.scrollHeight > element.clientHeight + tolerance)
        findings.add(`<${element.tagName.toLowerCase()} class="${element.className}"> cuts off ${short(element.textContent ?? '')}`)
    }

    const list = [...pieces.values()]
    list.forEach((one, index) => list.slice(index + 1).forEach((other) => {
      if (one.block.contains(other.block) || other.block.contains(one.block))
        return
      const collide = one.rects.some(a => other.rects.some(b =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3))
      if (collide)
        findings.add(`${short(one.text)} and ${short(other.text)} overlap`)
    }))

    for (const node of slide.querySelectorAll('.diagram .node')) {
      const label = node.querySelector('.label')
      const shape = [...node.children].find(child => child !== label)
      if (!label || !shape || !label.textContent?.trim())
        continue
      const box = shape.getBoundingClientRect()
      if ([...label.querySelectorAll('text')].some(text => outside(text.getBoundingClientRect(), box)))
        findings.add(`the diagram's label ${short(label.textContent)} leaves its shape`)
    }
    for (const svg of slide.querySelectorAll('.diagram svg')) {
      const box = svg.getBoundingClientRect()
      if (box.width < 200 || box.height < 60)
        findings.add(`the diagram is drawn at ${Math.round(box.width)} x ${Math.round(box.height)}`)
      if (!svg.querySelector('title')?.textContent || !svg.querySelector('desc')?.textContent)
        findings.add('the diagram has no accessible name or description')
    }
    return [...findings]
  }, { no, minimumText })
}

/** The fonts that the browser really used for the slide's text: a fallback font means an empty or foreign glyph. */
export async function foreignFonts(page: Page, no: number): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const { nodeIds } = await session.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: `[data-slidev-no="${no}"] :is(h1, h2, p, li, span, a, button, td, th, strong, em, code, text, tspan, div, dt, dd, label, output)`,
  })
  const foreign = new Set<string>()
  for (const nodeId of nodeIds) {
    // What a figure has taken away since the question needs no font.
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId }).catch((error: unknown) => {
      if (/Could not find node/.test(String(error)))
        return { fonts: [] }
      throw error
    })
    for (const { familyName } of fonts) {
      if (!/^(Pretendard|JetBrains Mono)/.test(familyName))
        foreign.add(familyName)
    }
  }
  await session.detach()
  return [...foreign]
}

/** The accessibility faults that axe calls serious or critical, in a part of the page; one sentence a rule. */
export async function seriousFaults(page: Page, selector: string): Promise<string[]> {
  // The other mode opens a page for each analysis, to collect from frames of other origins: the deck has none.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include(selector).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`)
}
