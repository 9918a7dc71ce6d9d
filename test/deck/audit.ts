import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** The smallest text, in pixels of a 980 x 552 slide. */
export const minimumText = 14

/** What must be read in a picture: 24 px on a screen of 1280. */
export const pictureText = 18.4

/** What may be read afterwards in a figure, such as an axis, or by who types, such as a terminal: the figure marks it as `fine`. */
export const fineText = 15

/** Where a title's first line stands, whatever its size. */
export const titleBaseline = 64

/**
 * Reads the layout of the slide on screen as a viewer would see it and tells what is wrong with it: text
 * outside the slide, outside its box or cut off; text over text; a box that reaches into the footer; text too small; a diagram's label outside its shape; a
 * group's title that touches something; a title off its line; a last line of one short word, or of a few in a wide block; a line that begins with a middle dot; a number that a line's end parts from its unit; a line through words; a mark too
 * pale to be seen; a data plane in a colour that is not its own.
 *
 * @returns one sentence a finding; empty when all is well
 */
export function auditLayout(page: Page, no: number): Promise<string[]> {
  return page.evaluate(({ no, minimumText, pictureText, fineText, titleBaseline }) => {
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

    /** What a group's title keeps free around it; its own letters have air of their own. */
    const titleAir = 9

    /** A last line is left alone when it is this many times shorter than its block; fine print (px) may end as it likes. */
    const shortest = 6
    const finePrint = 17

    /** The last line of a block whose lines broke by themselves, if it is one word of up to four syllables, or short beside the longest line. */
    const lastLineOf = (block: Element): string | undefined => {
      if (block instanceof SVGElement || block.closest('pre, code, button, select, .chapter-progress') || scrollerOf(block))
        return undefined
      const words: { text: string, left: number, right: number, bottom: number, height: number, forced: boolean }[] = []
      let forced = false
      const reader = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
      for (let node = reader.nextNode(); node; node = reader.nextNode()) {
        if (node instanceof Element) {
          forced ||= node.tagName === 'BR' || (!getComputedStyle(node).display.startsWith('inline') && !(node instanceof SVGElement))
          continue
        }
        for (const found of (node.textContent ?? '').matchAll(/\S+/g)) {
          const range = document.createRange()
          range.setStart(node, found.index)
          range.setEnd(node, found.index + found[0].length)
          const box = range.getBoundingClientRect()
          if (box.height > 1)
            words.push({ text: found[0], left: box.left, right: box.right, bottom: box.bottom, height: box.height, forced })
          forced = false
        }
      }
      const last = words.at(-1)
      const line = words.filter(word => last && Math.abs(word.bottom - last.bottom) < last.height * 0.6)
      // Of two words on two lines, nothing could be moved.
      if (!last || words.length < 3 || line.length === words.length || line[0]?.forced)
        return undefined
      const text = line.map(word => word.text).join(' ')
      const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '')
      const widthOf = (these: typeof words) => Math.max(...these.map(({ right }) => right)) - Math.min(...these.map(({ left }) => left))
      const short = line.length === 1 && letters.length <= (/[가-힣]/.test(letters) ? 4 : 6)
      const read = Number.parseFloat(getComputedStyle(block).fontSize) >= finePrint
      return short || (read && widthOf(line) < widthOf(words) / shortest) ? text : undefined
    }

    /** A number at a line's end whose unit stands on the next line. */
    const partedFromUnit = (node: Node): string | undefined => [...(node.textContent ?? '').matchAll(/\d[\d.,]*\s(?:[GM]i?B|vCPU|ms|min|[sh])\b/g)].find((found) => {
      const range = document.createRange()
      range.setStart(node, found.index)
      range.setEnd(node, found.index + found[0].length)
      const [first, ...others] = [...range.getClientRects()].filter(({ width }) => width > 1)
      return first !== undefined && others.some(({ top }) => top > first.top + first.height / 2)
    })?.[0]

    /** A line that begins with a middle dot, whose place is at the end of the one before. */
    const ledByDot = (node: Node): string | undefined => [...(node.textContent ?? '').matchAll(/\S·\S+/g)].find((found) => {
      const range = document.createRange()
      range.setStart(node, found.index)
      range.setEnd(node, found.index + 2)
      return new Set([...range.getClientRects()].filter(({ width }) => width > 1).map(({ top }) => Math.round(top))).size > 1
    })?.[0]

    /** What is drawn with a stroke that can be seen; a cross is struck through what is gone, on purpose. */
    const strokes = [...slide.querySelectorAll<SVGGeometryElement>('svg :is(path, line, rect, circle, polygon, polyline, ellipse):not(.cross)')]
      .filter(shape => getComputedStyle(shape).stroke !== 'none' && !hiddenFromSight(shape))
      .map(shape => ({ shape, box: shape.getBoundingClientRect(), toShape: shape.getScreenCTM()?.inverse() }))
    const touchable = new CSSStyleSheet()
    touchable.replaceSync('[data-slidev-no] * { pointer-events: auto !important }')

    /** A line through a text's middle, on it or under it, with neither a halo nor a filled shape to keep them apart. */
    const struckBy = (element: Element, rect: DOMRect): Element | undefined => {
      // The box about words that lie aslant is mostly beside them.
      if (element instanceof SVGGraphicsElement && element.getScreenCTM()?.b)
        return undefined
      const halo = getComputedStyle(element).paintOrder.startsWith('stroke')
      // Rows for what goes up and down, columns for what goes across.
      const along = (from: number, to: number, step: number) => Array.from({ length: Math.max(0, Math.floor((to - from) / step)) }, (_, index) => from + index * step)
      const [top, bottom] = [rect.top + rect.height * 0.3, rect.bottom - rect.height * 0.3]
      const probes = [
        ...along(top, bottom, (bottom - top) / 3).flatMap(y => along(rect.left + 2, rect.right - 2, 1).map(x => [x, y] as const)),
        ...along(rect.left + 2, rect.right - 2, 6).flatMap(x => along(top, bottom, 1).map(y => [x, y] as const)),
      ]
      const near = strokes.filter(({ shape, box }) => !shape.contains(element) && box.left < rect.right && box.right > rect.left && box.top - 2 < rect.bottom && box.bottom + 2 > rect.top)
      return near.find(({ shape, toShape }) => {
        const struck = ([x, y]: readonly [number, number]) => {
          if (!toShape || !shape.isPointInStroke(new DOMPoint(x, y).matrixTransform(toShape)))
            return false
          const stack = document.elementsFromPoint(x, y)
          const [line, words] = [stack.indexOf(shape), stack.findIndex(found => element.contains(found))]
          const between = stack.slice(words + 1, line).some(part => part instanceof SVGGeometryElement && getComputedStyle(part).fill !== 'none')
          return line >= 0 && words >= 0 && (line < words || !(halo || between))
        }
        return probes.filter(struck).length > 2
      })?.shape
    }

    document.adoptedStyleSheets.push(touchable)
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

      const parted = partedFromUnit(node)
      if (parted)
        findings.add(`${short(text)} parts ${short(parted)}`)
      const led = ledByDot(node)
      if (led)
        findings.add(`${short(text)} breaks before the dot of ${short(led)}`)
      const svg = element.closest('svg')
      const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * (svg && matrix ? Math.hypot(matrix.a, matrix.b) / scale : 1)
      if (size < minimumText - 0.05)
        findings.add(`${short(text)} is ${size.toFixed(1)} px, smaller than ${minimumText}`)
      else if (size < pictureText - 0.05 && element.closest('.diagram, .world-map, .plane-grid, .picture-card, .plane-stack') && !element.closest('code'))
        findings.add(`${short(text)} is ${size.toFixed(1)} px in a picture, smaller than ${pictureText}`)
      else if (element.closest('.figure:not(.still) .scene:not(.panel)') && !element.closest('table, button, label, select, input') && size < (element.closest('.fine') ? fineText : pictureText) - 0.05)
        findings.add(`${short(text)} is ${size.toFixed(1)} px in a figure, smaller than ${element.closest('.fine') ? fineText : pictureText}`)

      for (const rect of rects) {
        if (outside(rect, canvas))
          findings.add(`${short(text)} leaves the slide`)
        const line = struckBy(element, rect)
        if (line)
          findings.add(`${short(text)} is struck by a line <${line.tagName} class="${line.getAttribute('class') ?? ''}">`)
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

    document.adoptedStyleSheets.pop()

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

    for (const piece of pieces.values()) {
      const words = lastLineOf(piece.block)
      if (words)
        findings.add(`the last line of ${short(piece.text)} is only ${short(words)}`)
    }

    // A card reaches into the footer before its words do.
    const footers = [...slide.querySelectorAll('.slide-footer > *')].filter(part => !hiddenFromSight(part)).map(part => part.getBoundingClientRect())
    for (const box of slide.querySelectorAll<HTMLElement>('.slidev-layout *:not(.figure, .figure *)')) {
      const style = getComputedStyle(box)
      const drawn = style.backgroundColor !== 'rgba(0, 0, 0, 0)' || Number.parseFloat(style.borderBottomWidth) > 0
      if (box instanceof SVGElement || !drawn || hiddenFromSight(box) || box.closest('.slide-footer'))
        continue
      const { left, right, top, bottom, height } = box.getBoundingClientRect()
      if (height < canvas.height * 0.9 && footers.some(part => bottom > part.top + tolerance && top < part.bottom && left < part.right && right > part.left))
        findings.add(`a box <${box.tagName.toLowerCase()} class="${box.className}"> reaches into the footer: ${short(box.textContent ?? '')}`)
    }

    const title = slide.querySelector('.slidev-layout:not(.cover-layout, .section-layout) h1')
    if (title) {
      const mark = document.createElement('span')
      mark.style.display = 'inline-block'
      title.prepend(mark)
      const baseline = (mark.getBoundingClientRect().bottom - canvas.top) / scale
      mark.remove()
      // Boxes end on whole pixels of the screen, not of the slide.
      if (Math.abs(baseline - titleBaseline) > 1 / Math.min(1, scale))
        findings.add(`the title stands at ${baseline.toFixed(1)} px, not at ${titleBaseline}`)
    }

    const brush = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true })
    /** WCAG's contrast of a colour, as it is computed, with the paper; 1 where nothing is painted. */
    const contrast = (color: string): number => {
      if (!brush || color === 'none' || color.startsWith('url') || color === 'rgba(0, 0, 0, 0)')
        return 1
      const light = (paint: string) => {
        brush.fillStyle = paint
        brush.fillRect(0, 0, 1, 1)
        const [red = 0, green = 0, blue = 0] = [...brush.getImageData(0, 0, 1, 1).data].map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const paper = light(getComputedStyle(document.body).backgroundColor)
      const painted = light(color)
      return (Math.max(paper, painted) + 0.05) / (Math.min(paper, painted) + 0.05)
    }
    for (const mark of slide.querySelectorAll<HTMLElement | SVGElement>('[class*="tone-"]')) {
      // What holds others is no mark, and an area under a line is seen by its line.
      if (hiddenFromSight(mark) || mark.childElementCount > 0 || mark.matches('.fill, .hatch') || mark.getBoundingClientRect().width < 1)
        continue
      const style = getComputedStyle(mark)
      const paints = mark instanceof SVGElement ? [style.fill, style.stroke] : [style.backgroundColor]
      const best = Math.max(...paints.map(contrast))
      if (best > 1 && best < 3)
        findings.add(`a mark <${mark.tagName.toLowerCase()} class="${mark.getAttribute('class') ?? ''}"> has a contrast of ${best.toFixed(1)} with the paper, less than 3`)
      const plane = /tone-(plane-[\w-]+)/.exec(mark.getAttribute('class') ?? '')?.[1]
      if (plane && style.getPropertyValue('--tone') !== style.getPropertyValue(`--${plane}`))
        findings.add(`${plane} is not in its own colour`)
    }

    for (const label of slide.querySelectorAll('.diagram .cluster-label')) {
      const own = label.closest('.cluster')?.querySelector('rect')?.getBoundingClientRect()
      const text = label.querySelector('text')?.getBoundingClientRect()
      if (!own || !text)
        continue
      const others = [...label.closest('svg')?.querySelectorAll('.node > :is(rect, polygon, path, circle), .node > .basic, .cluster > rect') ?? []].map(shape => shape.getBoundingClientRect())
      const near = others.filter(other => other !== own && !(other.left < text.left && other.right > text.right && other.top < text.top && other.bottom > text.bottom))
        .map(other => Math.max(other.left - text.right, text.left - other.right, other.top - text.bottom, text.top - other.bottom))
      const least = Math.min(text.top - own.top, text.left - own.left, own.right - text.right, ...near) / scale
      if (least < titleAir)
        findings.add(`the group's title ${short(label.textContent ?? '')} stands ${least.toFixed(1)} px from what is next to it`)
    }

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
  }, { no, minimumText, pictureText, fineText, titleBaseline })
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
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include(selector).options({ resultTypes: ['violations'] }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`)
}
