/** What holds in every race, whatever it is run with. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceHours } from '../../../engine/cost/index.ts'
import { billAt, centsAt, laneAt, laneKinds, LoadCurve, placeAt, runRace, servingAt, type LaneResult, type RaceInputs, type RaceResult } from '../../../engine/race/index.ts'
import { anyRace } from './races.ts'

const RUNS = { numRuns: 40 }
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 })

const ran = new Map<string, RaceResult>()

/** Each property is tried on the same races: one is run once. */
function race(inputs: RaceInputs): RaceResult {
  const key = JSON.stringify(inputs)
  const result = ran.get(key) ?? runRace(inputs)
  ran.set(key, result)
  return result
}

/** Looks at every lane at some instants. */
function holds(check: (lane: LaneResult, at: number, inputs: RaceInputs) => void): void {
  fc.assert(fc.property(anyRace, shares, (inputs, given) => {
    for (const lane of race(inputs).lanes) for (const share of given) check(lane, Math.floor(share * lane.until), inputs)
  }), RUNS)
}

describe('in every race', () => {
  it('the autoscaler stays between minimum and maximum, and so do the pods that are not on their way out', () => {
    holds((lane, at, { hpa: { minReplicas, maxReplicas } }) => {
      for (const desired of lane.replicas.desired) {
        expect(desired).toBeGreaterThanOrEqual(minReplicas)
        expect(desired).toBeLessThanOrEqual(maxReplicas)
      }
      const pods = laneAt(lane, at).pods.filter(({ workload, state }) => workload === 0 && state !== 'terminating')
      expect(pods.length).toBeLessThanOrEqual(maxReplicas)
    })
  })

  it('demand is what is served, lost or waits', () => {
    holds((lane, at, { load }) => {
      const curve = new LoadCurve(load)
      const { servedSoFar, lostSoFar, waiting, served, lost, demand, capacity } = servingAt(lane.serving, curve, at)
      const demanded = curve.requestsUntil(at)
      expect(Math.abs(servedSoFar + lostSoFar + waiting - demanded)).toBeLessThan(1e-6 * (1 + demanded))
      expect(served).toBeLessThanOrEqual(capacity + 1e-6)
      expect(lost).toBeLessThanOrEqual(demand + 1e-6)
    })
  })

  it('what is served is what the ready pods on living machines can serve', () => {
    holds((lane, at, { serving: { requestsPerSecondPerPod } }) => {
      const piece = placeAt(lane.serving.at, at)
      // At the very instant of a change the picture has it, and so has the piece that begins.
      if (lane.serving.at[piece] === at) return
      const ready = laneAt(lane, at).pods.filter(({ workload, state }) => workload === 0 && state === 'ready').length
      expect(lane.serving.capacity[piece]).toBeCloseTo((lane.serving.alive[piece] ?? 0) * requestsPerSecondPerPod, 6)
      expect(lane.serving.alive[piece]).toBe(ready)
    })
  })

  it('no node is promised more than it has', () => {
    holds((lane, at) => {
      const { nodes, pods } = laneAt(lane, at)
      for (const { name, cpu, memory } of nodes) {
        const there = pods.filter(({ node }) => node === name)
        expect(there.reduce((sum, pod) => sum + pod.cpu, 0)).toBeLessThanOrEqual(cpu + 1e-9)
        expect(there.reduce((sum, pod) => sum + pod.memory, 0)).toBeLessThanOrEqual(memory + 1e-9)
      }
    })
  })

  it('a pod is on a machine that is there, and one that waits is on none', () => {
    holds((lane, at) => {
      const { nodes, pods } = laneAt(lane, at)
      const names = new Set(nodes.filter(({ readyAt }) => readyAt <= at).map(({ name }) => name))
      for (const { state, node } of pods) expect(state === 'waiting' ? node === '' : state === 'terminating' || names.has(node)).toBe(true)
    })
  })

  it('the running total is the bill that the cost model makes of the hours that the picture shows', () => {
    fc.assert(fc.property(anyRace, fc.double({ min: 0, max: 1, noNaN: true }), (inputs, share) => {
      const { lanes, options } = race(inputs)
      for (const lane of lanes) {
        const at = Math.floor(share * lane.until)
        // Node-seconds counted machine by machine, as EC2 and Fargate bill them: whole seconds, a minute at least.
        const seconds = (from: number, until: number) => from >= at ? 0 : Math.max(Math.ceil((Math.min(until, at) - from) / 1000), 60)
        const byType = new Map<string, { type: string, hours: number, spotHours: number }>()
        const system = new Map<string, { type: string, hours: number }>()
        const fargate = { vcpuHours: 0, gbHours: 0, storageGbHours: 0 }
        for (const node of lane.nodes) {
          const hours = seconds(node.billedFrom, node.billedUntil) / 3600
          if (hours === 0) continue
          if (node.fargate) {
            fargate.vcpuHours += hours * node.fargate.vcpu
            fargate.gbHours += hours * node.fargate.memoryGB
          } else if (node.system) {
            system.set(node.type, { type: node.type, hours: (system.get(node.type)?.hours ?? 0) + hours })
          } else {
            const before = byType.get(node.type) ?? { type: node.type, hours: 0, spotHours: 0 }
            byType.set(node.type, { ...before, hours: before.hours + hours, spotHours: before.spotHours + (node.spot ? hours : 0) })
          }
        }
        const bill = priceHours({ plane: lane.plane, cluster: at / 3_600_000, nodes: [...byType.values()], systemNodes: [...system.values()], fargate }, options)
        expect(centsAt(lane, at, options)).toBe(bill.totalCents)
        expect(billAt(lane, at, options).lines.reduce((sum, { cents }) => sum + cents, 0)).toBe(bill.totalCents)
      }
    }), RUNS)
  })

  it('the running total never falls, and its points lie on it', () => {
    fc.assert(fc.property(anyRace, (inputs) => {
      const { lanes, options } = race(inputs)
      for (const lane of lanes) {
        const { at, cents } = lane.money
        for (let i = 0; i < at.length; i++) {
          expect(cents[i]).toBeGreaterThanOrEqual(cents[i - 1] ?? 0)
          if (i % 40 === 0) expect(cents[i]).toBe(centsAt(lane, at[i] ?? 0, options))
        }
        expect(lane.totals.cents).toBe(centsAt(lane, lane.until, options))
      }
    }), RUNS)
  })

  it('the same seed gives the same race', () => {
    fc.assert(fc.property(anyRace, (inputs) => {
      expect(runRace(inputs)).toEqual(runRace(inputs))
    }), { numRuns: 15 })
  })

  it('a lane is the same whichever others run beside it', () => {
    fc.assert(fc.property(anyRace, fc.constantFrom(...laneKinds), (inputs, kind) => {
      const alone = runRace({ ...inputs, lanes: inputs.lanes.filter(lane => lane.kind === kind) }).lanes[0]
      expect(alone).toEqual(race(inputs).lanes.find(({ lane }) => lane === kind))
    }), { numRuns: 15 })
  })
})
