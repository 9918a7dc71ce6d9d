/** Small races for the tests. */
import fc from 'fast-check'
import { defaultRace, laneKinds, readRace, simpleWorkload, type LoadPoint, type RaceInputs } from '../../../engine/race/index.ts'

/** Points at seconds of the race. */
export const seconds = (...points: [second: number, rps: number][]): LoadPoint[] => points.map(([second, rps]) => ({ at: second * 1000, rps }))

/** The inputs as they are run, or the problems as an error. */
export function raceWith(changes: Partial<RaceInputs>): RaceInputs {
  const { inputs, problems } = readRace({ ...defaultRace, ...changes })
  if (!inputs) throw new Error(problems.map(({ message }) => message.en).join('\n'))
  return inputs
}

const anyLoad = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 600 }), rps: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 6_000 })) }), { minLength: 1, maxLength: 5 })
  .map((steps) => {
    let at = 0
    const points = steps.map(({ gap, rps }): [number, number] => [at += gap, rps])
    return seconds([0, 300], ...points, [at + 900, 400])
  })

const anyFault = fc.oneof(
  fc.record({ at: fc.integer({ min: 0, max: 900_000 }), kind: fc.constant('zone' as const), zone: fc.integer({ min: 0, max: 2 }), seconds: fc.integer({ min: 0, max: 600 }) }),
  fc.record({ at: fc.integer({ min: 0, max: 900_000 }), kind: fc.constant('node' as const) }),
  fc.record({ at: fc.integer({ min: 0, max: 900_000 }), kind: fc.constant('spot' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
)

/** Races of a quarter of an hour or a little more, with everything that may vary. */
export const anyRace: fc.Arbitrary<RaceInputs> = fc.record({
  seed: fc.integer({ min: 0, max: 1_000 }), load: anyLoad, faults: fc.array(anyFault, { maxLength: 3 }),
  cpuMilli: fc.integer({ min: 50, max: 2_000 }), memoryMiB: fc.integer({ min: 64, max: 2_048 }), perPod: fc.integer({ min: 10, max: 300 }), cpuMs: fc.integer({ min: 0, max: 20 }),
  queueBound: fc.constantFrom(null, 0, 1_000, 1_000_000), minReplicas: fc.integer({ min: 1, max: 10 }), more: fc.integer({ min: 0, max: 60 }),
  target: fc.integer({ min: 10, max: 120 }), zones: fc.integer({ min: 1, max: 3 }), purchase: fc.constantFrom('on-demand' as const, 'spot' as const),
  spotShare: fc.double({ min: 0, max: 1, noNaN: true }), selfManaged: fc.boolean(), appStartSeconds: fc.integer({ min: 0, max: 60 }), imagePullSeconds: fc.integer({ min: 0, max: 40 }),
  fixedNodes: fc.constantFrom(null, 1, 4), maxUnavailable: fc.constantFrom(null, 1, '25%'), systemPods: fc.boolean(),
}).map(({ seed, load, faults, cpuMilli, memoryMiB, perPod, cpuMs, queueBound, minReplicas, more, target, zones, purchase, spotShare, selfManaged, appStartSeconds, imagePullSeconds, fixedNodes, maxUnavailable, systemPods }) => raceWith({
  seed, load, faults: faults.filter(({ at }) => at <= (load.at(-1)?.at ?? 0)), workload: { ...simpleWorkload('app', cpuMilli, memoryMiB), maxUnavailable },
  serving: { requestsPerSecondPerPod: perPod, cpuMsPerRequest: cpuMs, queueBound }, hpa: { ...defaultRace.hpa, minReplicas, maxReplicas: minReplicas + more, targetUtilization: target },
  times: { ...defaultRace.times, appStartSeconds, imagePullSeconds }, group: { fixedNodes, minNodes: 1, maxNodes: 20 },
  lanes: laneKinds.map(kind => ({ kind, selfManaged: selfManaged && (kind === 'fixed' || kind === 'cluster-autoscaler') })),
  options: { ...defaultRace.options, zones, purchase, spotShare, systemPods },
}))
