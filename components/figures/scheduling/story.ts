import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { FigureRecord } from '../shell/record.ts'
import { Replay, scenariosByName } from '../../../engine/kubernetes/simulation/replay.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { type Explanation, explain, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import type { Node, Pod } from '../../../engine/kubernetes/types/index.ts'
import type { Span } from '../shell/clock.ts'
import { scenarios, settled } from './scenarios.ts'

/** One turn of the scheduler for one pod: what it saw, how it judged, what came of it. */
export interface Attempt {
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

export interface Scene {
  nodes: readonly Node[]
  pods: readonly Pod[]
}

/** A record, run to its end: what the figure tells. */
export interface Story {
  attempts: readonly Attempt[]
  log: readonly LogEntry[]
  span: Span
  /** The cluster's nodes and pods at a virtual instant (ms). */
  sceneAt: (at: number) => Scene
}

/** Virtual ms from one row of the table to the next. */
export const lineTime = 1_000

/** Virtual ms that are run after the last arrival: enough for victims to end and their place to be taken. */
const afterwards = 45_000

/** Virtual ms from the decision to the end of its telling. */
export function tellingTime({ lines }: Pick<Attempt, 'lines'>): number {
  return (lines.length + 1) * lineTime
}

/**
 * Runs a record to its end and looks back at each decision of the scheduler.
 *
 * @throws Error when the record names no known scenario, ApiError when a command is refused
 */
export function tell(record: FigureRecord): Story {
  const scheduler = new SchedulerController()
  const replay = new Replay(record, { scenarioOf: run => ({ ...scenariosByName(scenarios)(run), commands: [] }), controllers: () => [new SchedulerController(), new Kubelet(), new NodeLifecycleController()] })
  const last = Math.max(0, ...record.commands.map(({ at }) => at))
  const log = [...replay.seek(last + afterwards).log.entries]

  const attempts = log.flatMap(({ at, source, reason, object, message }): Attempt[] => {
    if (source !== scheduler.name || (reason !== 'Scheduled' && reason !== 'FailedScheduling'))
      return []
    const { store } = replay.seek(at - 1)
    const pod = store.getByKey('Pod', `${object.namespace}/${object.name}`)
    if (!pod)
      return []
    const explanation = explain(scheduler.framework, pod, new Snapshot(store.storedKinds().flatMap(kind => store.list(kind))))
    const node = reason === 'Scheduled' ? / to (\S+)$/.exec(message)?.[1] : undefined
    const victims = log.filter(entry => entry.reason === 'Preempted' && entry.at === at).map(entry => entry.object.name)
    return [{ at, pod, explanation, lines: linesOf(explanation), message, victims, ...(node && { node }) }]
  })
  return {
    attempts,
    log,
    span: { start: settled, end: Math.max(last, ...attempts.map(attempt => attempt.at + tellingTime(attempt))) + lineTime },
    sceneAt: (at) => {
      const { store } = replay.seek(at)
      return { nodes: store.list('Node'), pods: store.list('Pod') }
    },
  }
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
