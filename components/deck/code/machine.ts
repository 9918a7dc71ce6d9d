import { fargateRules } from '../../../data/fargate.ts'
import { fargateSize } from '../../../engine/aws/fargate-size.ts'
import { parseQuantity, quantityMilliValue, quantityValue } from '../../../engine/kubernetes/apimachinery/quantity.ts'

/** A machine that Fargate starts for a pod, and what its memory is for; memory is in GB. */
export interface Machine {
  vcpu: number
  memoryGB: number
  /** What the pod requests. */
  asked: number
  /** What Fargate needs for itself. */
  added: number
}

/** The machine for a pod's requests. @throws when no machine is that large */
export function machineFor({ cpu, memory }: { cpu: string, memory: string }): Machine {
  const memoryBytes = Number(quantityValue(parseQuantity(memory)))
  const size = fargateSize({ cpuMilli: Number(quantityMilliValue(parseQuantity(cpu))), memoryBytes })
  if (!size)
    throw new Error(`Fargate has no machine for ${cpu} and ${memory}.`)
  return { vcpu: size.vcpu, memoryGB: size.memoryGB, asked: memoryBytes / 2 ** 30, added: fargateRules.addedMemoryMiB / 1024 }
}
