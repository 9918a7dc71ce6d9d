/** From a figure's record to its bills: pure, so that a window and a Worker compute the same. */
import { COLLECTED } from '../../../data/price-sources.ts'
import {
  type BreakEven, breakEven, compareCosts, type Comparison, type CostOptions, DAY_CURVE, fargateSizes, type PodGroup, presets, type PricedWorkload, type Progress, readTop, readWorkload,
  rightSized, type TopPod, type Usage, withTop, type Workload, workloadFromManifest,
} from '../../../engine/cost/index.ts'
import { podRequests } from '../../../engine/kubernetes/apimachinery/resources.ts'
import { makePod } from '../../../engine/kubernetes/types/make.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import type { CostRecord } from './cost.ts'

/** What the bills follow from. */
export type Inputs = Pick<CostRecord, 'scenario' | 'scale' | 'pattern' | 'daysPerWeek' | 'hoursPerDay' | 'low' | 'fill' | 'agents' | 'fargateDaemonSets' | 'runMinutes' | 'usage' | 'usedShare' | 'top' | 'options'>

/** Those of them that a record, or what holds more than they are, has. */
export const inputsOf = ({ scenario, scale, pattern, daysPerWeek, hoursPerDay, low, fill, agents, fargateDaemonSets, runMinutes, usage, usedShare, top, options }: Inputs): Inputs =>
  ({ scenario, scale, pattern, daysPerWeek, hoursPerDay, low, fill, agents, fargateDaemonSets, runMinutes, usage, usedShare, top, options })

/** What is solved beyond the bills. */
export interface Analysis {
  breakEven: BreakEven
  /** The same pods with requests as large as what they use; undefined where usage is not known. */
  rightSized: Comparison | undefined
}

/** Agents as they are found on most clusters: logs, metrics, traces. Their sizes are made up, but of the usual kind. */
const AGENTS: readonly PodGroup[] = ([['log-agent', '100m', '200Mi'], ['metrics-agent', '200m', '200Mi'], ['trace-agent', '100m', '120Mi']] as const)
  .map(([name, cpu, memory]) => ({ name, replicas: 1, ownerKind: 'DaemonSet', pod: makePod(name, { cpu, memory, labels: { app: name } }) }))

function usageOf({ pattern, daysPerWeek, hoursPerDay }: Inputs, own: Usage): Usage {
  if (pattern === 'week')
    return { kind: 'schedule', daysPerWeek, hoursPerDay }
  return pattern === 'day' ? { kind: 'profile', load: DAY_CURVE } : own
}

/** Kinds whose pods are alike and may come and go; members of a StatefulSet are not. */
const SHRINKING = new Set(['Deployment', 'ReplicaSet', 'ReplicationController'])

function scaled(group: PodGroup, { scale, pattern, low }: Inputs): PodGroup {
  if (group.ownerKind === 'DaemonSet')
    return group
  const times = (replicas: number) => replicas > 0 && scale > 0 ? Math.max(1, Math.round(replicas * scale)) : 0
  const replicas = times(group.replicas)
  const shrinks = pattern === 'day' && SHRINKING.has(group.ownerKind ?? 'Deployment')
  return { ...group, replicas, minReplicas: shrinks ? Math.ceil(replicas * low) : times(group.minReplicas ?? group.replicas) }
}

function withUsage(workload: Workload, { usage, usedShare, top }: Inputs): Workload {
  if (usage === 'top')
    return withTop(workload, readTop(top).pods).workload
  if (usage === 'unknown')
    return workload
  const used = ({ pod }: PodGroup) => {
    const { cpu = 0, memory = 0 } = podRequests(pod)
    return { cpuMilli: cpu * usedShare, memoryBytes: memory * usedShare }
  }
  return { ...workload, groups: workload.groups.map(group => ({ ...group, used: used(group) })) }
}

/**
 * The workload that a record describes.
 *
 * @param objects of the reader's manifest; ignored by the other scenarios
 */
export function workloadOf(inputs: Inputs, objects: readonly KubeObject[]): Workload {
  const base = inputs.scenario === 'manifest' ? workloadFromManifest(objects, inputs.runMinutes * 60).workload : presets[inputs.scenario]
  const groups = [...base.groups.map(group => scaled(group, inputs)), ...inputs.agents ? AGENTS : []]
  return withUsage({ ...base, groups, usage: usageOf(inputs, base.usage ?? { kind: 'always' }) }, inputs)
}

/** Pods of kubectl top that belong to no group of the workload. */
export function unmatchedOf(inputs: Inputs, objects: readonly KubeObject[]): TopPod[] {
  return inputs.usage === 'top' ? withTop(workloadOf(inputs, objects), readTop(inputs.top).pods).unmatched : []
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

export function optionsOf({ options, fill, fargateDaemonSets }: Inputs, day: string): CostOptions {
  return { ...options, fargateDaemonSets, today: day, headroom: (1 + options.headroom) / fill - 1 }
}

export function billsOf(inputs: Inputs, objects: readonly KubeObject[], day: string, onProgress?: Progress): Comparison {
  return compareCosts(workloadOf(inputs, objects), optionsOf(inputs, day), onProgress)
}

/** What sidecars make of pods on Fargate: how many are billed by another size than without them, and the vCPUs of all, without and with them. */
export interface Grown {
  pods: number
  before: number
  after: number
}

/** @returns undefined where no pod grows */
export function grownBySidecars(workload: PricedWorkload, options: Pick<CostOptions, 'fargateDaemonSets'>): Grown | undefined {
  const after = fargateSizes(workload, options)
  const groups = workload.groups.map(({ replicas, fargateSize }, index) => ({ replicas, before: fargateSize, after: after[index] ?? null }))
  const sum = (of: (group: (typeof groups)[number]) => number) => groups.reduce((total, group) => total + group.replicas * of(group), 0)
  const pods = sum(({ before, after }) => before && after && (after.vcpu > before.vcpu || after.memoryGB > before.memoryGB) ? 1 : 0)
  return pods > 0 ? { pods, before: sum(({ before }) => before?.vcpu ?? 0), after: sum(({ after }) => after?.vcpu ?? 0) } : undefined
}

/** Break-even and right-sized bills; undefined when the workload cannot be used. */
export function analysisOf(inputs: Inputs, objects: readonly KubeObject[], options: CostOptions): Analysis | undefined {
  const given = workloadOf(inputs, objects)
  const { workload } = readWorkload(given, options)
  if (!workload)
    return undefined
  return {
    breakEven: breakEven(workload, options),
    rightSized: inputs.usage === 'unknown' ? undefined : compareCosts(rightSized(given), options),
  }
}
