import type { AppContext } from '@slidev/types'
import { getSlide } from '@slidev/client/logic/slides.ts'
import { nextTick } from 'vue'
import { useReducedMotion } from '../components/deck/useReducedMotion.ts'

/**
 * A page comes up out of the paper. Slidev's own transitions measure every page of the deck at each turn, a third of the time
 * that one takes; this asks for no measure.
 */
function fadeIn(page: Element | null): void {
  if (!useReducedMotion().value)
    page?.animate([{ opacity: 0.2 }, { opacity: 1 }], { duration: 180, easing: 'ease-out' })
}

/** Resolves behind the next frame: at once in a window that draws none, before long in one that stops to. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden)
      return resolve()
    setTimeout(resolve, 100)
    requestAnimationFrame(() => setTimeout(resolve))
  })
}

/** The page of a slide that waits laid out beside the one that is shown (styles/base.css), if what it shows is what will be looked at. */
function waitingPage(no: number, clicks: number): Element | null {
  const context = getSlide(no)?.meta.__clicksContext
  const stands = context?.isMounted && context.current === Math.min(context.total, Math.max(context.clicksStart, clicks))
  return stands ? document.querySelector(`html:not(.small) #slideshow > .page-near[data-slidev-no="${no}"]`) : null
}

/**
 * Shows the page that is turned to before the deck goes there: the bar, both pages' figures and those that wait next take
 * several frames on a slow machine, and nobody looks at them.
 */
export function turnAhead(router: AppContext['router']): void {
  let turned: { to: unknown, pages: readonly Element[] } | undefined
  const settle = () => {
    turned?.pages.forEach(page => page.removeAttribute('data-turned'))
    turned = undefined
  }
  router.beforeResolve(async (to, from) => {
    settle()
    const next = getSlide(String(to.params.no))?.no
    const page = to.name === 'play' && from.name === 'play' && next ? waitingPage(next, Number(to.query.clicks ?? 0)) : null
    const shown = document.querySelector('#slideshow > :not(.page-near, [style*="display: none"])')
    if (!page || !shown)
      return
    turned = { to, pages: [page, shown] }
    page.setAttribute('data-turned', 'to')
    shown.setAttribute('data-turned', 'from')
    fadeIn(page)
    await painted()
  })
  router.afterEach(async (to, from) => {
    await nextTick()
    if (turned?.to === to)
      settle()
    else if (to.params.no !== from.params.no)
      fadeIn(document.querySelector(`#slideshow > [data-slidev-no="${getSlide(String(to.params.no))?.no}"]`))
  })
}

let last: Promise<unknown> = Promise.resolve()

/** Lets a step through the deck begin where the one before it ends: of two presses within a frame, none is lost. */
export function inTurn<A extends unknown[]>(step: (...how: A) => Promise<void>): (...how: A) => Promise<void> {
  return (...how) => {
    const stepped = last.then(() => step(...how))
    last = stepped.catch(() => undefined)
    return stepped
  }
}
