/** A lane against the whole simulation: the same pods are ready at the same time, though the lane keeps no API objects. */
import { describe, expect, it } from 'vitest'
import { defaultRace, placeAt, runLane, simpleWorkload, type LaneSpec, type RaceInputs } from '../../../engine/race/index.ts'
import { autoscaledGroup, fixedNodes, simulate } from './simulated.ts'

const base: RaceInputs = {
  ...defaultRace,
  // A CPU limit is what caps use in the simulation.
  workload: limited({ ...simpleWorkload('shop', 500, 256), maxUnavailable: null }, '500m'),
  group: { ...defaultRace.group, fixedNodes: 6 },
  options: { ...defaultRace.options, systemPods: false },
}

function limited(workload: RaceInputs['workload'], cpu: string): RaceInputs['workload'] {
  const { template } = workload
  const containers = template.spec.containers.map(container => ({ ...container, resources: { ...container.resources, limits: { cpu } } }))
  return { ...workload, template: { ...template, spec: { ...template.spec, containers } } }
}

/** A load that jumps, as the simulation can only be given one. */
const steps = (...points: [second: number, rps: number][]): RaceInputs['load'] => points.flatMap(([second, rps], i) => {
  const before = points[i - 1]
  return before && i < points.length - 1 ? [{ at: second * 1000, rps: before[1] }, { at: second * 1000, rps }] : [{ at: second * 1000, rps }]
})

/** The control plane takes pods of a silent machine for ready until it notices. */
function readyBySecond(inputs: RaceInputs, spec: LaneSpec): number[] {
  const { serving, until } = runLane(inputs, spec)
  return Array.from({ length: Math.floor(until / 1000) }, (_, second) => {
    const piece = placeAt(serving.at, second * 1000)
    return (serving.alive[piece] ?? 0) + (serving.dead[piece] ?? 0)
  })
}

describe('a lane of fixed nodes', () => {
  it.each<[string, Partial<RaceInputs>]>([
    ['that hold all pods', { load: steps([0, 600], [120, 2_000], [700, 900], [1400, 900]) }],
    ['that are too few', { load: steps([0, 600], [100, 6_000], [900, 600], [1500, 600]) }],
    ['whose autoscaler goes by policies', {
      load: steps([0, 600], [120, 1_900], [700, 700], [1500, 700]),
      hpa: { ...base.hpa, behavior: { scaleUp: { policies: [{ type: 'Pods', value: 2, periodSeconds: 30 }] }, scaleDown: { stabilizationWindowSeconds: 60, policies: [{ type: 'Percent', value: 20, periodSeconds: 60 }] } } },
    }],
    ['whose application starts slowly', { load: steps([0, 600], [120, 1_800], [900, 600], [1500, 600]), times: { ...base.times, appStartSeconds: 45 } }],
    ['that lose a zone', { load: steps([0, 1_440], [10, 1_460], [310, 1_460]), faults: [{ at: 133_000, kind: 'zone', zone: 1, seconds: 3600 }] }],
  ])('%s has as many pods ready as the simulation, second by second', (_, changes) => {
    for (const seed of [1, 2, 3]) {
      const inputs = { ...base, ...changes, seed }
      const simulated = simulate(inputs, fixedNodes(inputs))
      expect(Math.max(...simulated)).toBeGreaterThan(20)
      expect(readyBySecond(inputs, { kind: 'fixed' })).toEqual(simulated)
    }
  })
})

/** Seconds by which one may be later than the other: ties between nodes fall differently, and an image is pulled once a node. */
const LATE = 2

/** Seconds at which no moment within `LATE` of it in the other run has as many pods ready. */
function apart(lane: readonly number[], simulated: readonly number[]): { second: number, by: number }[] {
  return lane.flatMap((ready, second) => {
    const near = simulated.slice(Math.max(second - LATE, 0), second + LATE + 1)
    return near.includes(ready) ? [] : [{ second, by: Math.min(...near.map(one => Math.abs(one - ready))) }]
  })
}

describe('a lane of Cluster Autoscaler', () => {
  const times = { ...base.times, startSeconds: { ...base.times.startSeconds, 'node-group': [100, 100] as const } }

  it('grows and shrinks as the simulation does, but for which node of equals is drained', () => {
    for (const seed of [1, 2, 3]) {
      const inputs: RaceInputs = { ...base, seed, times, group: { fixedNodes: null, minNodes: 3, maxNodes: 12 }, load: steps([0, 600], [100, 2_400], [1_000, 600], [3_000, 600]) }
      const lane = readyBySecond(inputs, { kind: 'cluster-autoscaler' })
      const simulated = simulate(inputs, autoscaledGroup(inputs, 3))
      expect(Math.max(...lane)).toBe(40)
      const differs = apart(lane, simulated)
      // Two or so pods are moved for a few seconds when the third of the nodes goes.
      expect(differs.length).toBeLessThanOrEqual(10)
      expect(differs.every(({ second, by }) => second > 1_900 && by <= 2)).toBe(true)
    }
  })
})
