/** Evicts the victims. Models prepareCandidate of pkg/scheduler/framework/preemption/preemption.go. */
import type { Context } from '../../simulation/controller.ts'
import type { Pod } from '../../types/index.ts'
import { markDisrupted } from '../podconditions.ts'
import type { Candidate } from './victims.ts'

/** Marks the victims, says why, and deletes them with their grace period. Those already going are left alone. */
export function evictVictims(preemptor: Pod, { node, victims }: Candidate, { store, clock, event }: Context): void {
  const { uid = '', name: preemptorName } = preemptor.metadata
  for (const { pod: { metadata: { name, namespace } } } of victims) {
    const pod = store.get('Pod', namespace, name)
    if (!pod || pod.metadata.deletionTimestamp) continue
    markDisrupted(pod, 'PreemptionByScheduler', `${preemptor.spec.schedulerName ?? 'default-scheduler'}: preempting to accommodate a higher priority pod`, { store, clock })
    event(pod, 'Normal', 'Preempted', `Preempted by pod ${uid} on node ${node}`, { pod: name, preemptor: preemptorName, node })
    store.delete('Pod', namespace, name)
  }
}
