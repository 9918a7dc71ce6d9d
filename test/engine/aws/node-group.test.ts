import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { amiOf, compareReleases, kubernetesOf } from '../../../engine/aws/ami-release.ts'
import { parallelNodes, surgeOf, updateConfigProblem } from '../../../engine/aws/node-group/update-config.ts'
import { isHalted } from '../../../engine/aws/node-group/repair.ts'
import { machinesOf } from '../../../engine/aws/autoscaling/group.ts'
import { poolSize, type WarmPool } from '../../../engine/aws/autoscaling/warm-pool.ts'
import { managedGroup } from '../../../engine/aws/node-group/node-group.ts'
import { skewProblem } from '../../../engine/aws/node-group/version-skew.ts'
import { isPodReady, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { wait } from '../support/cluster.ts'
import { groupCluster, groupNow, NEW, OLD, runUpdate, told, updateOf, versions } from './support/node-group.ts'

const nodesOf = ({ world }: Simulation) => machinesOf({ name: 'workers' }, world).map(({ node }) => node)
const issues = ({ world }: Simulation) => managedGroup('workers', world)?.issues.map(({ code }) => code)
/** As a budget counts them: pods on their way out are not ready any more. */
const ready = ({ store }: Simulation) => store.list('Pod').filter(pod => isPodReady(pod) && !isTerminating(pod)).length

/** Runs the cluster and takes the least of ready pods and the most of nodes on the way. */
function watch(simulation: Simulation, until: () => boolean): { leastReady: number, mostNodes: number, drainedAtOnce: number } {
  let [leastReady, mostNodes, drainedAtOnce] = [ready(simulation), nodesOf(simulation).length, 0]
  for (let look = 0; look < 9000 && !until(); look++) {
    wait(simulation, 1)
    leastReady = Math.min(leastReady, ready(simulation))
    mostNodes = Math.max(mostNodes, nodesOf(simulation).length)
    const update = updateOf(simulation)
    if (update.phase === 'upgrade') drainedAtOnce = Math.max(drainedAtOnce, update.draining.length)
  }
  return { leastReady, mostNodes, drainedAtOnce }
}

// API_NodegroupUpdateConfig.html: number or percentage, 1 to 100, a quota of 100 nodes; the default is one
describe('maxUnavailable', () => {
  it.each([
    [3, {}, 1], [3, { maxUnavailable: 1 }, 1], [3, { maxUnavailable: 2 }, 2], [10, { maxUnavailablePercentage: 33 }, 3], [3, { maxUnavailablePercentage: 33 }, 1],
    [9, { maxUnavailablePercentage: 100 }, 9], [1, { maxUnavailablePercentage: 1 }, 1], [400, { maxUnavailablePercentage: 50 }, 100], [400, { maxUnavailable: 100 }, 100],
  ])('of %i nodes with %o are %i at a time', (nodes, config, parallel) => {
    expect(parallelNodes(nodes, config)).toBe(parallel)
  })

  it.each([[{ maxUnavailable: 0 }], [{ maxUnavailable: 101 }], [{ maxUnavailablePercentage: 0 }], [{ maxUnavailablePercentage: 101 }], [{ maxUnavailable: 1.5 }], [{ maxUnavailable: 1, maxUnavailablePercentage: 1 }]])('refuses %o', (config) => {
    expect(updateConfigProblem(config)).toBeTruthy()
  })
})

// managed-node-update-behavior.html: the larger of twice the zones and maxUnavailable; "five Availability Zones and maxUnavailable as one ... 10 nodes. However when maxUnavailable is 20 ... 20 new nodes"
it.each([[5, 1, 10], [5, 20, 20], [5, 10, 10], [3, 1, 6], [1, 1, 2], [2, 7, 7]])('%i zones and maxUnavailable %i add %i nodes; MINIMAL adds none', (zones, parallel, surge) => {
  expect(surgeOf(zones, parallel)).toBe(surge)
  expect(surgeOf(zones, parallel, 'MINIMAL')).toBe(0)
})

// update-managed-node-group.html: not above the control plane's version; version skew policy: three minor versions behind since 1.25, two before
it.each([['1.36', '1.36', true], ['1.37', '1.36', false], ['1.33', '1.36', true], ['1.32', '1.36', false], ['1.24', '1.26', true], ['1.24', '1.27', false]])('nodes of %s beside a control plane of %s: %s', (nodes, server, may) => {
  expect(skewProblem(nodes, server) === undefined).toBe(may)
})

it('an AMI release says its Kubernetes version, and has an AMI of its own', () => {
  expect([kubernetesOf(NEW), kubernetesOf('1.36')]).toEqual(['1.36', ''])
  expect(amiOf(NEW)).toMatch(/^ami-0[0-9a-f]{16}$/)
  expect(amiOf(NEW)).not.toBe(amiOf(OLD))
  expect(['1.36.3-20261112', '1.9.1-20200101', '1.36.3-20261018'].sort(compareReleases)).toEqual(['1.9.1-20200101', '1.36.3-20261018', '1.36.3-20261112'])
})

describe('a managed node group', () => {
  it('is made over its zones from the newest AMI of the control plane\'s version, and says it on its nodes', () => {
    const simulation = groupCluster({ nodes: 3 })
    expect(versions(simulation)).toEqual({ 'v1.35': 3 })
    simulation.apply({ type: 'create-node-group', group: { ...groupNow(simulation), name: 'newest', desiredCapacity: 3, release: undefined } })
    wait(simulation, 200)
    const nodes = simulation.store.list('Node').filter(({ metadata }) => metadata.labels?.['eks.amazonaws.com/nodegroup'] === 'newest')
    expect(nodes.map(({ status }) => status?.nodeInfo?.kubeletVersion?.slice(0, 7))).toEqual(['v1.36.3', 'v1.36.3', 'v1.36.3'])
    expect(new Set(nodes.map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone'])).size).toBe(3)
    expect(nodes[0]?.metadata.labels?.['eks.amazonaws.com/nodegroup-image']).toBe(amiOf(NEW))
  })

  it('refuses a release that is not out, and a second update beside the first', () => {
    const simulation = groupCluster()
    expect(() => simulation.apply({ type: 'update-node-group-version', name: 'workers', release: '1.36.9-20261201' })).toThrow('Requested release version 1.36.9-20261201 is not valid')
    simulation.apply({ type: 'update-node-group-version', name: 'workers', version: '1.36' })
    expect(() => simulation.apply({ type: 'update-node-group-version', name: 'workers', version: '1.36' })).toThrow('currently has an update in progress')
    expect(updateOf(simulation).to).toBe(NEW)
  })

  it('checks the version against the control plane', () => {
    const simulation = groupCluster()
    simulation.apply({ type: 'ami-release', release: '1.37.0-20261112' })
    expect(() => simulation.apply({ type: 'update-node-group-version', name: 'workers', release: '1.37.0-20261112' })).toThrow('newer than the cluster version 1.36')
    simulation.apply({ type: 'cluster-version', version: '1.37' })
    simulation.apply({ type: 'update-node-group-version', name: 'workers', release: '1.37.0-20261112' })
    expect(updateOf(simulation).status).toBe('InProgress')
  })
})

describe('an update', () => {
  it.each([
    [{ nodes: 3, zones: 3 }, 9, 1],
    [{ nodes: 3, zones: 3, updateConfig: { maxUnavailablePercentage: 67 } }, 9, 2],
    [{ nodes: 2, zones: 1 }, 4, 1],
    [{ nodes: 4, zones: 2, updateConfig: { maxUnavailable: 6 } }, 10, 4],
    [{ nodes: 3, zones: 3, updateConfig: { updateStrategy: 'MINIMAL' } }, 3, 1],
    [{ nodes: 6, zones: 3, updateConfig: { updateStrategy: 'MINIMAL', maxUnavailable: 2 } }, 6, 2],
  ] as const)('of %o has at most %i nodes and drains %i at a time', (words, mostNodes, drainedAtOnce) => {
    const simulation = groupCluster(words)
    simulation.apply({ type: 'update-node-group-version', name: 'workers', release: NEW })
    const seen = watch(simulation, () => updateOf(simulation).status !== 'InProgress')
    expect(seen).toMatchObject({ mostNodes, drainedAtOnce })
    expect(updateOf(simulation).status).toBe('Successful')
    expect(versions(simulation)).toEqual({ 'v1.36': words.nodes })
    // It is done when what it ended is gone, too.
    expect(simulation.world.machines).toHaveLength(words.nodes)
    expect(groupNow(simulation)).toMatchObject({ desiredCapacity: words.nodes, maxSize: 20, minSize: 1 })
    wait(simulation, 120)
    expect(ready(simulation)).toBe(6)
  })

  it('brings a new node into every zone and marks the old ones before it empties any', () => {
    const simulation = groupCluster()
    simulation.apply({ type: 'update-node-group-version', name: 'workers', release: NEW })
    watch(simulation, () => updateOf(simulation).phase === 'upgrade')
    const old = simulation.store.list('Node').filter(({ spec }) => spec.unschedulable)
    expect(old.map(({ status }) => status?.nodeInfo?.kubeletVersion?.slice(0, 5))).toEqual(['v1.35', 'v1.35', 'v1.35'])
    expect(old.every(({ metadata }) => metadata.labels?.['node.kubernetes.io/exclude-from-external-load-balancers'] === 'true')).toBe(true)
    const [firstNew, firstDrain] = [told(simulation, 'NewNodesReady')[0], told(simulation, 'DrainingNode')[0]]
    expect(firstNew?.at).toBeLessThanOrEqual(firstDrain?.at ?? 0)
  })

  it('ends a node only when it has been empty for a minute', () => {
    const simulation = groupCluster()
    runUpdate(simulation)
    for (const drain of told(simulation, 'DrainingNode')) {
      const end = told(simulation, 'TerminatingNode').find(({ params }) => params?.node === drain.params?.node)
      expect((end?.at ?? 0) - drain.at).toBeGreaterThanOrEqual(60_000)
    }
  })

  // "If the Pods don't leave the node within 15 minutes and there's no force flag, the upgrade phase fails with a PodEvictionFailure error"
  it('that a budget blocks fails after 15 minutes, names the node, and leaves all as before', () => {
    const simulation = groupCluster({ minAvailable: 6 })
    const before = groupNow(simulation)
    const { status, errors } = runUpdate(simulation)
    expect(status).toBe('Failed')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ errorCode: 'PodEvictionFailure', errorMessage: 'Reached max retries while trying to evict pods from nodes in node group workers' })
    const [failure, drain] = [told(simulation, 'PodEvictionFailure')[0], told(simulation, 'DrainingNode').find(({ params }) => params?.node === errors[0]?.resourceIds[0])]
    expect((failure?.at ?? 0) - (drain?.at ?? 0)).toBe(15 * 60_000)
    wait(simulation, 300)
    expect(versions(simulation)).toEqual({ 'v1.35': 3 })
    expect(groupNow(simulation)).toEqual({ ...before, resizedAt: expect.any(Number) as number, failure: undefined })
    expect(simulation.store.list('Node').some(({ spec }) => spec.unschedulable)).toBe(false)
    expect(ready(simulation)).toBe(6)
  })

  it('that is forced deletes, after 15 minutes, what the budget holds', () => {
    const simulation = groupCluster({ minAvailable: 6 })
    simulation.apply({ type: 'update-node-group-version', name: 'workers', release: NEW, force: true })
    const { leastReady } = watch(simulation, () => updateOf(simulation).status !== 'InProgress')
    expect(updateOf(simulation).status).toBe('Successful')
    expect(leastReady).toBeLessThan(6)
    expect(versions(simulation)).toEqual({ 'v1.36': 3 })
    const [forced, drain] = [told(simulation, 'ForceDeleted')[0], told(simulation, 'EvictionBlocked')[0]]
    expect((forced?.at ?? 0) - (drain?.at ?? 0)).toBeGreaterThanOrEqual(890_000)
  })

  it('whose new nodes do not come fails after 15 minutes with NodeCreationFailure, and has touched no pod', () => {
    const simulation = groupCluster()
    simulation.apply({ type: 'capacity', available: false, zone: 'ap-northeast-2b' })
    simulation.apply({ type: 'update-node-group-version', name: 'workers', release: NEW })
    const { leastReady } = watch(simulation, () => updateOf(simulation).status !== 'InProgress')
    expect(updateOf(simulation)).toMatchObject({ status: 'Failed', errors: [{ errorCode: 'NodeCreationFailure' }] })
    expect(leastReady).toBe(6)
    expect(versions(simulation)).toEqual({ 'v1.35': 3 })
  })

  // "If the Upgrade workflow determines that the Cluster Autoscaler is scaling up the node group during the scale down phase of the workflow, it exits immediately"
  it('leaves a group that somebody scales up at the end as large as it is', () => {
    const simulation = groupCluster()
    simulation.apply({ type: 'update-node-group-version', name: 'workers', release: NEW })
    watch(simulation, () => updateOf(simulation).phase === 'scale-down')
    simulation.apply({ type: 'scale-node-group', name: 'workers', desiredCapacity: 12 })
    watch(simulation, () => updateOf(simulation).status !== 'InProgress')
    expect(updateOf(simulation).status).toBe('Successful')
    expect(groupNow(simulation).desiredCapacity).toBe(12)
  })
})

// API_WarmPoolConfig.html
describe('a warm pool', () => {
  it.each([
    [undefined, 0], [{}, 7], [{ minSize: 2 }, 7], [{ maxGroupPreparedCapacity: 5 }, 2], [{ maxGroupPreparedCapacity: 2 }, 0], [{ minSize: 3, maxGroupPreparedCapacity: 2 }, 3],
  ])('of %o beside 3 of at most 10 nodes holds %i instances', (warmPool, size) => {
    expect(poolSize({ warmPool, maxSize: 10, desiredCapacity: 3 })).toBe(size)
  })

  it('gives its instances to a group that grows, sooner than EC2 would, and fills up again', () => {
    const joined = (warmPool?: WarmPool) => {
      const simulation = groupCluster({ nodes: 3 })
      simulation.apply({ type: 'node-group', group: { ...groupNow(simulation), warmPool } })
      simulation.apply({ type: 'scale-node-group', name: 'workers', desiredCapacity: 4 })
      wait(simulation, 300)
      const pool = simulation.world.warmInstances.length
      const from = simulation.clock.now
      simulation.apply({ type: 'scale-node-group', name: 'workers', desiredCapacity: 6 })
      wait(simulation, 300)
      const starts = machinesOf({ name: 'workers' }, simulation.world).slice(-2).map(({ start }) => (start.readyAt - from) / 1000)
      return { pool, starts, after: simulation.world.warmInstances.length }
    }
    const [cold, warm] = [joined(), joined({ maxGroupPreparedCapacity: 7, poolState: 'Stopped' })]
    expect([cold.pool, cold.after]).toEqual([0, 0])
    expect([warm.pool, warm.after]).toEqual([3, 1])
    expect(Math.min(...cold.starts)).toBeGreaterThanOrEqual(120)
    expect(Math.max(...warm.starts)).toBeLessThanOrEqual(70)
  })

  it('takes instances back when the group shrinks, if it is told to', () => {
    const simulation = groupCluster({ nodes: 4 })
    simulation.apply({ type: 'node-group', group: { ...groupNow(simulation), warmPool: { maxGroupPreparedCapacity: 4, reuseOnScaleIn: true } } })
    simulation.apply({ type: 'scale-node-group', name: 'workers', desiredCapacity: 2 })
    wait(simulation, 1)
    expect(simulation.world.warmInstances.map(({ readyAt }) => readyAt - simulation.clock.now)).toEqual([29_000, 29_000])
  })
})

// migrate-stack.html: a new group, the old nodes cordoned and drained, the old group deleted
describe('the same by hand', () => {
  it.each([0, 10])('ends with the same nodes after seven steps, each waiting %i minutes for the person', (minutes) => {
    const simulation = groupCluster({ minAvailable: 5, by: 'hand' })
    simulation.apply({ type: 'migrate-by-hand', name: 'workers', release: NEW, personMs: minutes * 60_000 })
    wait(simulation, 1500 + 7 * minutes * 60)
    expect(told(simulation, 'HandStep').map(({ params }) => params?.step)).toEqual(['find-ami', 'create-group', 'cordon', 'drain', 'drain', 'drain', 'delete-group'])
    expect(simulation.world.migration?.waitedMs).toBe(7 * minutes * 60_000)
    expect(told(simulation, 'InstanceTerminated').at(-1)?.at).toBeLessThanOrEqual(told(simulation, 'MigrationDone')[0]?.at ?? 0)
    expect(nodesOf(simulation)).toEqual([])
    expect(simulation.store.list('Node').map(({ status }) => status?.nodeInfo?.kubeletVersion?.slice(0, 5))).toEqual(['v1.36', 'v1.36', 'v1.36'])
    expect(ready(simulation)).toBe(6)
  })

  it('waits at a budget that gives no pod away for as long as it takes', () => {
    const simulation = groupCluster({ minAvailable: 6, by: 'hand' })
    simulation.apply({ type: 'migrate-by-hand', name: 'workers', release: NEW, personMs: 0 })
    wait(simulation, 3 * 3600)
    expect(simulation.world.migration?.steps[simulation.world.migration.at]?.step).toBe('drain')
    expect(ready(simulation)).toBe(6)
  })
})

describe('health', () => {
  it.each([
    ['launch-template', 'Ec2LaunchTemplateNotFound'], ['subnet', 'Ec2SubnetNotFound'], ['instance-limit', 'InstanceLimitExceeded'], ['addresses', 'InsufficientFreeAddresses'],
  ] as const)('says of %s %s, of failed launches AsgInstanceLaunchFailures, and when it is over', (fault, code) => {
    const simulation = groupCluster()
    simulation.apply({ type: 'node-group-fault', name: 'workers', fault, state: 'broken' })
    wait(simulation, 10)
    expect(issues(simulation)).toEqual([code])
    simulation.apply({ type: 'scale-node-group', name: 'workers', desiredCapacity: 4 })
    wait(simulation, 30)
    expect(issues(simulation)).toEqual([code, 'AsgInstanceLaunchFailures'])
    simulation.apply({ type: 'node-group-fault', name: 'workers', fault, state: 'mended' })
    wait(simulation, 300)
    expect(issues(simulation)).toEqual([])
    expect(nodesOf(simulation)).toHaveLength(4)
    expect(told(simulation, 'IssueResolved').map(({ params }) => params?.code)).toContain(code)
  })

  it('says ClusterUnreachable of nodes that fall silent', () => {
    const simulation = groupCluster()
    simulation.apply({ type: 'node', node: nodesOf(simulation)[0] ?? '', state: 'down' })
    wait(simulation, 120)
    expect(issues(simulation)).toEqual(['ClusterUnreachable'])
  })
})

// node-repair.html: Ready 30 minutes, AcceleratedHardwareReady 10; more than five nodes and more than 20 % of them unhealthy: halted
describe('node auto repair', () => {
  it.each([[5, 2, false], [6, 1, false], [6, 2, true], [10, 2, false], [10, 3, true]])('of %i nodes with %i sick is halted: %s', (nodes, sick, halted) => {
    expect(isHalted(nodes, sick)).toBe(halted)
  })

  it.each([['KernelReady', 30], ['NetworkingReady', 30], ['StorageReady', 30], ['ContainerRuntimeReady', 30], ['AcceleratedHardwareReady', 10]] as const)('replaces a node whose %s stays false for %i minutes', (condition, minutes) => {
    const simulation = groupCluster({ nodeRepair: true })
    const [sick = ''] = nodesOf(simulation)
    simulation.apply({ type: 'node-condition', node: sick, condition, status: 'False' })
    wait(simulation, minutes * 60 - 30)
    expect(nodesOf(simulation)).toContain(sick)
    wait(simulation, 60)
    expect(nodesOf(simulation)).not.toContain(sick)
    wait(simulation, 300)
    expect(versions(simulation)).toEqual({ 'v1.35': 3 })
  })

  it('is off unless it is turned on, and does not act on what has got well', () => {
    const off = groupCluster()
    const [node = ''] = nodesOf(off)
    off.apply({ type: 'node-condition', node, condition: 'KernelReady', status: 'False' })
    wait(off, 3600)
    expect(nodesOf(off)).toContain(node)
    const well = groupCluster({ nodeRepair: true })
    const [other = ''] = nodesOf(well)
    well.apply({ type: 'node-condition', node: other, condition: 'KernelReady', status: 'False' })
    wait(well, 1200)
    well.apply({ type: 'node-condition', node: other, condition: 'KernelReady', status: 'True' })
    wait(well, 3600)
    expect(nodesOf(well)).toContain(other)
  })

  it('stands still while a fifth of a larger group is sick', () => {
    const simulation = groupCluster({ nodes: 6, nodeRepair: true })
    const sick = nodesOf(simulation).slice(0, 2)
    for (const node of sick) simulation.apply({ type: 'node-condition', node, condition: 'NetworkingReady', status: 'False' })
    wait(simulation, 3600)
    expect(nodesOf(simulation)).toEqual(expect.arrayContaining(sick))
    expect(told(simulation, 'RepairHalted').length).toBeGreaterThan(0)
  })
})

test('pods never fall below their budget unless the update is forced; every node ends at the new version, or the update says why not and all is as before', () => {
  fc.assert(fc.property(fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }), nodes: fc.integer({ min: 2, max: 6 }), zones: fc.integer({ min: 1, max: 3 }), replicas: fc.integer({ min: 1, max: 8 }), slack: fc.integer({ min: 0, max: 3 }),
    maxUnavailable: fc.integer({ min: 1, max: 4 }), updateStrategy: fc.constantFrom('DEFAULT' as const, 'MINIMAL' as const), stockout: fc.option(fc.constantFrom('a', 'b', 'c'), { freq: 5, nil: undefined }),
  }), ({ seed, nodes, zones, replicas, slack, maxUnavailable, updateStrategy, stockout }) => {
    const minAvailable = Math.max(0, replicas - slack)
    const simulation = groupCluster({ seed, nodes, zones, replicas, minAvailable, updateConfig: { maxUnavailable, updateStrategy } })
    fc.pre(ready(simulation) === replicas)
    if (stockout) simulation.apply({ type: 'capacity', available: false, zone: `ap-northeast-2${stockout}` })
    simulation.apply({ type: 'update-node-group-version', name: 'workers', release: NEW })
    const { leastReady } = watch(simulation, () => updateOf(simulation).status !== 'InProgress')
    expect(leastReady).toBeGreaterThanOrEqual(minAvailable)
    const { status, errors } = updateOf(simulation)
    expect(status).not.toBe('InProgress')
    simulation.apply({ type: 'capacity', available: true, zone: `ap-northeast-2${stockout ?? 'a'}` })
    wait(simulation, 400)
    expect(versions(simulation)).toEqual({ [status === 'Successful' ? 'v1.36' : 'v1.35']: nodes })
    expect(errors.length > 0).toBe(status === 'Failed')
    expect(groupNow(simulation)).toMatchObject({ minSize: 1, maxSize: 20, desiredCapacity: nodes })
    expect(ready(simulation)).toBe(replicas)
  }), { numRuns: 15, seed: 36 })
}, 120_000)
