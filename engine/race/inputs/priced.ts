/** The workload as the cost model reads it, so that both go by the same requests, sizes and prices. */
import { readWorkload, type CostProblem, type PricedGroup, type PricedWorkload } from '../../cost/index.ts'
import type { RaceInputs } from './inputs.ts'
import { podOfWorkload } from './sizing.ts'

const known = new WeakMap<RaceInputs['workload'], Map<number, ReturnType<typeof readWorkload>>>()

/** With as many replicas as the autoscaler may want. */
export function pricedWorkload({ workload, hpa, options }: Pick<RaceInputs, 'workload' | 'hpa' | 'options'>): { workload: PricedWorkload | null, problems: CostProblem[] } {
  const bySize = known.get(workload) ?? new Map<number, ReturnType<typeof readWorkload>>()
  known.set(workload, bySize)
  const hit = bySize.get(hpa.maxReplicas)
  if (hit) return hit
  const read = readWorkload({ groups: [{ name: workload.name, pod: podOfWorkload(workload), replicas: hpa.maxReplicas, minReplicas: hpa.minReplicas }] }, options)
  bySize.set(hpa.maxReplicas, read)
  return read
}

/** The group of the pods under load. @throws RangeError where the inputs were not read: `readRace` lets no other through */
export function pricedGroup(inputs: Pick<RaceInputs, 'workload' | 'hpa' | 'options'>): PricedGroup {
  const group = pricedWorkload(inputs).workload?.groups[0]
  if (!group) throw new RangeError(`no pods in ${inputs.workload.name}`)
  return group
}
