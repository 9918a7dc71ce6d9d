/**
 * What happens to volumes between choosing a node and binding the pod. Models AssumePodVolumes and BindPodVolumes of
 * pkg/scheduler/framework/plugins/volumebinding/binder.go: the choice is written on the claims, and the pod waits until
 * the persistent volume controller has bound them.
 */
import type { Context } from '../simulation/controller.ts'
import type { Pod } from '../types/index.ts'
import { podClaims } from './plugins/podclaims.ts'
import { SELECTED_NODE_ANNOTATION } from './plugins/volumebinding.ts'
import type { Snapshot } from './snapshot.ts'

/** Writes the node on the claims that wait for it. */
export function selectNodeForClaims(pod: Pod, node: string, snapshot: Snapshot, { store }: Context): void {
  for (const { claim } of podClaims(pod, snapshot)) {
    if (!claim || claim.spec.volumeName) continue
    const annotations = { ...claim.metadata.annotations, [SELECTED_NODE_ANNOTATION]: node }
    store.update({ ...claim, metadata: { ...claim.metadata, annotations } })
  }
}

/** Whether every claim of a pod is bound. */
export function claimsReady(pod: Pod, snapshot: Snapshot): boolean {
  return podClaims(pod, snapshot).every(({ claim }) => claim !== undefined && claim.spec.volumeName !== undefined)
}
