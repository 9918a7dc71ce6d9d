/**
 * What the requests that nobody served were missing. A lane whose nodes were there all along is a control: what another lane lost
 * beyond it, it lost over nodes. Without one, what is missing at each instant is shared out over the pods that are on their way.
 */
import { LoadCurve } from '../inputs/curve.ts'
import { MODES, type LaneResult, type RaceResult } from '../result/result.ts'
import { placeAt, servingAt } from '../result/serving-at.ts'

/** Inputs that losses turn on: how fast machines start, how many nodes there may be, how the HPA adds pods, how fast pods start, what fails. */
export const lossCauses = ['node-start', 'node-count', 'hpa', 'pod-start', 'fault'] as const
export type LossCause = (typeof lossCauses)[number]
export type LossesByCause = Readonly<Record<LossCause, number>>

const waits = ['node-start', 'node-count', 'pod-start'] as const
type Wait = (typeof waits)[number]

/** A control may have missed so small a share over nodes. */
const HARDLY = 0.02
/** Fewer requests are floating-point noise. */
const NOISE = 1e-6

const totalOf = (losses: LossesByCause) => lossCauses.reduce((sum, cause) => sum + losses[cause], 0)
const overNodesOf = (losses: LossesByCause) => losses['node-start'] + losses['node-count']
const byCause = (of: (cause: LossCause) => number): LossesByCause => Object.fromEntries(lossCauses.map(cause => [cause, of(cause)])) as Record<LossCause, number>

/** The requests of all lanes that were lost, or still wait at the end, by what they turn on. */
export function lossesByCause({ lanes, load }: RaceResult): LossesByCause {
  const curve = new LoadCurve(load)
  const missed = lanes.map(lane => ({ lane, unserved: lane.totals.lost + lane.totals.waiting, missed: missedBy(lane, curve) }))
  const control = missed.find(({ lane, missed: own }) => lane.totals.nodesMade === 0 && overNodesOf(own) <= HARDLY * totalOf(own))
  const byLane = missed.map(({ lane, unserved, missed: own }) => {
    if (!control || lane === control.lane) return scaled(own, unserved)
    const overNodes = Math.max(0, unserved - control.unserved)
    const others = scaled(control.missed, unserved - overNodes)
    const started = overNodesOf(own) > 0 ? own['node-start'] / overNodesOf(own) : 1
    return { ...others, 'node-start': others['node-start'] + overNodes * started, 'node-count': others['node-count'] + overNodes * (1 - started) }
  })
  return byCause(cause => byLane.reduce((sum, losses) => sum + losses[cause], 0))
}

/** The same proportions of another sum. What has no proportions is the HPA's: nobody was on the way. */
function scaled(losses: LossesByCause, to: number): LossesByCause {
  const total = totalOf(losses)
  return byCause(cause => total > 0 ? losses[cause] * to / total : cause === 'hpa' ? to : 0)
}

/** Requests of one lane that found no pod when they came, lost or made to wait, by what was missing then. */
export function missedBy(lane: LaneResult, curve: LoadCurve): LossesByCause {
  const { serving, until } = lane
  const changes = waitsOf(lane).flatMap(wait => [{ at: wait.from, cause: wait.cause, by: 1 }, { at: wait.until, cause: wait.cause, by: -1 }]).sort((a, b) => a.at - b.at)
  const instants = [...new Set([0, until, ...serving.at, ...changes.map(({ at }) => at), ...curve.points.map(({ at }) => at)])].filter(at => at <= until).sort((a, b) => a - b)
  const perPod = perPodOf(lane)
  const onTheWay: Record<Wait, number> = { 'node-start': 0, 'node-count': 0, 'pod-start': 0 }
  const missed = { 'node-start': 0, 'node-count': 0, 'hpa': 0, 'pod-start': 0, 'fault': 0 }
  let next = 0
  let before = servingAt(serving, curve, 0)
  instants.slice(0, -1).forEach((at, i) => {
    const end = instants[i + 1] ?? at
    for (; (changes[next]?.at ?? Infinity) <= at; next++) {
      const change = changes[next]
      if (change) onTheWay[change.cause] += change.by
    }
    const alive = before.ready
    const after = servingAt(serving, curve, end)
    const came = after.lostSoFar + after.waiting - before.lostSoFar - before.waiting
    before = after
    if (came < NOISE) return
    // What is lost though there is room has met a pod that does not answer any more.
    if (MODES[serving.mode[Math.max(0, placeAt(serving.at, at))] ?? 0] === 'meets') {
      missed.fault += came
      return
    }
    const pods = waits.reduce((sum, cause) => sum + onTheWay[cause], 0)
    // Where no pod ever answered, nobody knows how much each would have served.
    const covered = pods === 0 ? 0 : perPod === 0 ? 1 : Math.min(1, pods * perPod * (end - at) / 1000 / came)
    // The HPA counts pods that are on their way as 0: each keeps it from asking for about one more.
    const heldBack = (1 - covered) * (alive > 0 ? Math.min(1, pods / alive) : pods > 0 ? 1 : 0)
    missed.hpa += came * (1 - covered - heldBack)
    if (pods > 0) for (const cause of waits) missed[cause] += came * (covered + heldBack) * onTheWay[cause] / pods
  })
  return missed
}

/** When each pod under load was on its way, and what for: a node that had to start first, room on one that was there, or its own start. */
function waitsOf({ pods, nodes }: LaneResult): { from: number, until: number, cause: Wait }[] {
  const found: { from: number, until: number, cause: Wait }[] = []
  const add = (from: number, until: number, cause: Wait) => {
    if (Math.max(0, from) < until) found.push({ from: Math.max(0, from), until, cause })
  }
  pods.createdAt.forEach((created, i) => {
    if (pods.workload[i] !== 0) return
    const [scheduled = Infinity, ready = Infinity, deleted = Infinity] = [pods.scheduledAt[i], pods.readyAt[i], pods.deletedAt[i]]
    const node = nodes[pods.node[i] ?? -1]
    add(created, Math.min(scheduled, deleted), node && node.readyAt > created ? 'node-start' : 'node-count')
    add(scheduled, Math.min(ready, deleted), 'pod-start')
  })
  return found
}

/** Requests a second that one pod serves. */
function perPodOf({ serving: { alive, capacity } }: LaneResult): number {
  const place = alive.findIndex(pods => pods > 0)
  return place < 0 ? 0 : (capacity[place] ?? 0) / (alive[place] ?? 1)
}
