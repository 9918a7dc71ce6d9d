/** Taints and tolerations. Models staging/src/k8s.io/component-helpers/scheduling/corev1/helpers.go and api/core/v1/toleration.go. */
import type { Taint, Toleration } from '../types/index.ts'

/** Whether a toleration tolerates a taint. An empty key with Exists means every key; an empty effect every effect. */
export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  if (toleration.operator === 'Exists') return true
  return (!toleration.operator || toleration.operator === 'Equal') && (toleration.value ?? '') === (taint.value ?? '')
}

/** The first taint that nothing tolerates. */
export function findUntoleratedTaint(taints: readonly Taint[], tolerations: readonly Toleration[]): Taint | undefined {
  for (const taint of taints) {
    if (!tolerations.some(toleration => toleratesTaint(toleration, taint))) return taint
  }
  return undefined
}
