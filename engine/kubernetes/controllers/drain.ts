/**
 * `kubectl drain` as a process: evicts a cordoned node's pods and tries again those that a budget holds back.
 * Models kubectl/pkg/drain/drain.go with --ignore-daemonsets, --delete-emptydir-data and --force.
 */
import type { CommandHandlers } from '../simulation/commands.ts'
import type { Context, Controller } from '../simulation/controller.ts'
import { cordon } from '../simulation/cordon.ts'
import { ApiError } from '../apiserver/errors.ts'
import { controllerOf, isPodTerminal, isTerminating } from '../apimachinery/meta.ts'
import type { Pod } from '../types/index.ts'
import { evictPod } from './disruption/eviction.ts'

const RETRY_MS = 5_000
const NAME = 'kubectl-drain'

declare module '../simulation/commands.ts' {
  interface Commands {
    drain: { node: string }
  }
}

/** Pods that a drain takes off a node: not those of DaemonSets, nor mirror pods. */
export function podsToDrain(pods: readonly Pod[]): Pod[] {
  return pods.filter(pod => controllerOf(pod)?.kind !== 'DaemonSet' && !pod.metadata.annotations?.['kubernetes.io/config.mirror'])
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

  reconcile(nodeName: string, ctx: Context): void {
    const { store } = ctx
    const node = store.get('Node', '', nodeName)
    if (!node?.spec.unschedulable) return
    const left = podsToDrain(store.listPodsByNode(nodeName)).filter(pod => !isTerminating(pod) && !isPodTerminal(pod))
    for (const pod of left) {
      try {
        evictPod(pod, store, ctx.clock.now)
        ctx.event(pod, 'Normal', 'Evicted', `evicting pod ${pod.metadata.namespace}/${pod.metadata.name}`, { node: nodeName })
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 429) throw error
        ctx.event(pod, 'Warning', 'EvictionBlocked', `error when evicting pods/"${pod.metadata.name}" -n "${pod.metadata.namespace}" (will retry after 5s): ${error.message}`, { node: nodeName })
      }
    }
    if (podsToDrain(store.listPodsByNode(nodeName)).length > 0) ctx.enqueueAfter(nodeName, RETRY_MS)
    else ctx.event(node, 'Normal', 'Drained', `node/${nodeName} drained`, { node: nodeName })
  }
}
