/** The race's HorizontalPodAutoscaler as a file for kubectl. */
import { toYaml } from '../../kubernetes/kubectl/print/yaml.ts'
import { writtenAutoscaler } from '../inputs/autoscaler.ts'
import type { RaceInputs } from '../inputs/inputs.ts'

export function autoscalerYaml(inputs: Pick<RaceInputs, 'workload' | 'hpa'>): string {
  return toYaml(writtenAutoscaler(inputs))
}
