/** From a figure's record to its bills: pure, so that a window and a Worker compute the same. */
import { COLLECTED } from '../../../data/price-sources.ts'
import {
  breakEven, compareCosts, readWorkload, suggestInstanceTypes, workloadFromManifest,
  type BreakEven, type Comparison, type CostOptions, type PodGroup, type Progress, type TypeHint, type Usage, type Workload,
} from '../../../engine/cost/index.ts'
import { presets } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import type { CostRecord } from './definition.ts'

/** What the bills follow from. */
export type Inputs = Pick<CostRecord, 'scenario' | 'scale' | 'pattern' | 'daysPerWeek' | 'hoursPerDay' | 'low' | 'options'>

/** What is solved beyond the bills. */
export interface Analysis {
  breakEven: BreakEven
  /** Instance types that hold every pod, the best first. */
  hints: TypeHint[]
}

/** From the quietest hour, at 4, to the busiest, at 16, and back. */
const DAY = Array.from({ length: 24 }, (_, hour) => (1 - Math.cos((hour - 4) / 12 * Math.PI)) / 2)

function usageOf({ pattern, daysPerWeek, hoursPerDay }: Inputs, own: Usage): Usage {
  if (pattern === 'week')
    return { kind: 'schedule', daysPerWeek, hoursPerDay }
  return pattern === 'day' ? { kind: 'profile', load: DAY } : own
}

function scaled(group: PodGroup, { scale, pattern, low }: Inputs): PodGroup {
  const times = (replicas: number) => replicas > 0 && scale > 0 ? Math.max(1, Math.round(replicas * scale)) : 0
  const replicas = times(group.replicas)
  const least = pattern === 'day' ? Math.ceil(replicas * low) : times(group.minReplicas ?? group.replicas)
  return { ...group, replicas, minReplicas: least }
}

/**
 * The workload that a record describes.
 *
 * @param objects of the reader's manifest; ignored by the other scenarios
 */
export function workloadOf(inputs: Inputs, objects: readonly KubeObject[]): Workload {
  const base = inputs.scenario === 'manifest' ? workloadFromManifest(objects).workload : presets[inputs.scenario]
  return { ...base, groups: base.groups.map(group => scaled(group, inputs)), usage: usageOf(inputs, base.usage ?? { kind: 'always' }) }
}

/** Pods at the busiest hour, without those of DaemonSets. */
export function podsOf({ groups }: Workload): number {
  return groups.reduce((sum, { replicas, ownerKind }) => sum + (ownerKind === 'DaemonSet' ? 0 : replicas), 0)
}

/** The day from which the age of prices is counted: the reader's, but not before they were collected. */
export function today(now: Date): string {
  const day = now.toISOString().slice(0, 10)
  return day > COLLECTED ? day : COLLECTED
}

export function optionsOf({ options }: Inputs, day: string): CostOptions {
  return { ...options, today: day }
}

export function billsOf(inputs: Inputs, objects: readonly KubeObject[], day: string, onProgress?: Progress): Comparison {
  return compareCosts(workloadOf(inputs, objects), optionsOf(inputs, day), onProgress)
}

/** Break-even and the types that fit; undefined when the workload cannot be used. */
export function analysisOf(inputs: Inputs, objects: readonly KubeObject[], options: CostOptions): Analysis | undefined {
  const { workload } = readWorkload(workloadOf(inputs, objects))
  return workload ? { breakEven: breakEven(workload, options), hints: suggestInstanceTypes(workload, options) } : undefined
}
