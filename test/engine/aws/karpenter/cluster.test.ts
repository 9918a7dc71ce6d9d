/** Karpenter in a cluster with a store: objects, machines, drains. */
import { describe, expect, it, test } from 'vitest'
import fc from 'fast-check'
import { Ec2 } from '../../../../engine/aws/ec2/controller.ts'
import { KarpenterController } from '../../../../engine/aws/karpenter/store/controller.ts'
import { KARPENTER_CRDS } from '../../../../engine/aws/karpenter/store/crds.ts'
import type { NodeClaim } from '../../../../engine/aws/karpenter/store/nodeclaim.ts'
import { isPodReady, isTerminating } from '../../../../engine/kubernetes/apimachinery/meta.ts'
import { BASE_OBJECTS, standardControllers } from '../../../../engine/kubernetes/cluster.ts'
import { Simulation } from '../../../../engine/kubernetes/simulation/simulation.ts'
import type { KubeObject, Pod, PodDisruptionBudget } from '../../../../engine/kubernetes/types/index.ts'
import { deployment, podTemplate, wait } from '../../support/cluster.ts'
import { CATALOG, nodePool } from './lane.ts'

const START = { 'node-group': [30, 30], 'karpenter': [30, 30], 'auto-mode': [30, 30], 'fargate': [30, 30] } as const

function cluster(objects: readonly KubeObject[] = [nodePool()], seed = 1): Simulation {
  const simulation = new Simulation({ seed, config: { startSeconds: START }, controllers: [...standardControllers(), new Ec2(), new KarpenterController(CATALOG)] })
  simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS, ...KARPENTER_CRDS, ...objects] })
  return simulation
}

function web(replicas: number, cpu = '1', change: Partial<ReturnType<typeof podTemplate>['spec']> = {}) {
  const template = podTemplate('web', { resources: { requests: { cpu, memory: '1Gi' } } })
  return deployment('web', { replicas, template: { ...template, spec: { ...template.spec, ...change } } })
}

const claims = (simulation: Simulation) => simulation.store.list('NodeClaim') as unknown as NodeClaim[]
const nodes = (simulation: Simulation) => simulation.store.list('Node')
const running = (simulation: Simulation) => simulation.store.list('Pod').filter(({ status }) => status?.phase === 'Running').length
const reasons = (simulation: Simulation, source = 'karpenter') => simulation.log.entries.filter(one => one.source === source).map(({ reason }) => reason)
const times = (simulation: Simulation, reason: string) => simulation.log.entries.filter(one => one.reason === reason).map(({ at }) => at)

describe('pods without room', () => {
  it('get a machine: batch, NodeClaim, launch, registration, readiness, and then they run', () => {
    const simulation = cluster()
    simulation.apply({ type: 'apply', objects: [web(3)] })
    wait(simulation, 60)
    expect(running(simulation)).toBe(3)
    expect(claims(simulation)).toHaveLength(1)
    const [claim] = claims(simulation)
    expect(claim?.status?.conditions?.map(({ type, status }) => `${type} ${status}`)).toEqual(['Launched True', 'Ready True', 'Registered True', 'Initialized True'])
    expect(nodes(simulation)[0]?.metadata).toMatchObject({ finalizers: ['karpenter.sh/termination'], labels: { 'karpenter.sh/registered': 'true', 'karpenter.sh/initialized': 'true', 'karpenter.sh/nodepool': 'default' } })
    expect(nodes(simulation)[0]?.spec.taints).toBeUndefined()
    expect(reasons(simulation).filter(reason => reason !== 'DisruptionBlocked').slice(0, 8)).toEqual(['FoundProvisionablePods', 'ComputedNewNodeclaimsToFitPods', 'CreatedNodeclaim', 'LaunchedNodeclaim', 'Nominated', 'Nominated', 'Nominated', 'RegisteredNodeclaim'])
    // The idle second of the batch, then the 30 s that the machine takes here, and the taint that goes with the next look (5 s).
    const [created = 0] = times(simulation, 'CreatedNodeclaim')
    expect(created).toBeGreaterThanOrEqual(1_000)
    expect(created).toBeLessThan(1_300)
    expect(times(simulation, 'NodeReady')[0]).toBe(created + 30_000)
    expect((simulation.store.get('NodePool', '', 'default') as unknown as { status: { nodes: number } }).status.nodes).toBe(1)
  })

  it('of a label of one\'s own that the NodePool requires run on a node that has it', () => {
    const simulation = cluster([nodePool('default', { requirements: [{ key: 'team', operator: 'In', values: ['blue', 'green'] }, { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] }] })])
    simulation.apply({ type: 'apply', objects: [web(2, '1', { nodeSelector: { team: 'green' } })] })
    wait(simulation, 90)
    expect([running(simulation), claims(simulation).length, nodes(simulation)[0]?.metadata.labels?.team]).toEqual([2, 1, 'green'])
  })

  it('that nothing can hold stay, and say why', () => {
    const simulation = cluster()
    simulation.apply({ type: 'apply', objects: [web(1, '200')] })
    wait(simulation, 60)
    expect(claims(simulation)).toEqual([])
    const failed = simulation.log.entries.find(({ reason, source }) => reason === 'FailedScheduling' && source === 'karpenter')
    expect(failed?.message).toMatch(/^Failed to schedule pod, no instance type has enough resources, requirements=karpenter.k8s.aws\/ec2nodeclass In \[default\], karpenter.k8s.aws\/instance-category In \[c m r\], .*resources=\{"cpu":"200","memory":"1Gi","pods":"1"\}$/)
  })

  it('wait for capacity: what EC2 refuses is left out for three minutes', () => {
    const simulation = cluster([nodePool('default', { requirements: [{ key: 'node.kubernetes.io/instance-type', operator: 'In', values: ['m5.large'] }, { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] }] })])
    simulation.apply({ type: 'capacity', available: false, instanceType: 'm5.large' })
    simulation.apply({ type: 'apply', objects: [web(1)] })
    wait(simulation, 5)
    expect(reasons(simulation)).toContain('InsufficientCapacityError')
    expect(claims(simulation)).toEqual([])
    simulation.apply({ type: 'capacity', available: true, instanceType: 'm5.large' })
    wait(simulation, 170)
    expect(claims(simulation)).toEqual([])
    wait(simulation, 60)
    expect(running(simulation)).toBe(1)
  })

  it('go to another type or zone where one has none', () => {
    const simulation = cluster()
    for (const zone of ['ap-northeast-2a', 'ap-northeast-2b']) simulation.apply({ type: 'capacity', available: false, zone })
    simulation.apply({ type: 'apply', objects: [web(4)] })
    wait(simulation, 60)
    expect(nodes(simulation).map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone'])).toEqual(['ap-northeast-2c'])
  })
})

describe('nodes that are too large', () => {
  it('an empty one goes: 15 s after the decision, drained for 5 s, then its machine stops', () => {
    const simulation = cluster()
    simulation.apply({ type: 'apply', objects: [web(2)] })
    wait(simulation, 60)
    simulation.apply({ type: 'scale', kind: 'Deployment', name: 'web', replicas: 0 })
    wait(simulation, 120)
    expect(nodes(simulation)).toEqual([])
    expect(claims(simulation)).toEqual([])
    expect(simulation.world.machines).toEqual([])
    const order = ['DisruptingNodes', 'DisruptionTerminating', 'DisruptionTerminating', 'TaintedNode', 'DeletedNode', 'DeletedNodeclaim']
    expect(reasons(simulation).filter(reason => order.includes(reason))).toEqual(order)
    const decided = simulation.log.entries.find(({ reason }) => reason === 'DisruptingNodes')
    expect(decided?.params).toMatchObject({ 'decision': 'delete', 'reason': 'empty', 'disrupted-node-count': 1 })
  })

  it('one that is replaced goes once its replacement is ready, and its pods move', () => {
    const simulation = cluster()
    simulation.apply({ type: 'apply', objects: [web(8)] })
    wait(simulation, 90)
    const [first] = nodes(simulation)
    simulation.apply({ type: 'scale', kind: 'Deployment', name: 'web', replicas: 1 })
    wait(simulation, 180)
    expect(nodes(simulation)).toHaveLength(1)
    expect(nodes(simulation)[0]?.metadata.name).not.toBe(first?.metadata.name)
    expect(running(simulation)).toBe(1)
    const order = reasons(simulation).filter(reason => ['ConsolidationCandidate', 'DisruptingNodes', 'DisruptionLaunching', 'DisruptionWaitingReadiness', 'DisruptionTerminating', 'Evicted'].includes(reason))
    expect(order).toEqual(['ConsolidationCandidate', 'ConsolidationCandidate', 'DisruptingNodes', 'DisruptionLaunching', 'DisruptionWaitingReadiness', 'DisruptionTerminating', 'DisruptionTerminating', 'Evicted'])
    // The replacement takes 30 s, and no pod is moved before it is initialized.
    const [decided = 0, ready = 0] = [times(simulation, 'DisruptingNodes')[0], times(simulation, 'InitializedNodeclaim')[1]]
    expect(ready - decided).toBeGreaterThanOrEqual(30_000)
    expect(times(simulation, 'Evicted')[0]).toBeGreaterThanOrEqual(ready)
  })

  const budget = (maxUnavailable: number): PodDisruptionBudget => ({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { maxUnavailable, selector: { matchLabels: { app: 'web' } } } })

  it('one whose pods a budget holds stays, and says so', () => {
    const simulation = cluster()
    simulation.apply({ type: 'apply', objects: [web(8), budget(0)] })
    wait(simulation, 90)
    simulation.apply({ type: 'scale', kind: 'Deployment', name: 'web', replicas: 1 })
    wait(simulation, 300)
    expect(reasons(simulation)).not.toContain('DisruptingNodes')
    expect(simulation.log.entries.find(({ reason, message }) => reason === 'DisruptionBlocked' && message.startsWith('Pdb prevents pod evictions (PodDisruptionBudget=[default/web])'))).toBeDefined()
  })

  it('one with a pod that must not be disrupted stays', () => {
    const simulation = cluster()
    const kept = web(1)
    kept.spec.template.metadata = { ...kept.spec.template.metadata, annotations: { 'karpenter.sh/do-not-disrupt': 'true' } }
    simulation.apply({ type: 'apply', objects: [web(8)] })
    wait(simulation, 90)
    simulation.apply({ type: 'apply', objects: [kept] })
    wait(simulation, 400)
    expect(simulation.log.entries.some(({ message }) => message.startsWith('Pod has "karpenter.sh/do-not-disrupt" annotation'))).toBe(true)
    expect(running(simulation)).toBe(1)
  })
})

describe('nodes that go', () => {
  it('for their age, whatever budgets say: pods that nothing holds find another node', () => {
    const simulation = cluster([nodePool('default', { template: { expireAfter: '10m' }, disruption: { budgets: [{ nodes: '0' }] } })])
    simulation.apply({ type: 'apply', objects: [web(2)] })
    wait(simulation, 60)
    const [first] = nodes(simulation)
    wait(simulation, 660)
    expect(reasons(simulation)).toContain('DeletingExpiredNodeclaim')
    expect(nodes(simulation).map(({ metadata }) => metadata.name)).not.toContain(first?.metadata.name)
    expect(running(simulation)).toBe(2)
  })

  it('with pods that budgets hold, after the termination grace period', () => {
    const pool = nodePool('default', { template: { expireAfter: '5m', terminationGracePeriod: '2m' } })
    const held: PodDisruptionBudget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { maxUnavailable: 0, selector: { matchLabels: { app: 'web' } } } }
    const simulation = cluster([pool, held])
    simulation.apply({ type: 'apply', objects: [web(1)] })
    wait(simulation, 300 + 60)
    const [first] = nodes(simulation)
    expect(first?.metadata.deletionTimestamp).toBeDefined()
    expect(reasons(simulation)).toContain('FailedDraining')
    wait(simulation, 120)
    expect(reasons(simulation)).toContain('Disrupted')
    wait(simulation, 90)
    expect(nodes(simulation).map(({ metadata }) => metadata.name)).not.toContain(first?.metadata.name)
  })

  it('when Spot takes them back: drained within the two minutes, replaced meanwhile', () => {
    const spot = nodePool('default', { requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot'] }, { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['m'] }, { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }] })
    const simulation = cluster([spot])
    simulation.apply({ type: 'apply', objects: [web(2)] })
    wait(simulation, 90)
    const [first] = nodes(simulation)
    expect(first?.metadata.labels?.['karpenter.sh/capacity-type']).toBe('spot')
    simulation.apply({ type: 'spot-interruption', node: first?.metadata.name ?? '' })
    wait(simulation, 100)
    expect(reasons(simulation)).toContain('SpotInterrupted')
    expect(running(simulation)).toBe(2)
    expect(nodes(simulation).map(({ metadata }) => metadata.name)).not.toContain(first?.metadata.name)
  })

  it('when their instance ends: the pods run elsewhere', () => {
    const simulation = cluster()
    simulation.apply({ type: 'apply', objects: [web(2)] })
    wait(simulation, 90)
    const [first] = nodes(simulation)
    simulation.apply({ type: 'terminate-instance', node: first?.metadata.name ?? '' })
    wait(simulation, 300)
    expect(nodes(simulation).map(({ metadata }) => metadata.name)).not.toContain(first?.metadata.name)
    expect(running(simulation)).toBe(2)
    expect(claims(simulation)).toHaveLength(1)
    expect(simulation.world.deadNodes).toEqual([])
  })

  it('with their NodePool', () => {
    const simulation = cluster()
    simulation.apply({ type: 'apply', objects: [web(2)] })
    wait(simulation, 90)
    simulation.apply({ type: 'delete', kind: 'NodePool', name: 'default' })
    wait(simulation, 200)
    expect(nodes(simulation)).toEqual([])
    expect(simulation.store.list('Pod').every(({ spec }: Pod) => spec.nodeName === undefined)).toBe(true)
  })
})

it('a NodePool that its schema forbids is refused', () => {
  const simulation = cluster()
  expect(() => simulation.apply({ type: 'apply', objects: [nodePool('bad', { disruption: { budgets: [{ nodes: '-3' }] } })] })).toThrow(/spec.disruption.budgets\[0\].nodes/)
  expect(() => simulation.apply({ type: 'apply', objects: [nodePool('bad', { disruption: { consolidateAfter: 'soon' } })] })).toThrow(/consolidateAfter/)
})

test('a run that is saved and restored half way ends as one that was not', () => {
  const run = (simulation: Simulation, from: number, to: number) => {
    const steps: [number, () => void][] = [
      [1, () => simulation.apply({ type: 'apply', objects: [web(12)] })], [100, () => simulation.apply({ type: 'scale', kind: 'Deployment', name: 'web', replicas: 3 })],
      [260, () => simulation.apply({ type: 'scale', kind: 'Deployment', name: 'web', replicas: 9 })],
    ]
    for (const [at, act] of steps) {
      if (at < from || at >= to) continue
      simulation.runUntil(at * 1000)
      act()
    }
    simulation.runUntil(to * 1000)
  }
  fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), fc.integer(), (half, seed) => {
    const whole = cluster([nodePool()], seed)
    run(whole, 0, 420)
    const first = cluster([nodePool()], seed)
    run(first, 0, half)
    const second = cluster([nodePool()], seed)
    second.restore(first.save())
    run(second, half, 420)
    expect(second.log.toText()).toBe(whole.log.toText())
  }), { numRuns: 12 })
})

test('a budget is never violated by a drain, whether nodes expire or are packed closer', () => {
  let evicted = 0
  const scalings = fc.array(fc.record({ after: fc.integer({ min: 20, max: 150 }), more: fc.integer({ min: 0, max: 9 }) }), { minLength: 3, maxLength: 6 })
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), scalings, fc.constantFrom('3m', '20m'), fc.integer(), (minAvailable, steps, expireAfter, seed) => {
    const held: PodDisruptionBudget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { minAvailable, selector: { matchLabels: { app: 'web' } } } }
    const pool = nodePool('default', { template: { expireAfter }, disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '0s', budgets: [{ nodes: '100%' }] } })
    const simulation = cluster([pool, held], seed)
    simulation.apply({ type: 'apply', objects: [web(minAvailable + 3)] })
    let reached = false
    const watch = (seconds: number) => {
      for (let i = 0; i < seconds; i++) {
        wait(simulation, 1)
        const healthy = simulation.store.list('Pod').filter(one => isPodReady(one) && !isTerminating(one)).length
        reached ||= healthy >= minAvailable
        if (reached && healthy < minAvailable) throw new Error(`${healthy} of ${minAvailable} are ready at ${simulation.clock.now}`)
      }
    }
    watch(90)
    for (const { after, more } of steps) {
      simulation.apply({ type: 'scale', kind: 'Deployment', name: 'web', replicas: minAvailable + more })
      watch(after)
    }
    watch(200)
    expect(reached).toBe(true)
    evicted += reasons(simulation).filter(reason => reason === 'Evicted').length
  }), { numRuns: 6 })
  expect(evicted).toBeGreaterThan(8)
})
