import type { Browser, Page } from 'playwright'
import { openContext } from '../browser.ts'
import type { SetText } from './faces.ts'
import { SLIDE_SIZE } from './stage.ts'

/** A slide as it stands before its first click: what a page shows before any script has run. */
export interface Snapshot {
  /** The slide within Slidev's own frames, which the app replaces in one step. */
  html: string
  /** The rules that this slide needs. */
  css: string
  /** The style sheets that those rules come from: addresses. */
  styles: string[]
  texts: SetText[]
  layout: string
}

/**
 * Opens a served deck and takes its slides one after the other.
 *
 * @param address the deck's own, such as `http://localhost:4173/ko/`
 */
export async function takeSnapshots(browser: Browser, address: string, ids: readonly string[]): Promise<Map<string, Snapshot>> {
  const context = await openContext(browser, { viewport: SLIDE_SIZE, colorScheme: 'light', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', error => troubles.push(error.message))
  await page.goto(address)
  const taken = new Map<string, Snapshot>()
  for (const [index, id] of ids.entries()) {
    await turnTo(page, `${new URL(address).pathname}${id}`, index + 1)
    taken.set(id, await page.evaluate(readSlide, index + 1))
  }
  await context.close()
  if (troubles.length)
    throw new Error(`Slides could not be taken: ${[...new Set(troubles)].join('; ')}`)
  return taken
}

async function turnTo(page: Page, path: string, no: number): Promise<void> {
  await page.evaluate((path) => {
    history.pushState({}, '', path)
    dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  }, path)
  const slide = page.locator(`[data-slidev-no="${no}"]`)
  await slide.and(page.locator(':visible')).locator('.slidev-layout').waitFor()
  await page.waitForFunction(no => [...document.querySelectorAll(`[data-slidev-no="${no}"] [data-waitfor]`)]
    .every(part => part.querySelector(part.getAttribute('data-waitfor') ?? '') !== null), no)
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })
}

/** Runs in the page. */
function readSlide(no: number): Snapshot {
  const slide = document.querySelector(`[data-slidev-no="${no}"]`)
  if (!slide)
    throw new Error(`slide ${no} does not stand`)
  const frames = ['#page-root', '#slide-container', '#slide-content', '#slideshow'].flatMap(selector => document.querySelector(selector) ?? [])

  const html = () => {
    const copy = slide.cloneNode(true) as Element
    copy.removeAttribute('style')
    // What was set on an element and not written on it.
    const controls = [...slide.querySelectorAll('input, option')]
    copy.querySelectorAll('input, option').forEach((control, index) => {
      const live = controls[index]
      if (live instanceof HTMLOptionElement)
        control.toggleAttribute('selected', live.selected)
      else if (live instanceof HTMLInputElement && ['checkbox', 'radio'].includes(live.type))
        control.toggleAttribute('checked', live.checked)
      else if (live instanceof HTMLInputElement)
        control.setAttribute('value', live.value)
    })
    return frames.reduceRight((inner, frame) => {
      const shell = frame.cloneNode(false) as HTMLElement
      shell.style.removeProperty('--slidev-slide-scale')
      shell.innerHTML = inner
      return shell.outerHTML
    }, copy.outerHTML.replaceAll(/<!--[^]*?-->/g, ''))
  }

  // Rules for the dark page and for small screens count too, and those for others alone, whatever this page is.
  const classes = document.documentElement.className
  document.documentElement.className = `${classes} dark light small`
  // Below the slide a small screen has the talk track's beginning.
  const notes = document.createElement('section')
  notes.className = 'reader-notes'
  const paragraph = notes.appendChild(document.createElement('p'))
  const outside = [document.documentElement, document.body, document.querySelector('#app'), ...frames, slide, notes, paragraph].flatMap(each => each ?? [])
  const applies = (selector: string) => {
    // What a pseudo-element belongs to decides; `:not(_)` is everything.
    const plain = selector.replaceAll(/:not\(\.(dark|light|small)\)/g, ':not(_)').replaceAll(/::?(before|after|marker|placeholder|selection|first-line|first-letter|backdrop|file-selector-button|-webkit-[\w-]+|-moz-[\w-]+)\b(\([^)]*\))?/g, ':not(_)')
    try {
      return outside.some(each => each.matches(plain)) || slide.querySelector(plain) !== null
    }
    catch {
      return false
    }
  }
  // `border: 1px solid var(--line); border-top-width: 4px` comes out as declarations without values.
  const textOf = ({ cssText, selectorText }: CSSStyleRule) => {
    if (/[;{]\s*(?!--)[a-z-]+: ;/.test(cssText))
      throw new Error(`The browser cannot say this rule again: set its shorthand part by part. ${selectorText}`)
    return cssText
  }
  const keep = (rules: CSSRuleList): string[] => [...rules].flatMap((rule) => {
    if (rule instanceof CSSStyleRule)
      return applies(rule.selectorText) ? textOf(rule) : []
    if (rule instanceof CSSPropertyRule)
      return rule.cssText
    if (rule instanceof CSSMediaRule && /print/.test(rule.conditionText))
      return []
    if (rule instanceof CSSGroupingRule) {
      const inner = keep(rule.cssRules)
      return inner.length ? `${rule.cssText.slice(0, rule.cssText.indexOf('{'))}{${inner.join('')}}` : []
    }
    return []
  })
  const sheets = [...document.styleSheets].map(sheet => ({ href: sheet.href, rules: keep(sheet.cssRules) }))
  document.documentElement.className = classes

  const texts = new Map<string, { family: string, weight: number, characters: Set<string> }>()
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { fontFamily, fontWeight } = getComputedStyle(node.parentElement ?? slide)
    for (const family of fontFamily.split(',').map(each => each.replaceAll(/["']/g, '').trim()).filter(each => each.includes(' ') || /^[A-Z]/.test(each))) {
      const set = texts.get(`${family} ${fontWeight}`) ?? { family, weight: Number(fontWeight), characters: new Set() }
      texts.set(`${family} ${fontWeight}`, set)
      for (const character of node.textContent ?? '')
        if (character > ' ')
          set.characters.add(character)
    }
  }

  const found = sheets.filter(({ rules }) => rules.length)
  return {
    html: html(),
    css: found.flatMap(({ rules }) => rules).join('\n'),
    styles: found.flatMap(({ href }) => href ? new URL(href).pathname : []),
    texts: [...texts.values()].map(({ characters, ...set }) => ({ ...set, characters: [' ', ...[...characters].sort()].join('') })),
    layout: [...slide.querySelector('.slidev-layout')?.classList ?? []].find(name => name.endsWith('-layout') && name !== 'slidev-layout')?.replace('-layout', '') ?? 'default',
  }
}
