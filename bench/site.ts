/** Measures the built deck as a visitor has it, beside other decks, and prints Markdown tables: `npm run bench:site`. docs/benchmarks.md says how to read them. */
import { cpus } from 'node:os'
import process from 'node:process'
import { haveNginx } from '../scripts/lib/nginx.ts'
import { baseOf } from '../scripts/lib/serve.ts'
import { benchLighthouse } from './lighthouse.ts'
import { benchLoading, networks } from './loading.ts'
import { buildPeers, installPeers } from './peers.ts'
import { table } from './table.ts'
import { benchTurning } from './turning.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 5)

if (!haveNginx())
  throw new Error('Not here: apt-get install nginx-light libnginx-mod-http-brotli-static')
if (baseOf('dist') !== '/')
  throw new Error('There is no deck built for / in dist: run npm run build first.')

const whole = (value: number) => Math.round(value).toLocaleString('en')
const ms = (value: number) => `${whole(value)} ms`

installPeers()
const decks = [{ name: 'EKS Primer', folder: 'dist', start: 'ko/' }, ...await buildPeers()]
console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, medians of ${ROUNDS} visits\n\n## First visits`)

const loading = await benchLoading(decks, ROUNDS)
for (const network of networks) {
  const own = loading[network].get('EKS Primer')
  const against = (key: 'lcp' | 'answers', value: number) => own && value !== own[key] ? ` (${(value / own[key]).toFixed(1)}x ours)` : ''
  console.log(`\n${table(
    [network, 'first paint', 'largest paint', 'takes a key', 'scripts and styles', 'requests'],
    [...loading[network]].map(([name, { fcp, lcp, answers, bytes, requests }]) => [
      name, ms(fcp), ms(lcp) + against('lcp', lcp), ms(answers) + against('answers', answers), `${whole(bytes / 1024)} KB`, whole(requests),
    ]),
  )}`)
}

console.log('\n## Turning pages\n')
const { slides, p50, p95, max, memory } = await benchTurning()
console.log(`${table(['slides', 'p50', 'p95', 'slowest'], [[whole(slides), ms(p50), ms(p95), ms(max)]])}\n`)
console.log(table(['slides turned', 'heap', 'nodes of the page'], memory.map(({ slides, heap, nodes }) => [whole(slides), `${(heap / 2 ** 20).toFixed(1)} MiB`, whole(nodes)])))

console.log('\n## Lighthouse')
for (const preset of ['mobile', 'desktop'] as const) {
  const scored = await benchLighthouse('dist', preset)
  console.log(`\n${table([preset, 'performance', 'accessibility', 'best practices', 'SEO', 'what costs points'], scored.map(({ page, scores, costs }) => [page, ...Object.values(scores).map(String), costs.join('; ')]))}`)
}
