/** A machine's memory, from what its system takes at the foot to what is left for pods at the top. */
import type { InstanceType } from '../../../data/instance-types.ts'
import { eksDaemonSets, nodeAllocatable, waterfall } from '../../../engine/aws/index.ts'
import type { shareNames } from './node-allocatable-words.ts'

export interface Share {
  step: keyof typeof shareNames
  /** In MiB. */
  amount: number
}

export interface MachineShares {
  name: string
  /** In MiB. */
  capacity: number
  /** From the foot up; nothing that is 0. */
  shares: Share[]
  /** How much of the memory pods may request, 0 to 1. */
  left: number
}

const fromTheFoot = ['vm-overhead', 'kube-reserved', 'eviction', 'daemonset', 'allocatable'] as const satisfies Share['step'][]

export const sharesFromTheTop: readonly Share['step'][] = fromTheFoot.toReversed()

/** What becomes of a machine's memory; the shares add up to its capacity. */
export function sharesOf(type: InstanceType): MachineShares {
  const lines = waterfall(nodeAllocatable(type), eksDaemonSets).filter(({ resource }) => resource === 'memory')
  // What the kernel keeps is no part of what nodeadm reserves, but as far from any pod as the machine's own.
  const amountOf = (step: string) => lines.filter(line => line.step === step || (step === 'vm-overhead' && line.step === 'kernel')).reduce((sum, { amount }) => sum + Math.abs(amount), 0)
  const capacity = amountOf('capacity')
  return {
    name: type.name,
    capacity,
    shares: fromTheFoot.map(step => ({ step, amount: amountOf(step) })).filter(({ amount }) => amount > 0),
    left: capacity > 0 ? amountOf('allocatable') / capacity : 0,
  }
}
