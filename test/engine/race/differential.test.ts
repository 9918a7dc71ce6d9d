/** A lane against the whole simulation: the same pods are ready at the same time, though the lane keeps no API objects. */
import { describe, expect, it } from 'vitest'
import { findInstanceType } from '../../../data/instance-types.ts'
import { isPodReady, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { Deployment, KubeObject, Pod } from '../../../engine/kubernetes/types/index.ts'
import { HOSTNAME_LABEL } from '../../../engine/kubernetes/types/wellknown.ts'
import { writtenAutoscaler } from '../../../engine/race/inputs/autoscaler.ts'
import { LoadCurve } from '../../../engine/race/inputs/curve.ts'
import { defaultRace, simpleWorkload } from '../../../engine/race/inputs/defaults.ts'
import type { RaceInputs } from '../../../engine/race/inputs/inputs.ts'
import { podsFor } from '../../../engine/race/inputs/sizing.ts'
import { LaneRun } from '../../../engine/race/lane/lane.ts'
import { nodeRequests, zonesOf } from '../../../engine/race/lane/node-requests.ts'
import { hpaPhaseMs } from '../../../engine/race/lane/phase.ts'
import { placeAt } from '../../../engine/race/result/serving-at.ts'

/** When the race begins in the simulation: its pods are then older than any window of the autoscaler (ms). */
const BEGIN = 900_000
/** From the creation of an autoscaler to its first decision (ms). */
const SYNC = 10

function simulate(inputs: RaceInputs, seconds: number): number[] {
  const { options, times, workload, serving, group } = inputs
  const curve = new LoadCurve(inputs.load)
  const simulation = new Simulation({
    seed: inputs.seed, controllers: standardControllers(),
    config: { imagePullMs: times.imagePullSeconds * 1000, appStartMs: times.appStartSeconds * 1000, appStopMs: times.appStopSeconds * 1000 },
  })
  const deployment: Deployment = {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: workload.name },
    spec: { replicas: podsFor(curve.rateAt(0), inputs), selector: { matchLabels: { app: workload.name } }, template: workload.template },
  }
  simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS, ...nodesOf(group.fixedNodes ?? 0, options), deployment] })
  const load = (at: number) => simulation.apply({
    type: 'load', resource: 'cpu', amount: Math.round(curve.rateAt(at) * serving.cpuMsPerRequest), share: 'total', selector: `app=${workload.name}`,
  })
  load(0)
  const phase = (BEGIN + hpaPhaseMs(inputs.seed) - SYNC) % 15_000
  simulation.runUntil(phase + 15_000)
  simulation.apply({ type: 'apply', objects: [writtenAutoscaler(inputs)] })
  simulation.runUntil(BEGIN)
  const steps = inputs.load.filter(({ at }, i) => at > 0 && at === inputs.load[i - 1]?.at)
  return Array.from({ length: seconds }, (_, second) => {
    const at = second * 1000
    for (const step of steps.filter(one => one.at > at - 1000 && one.at <= at)) {
      simulation.runUntil(BEGIN + step.at)
      load(step.at)
    }
    for (const fault of inputs.faults.filter(one => one.at > at - 1000 && one.at <= at)) {
      simulation.runUntil(BEGIN + fault.at)
      if (fault.kind === 'zone') simulation.apply({ type: 'zone', zone: zonesOf(options)[fault.zone] ?? '', state: 'down' })
    }
    simulation.runUntil(BEGIN + at)
    return simulation.store.list('Pod', { namespace: 'default' }).filter(pod => isPodReady(pod) && !isTerminating(pod)).length
  })
}

function nodesOf(count: number, options: RaceInputs['options']): KubeObject[] {
  const zones = zonesOf(options)
  const type = findInstanceType(options.instanceType)
  if (!type) return []
  return Array.from({ length: count }, (_, i): KubeObject[] => {
    const { template, daemonPods } = nodeRequests('managed', options)(type, zones[i % zones.length] ?? '', false)
    const name = `node-${i}`
    const daemons = daemonPods.map((pod): Pod => ({ ...pod, metadata: { ...pod.metadata, name: `${pod.metadata.name}-${i}`, ownerReferences: undefined }, spec: { ...pod.spec, nodeName: name, containers: pod.spec.containers.map(container => ({ ...container, image: 'daemon:1' })) } }))
    return [{ ...template, metadata: { ...template.metadata, name, labels: { ...template.metadata.labels, [HOSTNAME_LABEL]: name } } }, ...daemons]
  }).flat()
}

const base: RaceInputs = {
  ...defaultRace,
  // A CPU limit is what caps use in the simulation.
  workload: limited(simpleWorkload('shop', 500, 256), '500m'),
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

describe('a lane of fixed nodes', () => {
  it.each<[string, Partial<RaceInputs>]>([
    ['that hold all pods', { load: steps([0, 600], [120, 2_000], [700, 900], [1400, 900]) }],
    ['that are too few', { load: steps([0, 600], [100, 6_000], [900, 600], [1500, 600]) }],
    ['whose autoscaler goes by policies', {
      load: steps([0, 600], [120, 1_900], [700, 700], [1500, 700]),
      hpa: { ...base.hpa, behavior: { scaleUp: { policies: [{ type: 'Pods', value: 2, periodSeconds: 30 }] }, scaleDown: { stabilizationWindowSeconds: 60, policies: [{ type: 'Percent', value: 20, periodSeconds: 60 }] } } },
    }],
    ['whose application starts slowly', { load: steps([0, 600], [120, 1_800], [900, 600], [1500, 600]), times: { ...base.times, appStartSeconds: 45 } }],
    ['that lose a zone', { load: steps([0, 1_500], [10, 1_600], [310, 1_600]), faults: [{ at: 133_000, kind: 'zone', zone: 1, seconds: 3600 }] }],
  ])('%s has as many pods ready as the simulation, second by second', (_, changes) => {
    for (const seed of [1, 2, 3]) {
      const inputs = { ...base, ...changes, seed }
      const seconds = (inputs.load.at(-1)?.at ?? 0) / 1000
      const simulated = simulate(inputs, seconds)
      const run = new LaneRun(inputs, { kind: 'fixed' })
      run.advance()
      const { serving } = run.result()
      // The control plane takes pods of a silent machine for ready until it notices.
      const lane = simulated.map((_, second) => {
        const piece = placeAt(serving.at, second * 1000)
        return (serving.alive[piece] ?? 0) + (serving.dead[piece] ?? 0)
      })
      expect(Math.max(...simulated)).toBeGreaterThan(20)
      expect(lane).toEqual(simulated)
    }
  })
})
