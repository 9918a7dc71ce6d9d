/** A lane's numbers over its whole run. */
import type { LoadCurve } from '../inputs/curve.ts'
import { MODES, type NodeSpan, type PodColumns, type ServingColumns, type Shortfall } from './result.ts'
import { servingAt } from './serving-at.ts'

/** Shorter gaps (ms) do not part one shortfall from the next. */
const GAP_MS = 15_000

export function shortfallsOf(pieces: ServingColumns, curve: LoadCurve, until: number): Shortfall[] {
  const found: Shortfall[] = []
  const { at, mode, lost } = pieces
  const short = (i: number) => MODES[mode[i] ?? 0] !== 'meets'
  for (let i = 0; i < at.length; i++) {
    const from = at[i] ?? 0
    if (!short(i) || from >= until) continue
    const end = at[i + 1] ?? until
    const last = found.at(-1)
    const lostIn = (i + 1 < at.length ? lost[i + 1] ?? 0 : servingAt(pieces, curve, until).lostSoFar) - (lost[i] ?? 0)
    if (last && from - last.until <= GAP_MS) {
      last.until = end
      last.lost += lostIn
    } else {
      found.push({ from, until: end, lost: lostIn })
    }
  }
  const last = found.at(-1)
  if (last && last.until >= until) last.until = Number.POSITIVE_INFINITY
  return found
}

/** The value that so large a share of the values does not exceed (nearest rank); null of none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.length === 0 ? null : sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? null
}

/** How long pods under load took from creation to ready; those that were deleted before count for nothing, those that still wait for ever. */
export function readyTimes({ workload, createdAt, readyAt, deletedAt }: PodColumns): number[] {
  const times: number[] = []
  for (let i = 0; i < createdAt.length; i++) {
    const [created = 0, ready = 0, deleted = 0] = [createdAt[i], readyAt[i], deletedAt[i]]
    if (workload[i] !== 0 || created < 0 || (ready === Number.POSITIVE_INFINITY && deleted !== Number.POSITIVE_INFINITY)) continue
    times.push(ready - created)
  }
  return times
}

/** The most spans that overlap. */
export function mostAtOnce(spans: readonly (readonly [from: number, until: number])[]): number {
  const changes = spans.flatMap(([from, until]) => from < until ? [[from, 1], [until, -1]] as const : []).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  let [now, most] = [0, 0]
  for (const [, by] of changes) most = Math.max(most, now += by)
  return most
}

/** When each pod under load waited for a node. */
export function pendingSpans({ workload, createdAt, scheduledAt, deletedAt }: PodColumns): [from: number, until: number][] {
  return Array.from(createdAt, (created, i): [number, number] => [created, workload[i] === 0 ? Math.min(scheduledAt[i] ?? 0, deletedAt[i] ?? 0) : created])
}

export function nodeSpans(nodes: readonly NodeSpan[]): [from: number, until: number][] {
  return nodes.filter(({ system }) => !system).map(({ readyAt, goneAt, deadAt }) => [readyAt, Math.min(goneAt, deadAt)])
}
