/**
 * `kubectl drain` as a process: evicts a cordoned node's pods and tries again those that a budget holds back. An answer that no
 * wait can change (500: two budgets select the pod) ends it once nothing else is left.
 * Models kubectl/pkg/drain/drain.go with --ignore-daemonsets, --delete-emptydir-data and --force.
 */
import type { CommandHandlers } from '../simulation/commands.ts'
import type { Context, Controller } from '../simulation/controller.ts'
import { cordon } from '../simulation/cordon.ts'
import { parseTimestamp } from '../apimachinery/clock.ts'
import { ApiError } from '../apiserver/errors.ts'
import { controllerOf, isPodTerminal, isTerminating } from '../apimachinery/meta.ts'
import { parseSelector } from '../apimachinery/selectors.ts'
import type { Store } from '../apiserver/store.ts'
import type { Node, Pod } from '../types/index.ts'
import { evictPod } from './disruption/eviction.ts'

/** How long a drain waits until it asks again for what a budget held back. */
export const RETRY_MS = 5_000
const NAME = 'kubectl-drain'

declare module '../simulation/commands.ts' {
  interface Commands {
    drain: { node: string }
  }
}

/** The flags of a drain that last as long as it does. */
export interface DrainOptions {
  /** Seconds each pod gets instead of its own. */
  gracePeriodSeconds?: number
  /** Only pods that this label selector selects. */
  podSelector?: string
  /** Deletes instead of evicting: budgets are not asked. */
  disableEviction?: boolean
  /** When it gives up, in virtual milliseconds, and how the flag spelt it. */
  timeout?: { text: string, at: number }
  /** Pods that have been terminating for longer, in seconds, are not waited for. */
  skipWaitForDeleteSeconds?: number
}

/** The work queue's key of a drain: the node, and the options if there are any. */
export function drainKey(nodeName: string, options: DrainOptions = {}): string {
  return Object.keys(options).length === 0 ? nodeName : `${nodeName} ${JSON.stringify(options)}`
}

function readKey(key: string): { nodeName: string, options: DrainOptions } {
  const blank = key.indexOf(' ')
  return blank < 0 ? { nodeName: key, options: {} } : { nodeName: key.slice(0, blank), options: JSON.parse(key.slice(blank + 1)) as DrainOptions }
}

/** Pods that a drain takes off a node: not mirror pods, nor (but for the check before it) those of DaemonSets. */
export function podsToDrain(pods: readonly Pod[], { podSelector }: DrainOptions = {}, ofDaemonSets = false): Pod[] {
  const selected = podSelector === undefined ? () => true : parseSelector(podSelector)
  return pods.filter(pod => (ofDaemonSets || controllerOf(pod)?.kind !== 'DaemonSet') && !pod.metadata.annotations?.['kubernetes.io/config.mirror'] && selected(pod.metadata.labels))
}

export class Drain implements Controller {
  readonly name = NAME
  readonly watches = []
  readonly commands: CommandHandlers = {
    drain: (simulation, { node }) => {
      cordon(simulation.store, node, true)
      simulation.wake(NAME, node)
    },
  }

  reconcile(key: string, ctx: Context): void {
    const { nodeName, options } = readKey(key)
    const { store, clock } = ctx
    const node = store.get('Node', '', nodeName)
    if (!node?.spec.unschedulable) return
    const present = () => podsToDrain(store.listPodsByNode(nodeName), options).filter(pod => !isSkipped(pod, options, clock.now))
    const timeIsUp = options.timeout !== undefined && clock.now >= options.timeout.at
    const refused: string[] = []
    for (const pod of timeIsUp ? [] : present().filter(one => !isTerminating(one) && !isPodTerminal(one))) {
      const why = tellTakeOff(pod, nodeName, options, ctx)
      if (why !== undefined) refused.push(`error when evicting pods/"${pod.metadata.name}" -n "${pod.metadata.namespace}": ${why}`)
    }
    const left = present()
    if (left.length === 0) ctx.event(node, 'Normal', 'Drained', `node/${nodeName} drained`, { node: nodeName })
    else if (refused.length === left.length) fail(node, refused, ctx)
    else if (timeIsUp) fail(node, left.map(one => timedOut(one, options.timeout?.text ?? '')), ctx)
    else ctx.enqueueAfter(key, options.timeout ? Math.min(RETRY_MS, options.timeout.at - clock.now) : RETRY_MS)
  }
}

/** Whether a pod has been terminating for so long that a drain does not wait for it. */
export function isSkipped({ metadata: { deletionTimestamp, deletionGracePeriodSeconds = 0 } }: Pod, { skipWaitForDeleteSeconds }: DrainOptions, now: number): boolean {
  if (!skipWaitForDeleteSeconds || !deletionTimestamp) return false
  return now - (parseTimestamp(deletionTimestamp) - deletionGracePeriodSeconds * 1000) > skipWaitForDeleteSeconds * 1000
}

/** Evicts or deletes a pod; returns what the API server refused it with. */
export function takeOff(pod: Pod, { disableEviction, gracePeriodSeconds }: DrainOptions, store: Store): ApiError | undefined {
  const { name, namespace } = pod.metadata
  try {
    if (disableEviction) store.delete('Pod', namespace, name, { gracePeriodSeconds })
    else evictPod(pod, store, store.clock.now, gracePeriodSeconds)
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return error
  }
}

/** Takes a pod off and tells of it. Returns why it never will be possible, if so; what only has to wait is told. */
function tellTakeOff(pod: Pod, node: string, options: DrainOptions, ctx: Context): string | undefined {
  const { name, namespace } = pod.metadata
  const error = takeOff(pod, options, ctx.store)
  if (!error) ctx.event(pod, 'Normal', 'Evicted', `evicting pod ${namespace}/${name}`, { node })
  else if (error.status !== 429) return error.message
  else ctx.event(pod, 'Warning', 'EvictionBlocked', `error when evicting pods/"${name}" -n "${namespace}" (will retry after 5s): ${error.message}`, { node })
  return undefined
}

const timedOut = ({ metadata: { name, namespace } }: Pod, timeout: string) => `error when evicting pods/"${name}" -n "${namespace}": global timeout reached: ${timeout}`

function fail(node: Node, errors: readonly string[], ctx: Context): void {
  const { name } = node.metadata
  const text = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`
  ctx.event(node, 'Warning', 'DrainFailed', `unable to drain node "${name}" due to error: ${text}`, { node: name })
}
