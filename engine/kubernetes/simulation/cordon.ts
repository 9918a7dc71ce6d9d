/** Cordoning: models kubectl/pkg/drain/cordon.go. The node lifecycle controller adds the taint. */
import type { Store } from '../apiserver/store.ts'

/** Sets `spec.unschedulable`. Returns whether that changed anything. @throws ApiError NotFound */
export function cordon(store: Store, name: string, unschedulable: boolean): boolean {
  const node = store.mustGet('Node', '', name)
  if ((node.spec.unschedulable ?? false) === unschedulable) return false
  store.update({ ...node, spec: { ...node.spec, unschedulable: unschedulable || undefined } })
  return true
}
