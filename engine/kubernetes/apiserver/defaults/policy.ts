/** Defaults of the HorizontalPodAutoscaler. Models pkg/apis/autoscaling/v2/defaults.go. */
import type { HPAScalingRules, HorizontalPodAutoscaler } from '../../types/index.ts'

/** @default grow by 4 pods or 100 % each 15 s, whichever is more, at once */
export const DEFAULT_SCALE_UP: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }],
}

/** @default shrink by all each 15 s; the window is the controller's --downscale-stabilization when absent */
export const DEFAULT_SCALE_DOWN: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
}

/** Completes the rules that a user began; without any behaviour the legacy limits hold. */
export function defaultHorizontalPodAutoscaler({ spec }: HorizontalPodAutoscaler): void {
  spec.minReplicas ??= 1
  if (!spec.metrics?.length) {
    spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }]
  }
  if (!spec.behavior) return
  spec.behavior.scaleUp = { ...DEFAULT_SCALE_UP, ...spec.behavior.scaleUp }
  spec.behavior.scaleDown = { ...DEFAULT_SCALE_DOWN, ...spec.behavior.scaleDown }
}
