/** Two lanes on the same pods: a load that goes up and down, and what is special about each scenario. */
import { defaultRace, simpleWorkload } from '../../../engine/race/inputs/defaults.ts'
import type { RaceInputs, RaceWorkload } from '../../../engine/race/inputs/inputs.ts'
import { readRace } from '../../../engine/race/inputs/read.ts'
import { Refusal } from '../shell/refusal.ts'

export const nodeScalingScenarios = ['standard', 'large', 'pinned'] as const
export type NodeScalingScenario = (typeof nodeScalingScenarios)[number]

const MINUTE = 60_000
/** When the load rises, and when it is gone again: virtual ms. */
export const [RISES, FALLS, END] = [2 * MINUTE, 10 * MINUTE, 24 * MINUTE]

interface Choices {
  /** Requests a second at the peak. */
  peak: number
  /** Seconds that a node of the group takes at the most. */
  groupStart: number
}

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

/** @throws Refusal naming what cannot be used */
export function nodeScalingInputs(scenario: NodeScalingScenario, { peak, groupStart }: Choices, seed: number): RaceInputs {
  const [cpuMilli] = sizes[scenario]
  const { inputs, problems } = readRace({
    ...defaultRace, seed, workload: workloadOf(scenario),
    load: [{ at: 0, rps: 500 }, { at: RISES, rps: 500 }, { at: RISES, rps: peak }, { at: FALLS, rps: peak }, { at: FALLS, rps: 500 }, { at: END, rps: 500 }],
    serving: { requestsPerSecondPerPod: 200, cpuMsPerRequest: cpuMilli * CPU_SHARE, queueBound: null },
    hpa: { ...defaultRace.hpa, minReplicas: 2, maxReplicas: 40, behavior: { scaleDown: { stabilizationWindowSeconds: 30 } } },
    times: { ...defaultRace.times, startSeconds: { ...defaultRace.times.startSeconds, 'node-group': [Math.min(120, groupStart), groupStart] } },
    lanes: [{ kind: 'cluster-autoscaler' }, { kind: 'karpenter' }],
  })
  const problem = problems.find(({ severity }) => severity === 'error')
  if (!inputs)
    throw new Refusal(problem?.message ?? { ko: '이 입력으로는 그릴 수 없습니다.', en: 'Nothing can be drawn from these inputs.' })
  return inputs
}
