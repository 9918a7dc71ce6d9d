/**
 * Chooses among groups that would each help. Models cluster-autoscaler/expander: waste/waste.go, mostpods/mostpods.go,
 * leastnodes/leastnodes.go, priority/priority.go, random/random.go and factory/chain.go. Leaves out `price`, for which a
 * cloud must price pods too (AWS' does not), and `grpc`.
 */
import { amountOf } from '../apimachinery/resources.ts'
import type { PodInfo } from '../scheduler/podinfo.ts'
import type { RandomSource } from '../scheduler/scheduler.ts'
import type { NodeGroup } from './cloudprovider.ts'
import type { AutoscalingOptions, ExpanderName } from './options.ts'

/** So many new nodes of a group, and the pods that they would take in. */
export interface ExpansionOption {
  group: NodeGroup
  nodeCount: number
  pods: readonly PodInfo[]
}

type ExpanderOptions = Pick<AutoscalingOptions, 'expanders' | 'priorities'>

/** Asks one expander after the other until one option is left, and takes any of those that no expander tells apart. */
export function bestOption(options: readonly ExpansionOption[], { expanders, priorities }: ExpanderOptions, random: RandomSource): ExpansionOption | undefined {
  let left = options
  for (const name of expanders) {
    if (left.length <= 1) break
    left = name === 'random' ? [pickAny(left, random)] : filterOptions(name, left, priorities)
  }
  return left.length > 1 ? pickAny(left, random) : left[0]
}

/** The options that one expander likes best. */
export function filterOptions(name: Exclude<ExpanderName, 'random'>, options: readonly ExpansionOption[], priorities: AutoscalingOptions['priorities'] = {}): readonly ExpansionOption[] {
  switch (name) {
    case 'least-waste': return smallest(options, waste)
    case 'most-pods': return smallest(options, ({ pods }) => -pods.length)
    case 'least-nodes': return smallest(options, ({ nodeCount }) => nodeCount)
    case 'priority': return highestPriority(options, priorities)
  }
}

function pickAny(options: readonly ExpansionOption[], random: RandomSource): ExpansionOption {
  return options[random.int(options.length)] as ExpansionOption
}

function smallest(options: readonly ExpansionOption[], score: (option: ExpansionOption) => number): readonly ExpansionOption[] {
  const scores = options.map(score)
  const best = Math.min(...scores)
  return options.filter((_, i) => scores[i] === best)
}

/** The share of the new nodes' cpu that the pods leave, plus that of their memory. */
function waste({ group, nodeCount, pods }: ExpansionOption): number {
  const { cpu, memory } = group.template.status?.capacity ?? {}
  const milliCPU = amountOf('cpu', cpu) * nodeCount
  const bytes = amountOf('memory', memory) * nodeCount
  let [leftCPU, leftBytes] = [milliCPU, bytes]
  for (const { requests } of pods) {
    leftCPU -= requests.milliCPU
    leftBytes -= requests.memory
  }
  return leftCPU / milliCPU + leftBytes / bytes
}

/** The options whose groups match the highest priority. Where a pattern is none, or none matches, all of them. */
function highestPriority(options: readonly ExpansionOption[], priorities: AutoscalingOptions['priorities']): readonly ExpansionOption[] {
  let patterns: { priority: number, isIn: RegExp }[]
  try {
    patterns = Object.entries(priorities).flatMap(([priority, texts]) => texts.map(text => ({ priority: Number(priority), isIn: new RegExp(text) })))
  } catch {
    return options
  }
  return smallest(options, ({ group }) => -Math.max(-1, ...patterns.filter(({ isIn }) => isIn.test(group.id)).map(({ priority }) => priority)))
}
