/**
 * What a write to a figure costs in a browser that is four times slower than this one, and what a figure's code weighs.
 * The built deck is measured: run `npm run build` first.
 */
import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { chromium, type Page } from 'playwright'
import { build } from 'vite'
import { requireBrowser } from '../scripts/lib/browser.ts'
import { serveBuild } from '../scripts/lib/serve.ts'

export interface WriteResult {
  figure: string
  writes: number
  /** Milliseconds from the input event to the figure drawn anew and laid out. */
  p50: number
  p95: number
}

/** A figure's slide, the panel that is opened first, and the control that writes. */
const WRITES: readonly { figure: string, slide: string, control: string, panel?: string }[] = [
  { figure: 'scheduling, its timeline', slide: 'k8s-scheduling', control: '.toolbar input[type=range]' },
  { figure: 'Fargate sizing, a slider', slide: 'fargate-sizing', control: 'input[type=range]' },
  { figure: 'node allocatable, the list of types', slide: 'node-allocatable', control: 'select' },
  { figure: 'who does what, its slider', slide: 'who-does-what', control: 'input[type=range]' },
  { figure: 'HPA, a slider of its inputs', slide: 'hpa', control: '.beside input[type=range]', panel: 'inputs' },
  { figure: 'rollout, its timeline', slide: 'k8s-rollout', control: '.toolbar input[type=range]' },
  { figure: 'node update, its timeline', slide: 'node-update', control: '.toolbar input[type=range]' },
  { figure: 'service, its timeline', slide: 'k8s-service', control: '.toolbar input[type=range]' },
  { figure: 'Fargate’s gate, its timeline', slide: 'fargate-gate', control: '.toolbar input[type=range]' },
  { figure: 'volumes, its timeline', slide: 'k8s-volumes', control: '.toolbar input[type=range]' },
  { figure: 'custom resource, its timeline', slide: 'k8s-custom-resources', control: '.toolbar input[type=range]' },
  { figure: 'apply, its timeline', slide: 'k8s-apply', control: '.toolbar input[type=range]' },
  { figure: 'control plane, its timeline', slide: 'cp-break', control: '.toolbar input[type=range]' },
  { figure: 'orchestrate, its timeline', slide: 'orchestration-night', control: '.toolbar input[type=range]' },
  { figure: 'quiz, its answers', slide: 'eks-check', control: '.answer' },
  { figure: 'cost, a slider of its details', slide: 'cost-compare', control: 'input[type=range]', panel: 'details' },
]

const THROTTLE = 4
const WRITES_EACH = 40

export async function benchWrites(): Promise<WriteResult[]> {
  const server = await serveBuild('dist')
  const browser = await chromium.launch({ executablePath: requireBrowser(), chromiumSandbox: process.getuid?.() !== 0 })
  try {
    const results: WriteResult[] = []
    for (const { figure, slide, control, panel } of WRITES) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
      await page.goto(`${server.address}ko/#/${slide}`)
      await page.locator('.figure-ready:visible').waitFor()
      if (panel)
        await page.locator(`[data-panel=${panel}]:visible`).click()
      await page.locator(`.figure-ready ${control}:visible`).first().waitFor()
      const session = await page.context().newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
      const times = (await timesOf(page, control)).sort((a, b) => a - b)
      const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
      results.push({ figure, writes: times.length, p50: at(0.5), p95: at(0.95) })
      await page.close()
    }
    return results
  }
  finally {
    await browser.close()
    await server.close()
  }
}

/** Vue redraws in a microtask: what is left after it is the browser's own layout. */
function timesOf(page: Page, control: string): Promise<number[]> {
  return page.evaluate(async ({ control, count }) => {
    const figure = [...document.querySelectorAll('.figure-ready')].find(element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    const found = [...figure?.querySelectorAll(control) ?? []].filter(element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    const times: number[] = []
    for (let write = 0; write < count; write++) {
      const element = found[write % (found[0] instanceof HTMLButtonElement ? found.length : 1)]
      const share = ((write * 7) % count) / count
      if (element instanceof HTMLInputElement)
        element.value = String(Number(element.min) + share * (Number(element.max) - Number(element.min)))
      if (element instanceof HTMLSelectElement)
        element.selectedIndex = Math.floor(share * element.options.length)
      const start = performance.now()
      if (element instanceof HTMLButtonElement)
        element.click()
      else
        element?.dispatchEvent(new Event(element instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
      await Promise.resolve().then(() => new Promise<void>(resolve => queueMicrotask(resolve)))
      document.body.getBoundingClientRect()
      times.push(performance.now() - start)
      await new Promise(requestAnimationFrame)
    }
    return times
  }, { control, count: WRITES_EACH })
}

export interface FigureSize {
  figure: string
  gzipped: number
}

const FIGURES = globSync('components/figures/*/*Figure.vue').map(path => path.replaceAll('\\', '/').replace(/^components\/figures\/|\.vue$/g, '')).sort()

/** What every slide of the deck has loaded anyway, and what comes only when a panel is opened. */
const shared = (id: string) => /^(vue|@slidev\/|@vueuse\/|yaml)/.test(id)

/** The code of each figure by itself: its scene, the shell, its part of the engine, its libraries; in bytes. */
export async function benchFigureSizes(): Promise<FigureSize[]> {
  const results: FigureSize[] = []
  for (const figure of FIGURES) {
    const output = await build({
      configFile: false, logLevel: 'silent', plugins: [vue()],
      build: { write: false, minify: true, lib: { entry: resolve(import.meta.dirname, `../components/figures/${figure}.vue`), formats: ['es'] }, rolldownOptions: { external: shared } },
    })
    const chunks = [output].flat().flatMap(each => 'output' in each ? each.output : []).flatMap(each => each.type === 'chunk' ? [each] : [])
    const loaded = new Set<string>()
    const visit = (name: string) => {
      const chunk = chunks.find(({ fileName }) => fileName === name)
      if (!chunk || loaded.has(name))
        return
      loaded.add(name)
      chunk.imports.forEach(visit)
    }
    chunks.filter(({ isEntry }) => isEntry).forEach(({ fileName }) => visit(fileName))
    results.push({ figure, gzipped: chunks.filter(({ fileName }) => loaded.has(fileName)).reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0) })
  }
  return results
}
