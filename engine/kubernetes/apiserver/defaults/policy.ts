/** Defaults of the HorizontalPodAutoscaler. Models pkg/apis/autoscaling/v2/defaults.go. */
import { hpaDefaults } from '../../../../data/hpa.ts'
import type { HPAScalingRules, HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior } from '../../types/index.ts'

/** @default grow by 4 pods or 100 % each 15 s, whichever is more, at once */
const DEFAULT_SCALE_UP: HPAScalingRules = {
  stabilizationWindowSeconds: hpaDefaults.upscaleStabilization,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }],
}

/** @default shrink by all each 15 s; the window is the controller's --downscale-stabilization when absent */
const DEFAULT_SCALE_DOWN: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
}

/** Percent of the request, when no metric or target says otherwise. */
export const DEFAULT_CPU_UTILIZATION = 80

/** The rules of a behaviour, completed. */
export function scalingRulesOf({ scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior = {}): Required<HorizontalPodAutoscalerBehavior> {
  return { scaleUp: { ...DEFAULT_SCALE_UP, ...scaleUp }, scaleDown: { ...DEFAULT_SCALE_DOWN, ...scaleDown } }
}

/** Completes the rules that a user began; without any behaviour the legacy limits hold. */
export function defaultHorizontalPodAutoscaler({ spec }: HorizontalPodAutoscaler): void {
  spec.minReplicas ??= 1
  if (!spec.metrics?.length) {
    spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: DEFAULT_CPU_UTILIZATION } } }]
  }
  if (spec.behavior) Object.assign(spec.behavior, scalingRulesOf(spec.behavior))
}
