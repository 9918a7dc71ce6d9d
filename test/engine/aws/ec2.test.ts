import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { findInstanceType } from '../../../data/instance-types.ts'
import { startTimes } from '../../../data/timings.ts'
import { Ec2 } from '../../../engine/aws/ec2/controller.ts'
import { launchMachine, machineOf, type MachineRequest } from '../../../engine/aws/ec2/machine.ts'
import { machineStart, startPhase } from '../../../engine/aws/ec2/machine-start.ts'
import { eksNode } from '../../../engine/aws/eks-node.ts'
import { Random } from '../../../engine/kubernetes/apimachinery/random.ts'
import { findCondition } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import type { Context, Controller } from '../../../engine/kubernetes/simulation/controller.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { deployment, wait } from '../support/cluster.ts'

const type = findInstanceType('m5.large')
if (!type) throw new Error('no m5.large')

const ZONE = 'ap-northeast-2a'

function request(change: Partial<MachineRequest> = {}): MachineRequest {
  const { zone = ZONE, capacityType = 'on-demand' } = change
  const template = eksNode('template', type ?? never(), { kind: 'managed', region: 'ap-northeast-2', zone, capacityType })
  return { instanceType: 'm5.large', zone, capacityType, kind: 'managed', owner: 'workers', template, ...change }
}

function never(): never {
  throw new Error('unreachable')
}

/** Asks for machines when it is woken: what an autoscaler would do. */
class Asker implements Controller {
  readonly name = 'asker'
  readonly watches = []
  readonly answers: unknown[] = []
  readonly #requests: readonly MachineRequest[]

  constructor(requests: readonly MachineRequest[]) {
    this.#requests = requests
  }

  start(ctx: Context): void {
    ctx.enqueueAfter('ask', 0)
  }

  reconcile(_key: string, ctx: Context): void {
    for (const one of this.#requests) this.answers.push(launchMachine(one, ctx))
  }
}

function clusterWith(requests: readonly MachineRequest[], seed = 1): { simulation: Simulation, asker: Asker } {
  const asker = new Asker(requests)
  const simulation = new Simulation({ seed, controllers: [...standardControllers(), new Ec2(), asker] })
  simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS] })
  return { simulation, asker }
}

const nodes = (simulation: Simulation) => simulation.store.list('Node')
const statusOf = (simulation: Simulation, name: string) => findCondition(simulation.store.get('Node', '', name)?.status?.conditions, 'Ready')?.status

describe('the start of a machine', () => {
  it('takes a time in its range, step after step, and the same seed takes the same', () => {
    fc.assert(fc.property(fc.integer(), fc.nat(1e6), fc.tuple(fc.nat(600), fc.nat(600)), (seed, at, [fastest, more]) => {
      const start = machineStart(new Random(seed), at, [fastest, fastest + more])
      expect(start.requestedAt).toBe(at)
      expect(start.runningAt).toBeGreaterThanOrEqual(at)
      expect(start.joinedAt).toBeGreaterThanOrEqual(start.runningAt)
      expect(start.readyAt).toBeGreaterThanOrEqual(start.joinedAt)
      expect(start.readyAt - at).toBeGreaterThanOrEqual(fastest * 1000)
      expect(start.readyAt - at).toBeLessThanOrEqual((fastest + more) * 1000)
      expect(machineStart(new Random(seed), at, [fastest, fastest + more])).toEqual(start)
    }))
  })

  // awslabs/node-latency-for-k8s README.md, example 1: from the fleet's request 12 s to the machine, 20 s to the node, 24 s to Ready
  it('divides as AWS\' tool measured it', () => {
    const start = machineStart(new Random(1), 0, [24, 24])
    expect(start).toEqual({ requestedAt: 0, runningAt: 12_000, joinedAt: 20_000, readyAt: 24_000 })
    expect([0, 12_000, 20_000, 24_000].map(now => startPhase(start, now))).toEqual(['launching', 'booting', 'joining', 'ready'])
  })
})

describe('a machine in a cluster', () => {
  it('joins as a node that is not ready, and takes pods once its network is there', () => {
    const { simulation, asker } = clusterWith([request()])
    simulation.apply({ type: 'apply', objects: [deployment('web', { replicas: 1 })] })
    simulation.runUntil(0)
    const machine = simulation.world.machines[0] ?? never()
    expect(asker.answers).toEqual([machine])
    const { joinedAt, readyAt } = machine.start
    expect(readyAt).toBeGreaterThanOrEqual(startTimes['node-group'].seconds[0] * 1000)
    simulation.runUntil(joinedAt - 1)
    expect(nodes(simulation)).toEqual([])
    simulation.runUntil(joinedAt + 1_000)
    expect(nodes(simulation)[0]?.spec).toMatchObject({ providerID: `aws:///${ZONE}/${machine.id}`, taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }] })
    expect(statusOf(simulation, machine.node)).toBe('False')
    simulation.runUntil(readyAt - 1)
    expect(simulation.store.list('Pod')[0]?.spec.nodeName).toBeUndefined()
    simulation.runUntil(readyAt + 20_000)
    expect(statusOf(simulation, machine.node)).toBe('True')
    expect(nodes(simulation)[0]?.spec.taints).toBeUndefined()
    expect(simulation.store.list('Pod')[0]).toMatchObject({ spec: { nodeName: machine.node }, status: { phase: 'Running' } })
    expect(simulation.log.entries.filter(({ source }) => source === 'ec2').map(({ reason }) => reason)).toEqual(['InstanceRunning', 'RegisteredNode'])
  })

  it('is not had where EC2 has none', () => {
    const { simulation, asker } = clusterWith([request(), request({ zone: 'ap-northeast-2b' }), request({ capacityType: 'spot', zone: 'ap-northeast-2b' })])
    simulation.apply({ type: 'capacity', available: false, zone: ZONE })
    simulation.apply({ type: 'capacity', available: false, capacityType: 'spot' })
    simulation.runUntil(0)
    expect(asker.answers).toMatchObject([{ errorCode: 'InsufficientInstanceCapacity', errorClass: 'OutOfResource' }, { zone: 'ap-northeast-2b' }, { errorCode: 'InsufficientInstanceCapacity' }])
    simulation.apply({ type: 'capacity', available: true, zone: ZONE })
    expect(simulation.world.stockouts).toEqual([{ capacityType: 'spot' }])
  })

  it('that ends leaves no node: once it is not ready, the cloud controller deletes it, and its pods run elsewhere', () => {
    const { simulation } = clusterWith([request(), request()])
    simulation.apply({ type: 'apply', objects: [deployment('web', { replicas: 2 })] })
    wait(simulation, 300)
    const [first = never(), second = never()] = simulation.world.machines
    simulation.apply({ type: 'terminate-instance', node: first.node })
    wait(simulation, 40)
    expect(machineOf(first.node, simulation.world)).toBeUndefined()
    expect(nodes(simulation)).toHaveLength(2)
    wait(simulation, 60)
    expect(nodes(simulation).map(({ metadata }) => metadata.name)).toEqual([second.node])
    expect(simulation.world.deadNodes).toEqual([])
    expect(simulation.log.entries.some(({ reason }) => reason === 'DeletingNode')).toBe(true)
    expect(() => simulation.apply({ type: 'terminate-instance', node: first.node })).toThrow('no running EC2 instance')
  })

  it('on Spot runs for two minutes after the notice', () => {
    const { simulation } = clusterWith([request({ capacityType: 'spot' }), request()])
    wait(simulation, 200)
    const [spot = never(), onDemand = never()] = simulation.world.machines
    simulation.apply({ type: 'spot-interruption', node: spot.node })
    wait(simulation, 119)
    expect(machineOf(spot.node, simulation.world)?.stoppedAt).toBeUndefined()
    wait(simulation, 2)
    expect(machineOf(spot.node, simulation.world)?.stoppedAt).toBe(320_000)
    expect(() => simulation.apply({ type: 'spot-interruption', node: onDemand.node })).toThrow('is no Spot instance')
  })

  it('in a zone that is cut off is silent, and starts when the zone is back', () => {
    const { simulation } = clusterWith([request(), request({ zone: 'ap-northeast-2b' })])
    wait(simulation, 10)
    simulation.apply({ type: 'zone-outage', zone: ZONE, state: 'down' })
    wait(simulation, 300)
    expect(nodes(simulation).map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone'])).toEqual(['ap-northeast-2b'])
    simulation.apply({ type: 'zone-outage', zone: ZONE, state: 'up' })
    wait(simulation, 10)
    expect(nodes(simulation)).toHaveLength(2)
    simulation.apply({ type: 'zone-outage', zone: ZONE, state: 'down' })
    wait(simulation, 120)
    expect(nodes(simulation).map(({ metadata }) => statusOf(simulation, metadata.name)).sort()).toEqual(['True', 'Unknown'])
    simulation.apply({ type: 'zone-outage', zone: ZONE, state: 'up' })
    wait(simulation, 20)
    expect(nodes(simulation).map(({ metadata }) => statusOf(simulation, metadata.name))).toEqual(['True', 'True'])
  })
})

test('a run that is saved and restored half way ends as one that was not', () => {
  const requests = [request(), request({ capacityType: 'spot' }), request({ zone: 'ap-northeast-2b' })]
  fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer(), (half, seed) => {
    const whole = clusterWith(requests, seed).simulation
    whole.runUntil(300_000)
    const first = clusterWith(requests, seed).simulation
    first.runUntil(half * 1000)
    const second = clusterWith([], seed).simulation
    second.restore(first.save())
    second.runUntil(300_000)
    expect(second.log.toText()).toBe(whole.log.toText())
    expect(second.world).toEqual(whole.world)
  }), { numRuns: 20 })
})
