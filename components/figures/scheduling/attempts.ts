/** Looks back at each decision of the scheduler in a run. */
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { type Explanation, explain, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import type { Pod } from '../../../engine/kubernetes/types/index.ts'

/** One turn of the scheduler for one pod: what it saw, how it judged, what came of it. */
export interface Attempt {
  /** Virtual ms at which the scheduler begins to look at the pod. */
  from: number
  /** Virtual ms of the decision. */
  at: number
  pod: Pod
  explanation: Explanation
  /** The rows of the table, in the order in which they are told. */
  lines: readonly Line[]
  /** The node that took the pod; undefined when none could. */
  node?: string
  /** Upstream's event. */
  message: string
  /** Pods that are evicted to make room. */
  victims: readonly string[]
}

/** A row of the table: what one plugin says of every node, or the sum of what all said. */
export type Line = { phase: 'filter' | 'score', plugin: string } | { phase: 'total' }

/** Virtual ms that the scheduler takes for a pod in this figure: time to tell how it decides. */
export const deciding = 10_000

/** Where the telling of the decisions is at one instant. */
export interface Moment {
  /** The decision that is being told, or was told last. */
  attempt?: Attempt
  /** How many rows of its table are shown. */
  shown: number
  /** Whether the decision has been made. */
  told: boolean
}

/** Virtual ms at which a row of the table is shown; the rows are spread over the time that the decision takes. */
export function rowAt({ from, lines }: Attempt, row: number): number {
  return from + Math.round((row + 1) * deciding / (lines.length + 2))
}

export function momentAt(attempts: readonly Attempt[], now: number): Moment {
  const attempt = attempts.findLast(({ from }) => from <= now)
  if (!attempt)
    return { shown: 0, told: false }
  return { attempt, told: now >= attempt.at, shown: attempt.lines.filter((_, row) => rowAt(attempt, row) <= now).length }
}

/** The most points that a node can get: 100 by each plugin, by its weight. */
export function mostPoints({ explanation }: Attempt): number {
  return Math.max(100, explanation.scorePlugins.reduce((sum, { weight }) => sum + 100 * weight, 0))
}

/** How one pod is known in a record, whichever run it is. */
export function attemptKey({ pod, at }: Attempt): string {
  return `${pod.metadata.name}@${at}`
}

export function findAttempts<P extends object>(replay: Replay<P>, log: readonly LogEntry[]): Attempt[] {
  const scheduler = new SchedulerController()
  return log.flatMap(({ at, source, reason, object, message, params }): Attempt[] => {
    if (source !== scheduler.name || (reason !== 'Scheduled' && reason !== 'FailedScheduling'))
      return []
    const { store } = replay.seek(at - 1)
    const pod = store.getByKey('Pod', `${object.namespace}/${object.name}`)
    if (!pod)
      return []
    const explanation = explain(scheduler.framework, pod, new Snapshot(store.storedKinds().flatMap(kind => store.list(kind))))
    const node = reason === 'Scheduled' ? String(params?.node) : undefined
    const victims = log.filter(entry => entry.reason === 'Preempted' && entry.at === at).map(entry => entry.object.name)
    return [{ from: at - deciding, at, pod, explanation, lines: linesOf(explanation), message, victims, ...(node && { node }) }]
  })
}

/** Plugins that have something to say about this pod; the rest would be rows without content. */
function linesOf({ filterPlugins, scorePlugins, rows }: Explanation): Line[] {
  const filters = filterPlugins.filter(plugin => rows.some(({ filters }) => filters[plugin]?.verdict !== 'skip'))
  const feasible = rows.filter(row => row.feasible).length
  return [
    ...filters.map(plugin => ({ phase: 'filter' as const, plugin })),
    // As upstream: a single node that is left needs no score.
    ...(feasible > 1 ? [...scorePlugins.map(({ name }) => ({ phase: 'score' as const, plugin: name })), { phase: 'total' as const }] : []),
  ]
}
