/** Two lanes on the same pods: a load that goes up and down, and what is special about each scenario. */
import { startTimes } from '../../../data/timings.ts'
import type { StartRange } from '../../../engine/aws/ec2/machine-start.ts'
import { defaultRace, simpleWorkload } from '../../../engine/race/inputs/defaults.ts'
import type { LaneKind, RaceInputs, RaceWorkload } from '../../../engine/race/inputs/inputs.ts'
import { readRace } from '../../../engine/race/inputs/read.ts'
import { Refusal } from '../shell/refusal.ts'

export const nodeScalingScenarios = ['standard', 'large', 'pinned'] as const
export type NodeScalingScenario = (typeof nodeScalingScenarios)[number]

const MINUTE = 60_000
/** When the load rises, and when it is gone again: virtual ms. */
export const [RISES, FALLS, END] = [2 * MINUTE, 10 * MINUTE, 30 * MINUTE]

interface Choices {
  /** Requests a second at the peak. */
  peak: number
  /** Seconds that a node of the group takes at the most. */
  groupStart: number
}

/** Requests a second before and after: half the peak, so that each autoscaler gets to its number of pods in one step and what differs is the nodes. */
const CALM = 700

/** One pod serves 100 requests a second at its autoscaler's target. */
const CPU_SHARE = 0.006

const sizes: Readonly<Record<NodeScalingScenario, readonly [cpuMilli: number, memoryMiB: number]>> = {
  standard: [1_000, 2_048], large: [3_000, 4_096], pinned: [1_000, 2_048],
}

function workloadOf(scenario: NodeScalingScenario): RaceWorkload {
  const workload = simpleWorkload('shop', ...sizes[scenario])
  if (scenario !== 'pinned')
    return workload
  const { template } = workload
  const annotations = { 'karpenter.sh/do-not-disrupt': 'true', 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' }
  return { ...workload, template: { ...template, metadata: { ...template.metadata, annotations } } }
}

/** How long a node of a lane takes from its request to Ready, in seconds. */
export function startOf(lane: LaneKind, { groupStart }: Pick<Choices, 'groupStart'>): StartRange {
  return lane === 'karpenter' ? defaultRace.times.startSeconds.karpenter : [Math.min(120, groupStart), groupStart]
}

/** Whether AWS itself has published that: of nodes of a group it has, and a hand may change them (data/timings.ts). */
export const isPublished = (lane: LaneKind, choices: Pick<Choices, 'groupStart'>) => lane !== 'karpenter' && startOf(lane, choices).join() === startTimes['node-group'].seconds.join()

/** @throws Refusal naming what cannot be used */
export function nodeScalingInputs(scenario: NodeScalingScenario, choices: Choices, seed: number): RaceInputs {
  const { peak } = choices
  const [cpuMilli] = sizes[scenario]
  const { inputs, problems } = readRace({
    ...defaultRace, seed, workload: workloadOf(scenario),
    load: [{ at: 0, rps: CALM }, { at: RISES, rps: CALM }, { at: RISES, rps: peak }, { at: FALLS, rps: peak }, { at: FALLS, rps: CALM }, { at: END, rps: CALM }],
    serving: { requestsPerSecondPerPod: 200, cpuMsPerRequest: cpuMilli * CPU_SHARE, queueBound: null },
    hpa: { ...defaultRace.hpa, minReplicas: 2, maxReplicas: 40 },
    times: { ...defaultRace.times, startSeconds: { ...defaultRace.times.startSeconds, 'node-group': startOf('cluster-autoscaler', choices) } },
    lanes: [{ kind: 'cluster-autoscaler' }, { kind: 'karpenter' }],
  })
  const problem = problems.find(({ severity }) => severity === 'error')
  if (!inputs)
    throw new Refusal(problem?.message ?? { ko: '이 입력으로는 그릴 수 없습니다.', en: 'Nothing can be drawn from these inputs.' })
  return inputs
}
