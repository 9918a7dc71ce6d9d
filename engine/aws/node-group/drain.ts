/** How EKS empties a node: by the eviction API, so that budgets hold. Models "Upgrade phase" of "Understand each phase of node updates" (EKS user guide). */
import { isPodTerminal, isTerminating } from '../../kubernetes/apimachinery/meta.ts'
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import { evictPod } from '../../kubernetes/controllers/disruption/eviction.ts'
import { podsToDrain } from '../../kubernetes/controllers/drain.ts'
import type { Context } from '../../kubernetes/simulation/controller.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import type { Draining } from './node-group.ts'

/** How long pods have to leave a node. */
export const EVICTION_DEADLINE_MS = 15 * 60_000

/** How long a node waits empty, so that load balancers forget it. */
export const EMPTY_WAIT_MS = 60_000

/** Pods that must leave before a node may go. */
export function podsOn(node: string, { store }: Pick<Context, 'store'>): Pod[] {
  return podsToDrain(store.listPodsByNode(node)).filter(pod => !isPodTerminal(pod))
}

/**
 * Evicts what may be evicted now from a node, and says how far it is.
 * @param force deletes, once the time is up, what a budget still holds back
 */
export function drainOnce(draining: Draining, ctx: Context, force = false): Draining {
  const { node, since } = draining
  const { now } = ctx.clock
  const timeIsUp = now - since >= EVICTION_DEADLINE_MS
  let { blocked = false } = draining
  for (const pod of podsOn(node, ctx).filter(one => !isTerminating(one))) {
    if (tryEvict(pod, ctx)) continue
    if (!blocked) ctx.event(pod, 'Warning', 'EvictionBlocked', `Cannot evict pod as it would violate the pod's disruption budget.`, { node })
    blocked = true
    if (!timeIsUp || !force) continue
    ctx.store.delete('Pod', pod.metadata.namespace, pod.metadata.name)
    ctx.event(pod, 'Warning', 'ForceDeleted', `Deleted pod ${pod.metadata.name}: the update is forced`, { node })
  }
  const empty = podsOn(node, ctx).length === 0
  return { node, since, blocked, ...(empty && { emptyAt: draining.emptyAt ?? now }) }
}

/** Whether the API server took the eviction. */
function tryEvict(pod: Pod, { store, clock }: Context): boolean {
  try {
    evictPod(pod, store, clock.now)
    return true
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return false
  }
}

/** Whether a node has been empty for as long as load balancers need. */
export function isSafeToEnd({ emptyAt }: Draining, now: number): boolean {
  return emptyAt !== undefined && now - emptyAt >= EMPTY_WAIT_MS
}

/** Whether the time for its pods is over and they are still there. */
export function isOverdue({ since, emptyAt }: Draining, now: number): boolean {
  return emptyAt === undefined && now - since >= EVICTION_DEADLINE_MS
}
