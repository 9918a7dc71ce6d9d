/**
 * Disruption: keeps every PodDisruptionBudget's status. Models pkg/controller/disruption/disruption.go.
 * Leaves out: ReplicationControllers, custom resources with a scale subresource, the DisruptionTarget condition.
 */
import { parseTimestamp, timestamp } from '../../apimachinery/clock.ts'
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import { rulesOf } from '../../apiserver/kindrules.ts'
import { controllerOf, isTerminating, keyOf, setCondition } from '../../apimachinery/meta.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type { Store } from '../../apiserver/store.ts'
import type { Pod, PodDisruptionBudget } from '../../types/index.ts'
import { checkPodDisruptionBudget } from '../../apiserver/validation/policy.ts'
import { budgetsOf } from './eviction.ts'
import { DELETION_TIMEOUT_MS, pdbStatus } from './status.ts'
import type { ControllerScale } from './status.ts'

/** The wanted replicas of the Deployment, ReplicaSet or StatefulSet behind a pod. */
function controllerScale(pod: Pod, store: Store): ControllerScale | undefined {
  const { namespace } = pod.metadata
  const owner = controllerOf(pod)
  if (owner?.kind === 'StatefulSet') {
    const set = store.get('StatefulSet', namespace, owner.name)
    return set && { id: `StatefulSet/${owner.name}`, scale: set.spec.replicas ?? 1 }
  }
  if (owner?.kind !== 'ReplicaSet') return undefined
  const replicaSet = store.get('ReplicaSet', namespace, owner.name)
  const above = replicaSet && controllerOf(replicaSet)
  if (above?.kind !== 'Deployment') return replicaSet && { id: `ReplicaSet/${owner.name}`, scale: replicaSet.spec.replicas ?? 1 }
  const deployment = store.get('Deployment', namespace, above.name)
  return deployment && { id: `Deployment/${above.name}`, scale: deployment.spec.replicas ?? 1 }
}

export class DisruptionController implements Controller {
  readonly name = 'disruption-controller'
  readonly rules = [rulesOf('PodDisruptionBudget', { check: checkPodDisruptionBudget })]
  readonly watches: readonly Watch[] = [
    { kind: 'PodDisruptionBudget', keysFor: ({ object }) => [keyOf(object)] },
    { kind: 'Pod', keysFor: ({ object }, { store }) => budgetsOf(object as Pod, store.list('PodDisruptionBudget')).map(keyOf) },
    { kind: 'Deployment', keysFor: ({ object }, { store }) => store.list('PodDisruptionBudget', { namespace: object.metadata.namespace }).map(keyOf) },
    { kind: 'StatefulSet', keysFor: ({ object }, { store }) => store.list('PodDisruptionBudget', { namespace: object.metadata.namespace }).map(keyOf) },
  ]

  reconcile(key: string, ctx: Context): void {
    const { store, clock } = ctx
    const budget = store.getByKey('PodDisruptionBudget', key)
    if (!budget || isTerminating(budget)) return
    const pods = store.list('Pod', { namespace: budget.metadata.namespace, labels: labels => matchesSelector(budget.spec.selector, labels) })
    const counts = pdbStatus(budget, pods, pod => controllerScale(pod, store), clock.now)
    const disruptedPods = stillDisrupted(budget, pods, clock.now)
    const allowed = counts.disruptionsAllowed > 0
    const condition = { type: 'DisruptionAllowed', status: allowed ? 'True' as const : 'False' as const, reason: allowed ? 'SufficientPods' : 'InsufficientPods' }
    const conditions = setCondition(budget.status?.conditions, condition, timestamp(clock.now))
    store.updateStatus({ ...budget, status: { ...counts, disruptedPods, conditions, observedGeneration: budget.metadata.generation } })
    if (disruptedPods) ctx.enqueueAfter(key, DELETION_TIMEOUT_MS)
  }
}

/** Evictions accepted lately whose pods do not show it yet. */
function stillDisrupted({ status }: PodDisruptionBudget, pods: readonly Pod[], now: number): Record<string, string> | undefined {
  const left = Object.entries(status?.disruptedPods ?? {}).filter(([name, at]) =>
    parseTimestamp(at) + DELETION_TIMEOUT_MS > now && pods.some(pod => pod.metadata.name === name && !isTerminating(pod)))
  return left.length > 0 ? Object.fromEntries(left) : undefined
}
