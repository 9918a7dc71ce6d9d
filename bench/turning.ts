/** How long the next slide takes to be painted, and what five hundred of them leave in memory, at a fourth of this machine's speed. */
import type { CDPSession, Page } from 'playwright'
import { loadSlides } from '../scripts/lib/decks.ts'
import { serveBuild } from '../scripts/lib/serve.ts'
import { launch, THROTTLE } from './loading.ts'

export interface TurningBench {
  slides: number
  /** Milliseconds from the key until the frame that has the next slide is made. */
  p50: number
  p95: number
  max: number
  memory: readonly { slides: number, heap: number, nodes: number }[]
}

const TURNS = 500
/** A presenter speaks meanwhile (ms), and the browser fetches what comes next. */
const PAUSE = 1_000

/** @param folder a built deck */
export async function benchTurning(folder = 'dist'): Promise<TurningBench> {
  const server = await serveBuild(folder)
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
    const slides = (await loadSlides('ko')).length
    await page.goto(`${server.address}ko/`)
    await page.waitForFunction(() => performance.getEntriesByName('eks-primer:stands').length > 0)
    const times = await turn(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    const memory = await remember(page, session, slides)
    const sorted = times.sort((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
    return { slides: times.length, p50: at(0.5), p95: at(0.95), max: at(1), memory }
  }
  finally {
    await browser.close()
    await server.close()
  }
}

/** Goes through the deck by the key that leaves out clicks. */
async function turn(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const shown = () => [...document.querySelectorAll('[data-slidev-no]')].filter(slide => slide.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && slide.querySelector('.slidev-layout')).map(slide => slide.getAttribute('data-slidev-no')).join()
    const times: number[] = []
    Object.assign(globalThis, { turned: times })
    addEventListener('keydown', ({ timeStamp }) => {
      const before = shown()
      const look = () => shown() === before ? requestAnimationFrame(look) : setTimeout(() => times.push(performance.now() - timeStamp))
      requestAnimationFrame(look)
    }, { capture: true })
  })
  for (;;) {
    const before = page.url()
    await page.keyboard.press('ArrowDown')
    await page.waitForTimeout(PAUSE)
    if (page.url() === before)
      break
  }
  return page.evaluate(() => (globalThis as unknown as { turned: number[] }).turned)
}

async function remember(page: Page, session: CDPSession, slides: number): Promise<TurningBench['memory']> {
  const ids = (await loadSlides('ko')).map(({ frontmatter }) => String(frontmatter.routeAlias))
  const { origin } = new URL(page.url())
  await session.send('Performance.enable')
  const measured: { slides: number, heap: number, nodes: number }[] = []
  for (let turned = 0; turned <= TURNS; turned++) {
    if (turned >= slides && (turned % 100 === 0 || turned === slides)) {
      await session.send('HeapProfiler.collectGarbage')
      const { metrics } = await session.send('Performance.getMetrics')
      const metric = (name: string) => metrics.find(each => each.name === name)?.value ?? Number.NaN
      measured.push({ slides: turned, heap: metric('JSHeapUsedSize'), nodes: metric('Nodes') })
    }
    const id = ids[turned % ids.length] ?? ''
    await page.evaluate((address) => {
      history.pushState({}, '', address)
      dispatchEvent(new PopStateEvent('popstate', { state: {} }))
    }, `${origin}/ko/${id}/`)
    await page.locator(`[data-slidev-no="${turned % ids.length + 1}"] .slidev-layout`).waitFor()
  }
  return measured
}
