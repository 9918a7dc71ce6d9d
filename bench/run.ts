/** Measures the engine and prints Markdown tables: `npm run bench`. docs/benchmarks.md says how to read them. */
import { cpus } from 'node:os'
import { benchCost } from './cost.ts'
import { benchFigureSizes, benchWrites } from './figures.ts'
import { benchHosting } from './hosting.ts'
import { benchPlacements } from './placements.ts'
import { benchEverySecond, benchGrowth, benchRace, GROWTH_HOURS, GROWTH_PODS, type RaceGrowth } from './race.ts'
import { benchSeek } from './seek.ts'
import { benchSizes } from './size.ts'
import { benchStorm } from './storm.ts'
import { table } from './table.ts'

const NODES = [100, 1000, 5000]
const PODS = 10_000
/** scheduler_perf's threshold for SchedulingBasic with 5,000 nodes. */
const UPSTREAM_FLOOR = 680

const whole = (value: number) => Math.round(value).toLocaleString('en')
const times = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)}x`

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, one thread\n`)

console.log('## Placements a second\n')
console.log(table(
  ['workload', 'nodes', 'pods', 'placements/s', 'against no sampling', 'against a plain loop', `against upstream's floor of ${UPSTREAM_FLOOR}/s`],
  benchPlacements(NODES, PODS).map(({ workload, nodes, pods, perSecond, overUnsampled, overNaive }) => [
    workload, whole(nodes), whole(pods), whole(perSecond), times(overUnsampled), times(overNaive),
    nodes === 5000 ? times(perSecond / UPSTREAM_FLOOR) : '',
  ]),
))

console.log('\n## Seek time\n')
const ms = (value: number) => `${value.toFixed(1)} ms`
const seek = benchSeek()
console.log(table(
  ['pods', 'turns in the hour', 'seeks', 'p50', 'p95', 'max', 'against replaying from the start', 'playing the hour', 'in JSON copies of the cluster'],
  [[whole(seek.pods), whole(seek.turns), whole(seek.seeks), ms(seek.p50), ms(seek.p95), ms(seek.max), times(seek.overReplay), ms(seek.playMs), whole(seek.playInCopies)]],
))

console.log('\n## A storm\n')
console.log(table(
  ['pods wanted', 'failed in five minutes', 'turns in 5 s, at first and at the end', 'time for 5 s, at first and at the end'],
  benchStorm([5, 50, 500]).map(({ replicas, failed, turns, ms: times }) => [whole(replicas), whole(failed), turns.map(whole).join(' and '), times.map(ms).join(' and ')]),
))

console.log('\n## Bills\n')
console.log(table(
  ['workload', 'pods', 'p50', 'p95'],
  [1000, 140_000].flatMap(pods => benchCost(pods)).map(({ workload, pods, p50, p95 }) => [workload, whole(pods), ms(p50), ms(p95)]),
))

console.log('\n## Races\n')
const { cold, warm, again } = await benchRace()
console.log(table(
  ['a day, 200 pods, five lanes, two Workers', 'first portion, in the slower Worker’s own time', 'on the clock', 'the whole, in its own time', 'on the clock'],
  ([['the first race', cold], ['the next ones', warm], ['another load from the same beginning', again]] as const).map(([name, { first, firstOwn, whole, wholeOwn }]) => [name, ms(firstOwn), ms(first), ms(wholeOwn), ms(whole)]),
))
console.log()
console.log(table(
  ['an hour of it', 'the lane', 'every second, in the whole simulation', 'times as long'],
  benchEverySecond().map(({ lane, race, simulated }) => [lane, ms(race), ms(simulated), times(simulated / race)]),
))
const growth = benchGrowth()
const grown = (by: string, sizes: readonly number[], rows: readonly RaceGrowth[]) => table([by, ...sizes.map(String), 'grows with the power of'], rows.map(({ lane, ms: spent, power }) => [lane, ...spent.map(ms), power.toFixed(2)]))
console.log(`\n${grown('pods, a day', GROWTH_PODS, growth.pods)}\n\n${grown('hours, 200 pods', GROWTH_HOURS, growth.hours)}\n`)
console.log(table(['lanes', ...growth.lanes.map((_, i) => String(i + 1))], [['on one thread', ...growth.lanes.map(ms)]]))

console.log('\n## Size\n')
console.log(table(
  ['part', 'modules', 'minified', 'gzipped'],
  (await benchSizes()).map(({ part, modules, bytes, gzipped }) => [part, String(modules), `${(bytes / 1024).toFixed(1)} KB`, `${(gzipped / 1024).toFixed(1)} KB`]),
))

console.log('\n## Figures\n')
console.log(table(
  ['a write to', 'writes', 'p50', 'p95'],
  (await benchWrites()).map(({ figure, writes, p50, p95 }) => [figure, String(writes), ms(p50), ms(p95)]),
))
console.log()
console.log(table(
  ['figure', 'gzipped'],
  (await benchFigureSizes()).map(({ figure, gzipped }) => [figure, `${(gzipped / 1024).toFixed(1)} KB`]),
))

const hosting = await benchHosting()
if (hosting) {
  const failures = Object.values(hosting.failed).reduce((sum, count) => sum + count, 0)
  console.log('\n## Hosting\n')
  console.log(table(
    ['requests', 'at once', 'failed', 'answers a second', 'MB', 'p50', 'p99'],
    [[whole(hosting.requests), whole(hosting.inFlight), whole(failures), whole(hosting.perSecond), (hosting.bytes / 1e6).toFixed(1), ms(hosting.p50), ms(hosting.p99)]],
  ))
}
