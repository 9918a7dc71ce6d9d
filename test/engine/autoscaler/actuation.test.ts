/**
 * Table tests after cluster-autoscaler/core/scaledown/actuation/{actuator,drain,softtaint}_test.go of kubernetes/autoscaler 1.37.
 * Left out, as the model has none of it: batches, groups that go as one, forced deletions, drains by priority, taints that cannot be
 * set, pods of DaemonSets evicted from empty nodes (off by default), and the time that marks may take.
 */
import { describe, expect, test } from 'vitest'
import { NodeDeletions, updateSoftDeletionTaints } from '../../../engine/kubernetes/autoscaler/nodedeletions.ts'
import { DEFAULT_AUTOSCALING_OPTIONS } from '../../../engine/kubernetes/autoscaler/options.ts'
import type { AutoscalingOptions } from '../../../engine/kubernetes/autoscaler/options.ts'
import { RemainingPdbTracker } from '../../../engine/kubernetes/autoscaler/remainingpdbtracker.ts'
import { isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { BASE_OBJECTS } from '../../../engine/kubernetes/cluster.ts'
import { snapshotOf } from '../../../engine/kubernetes/scheduler/storesnapshot.ts'
import type { Context, Controller } from '../../../engine/kubernetes/simulation/controller.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { Node, Pod, PodDisruptionBudget } from '../../../engine/kubernetes/types/index.ts'
import { node, pod } from './support/builders.ts'
import { TestCloudProvider } from './support/provider.ts'

interface Shape {
  pods?: Pod[]
  drain?: boolean
  options?: Partial<AutoscalingOptions>
  refuses?: boolean
}

/** A node being deleted, in a cluster without kubelets: a pod that is evicted goes when the test lets it. */
class Deleting implements Controller {
  readonly name = 'cluster-autoscaler'
  readonly watches = []
  readonly deletions = new NodeDeletions()
  readonly provider = new TestCloudProvider({ id: 'ng1' })
  readonly options: AutoscalingOptions
  readonly simulation: Simulation
  readonly #node = node('n', 1_000, 1_000)
  readonly #drain: boolean
  ended: string | undefined

  constructor({ pods = [], drain = true, options, refuses = false }: Shape) {
    this.#drain = drain
    this.options = { ...DEFAULT_AUTOSCALING_OPTIONS, ...options }
    this.provider.addNodes('ng1', [this.#node], { wanted: true })
    if (refuses) this.provider.deleteNodes = () => ({ errorClass: 'Other', errorCode: 'x', errorMessage: 'no' })
    this.simulation = new Simulation({ controllers: [this] })
    this.simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS, this.#node, ...pods] })
    const { store } = this.simulation
    for (const one of store.list('Pod')) store.updateStatus({ ...one, status: RUNNING })
  }

  start(ctx: Context): void {
    ctx.enqueueAfter('begin', 1_000)
  }

  reconcile(key: string, ctx: Context): void {
    if (key === 'begin') {
      this.deletions.begin({ node: this.#node, groupId: 'ng1', drain: this.#drain, podsToEvict: [], utilization: { cpu: 0, memory: 0, utilization: 0, resourceName: 'cpu' } }, ctx)
      ctx.enqueueAfter('step', 5_000)
      return
    }
    // The budgets are met by the API server's eviction alone.
    const drainContext = { now: ctx.clock.now, options: this.options, budgets: new RemainingPdbTracker([]) }
    const next = this.deletions.step('n', { ctx, provider: this.provider, options: this.options, info: snapshotOf(ctx.store).node('n'), drainContext })
    if (typeof next === 'number') ctx.enqueueAfter('step', next)
    else if (next) this.ended = next.result.ok ? 'ok' : next.result.error
  }

  /** Lets seconds pass. */
  run(seconds: number): this {
    this.simulation.runUntil(this.simulation.clock.now + seconds * 1_000)
    return this
  }

  /** Pods that were evicted are gone. */
  end(): this {
    for (const one of this.simulation.store.list('Pod').filter(isTerminating)) this.simulation.store.delete('Pod', one.metadata.namespace, one.metadata.name, { gracePeriodSeconds: 0 })
    return this
  }

  get evicted(): string[] {
    return this.simulation.store.list('Pod').filter(isTerminating).map(({ metadata }) => metadata.name).sort()
  }

  get marks(): (string | undefined)[] {
    const found = this.simulation.store.get('Node', '', 'n')
    return [...found?.spec.taints?.map(({ key }) => key) ?? [], found?.spec.unschedulable ? 'cordoned' : undefined]
  }
}

const RUNNING: Pod['status'] = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }
const MARKED = ['ToBeDeletedByClusterAutoscaler', 'cordoned']
const running = (name: string, words = {}): Pod => pod(name, 100, 1, 'n', words)
/** A budget that lets nothing go. */
function keep({ simulation: { store } }: Deleting, app: string): void {
  const budget: PodDisruptionBudget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: app, namespace: 'default' }, spec: { selector: { matchLabels: { app } }, minAvailable: 1 } }
  store.updateStatus({ ...store.create(budget), status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1, observedGeneration: 1 } })
}

describe('TestStartDeletion (actuator_test.go)', () => {
  test('empty node deletion: marked, given back after the delay of 5 s', () => {
    const deleting = new Deleting({ drain: false }).run(2)
    expect([deleting.marks, deleting.provider.calls]).toEqual([MARKED, []])
    expect([deleting.run(5).ended, deleting.provider.calls]).toEqual(['ok', ['ng1-n']])
  })
  test('deletion with drain', () => {
    const deleting = new Deleting({ pods: [running('p1'), running('p2')] }).run(7)
    expect([deleting.evicted, deleting.ended]).toEqual([['p1', 'p2'], undefined])
    expect([deleting.end().run(6).ended, deleting.provider.calls]).toEqual(['ok', ['ng1-n']])
  })
  test('nodes that failed deletion are correctly reported in results, and are as before', () => {
    const deleting = new Deleting({ drain: false, refuses: true }).run(7)
    expect([deleting.ended, deleting.marks]).toEqual(['failed to delete nodes from group ng1: no', [undefined]])
  })
  test('nodes with pods are not deleted if the node is passed as empty', () => {
    const deleting = new Deleting({ drain: false, pods: [running('p1')] }).run(7)
    expect([deleting.ended, deleting.evicted, deleting.provider.calls, deleting.marks]).toEqual(['failed to delete empty node "n", new pods scheduled', [], [], [undefined]])
  })
  test('DS pods and deletion with drain: those of DaemonSets go, and nobody waits for them', () => {
    const deleting = new Deleting({ drain: false, pods: [running('ds', { by: 'DaemonSet/ds' })] }).run(7)
    expect(deleting.ended).toBe('ok')
    expect(new Deleting({ pods: [running('p1'), running('ds', { by: 'DaemonSet/ds' })] }).run(7).evicted).toEqual(['ds', 'p1'])
  })
})

describe('drain_test.go', () => {
  test('TestDrainNodeWithPods, TestPodsToEvict: pods and DaemonSets\' go, a mirror never', () => {
    const mirror = running('mirror', { by: 'none', annotations: { 'kubernetes.io/config.mirror': 'x' } })
    expect(new Deleting({ pods: [running('p1'), running('p2'), running('d1', { by: 'DaemonSet/ds' }), mirror] }).run(7).evicted).toEqual(['d1', 'p1', 'p2'])
  })
  test('TestDrainNodeWithPodsWithRescheduled: a pod of the name elsewhere is not waited for', () => {
    const deleting = new Deleting({ pods: [running('p1'), running('p2')] }).run(7).end()
    deleting.simulation.store.create({ ...running('p2'), spec: { ...running('p2').spec, nodeName: 'n2' } })
    expect(deleting.run(6).ended).toBe('ok')
  })
  test('TestDrainNodeWithPodsWithRetries: one that a budget held a while', () => {
    const deleting = new Deleting({ pods: [running('p1'), running('p2', { labels: { app: 'a' } })] }).run(5)
    keep(deleting, 'a')
    deleting.run(2)
    expect(deleting.evicted).toEqual(['p1'])
    deleting.simulation.store.delete('PodDisruptionBudget', 'default', 'a')
    expect(deleting.run(10).evicted).toEqual(['p1', 'p2'])
    expect(deleting.end().run(6).ended).toBe('ok')
  })
  test('TestDrainNodeWithPodsDaemonSetEvictionFailure: does not hold the node', () => {
    const deleting = new Deleting({ pods: [running('p1'), running('d1', { by: 'DaemonSet/ds', labels: { app: 'ds' } })] }).run(5)
    keep(deleting, 'ds')
    expect(deleting.run(2).evicted).toEqual(['p1'])
    expect(deleting.end().run(6).ended).toBe('ok')
  })
  test('TestDrainNodeWithPodsEvictionFailure: after two minutes the deletion is given up, and says for which pods', () => {
    const names = ['p1', 'p2', 'p3', 'p4']
    const deleting = new Deleting({ pods: names.map(name => running(name, { labels: { app: name } })) }).run(5)
    for (const app of ['p2', 'p4']) keep(deleting, app)
    deleting.run(120)
    expect(deleting.ended).toBeUndefined()
    deleting.run(20)
    expect(deleting.evicted).toEqual(['p1', 'p3'])
    expect(deleting.ended).toMatch(/^Failed to drain node \/n, due to following errors: \[failed to evict pod default\/p2 within allowed timeout .*failed to evict pod default\/p4/)
    expect(deleting.marks).toEqual([undefined])
  })
  test('TestDrainWithPodsNodeDisappearanceFailure: pods that were evicted and never go', () => {
    const deleting = new Deleting({ pods: [running('p1')], options: { maxGracefulTerminationSec: 60 } }).run(90)
    expect(deleting.ended).toBeUndefined()
    expect(deleting.run(20).ended).toBe('Failed to drain node /n: pods remaining after timeout')
  })
})

describe('TestSoftTaintUpdate (softtaint_test.go)', () => {
  test('one at a time, where that is the limit: marked, and unmarked again', () => {
    const nodes = ['n1000', 'n2000'].map(name => node(name, 1_000, 1_000))
    let act: (ctx: Context) => void = () => undefined
    const marker: Controller = { name: 'marker', watches: [], start: ctx => ctx.enqueueAfter('go', 1_000), reconcile: (key, ctx) => {
      act(ctx)
      ctx.enqueueAfter(key, 1_000)
    } }
    const simulation = new Simulation({ controllers: [marker] })
    simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS, ...nodes] })
    const marked = () => simulation.store.list('Node').filter(({ spec }: Node) => spec.taints?.some(({ key }) => key === 'DeletionCandidateOfClusterAutoscaler')).map(({ metadata }) => metadata.name)
    const after = (unneeded: string[], limit = 1) => {
      act = ctx => updateSoftDeletionTaints(ctx.store.list('Node'), unneeded, limit, ctx)
      simulation.runUntil(simulation.clock.now + 1_000)
      return marked()
    }
    expect([after([]), after(['n1000']), after([])]).toEqual([[], ['n1000'], []])
    const both = ['n1000', 'n2000']
    expect([after(both).length, after(both).length, after([]).length, after([]).length]).toEqual([1, 2, 1, 0])
  })
})
