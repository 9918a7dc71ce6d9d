import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { AutoScaling } from '../../../engine/aws/autoscaling/controller.ts'
import type { AutoScalingGroup } from '../../../engine/aws/autoscaling/group.ts'
import { AutoScalingProvider } from '../../../engine/aws/autoscaling/provider.ts'
import { Ec2 } from '../../../engine/aws/ec2/controller.ts'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { instanceIdOf } from '../../../engine/kubernetes/autoscaler/cloudprovider.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { deployment, wait, ZONES } from '../support/cluster.ts'

const GROUP: AutoScalingGroup = {
  name: 'workers', kind: 'managed', region: 'ap-northeast-2', zones: ZONES, instanceType: 'm5.large', minSize: 1, maxSize: 9, desiredCapacity: 3,
}

function cluster(change: Partial<AutoScalingGroup> = {}, seed = 1): { simulation: Simulation, provider: AutoScalingProvider } {
  const provider = new AutoScalingProvider()
  const simulation = new Simulation({ seed, controllers: [...standardControllers(), new Ec2(), new AutoScaling(provider)] })
  simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS] })
  simulation.apply({ type: 'node-group', group: { ...GROUP, ...change } })
  return { simulation, provider }
}

const zonesOf = (simulation: Simulation) => simulation.world.machines.filter(({ stoppedAt }) => stoppedAt === undefined).map(({ zone }) => zone.at(-1)).sort().join('')
const activities = (simulation: Simulation) => simulation.log.entries.filter(({ source }) => source === 'ec2-auto-scaling').map(({ reason }) => reason)

function only<T>(list: readonly T[]): T {
  const [first] = list
  if (first === undefined) throw new Error('nothing')
  return first
}

describe('a group', () => {
  it('is even over its zones, growing and shrinking', () => {
    const { simulation } = cluster({ desiredCapacity: 5 })
    wait(simulation, 1)
    expect(zonesOf(simulation)).toBe('aabbc')
    simulation.apply({ type: 'scale-node-group', name: 'workers', desiredCapacity: 7 })
    wait(simulation, 1)
    expect(zonesOf(simulation)).toBe('aaabbcc')
    simulation.apply({ type: 'scale-node-group', name: 'workers', desiredCapacity: 2 })
    wait(simulation, 1)
    expect(zonesOf(simulation)).toBe('ac')
    wait(simulation, 300)
    expect(simulation.store.list('Node')).toHaveLength(2)
  })

  // EC2 Auto Scaling user guide, ec2-auto-scaling-availability-zone-balanced.html: balanced best effort
  it('takes another zone where one has none, and tries again later where none has any', () => {
    const { simulation } = cluster({ desiredCapacity: 3 })
    simulation.apply({ type: 'capacity', available: false, zone: only(ZONES) })
    wait(simulation, 1)
    expect(zonesOf(simulation)).toBe('bbc')
    simulation.apply({ type: 'capacity', available: false })
    simulation.apply({ type: 'scale-node-group', name: 'workers', desiredCapacity: 4 })
    wait(simulation, 30)
    expect(zonesOf(simulation)).toBe('bbc')
    simulation.apply({ type: 'capacity', available: true })
    wait(simulation, 31)
    expect(zonesOf(simulation)).toBe('bbcc')
  })

  it('replaces an instance that ends, and those of a zone that stays cut off', () => {
    const { simulation } = cluster()
    wait(simulation, 200)
    simulation.apply({ type: 'terminate-instance', node: only(simulation.world.machines).node })
    wait(simulation, 61)
    expect(zonesOf(simulation)).toBe('abc')
    simulation.apply({ type: 'zone-outage', zone: ZONES[1] ?? '', state: 'down' })
    wait(simulation, 170)
    expect(zonesOf(simulation)).toBe('abc')
    wait(simulation, 15)
    expect(zonesOf(simulation)).toBe('aac')
  })

  it('that is managed drains a Spot node with a notice and has its replacement on the way; one that is not waits for its end', () => {
    const { simulation } = cluster({ capacityType: 'spot', desiredCapacity: 1 })
    simulation.apply({ type: 'apply', objects: [deployment('web', { replicas: 2 })] })
    wait(simulation, 240)
    const { node } = only(simulation.world.machines)
    expect(simulation.store.listPodsByNode(node)).toHaveLength(2)
    simulation.apply({ type: 'spot-interruption', node })
    wait(simulation, 60)
    expect(simulation.world.machines).toHaveLength(2)
    expect(simulation.store.listPodsByNode(node)).toEqual([])
    expect(simulation.store.get('Node', '', node)?.spec.unschedulable).toBe(true)
    const own = cluster({ kind: 'self-managed', capacityType: 'spot', desiredCapacity: 1 }).simulation
    wait(own, 240)
    own.apply({ type: 'spot-interruption', node: only(own.world.machines).node })
    wait(own, 119)
    expect(own.world.machines).toHaveLength(1)
    wait(own, 62)
    expect(own.world.machines.filter(({ stoppedAt }) => stoppedAt === undefined)).toHaveLength(1)
    expect(activities(own)).toEqual(['Launching', 'Launching'])
  })

  it.each([
    [{ minSize: 4 }, /Minimum capacity 4 can't be greater than desired size 3/], [{ maxSize: 2 }, /desired capacity 3 can't be greater than max size 2/],
    [{ desiredCapacity: 1.5 }, /whole numbers/], [{ minSize: -1 }, /whole numbers/], [{ desiredCapacity: Number.NaN }, /whole numbers/],
  ])('cannot be %j', (sizes, message) => {
    const { simulation } = cluster()
    expect(() => simulation.apply({ type: 'scale-node-group', name: 'workers', ...sizes })).toThrow(message)
    expect(only(simulation.world.autoScalingGroups)).toMatchObject({ minSize: 1, maxSize: 9, desiredCapacity: 3 })
  })
})

describe('what Cluster Autoscaler sees', () => {
  // cluster-autoscaler/cloudprovider/aws/auto_scaling_groups.go: createPlaceholdersForDesiredNonStartedInstances
  it('has a placeholder for every machine that is not there, with an error once a launch has failed', () => {
    const { simulation, provider } = cluster({ desiredCapacity: 1 })
    wait(simulation, 1)
    simulation.apply({ type: 'capacity', available: false })
    expect(provider.increaseSize('workers', 2)).toBeUndefined()
    expect(only(provider.nodeGroups()).instances.map(({ id, errorInfo }) => [id.includes('placeholder'), errorInfo?.errorCode])).toEqual([[false, undefined], [true, undefined], [true, undefined]])
    wait(simulation, 1)
    expect(provider.nodeGroups()[0]?.instances.map(({ errorInfo }) => errorInfo?.errorCode)).toEqual([undefined, 'placeholder-cannot-be-fulfilled', 'placeholder-cannot-be-fulfilled'])
    expect(provider.nodeGroups()).toBe(provider.nodeGroups())
    const failed = only(provider.nodeGroups()).instances.filter(({ errorInfo }) => errorInfo).map(({ id }) => id)
    expect(provider.deleteInstances('workers', failed)).toBeUndefined()
    expect(only(provider.nodeGroups())).toMatchObject({ targetSize: 1, instances: [{}] })
  })

  // cluster-autoscaler/cloudprovider/aws/aws_cloud_provider_test.go: TestIncreaseSize, TestDeleteNodesAfterMultipleRefreshes, TestDecreaseTargetSize
  it('grows to its most, shrinks to its least, and says why not further', () => {
    const { simulation, provider } = cluster({ minSize: 1, maxSize: 3, desiredCapacity: 2 })
    wait(simulation, 200)
    expect(provider.increaseSize('workers', 2)?.errorMessage).toBe('size increase too large - desired:4 max:3')
    expect(provider.decreaseTargetSize('workers', 1)?.errorMessage).toBe('attempt to delete existing nodes targetSize:2 delta:-1 existingNodes: 2')
    const [first, second] = simulation.store.list('Node')
    if (!first || !second) throw new Error('no nodes')
    expect(provider.nodeGroupForNode(first)?.id).toBe('workers')
    expect(only(provider.nodeGroups()).instances.map(({ id }) => id).sort()).toEqual([first, second].map(instanceIdOf).sort())
    expect(provider.deleteNodes('workers', [first])).toBeUndefined()
    wait(simulation, 1)
    expect(only(provider.nodeGroups())).toMatchObject({ targetSize: 1, instances: [{}, {}] })
    expect(provider.deleteNodes('workers', [second])?.errorMessage).toBe('min size reached, nodes will not be deleted')
    wait(simulation, 200)
    expect(simulation.store.list('Node').map(instanceIdOf)).toEqual([instanceIdOf(second)])
    expect(provider.increaseSize('gone', 1)?.errorMessage).toBe('AutoScalingGroup name not found - gone')
  })
})

test('whatever happens, a group stays between its sizes and comes to what it wants', () => {
  const step = fc.oneof(
    fc.record({ scale: fc.integer({ min: 1, max: 9 }) }), fc.record({ kill: fc.nat(8) }), fc.record({ delete: fc.nat(8) }),
    fc.record({ zone: fc.constantFrom(...ZONES), up: fc.boolean() }), fc.record({ out: fc.constantFrom(...ZONES), available: fc.boolean() }),
  )
  fc.assert(fc.property(fc.array(fc.record({ step, seconds: fc.integer({ min: 1, max: 200 }) }), { maxLength: 12 }), fc.integer(), (steps, seed) => {
    const { simulation, provider } = cluster({}, seed)
    const running = () => simulation.world.machines.filter(({ stoppedAt }) => stoppedAt === undefined)
    for (const { step: one, seconds } of steps) {
      if ('scale' in one) simulation.apply({ type: 'scale-node-group', name: 'workers', desiredCapacity: one.scale })
      else if ('zone' in one) simulation.apply({ type: 'zone-outage', zone: one.zone, state: one.up ? 'up' : 'down' })
      else if ('out' in one) simulation.apply({ type: 'capacity', zone: one.out, available: one.available })
      else if ('kill' in one) {
        const machine = running()[one.kill]
        if (machine) simulation.apply({ type: 'terminate-instance', node: machine.node })
      } else {
        const node = simulation.store.list('Node')[one.delete]
        if (node) provider.deleteNodes('workers', [node])
      }
      for (let i = 0; i < seconds; i += 20) {
        wait(simulation, Math.min(20, seconds - i))
        const { desiredCapacity, minSize, maxSize } = only(simulation.world.autoScalingGroups)
        expect(desiredCapacity).toBeGreaterThanOrEqual(minSize)
        expect(running().length).toBeLessThanOrEqual(maxSize)
      }
    }
    for (const zone of ZONES) simulation.apply({ type: 'zone-outage', zone, state: 'up' })
    for (const zone of ZONES) simulation.apply({ type: 'capacity', zone, available: true })
    wait(simulation, 600)
    expect(running()).toHaveLength(only(simulation.world.autoScalingGroups).desiredCapacity)
    expect(simulation.store.list('Node')).toHaveLength(running().length)
  }), { numRuns: 40 })
})
