/** Lighthouse on the built deck: the first slide and three with figures, in every language. */
import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'
import { languages } from '../data/localized.ts'
import { requireBrowser } from '../scripts/lib/browser.ts'
import { serveByNginx } from '../scripts/lib/nginx.ts'
import { peerCommand } from './peers.ts'

const SLIDES = ['', 'k8s-scheduling/', 'cost-compare/', 'cp-break/']
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export interface Scored {
  page: string
  scores: Record<typeof CATEGORIES[number], number>
  /** What cost points: audits below 1 that weigh, worst first. */
  costs: string[]
}

interface Report {
  runtimeError?: { message: string }
  categories: Record<string, { score: number | null, auditRefs: { id: string, weight: number }[] }>
  audits: Record<string, { score: number | null, title: string, displayValue?: string, scoreDisplayMode: string }>
}

/** @param preset `mobile`, Lighthouse's own: a slow phone on slow 4G, simulated; or `desktop` */
export async function benchLighthouse(folder = 'dist', preset: 'mobile' | 'desktop' = 'mobile'): Promise<Scored[]> {
  const nginx = await serveByNginx(folder)
  try {
    const scored: Scored[] = []
    for (const language of languages) {
      for (const slide of SLIDES) {
        const report = await inspect(`${nginx.address}${language}/${slide}`, preset)
        const scores = Object.fromEntries(CATEGORIES.map(name => [name, Math.round((report.categories[name]?.score ?? 0) * 100)])) as Scored['scores']
        scored.push({ page: `${language}/${slide}`, scores, costs: costsOf(report) })
      }
    }
    return scored
  }
  finally {
    await nginx.close()
  }
}

async function inspect(address: string, preset: 'mobile' | 'desktop'): Promise<Report> {
  const flags = ['--headless=new', ...process.getuid?.() === 0 ? ['--no-sandbox'] : []]
  const { stdout } = await promisify(execFile)(process.execPath, [
    peerCommand('lighthouse/cli/index.js'), address, '--quiet', '--output=json', '--no-enable-error-reporting',
    `--only-categories=${CATEGORIES.join(',')}`, `--chrome-flags=${flags.join(' ')}`, ...preset === 'desktop' ? ['--preset=desktop'] : [],
  ], { env: { ...process.env, CHROME_PATH: requireBrowser() }, maxBuffer: 2 ** 27 })
  const report = JSON.parse(stdout) as Report
  if (report.runtimeError)
    throw new Error(`${address}: ${report.runtimeError.message}`)
  return report
}

function costsOf({ categories, audits }: Report): string[] {
  const weighed = CATEGORIES.flatMap(name => categories[name]?.auditRefs ?? []).filter(({ weight }) => weight > 0)
  return weighed.flatMap(({ id, weight }) => {
    const { score = 1, title = id, displayValue } = audits[id] ?? {}
    return score !== null && score < 1 ? [{ lost: (1 - score) * weight, words: `${title}${displayValue ? ` (${displayValue})` : ''}` }] : []
  }).sort((a, b) => b.lost - a.lost).map(({ words }) => words)
}
