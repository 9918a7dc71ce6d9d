/**
 * Table tests after cluster-autoscaler/core/static_autoscaler_test.go, processors/nodes/pre_filtering_processor_test.go and
 * processors/scaledowncandidates/{emptycandidates,previouscandidates}/*_test.go of kubernetes/autoscaler 1.37. Left out, as the
 * model has none of it: groups made by themselves, delays of single groups (ScaleDownDelayTypeLocal), other schedulers, groups
 * that go as one, quotas, declared features, callbacks and metrics; what a restart reads from taints (TestNodeLoadFromExistingTaints).
 * Instance creation errors, unregistered nodes and sizes that do not fit are in clusterstate.test.ts.
 */
import { describe, expect, test } from 'vitest'
import { ClusterAutoscaler } from '../../../engine/kubernetes/autoscaler/clusterautoscaler.ts'
import type { AutoscalingOptions } from '../../../engine/kubernetes/autoscaler/options.ts'
import { Framework, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import type { KubeObject, Node, Pod } from '../../../engine/kubernetes/types/index.ts'
import { MINUTES, node, pod } from './support/builders.ts'
import { TestCloudProvider } from './support/provider.ts'

/** Scans a cluster that the test changes. */
class Scans {
  readonly autoscaler: ClusterAutoscaler
  readonly provider: TestCloudProvider
  snapshot: Snapshot
  #revision = 0

  constructor(provider: TestCloudProvider, objects: KubeObject[], options: Partial<AutoscalingOptions> = {}) {
    this.provider = provider
    this.snapshot = new Snapshot(objects)
    this.autoscaler = new ClusterAutoscaler(Framework.forProfile(), options)
  }

  scan(now: number, pendingPods: Pod[] = []) {
    const { scaleUps, deletions, unneeded } = this.autoscaler.runOnce({ now, revision: ++this.#revision, snapshot: this.snapshot, pendingPods, provider: this.provider })
    return { grown: scaleUps.map(({ groupId, newSize }) => `${groupId}=${newSize}`), deleted: deletions.map(one => one.node.metadata.name), unneeded: [...unneeded].sort() }
  }
}

const QUICK: Partial<AutoscalingOptions> = { scaleDownUnneededTimeMs: MINUTES, scaleDownUnreadyTimeMs: MINUTES }
const NOTHING = { grown: [], deleted: [], unneeded: [] }

/** Groups of nodes of one size, empty. */
function groups(shape: Record<string, { nodes: Node[], minSize?: number }>): TestCloudProvider {
  const provider = new TestCloudProvider(...Object.entries(shape).map(([id, { minSize = 0 }]) => ({ id, minSize, template: node(`template-${id}`, 1_000, 1_000) })))
  for (const [id, { nodes }] of Object.entries(shape)) provider.addNodes(id, nodes, { wanted: true })
  return provider
}

test('TestStaticAutoscalerRunOnce: a group grows, an unneeded node goes in time', () => {
  const [n1, n2] = [node('n1', 1_000, 1_000), node('n2', 1_000, 1_000)]
  const provider = groups({ ng1: { nodes: [n1], minSize: 1 } })
  const cluster = new Scans(provider, [n1, pod('p1', 600, 100, 'n1')], { ...QUICK, scaleDownDelayAfterAddMs: 0 })
  const waiting = pod('p2', 600, 100, undefined, { createdAt: -MINUTES })
  expect(cluster.scan(0)).toEqual(NOTHING)
  expect(cluster.scan(10_000, [waiting])).toEqual({ ...NOTHING, grown: ['ng1=2'] })
  provider.change('ng1', { targetSize: 1, instances: provider.group('ng1').instances.slice(0, 1) })
  provider.addNodes('ng1', [n2], { wanted: true })
  cluster.snapshot = new Snapshot([n1, n2, pod('p1', 600, 100, 'n1')])
  expect(cluster.scan(60_000)).toEqual({ ...NOTHING, unneeded: ['n2'] })
  expect(cluster.scan(120_000)).toEqual({ ...NOTHING, deleted: ['n2'] })
})

test('TestStaticAutoscalerRunOncePodsWithPriorities: who comes first makes no room of others, a nominated node is taken', () => {
  const [n1, n2, n3] = [node('n1', 100, 1_000), node('n2', 1_000, 1_000), node('n3', 1_000, 1_000)]
  const provider = groups({ ng1: { nodes: [n1] }, ng2: { nodes: [n2, n3] } })
  provider.change('ng1', { template: node('template-ng1', 100, 1_000) })
  const placed = [pod('p1', 40, 0, 'n1', { priority: 1 }), pod('p2', 400, 0, 'n2', { priority: 1 }), pod('p3', 400, 0, 'n2', { priority: 100 })]
  const p5: Pod = { ...pod('p5', 800, 0, undefined, { priority: 100, createdAt: -MINUTES }), status: { nominatedNodeName: 'n3' } }
  const p6 = pod('p6', 1_000, 0, undefined, { priority: 100, createdAt: -MINUTES })
  const cluster = new Scans(provider, [n1, n2, n3, ...placed], { ...QUICK, expendablePodsPriorityCutoff: 10 })
  expect(cluster.scan(0, [p5, p6]).grown).toEqual(['ng2=3'])
})

describe('scale down', () => {
  const spare = () => {
    const nodes = ['a', 'b', 'c'].map(name => node(name, 1_000, 1_000))
    return { nodes, provider: groups({ ng1: { nodes } }) }
  }

  test('isScaleDownInCooldown: after a scale up, by --scale-down-delay-after-add', () => {
    const { nodes, provider } = spare()
    provider.change('ng1', { template: node('t', 2_000, 1_000, { labels: { pool: 'new' } }) })
    const cluster = new Scans(provider, nodes, { ...QUICK, scaleDownDelayAfterAddMs: 5 * MINUTES })
    expect(cluster.scan(0, [pod('p', 1_500, 1, undefined, { createdAt: -MINUTES })]).grown).toEqual(['ng1=4'])
    expect(cluster.scan(5 * MINUTES - 1).deleted).toEqual([])
    expect(cluster.scan(5 * MINUTES).deleted).toHaveLength(3)
  })

  test('after a deletion, by --scale-down-delay-after-delete (0 s unless told otherwise: the scan interval)', () => {
    const { nodes, provider } = spare()
    const cluster = new Scans(provider, nodes, { ...QUICK, scaleDownDelayAfterDeleteMs: 3 * MINUTES, maxScaleDownParallelism: 1 })
    cluster.scan(0)
    expect(cluster.scan(MINUTES).deleted).toEqual(['a'])
    const end = (name: string) => cluster.autoscaler.endDeletion(node(name, 1_000, 1_000), { ok: true })
    expect(end('a').map(({ reason }) => reason)).toEqual(['ScaleDown', 'ScaleDownEmpty'])
    cluster.snapshot = new Snapshot(nodes.slice(1))
    expect(cluster.scan(4 * MINUTES - 1).deleted).toEqual([])
    expect(cluster.scan(4 * MINUTES).deleted).toEqual(['b'])
  })

  test('after a failure, by --scale-down-delay-after-failure: three minutes unless told otherwise', () => {
    const { nodes, provider } = spare()
    const cluster = new Scans(provider, nodes, QUICK)
    cluster.scan(0)
    cluster.autoscaler.registerFailedScaleDown(MINUTES)
    expect(cluster.scan(4 * MINUTES - 1)).toEqual({ ...NOTHING, unneeded: ['a', 'b', 'c'] })
    expect(cluster.scan(4 * MINUTES).deleted).toEqual(['a', 'b', 'c'])
  })

  test('TestShouldScaleDown: scale down disabled', () => {
    const { nodes, provider } = spare()
    const cluster = new Scans(provider, nodes, { ...QUICK, scaleDownEnabled: false })
    expect([0, MINUTES, 20 * MINUTES].map(now => cluster.scan(now))).toEqual([NOTHING, NOTHING, NOTHING])
  })

  // Marks follow what is not needed: TestCleaningSoftTaintsInScaleDown says of which nodes they are taken off.
  test.each<[string, Record<string, { nodes: Node[], minSize: number }>, boolean, string[]]>([
    ['Soft tainted nodes are cleaned when scale down skipped', { min: { nodes: [node('m1', 2_000, 1_000), node('m2', 2_000, 1_000)], minSize: 2 } }, false, []],
    ['Soft tainted nodes are cleaned when scale down in cooldown', { min: { nodes: [node('m1', 2_000, 1_000), node('m2', 2_000, 1_000)], minSize: 2 } }, true, []],
    ['Soft tainted nodes are not cleaned when scale down requested', { ng: { nodes: ['n1', 'n2', 'n3', 'n4'].map(name => node(name, 2_000, 1_000)), minSize: 3 } }, false, ['n1', 'n2', 'n3', 'n4']],
    ['Soft tainted nodes are cleaned only from min sized node group when scale down requested', {
      min: { nodes: [node('m1', 2_000, 1_000), node('m2', 2_000, 1_000)], minSize: 2 }, ng: { nodes: ['n1', 'n2', 'n3', 'n4'].map(name => node(name, 2_000, 1_000)), minSize: 3 },
    }, false, ['n1', 'n2', 'n3', 'n4']],
  ])('TestCleaningSoftTaintsInScaleDown: %s', (_, shape, inCooldown, unneeded) => {
    const provider = groups(shape)
    const cluster = new Scans(provider, Object.values(shape).flatMap(({ nodes }) => nodes), QUICK)
    if (inCooldown) cluster.autoscaler.registerFailedScaleDown(0)
    expect(cluster.scan(0).unneeded).toEqual(unneeded)
  })

  test('TestPreFilteringScaleDownNodeProcessor_GetScaleDownCandidateNodes: none of a group at its minimum, none of no group; the time begins when the group is larger', () => {
    const [a, b, c, foreign] = ['ng1-1', 'ng1-2', 'ng2-1', 'no-ng'].map(name => node(name, 1_000, 1_000)) as [Node, Node, Node, Node]
    const provider = groups({ ng1: { nodes: [a, b], minSize: 1 }, ng2: { nodes: [c], minSize: 1 } })
    const cluster = new Scans(provider, [a, b, c, foreign], QUICK)
    expect(cluster.scan(0).unneeded).toEqual(['ng1-1', 'ng1-2'])
    expect(cluster.autoscaler.unremovable.map(({ node: { metadata }, reason }) => `${metadata.name} ${reason}`)).toEqual(expect.arrayContaining(['ng2-1 NodeGroupMinSizeReached', 'no-ng NotAutoscaled']))
    const d = node('ng2-2', 1_000, 1_000)
    provider.addNodes('ng2', [d], { wanted: true })
    cluster.snapshot = new Snapshot([a, b, c, d, foreign])
    cluster.scan(5 * MINUTES)
    expect(cluster.autoscaler.unneededSince.get('ng2-1')).toBe(5 * MINUTES)
  })

  test('TestStaticAutoscalerUpcomingScaleDownCandidates: a node that is still starting is no candidate, one that is late is', () => {
    const nodes = ['ready-1', 'ready-2'].map(name => node(name, 1_000, 1_000))
    const provider = groups({ ng1: { nodes } })
    const cluster = new Scans(provider, [...nodes, ...nodes.map(({ metadata: { name } }) => pod(`on-${name}`, 600, 1, name))], { scaleDownUnneededTimeMs: 60 * MINUTES, scaleDownUnreadyTimeMs: 60 * MINUTES })
    expect(cluster.scan(0, [pod('p', 900, 1, undefined, { createdAt: -MINUTES })]).grown).toEqual(['ng1=3'])
    const starting = node('starting', 1_000, 1_000, { ready: false, createdAt: MINUTES })
    provider.change('ng1', { targetSize: 2, instances: provider.group('ng1').instances.slice(0, 2) })
    provider.addNodes('ng1', [starting], { wanted: true })
    const all = [...nodes, starting]
    cluster.snapshot = new Snapshot([...all, ...nodes.map(({ metadata: { name } }) => pod(`on-${name}`, 600, 1, name))])
    expect([2 * MINUTES, 14 * MINUTES, 17 * MINUTES].map(now => cluster.scan(now).unneeded)).toEqual([[], [], ['starting']])
  })
})

describe('the order of candidates', () => {
  const nodes = ['a', 'b', 'c'].map(name => node(name, 1_000, 1_000))
  test('empty nodes come first (emptycandidates/empty_candidates_sorting_test.go)', () => {
    const cluster = new Scans(groups({ ng1: { nodes } }), [...nodes, pod('p', 100, 1, 'a')], QUICK)
    cluster.scan(0)
    expect([...cluster.autoscaler.unneededSince.keys()]).toEqual(['b', 'c'])
  })
  test('of equal ones those that were candidates before (previouscandidates/previous_candidates_sorting_test.go)', () => {
    const cluster = new Scans(groups({ ng1: { nodes } }), [nodes[1], nodes[2], pod('p', 900, 1, 'b')].flatMap(one => one ?? []), QUICK)
    cluster.scan(0)
    cluster.snapshot = new Snapshot([...nodes, pod('p', 900, 1, 'b')])
    cluster.scan(10_000)
    expect([...cluster.autoscaler.unneededSince.keys()]).toEqual(['c', 'a'])
  })
})
