/** Table tests after cluster-autoscaler/core/scaledown/{planner,unneeded,unremovable,budgets} and simulator/cluster_test.go of kubernetes/autoscaler 1.37. */
import { describe, expect, test } from 'vitest'
import type { DrainContext } from '../../../engine/kubernetes/autoscaler/drainability.ts'
import { HintingSimulator } from '../../../engine/kubernetes/autoscaler/hintingsimulator.ts'
import { DEFAULT_AUTOSCALING_OPTIONS } from '../../../engine/kubernetes/autoscaler/options.ts'
import type { AutoscalingOptions } from '../../../engine/kubernetes/autoscaler/options.ts'
import { Planner } from '../../../engine/kubernetes/autoscaler/planner.ts'
import type { DeletionInProgress } from '../../../engine/kubernetes/autoscaler/planner.ts'
import { RemainingPdbTracker } from '../../../engine/kubernetes/autoscaler/remainingpdbtracker.ts'
import { simulateNodeRemoval } from '../../../engine/kubernetes/autoscaler/removalsimulator.ts'
import { TO_BE_DELETED_TAINT, toBeDeletedTaint } from '../../../engine/kubernetes/autoscaler/taints.ts'
import { Trial } from '../../../engine/kubernetes/autoscaler/trial.ts'
import { Framework, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import type { NodeInfo } from '../../../engine/kubernetes/scheduler/nodeinfo.ts'
import type { Node, Pod, PodDisruptionBudget, TopologySpreadConstraint } from '../../../engine/kubernetes/types/index.ts'
import { budget, MINUTES, node, pod } from './support/builders.ts'
import type { TestPodWords } from './support/builders.ts'
import { TestCloudProvider } from './support/provider.ts'

/** All nodes may be looked at, however full: upstream's tests of the planner fake the eligibility checker. */
const ANY: Partial<AutoscalingOptions> = { scaleDownUtilizationThreshold: 100 }
const HOLD = 'cluster-autoscaler.kubernetes.io/scale-down-disabled'

/** A planner over nodes of one group. */
function planner(nodes: readonly Node[], pods: readonly Pod[], options: Partial<AutoscalingOptions> = {}, group: { minSize?: number, targetSize?: number } = {}) {
  const all = { ...DEFAULT_AUTOSCALING_OPTIONS, ...ANY, ...options }
  const provider = new TestCloudProvider({ targetSize: nodes.length, maxSize: 1_000, ...group })
  provider.addNodes('ng1', nodes)
  const snapshot = new Snapshot([...nodes, ...pods])
  const one = new Planner(all, Framework.forProfile(), { lastIndex: 0 })
  return {
    planner: one,
    provider,
    update(now: number, { deletions = new Map(), budgets = [] }: { deletions?: Map<string, DeletionInProgress>, budgets?: PodDisruptionBudget[] } = {}) {
      const trial = new Trial(snapshot)
      const context: DrainContext = { now, options: all, budgets: new RemainingPdbTracker(budgets) }
      one.updateClusterState({ nodes, provider, trial, context, deletions })
      trial.revert()
      return { unneeded: [...one.unneededSince.keys()].sort(), unremovable: Object.fromEntries(one.unremovable.map(({ node: { metadata }, reason }) => [metadata.name, reason])) }
    },
  }
}

const names = (nodes: readonly { node: Node }[]) => nodes.map(one => one.node.metadata.name)
const nodesOf = (...cpus: number[]) => cpus.map((cpu, i) => node(`n${i + 1}`, cpu, 10))
/** Nodes that are not eligible in upstream's fake checker stay by annotation. */
const held = (nodes: readonly Node[], eligible: readonly string[]) =>
  nodes.map(one => (eligible.includes(one.metadata.name) ? one : { ...one, metadata: { ...one.metadata, annotations: { [HOLD]: 'true' } } }))

describe('TestUpdateClusterState (planner/planner_test.go)', () => {
  const p = (name: string, cpu: number, on: string) => pod(name, cpu, 1, on)
  const beingDeleted = (name: string, cpu: number) => node(name, cpu, 10, { taints: [toBeDeletedTaint(0)] })
  const cases: [name: string, nodes: Node[], pods: Pod[], eligible: string[], unneeded: string[]][] = [
    ['empty nodes, all eligible', nodesOf(1_000, 1_000, 1_000), [], ['n1', 'n2', 'n3'], ['n1', 'n2', 'n3']],
    ['empty nodes, some eligible', nodesOf(1_000, 1_000, 1_000), [], ['n1', 'n2'], ['n1', 'n2']],
    ['empty nodes, none eligible', nodesOf(1_000, 1_000, 1_000), [], [], []],
    ['single utilised node, not eligible', nodesOf(1_000), [p('p1', 500, 'n1')], ['n1'], []],
    ['pods cannot schedule on node undergoing deletion, not eligible', [node('n1', 1_000, 10), beingDeleted('n2', 1_000)], [p('p1', 500, 'n1'), p('p2', 500, 'n1')], ['n1'], []],
    ['pods can schedule on non-eligible node, eligible', nodesOf(1_000, 1_000), [p('p1', 500, 'n1'), p('p2', 500, 'n1')], ['n1'], ['n1']],
    ['pods cannot schedule anywhere, not eligible', nodesOf(2_000, 1_000, 500), [p('p1', 1_000, 'n1'), p('p2', 1_000, 'n1'), p('p3', 1_000, 'n2')], ['n1', 'n2'], []],
    ['all pods from multiple nodes can schedule elsewhere, all eligible', nodesOf(1_000, 1_000, 2_000), [p('p1', 500, 'n1'), p('p2', 500, 'n1'), p('p3', 500, 'n2'), p('p4', 500, 'n2')], ['n1', 'n2'], ['n1', 'n2']],
    ['some pods from multiple nodes can schedule elsewhere, some eligible', nodesOf(2_000, 1_000, 1_000), [p('p1', 1_000, 'n1'), p('p2', 1_000, 'n1'), p('p3', 500, 'n2'), p('p4', 500, 'n2')], ['n1', 'n2'], ['n2']],
    ['no pods from multiple nodes can schedule elsewhere, no eligible', nodesOf(1_000, 1_000, 500), [p('p1', 500, 'n1'), p('p2', 500, 'n1'), p('p3', 500, 'n2'), p('p4', 500, 'n2')], ['n1', 'n2'], []],
  ]
  test.each(cases)('%s', (_, nodes, pods, eligible, unneeded) => {
    const { update } = planner(held(nodes, eligible), pods)
    const found = update(MINUTES)
    expect(found.unneeded).toEqual(unneeded)
    expect(Object.keys(found.unremovable).sort()).toEqual(nodes.map(({ metadata }) => metadata.name).filter(name => !unneeded.includes(name)))
  })

  // Here both nodes' pods fit on the other one. An empty node goes first, so that n2 is not needed and n1 is.
  test('pods can schedule on eligible node, eligible: the empty one', () => {
    const { update } = planner(nodesOf(1_000, 1_000), [p('p1', 500, 'n1'), p('p2', 500, 'n1')])
    expect(update(0)).toEqual({ unneeded: ['n2'], unremovable: { n1: 'NoPlaceToMovePods' } })
  })

  test('a node that had to stay is looked at again after five minutes (unremovable/nodes_test.go: TestUpdate)', () => {
    const { update } = planner(nodesOf(1_000), [p('p1', 500, 'n1')])
    expect([0, MINUTES, 5 * MINUTES - 1, 5 * MINUTES].map(now => update(now).unremovable.n1)).toEqual(['NoPlaceToMovePods', 'RecentlyUnremovable', 'RecentlyUnremovable', 'NoPlaceToMovePods'])
  })

  test('a node that is found to be not needed is no place for the pods of the next one, whatever they tolerate', () => {
    const tolerant = (name: string, on: string) => pod(name, 400, 1, on, { spec: { tolerations: [{ operator: 'Exists' }] } })
    const { update } = planner(nodesOf(1_000, 1_000), [tolerant('p1', 'n1'), tolerant('p2', 'n2')])
    expect(update(0)).toEqual({ unneeded: ['n1'], unremovable: { n2: 'NoPlaceToMovePods' } })
  })

  test('a node that is being deleted is neither looked at nor a place for pods', () => {
    const { update } = planner(nodesOf(1_000, 1_000), [p('p1', 500, 'n1')])
    expect(update(0, { deletions: new Map([['n2', { groupId: 'ng1', drain: false }]]) })).toEqual({ unneeded: [], unremovable: { n1: 'NoPlaceToMovePods' } })
  })
})

describe('TestUpdateClusterStatUnneededNodesLimit (planner/planner_test.go)', () => {
  test.each([
    ['no unneeded, default settings', 0, MINUTES, 10_000, 20],
    ['some unneeded, default settings', 3, MINUTES, 10_000, 23],
    ['max unneeded, default settings', 70, MINUTES, 10_000, 70],
    ['too many unneeded, default settings', 77, MINUTES, 10_000, 70],
    ['instant kill nodes', 0, 0, 10_000, 20],
    ['quick loops', 13, MINUTES, 1_000, 33],
    ['slow loops', 13, MINUTES, 30_000, 30],
  ])('%s', (_, previously, scaleDownUnneededTimeMs, scanIntervalMs, wanted) => {
    const { planner: one, update } = planner(nodesOf(...Array<number>(100).fill(1_000)), [], { scaleDownUnneededTimeMs, scanIntervalMs })
    one.restore({ ...one.save(), unneededSince: new Map(Array.from({ length: previously }, (__, i) => [`n${i + 1}`, 0])) })
    expect(update(0).unneeded).toHaveLength(wanted)
    expect(one.nextChangeAt([], 0)).toBe(0)
  })
})

describe('TestUpdate, TestRemovableAt and TestRemovableAt_UnremovableReasons (unneeded/nodes_test.go)', () => {
  test('added in last call, single one older: the time is that of the first update in a row', () => {
    const nodes = nodesOf(1_000, 1_000, 1_000)
    const { planner: one, update } = planner(nodes, [])
    one.restore({ ...one.save(), unneededSince: new Map([['n2', 0], ['gone', 0]]) })
    update(MINUTES)
    expect(one.unneededSince).toEqual(new Map([['n2', 0], ['n1', MINUTES], ['n3', MINUTES]]))
  })

  test.each([
    ['Node group min size is not reached', 3, 2, 1, 10, 2, 3, 2],
    ['Node group min size is reached for drain nodes', 3, 5, 1, 10, 2, 3, 4],
    ['Node group min size is reached for empty and drain nodes', 3, 5, 1, 5, 2, 2, 0],
  ] as const)('%s', (_, empty, drain, minSize, targetSize, ongoing, wantedEmpty, wantedDrain) => {
    const nodes = [...Array.from({ length: empty }, (__, i) => node(`empty-${i}`, 10, 100)), ...Array.from({ length: drain }, (__, i) => node(`drain-${i}`, 10, 100)), node('room', 1_000, 10_000, { annotations: { [HOLD]: 'true' } })]
    const pods = Array.from({ length: drain }, (__, i) => pod(`pod-${i}`, 1, 1, `drain-${i}`))
    const { planner: one, update } = planner(nodes, pods, { scaleDownUnneededTimeMs: 0, maxScaleDownParallelism: 100, maxDrainParallelism: 100 }, { minSize, targetSize })
    const deletions = new Map(Array.from({ length: ongoing }, (__, i) => [`gone-${i}`, { groupId: 'ng1', drain: false }]))
    update(0, { deletions })
    const result = one.nodesToDelete(deletions, 0)
    expect([result.empty.length, result.drain.length]).toEqual([wantedEmpty, wantedDrain])
  })

  test.each([
    ['NotUnneededLongEnough', true, { scaleDownUnneededTimeMs: 15 * MINUTES }, { minSize: 0 }],
    ['NotUnreadyLongEnough', false, { scaleDownUnreadyTimeMs: 15 * MINUTES }, { minSize: 0 }],
    ['NodeGroupMinSizeReached', true, { scaleDownUnneededTimeMs: 5 * MINUTES }, { minSize: 1 }],
  ] as const)('%s', (reason, ready, options, group) => {
    const { planner: one, update } = planner([node('n', 10, 100, { ready })], [], options, group)
    update(0)
    update(10 * MINUTES)
    expect(one.nodesToDelete(new Map(), 10 * MINUTES)).toEqual({ empty: [], drain: [] })
    expect(one.unremovable.map(one => one.reason)).toEqual([reason])
  })
})

describe('TestNodesToDelete (planner/planner_test.go)', () => {
  const ON_COMPLETION: TestPodWords = { by: 'none', annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'on-completion' } }
  const room = node('room', 1_000, 10_000, { annotations: { [HOLD]: 'true' } })
  test.each([
    ['single empty with on-completion pods delayed', [pod('job', 0, 0, 'test-node', ON_COMPLETION)], [], []],
    ['single drain with on-completion pods delayed', [pod('job', 0, 0, 'test-node', ON_COMPLETION), pod('p', 1, 1, 'test-node')], [], []],
    ['single empty', [], ['test-node'], []],
    ['single drain', [pod('p', 1, 1, 'test-node')], [], ['test-node']],
  ])('%s', (_, pods, empty, drain) => {
    const { planner: one, update } = planner([node('test-node', 1_000, 10), room], pods, { scaleDownUnneededTimeMs: 0 })
    update(0)
    const result = one.nodesToDelete(new Map(), 0)
    expect([names(result.empty), names(result.drain)]).toEqual([empty, drain])
  })

  test('those whose budgets are short go last (sortByRisk)', () => {
    const toRoom = { spec: { nodeSelector: { pool: 'room' } } }
    const nodes = [node('risky', 1_000, 10), node('ok', 1_000, 10), node('room', 1_000, 10_000, { labels: { pool: 'room' }, annotations: { [HOLD]: 'true' } })]
    const pods = ['a', 'b'].map(name => pod(name, 1, 1, 'risky', { labels: { app: 'a' }, ...toRoom })).concat(pod('c', 1, 1, 'ok', toRoom))
    const drained = (allowed: number) => {
      const { planner: one, update } = planner(nodes, pods, { scaleDownUnneededTimeMs: 0 })
      update(0, { budgets: [budget(allowed, { app: 'a' })] })
      return names(one.nodesToDelete(new Map(), 0).drain)
    }
    expect([drained(1), drained(2)]).toEqual([['ok'], ['risky']])
  })
})

// The cases without groups that are resized as one. Budgets there: 10 at once, of them 5 drained.
describe('TestCropNodesToBudgets (budgets/budgets_test.go)', () => {
  test.each([
    ['empty nodes within max limit, no deletions in progress', 0, 0, 10, 0, 10, 0],
    ['empty nodes exceeding max limit, no deletions in progress', 0, 0, 11, 0, 10, 0],
    ['empty nodes with deletions in progress, within budget', 1, 1, 8, 0, 8, 0],
    ['empty nodes with deletions in progress, exceeding budget', 1, 1, 10, 0, 8, 0],
    ['empty nodes with deletions in progress, 0 budget left', 5, 5, 10, 0, 0, 0],
    ['empty nodes with deletions in progress, budget exceeded', 50, 50, 10, 0, 0, 0],
    ['drain nodes within max limit, no deletions in progress', 0, 0, 0, 5, 0, 5],
    ['drain nodes exceeding max limit, no deletions in progress', 0, 0, 0, 6, 0, 5],
    ['drain nodes with deletions in progress, within budget', 1, 2, 0, 3, 0, 3],
    ['drain nodes with deletions in progress, exceeding drain budget', 1, 2, 0, 5, 0, 3],
    ['drain nodes with deletions in progress, 0 drain budget left', 1, 5, 0, 5, 0, 0],
    ['drain nodes with deletions in progress, exceeding overall budget', 7, 1, 0, 4, 0, 2],
    ['drain nodes with deletions in progress, 0 overall budget left', 10, 0, 0, 4, 0, 0],
    ['empty&drain nodes within max limits, no deletions in progress', 0, 0, 5, 5, 5, 5],
    ['empty&drain nodes exceeding overall limit, no deletions in progress', 0, 0, 8, 8, 8, 2],
    ['empty&drain nodes exceeding drain limit, no deletions in progress', 0, 0, 2, 8, 2, 5],
    ['empty&drain nodes with deletions in progress, 0 drain budget left', 0, 5, 5, 5, 5, 0],
    ["empty&drain nodes with deletions in progress, drain budget exceeded (shouldn't happen, just a sanity check)", 0, 9, 5, 5, 1, 0],
    ['empty&drain nodes with deletions in progress, overall budget exceeded, only empty nodes fit', 5, 3, 5, 2, 2, 0],
    ['empty&drain nodes with deletions in progress, overall budget exceeded, both empty&drain nodes fit', 5, 3, 1, 2, 1, 1],
    ['empty&drain nodes with deletions in progress, drain budget exceeded', 1, 3, 4, 5, 4, 2],
  ])('%s', (_, emptyInProgress, drainInProgress, empty, drain, wantedEmpty, wantedDrain) => {
    const nodes = [...Array.from({ length: empty }, (__, i) => node(`e${i}`, 10, 100)), ...Array.from({ length: drain }, (__, i) => node(`d${i}`, 10, 100)), node('room', 1_000, 10_000, { annotations: { [HOLD]: 'true' } })]
    const { planner: one, update } = planner(nodes, Array.from({ length: drain }, (__, i) => pod(`p${i}`, 1, 1, `d${i}`)), { scaleDownUnneededTimeMs: 0, maxDrainParallelism: 5 }, { targetSize: 1_000 })
    const deletions = new Map<string, DeletionInProgress>([...Array.from({ length: emptyInProgress }, (__, i) => [`ge${i}`, { groupId: 'other', drain: false }] as const), ...Array.from({ length: drainInProgress }, (__, i) => [`gd${i}`, { groupId: 'other', drain: true }] as const)])
    update(0)
    const result = one.nodesToDelete(deletions, 0)
    expect([result.empty.length, result.drain.length]).toEqual([wantedEmpty, wantedDrain])
  })
})

describe('TestSimulateNodeRemoval (simulator/cluster_test.go)', () => {
  const big = (name: string) => node(name, 1_000, 2_000_000)
  const [empty, drainable, nonDrainable, full] = [big('n1'), big('n2'), big('n3'), big('n4')]
  const [a, b] = [pod('a', 100, 100_000, 'n2'), pod('b', 100, 100_000, 'n2')]
  const standalone = pod('standalone', 100, 100_000, 'n3', { by: 'none' })
  const large = pod('large', 1_000, 100_000, 'n4', { by: 'none' })
  const spread = (policy?: 'Honor'): TopologySpreadConstraint => ({ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', minDomains: 2, labelSelector: { matchLabels: { app: 'topo' } }, ...(policy && { nodeTaintsPolicy: policy }) })
  const spreadPods = (policy?: 'Honor') => ['n1', 'n2', 'n3'].map(on => pod(`spread-${on}`, 100, 100_000, on, { labels: { app: 'topo' }, spec: { topologySpreadConstraints: [spread(policy)] } }))
  const cases: [name: string, nodes: Node[], pods: Pod[], target: string, wanted: string[] | string][] = [
    ['just an empty node, should be removed', [empty], [], 'n1', []],
    ['just a drainable node, but nowhere for pods to go to', [drainable], [a, b], 'n2', 'NoPlaceToMovePods'],
    ['drainable node, and a mostly empty node that can take its pods', [drainable, nonDrainable], [a, b, standalone], 'n2', ['a', 'b']],
    ['drainable node, and a full node that cannot fit anymore pods', [drainable, full], [a, b, large], 'n2', 'NoPlaceToMovePods'],
    ['a node with a pod that nobody would make again', [drainable, nonDrainable], [standalone], 'n3', 'BlockedByPod'],
    ['4 nodes, 1 empty, 1 drainable', [empty, drainable, full, nonDrainable], [a, b, standalone, large], 'n1', []],
    ['topology spread constraint test - node unremovable due to phantom zone', [empty, drainable, nonDrainable], spreadPods(), 'n1', 'NoPlaceToMovePods'],
    ['topology spread constraint test - node removable with nodeTaintsPolicy Honor', [empty, drainable, nonDrainable], spreadPods('Honor'), 'n1', ['spread-n1']],
  ]
  test.each(cases)('%s', (_, nodes, pods, target, wanted) => {
    const snapshot = new Snapshot([...nodes, ...pods])
    const trial = new Trial(snapshot)
    const info = snapshot.node(target) as NodeInfo
    const context = { now: 0, options: DEFAULT_AUTOSCALING_OPTIONS, budgets: new RemainingPdbTracker([]) }
    const simulator = new HintingSimulator(Framework.forProfile(), { lastIndex: 0 })
    const removal = simulateNodeRemoval(info, info.node as Node, new Set(nodes.map(({ metadata }) => metadata.name)), trial, simulator, context)
    expect('removable' in removal ? removal.removable.podsToReschedule.map(({ pod: { metadata } }) => metadata.name) : removal.unremovable.reason).toEqual(wanted)
    trial.revert()
    const shape = (one: Snapshot) => one.nodes.map(({ name, pods: there, requested, hardTaints }) => [name, there.map(({ key }) => key).sort(), requested.milliCPU, hardTaints])
    expect(shape(snapshot)).toEqual(shape(new Snapshot([...nodes, ...pods])))
    expect(info.hardTaints.some(({ key }) => key === TO_BE_DELETED_TAINT)).toBe(false)
  })
})
