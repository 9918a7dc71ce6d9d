/** Table tests after cluster-autoscaler/core/podlistprocessor/{filter_out_schedulable,currently_drained_nodes,filter_out_expendable}_test.go, core/static_autoscaler_test.go and simulator/scheduling/hinting_simulator_test.go of kubernetes/autoscaler 1.37. */
import { describe, expect, test } from 'vitest'
import { timestamp } from '../../../engine/kubernetes/apimachinery/clock.ts'
import { HintingSimulator } from '../../../engine/kubernetes/autoscaler/hintingsimulator.ts'
import type { SchedulingOptions } from '../../../engine/kubernetes/autoscaler/hintingsimulator.ts'
import { DEFAULT_AUTOSCALING_OPTIONS } from '../../../engine/kubernetes/autoscaler/options.ts'
import type { AutoscalingOptions } from '../../../engine/kubernetes/autoscaler/options.ts'
import { podsToHelp } from '../../../engine/kubernetes/autoscaler/pendingpods.ts'
import { Trial } from '../../../engine/kubernetes/autoscaler/trial.ts'
import { Framework, podInfoOf, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import type { NodeInfo } from '../../../engine/kubernetes/scheduler/nodeinfo.ts'
import type { Node, Pod } from '../../../engine/kubernetes/types/index.ts'
import { MINUTES, node, pod } from './support/builders.ts'

function help(nodes: readonly Node[], pods: readonly Pod[], pending: readonly Pod[], drained: readonly string[] = [], options: Partial<AutoscalingOptions> = {}, now = 0): string[] {
  const snapshot = new Snapshot([...nodes, ...pods])
  const trial = new Trial(snapshot)
  const simulator = new HintingSimulator(Framework.forProfile(), { lastIndex: 0 })
  const deletions = new Map(drained.map(name => [name, { groupId: 'ng', drain: true }]))
  return podsToHelp(pending, trial, simulator, deletions, { ...DEFAULT_AUTOSCALING_OPTIONS, ...options }, now).map(({ pod: { metadata } }) => metadata.name).sort()
}

const NONE = { by: 'none' }
const p = (name: string, cpu: number, on?: string, words = {}) => pod(name, cpu, 10, on, { ...NONE, ...words })
const one = node('node', 2_000, 100)

describe('TestFilterOutSchedulable (filter_out_schedulable_test.go)', () => {
  test.each([
    ['single empty node, no pods', [], [], []],
    ['single empty node, single schedulable pod', [], [p('pod', 500)], []],
    ['single empty node, many schedulable pods', [], [p('pod1', 200), p('pod2', 500), p('pod3', 800)], []],
    ['single empty node, single unschedulable pod', [], [p('pod1', 3_000)], ['pod1']],
    ['single empty node, various pods', [], [p('pod1', 200), p('pod2', 500), p('pod3', 1_800)], ['pod3']],
    ['single empty node, some priority pods', [], [p('pod1', 200), p('pod2', 500, undefined, { priority: 10 }), p('pod3', 1_800, undefined, { priority: 20 })], ['pod2']],
    ['non-empty node with a single pods scheduled', [p('pod1', 500, 'node')], [p('pod2', 1_000), p('pod3', 300), p('pod4', 300)], ['pod4']],
    ['non-empty node with many pods scheduled', [p('pod1', 500, 'node'), p('pod2', 1_000, 'node')], [p('pod3', 1_000), p('pod4', 300), p('pod5', 300)], ['pod3', 'pod5']],
  ])('%s', (_, pods, pending, wanted) => expect(help([one], pods, pending)).toEqual(wanted))
})

describe('TestCurrentlyDrainedNodesPodListProcessor (currently_drained_nodes_test.go)', () => {
  const full = (...names: string[]) => names.map(name => node(name, 1_000, 1_000, { spec: { unschedulable: true } }))
  const deleting = { metadata: { deletionTimestamp: timestamp(0) } }
  test.each([
    ['no nodes, no unschedulable pods', [], [], [], [], []],
    ['no nodes, some unschedulable pods', [], [], [p('p1', 100), p('p2', 200)], [], ['p1', 'p2']],
    ['single node undergoing deletion', full('n'), [p('p1', 100, 'n'), p('p2', 200, 'n')], [], ['n'], ['p1', 'p2']],
    ['single node undergoing deletion, pods with deletion timestamp set', full('n'), [p('p1', 100, 'n'), p('p2', 200, 'n', deleting)], [], ['n'], ['p1']],
    ['single empty node undergoing deletion', full('n'), [], [], ['n'], []],
    ['single node undergoing deletion, unschedulable pods', full('n'), [p('p1', 100, 'n')], [p('p3', 300)], ['n'], ['p1', 'p3']],
    ['single ready node, unschedulable pods', full('n'), [p('p1', 100, 'n')], [p('p3', 300)], [], ['p3']],
    ['multiple nodes, some undergoing deletion', full('n1', 'n2'), [p('p1', 100, 'n1'), p('p3', 300, 'n2')], [], ['n1'], ['p1']],
    ['single node, non-recreatable pods filtered out', full('n'), [
      p('p1', 100, 'n'), pod('p2', 200, 1, 'n'), pod('p3', 300, 1, 'n', { by: 'DaemonSet/ds' }),
      p('p4', 10, 'n', { annotations: { 'kubernetes.io/config.mirror': '' } }), p('p5', 10, 'n', { annotations: { 'kubernetes.io/config.source': 'file' } }),
    ], [], ['n'], ['p1', 'p2']],
  ])('%s', (_, nodes, pods, pending, drained, wanted) => expect(help(nodes, pods, pending, drained)).toEqual(wanted))
})

describe('TestFilterOutYoungPods (core/static_autoscaler_test.go)', () => {
  const DELAY = 'cluster-autoscaler.kubernetes.io/pod-scale-up-delay'
  const young = (name: string, delay?: string) => p(name, 500, undefined, { createdAt: -MINUTES, ...(delay !== undefined && { annotations: { [DELAY]: delay } }) })
  test.each([
    ['annotation delayed pod checking now', 0, 0, [young('p1'), young('p2', '5m')], ['p1']],
    ['annotation delayed pod checking after delay', 0, 5 * MINUTES, [young('p1'), young('p2', '5m')], ['p1', 'p2']],
    ['globally delayed pods', 5 * MINUTES, 0, [young('p1'), young('p2', '5m')], []],
    ['annotation delay smaller than global', 5 * MINUTES, 2 * MINUTES, [young('p1'), young('p3', '2m')], []],
    ['annotation delay with error', 0, 0, [young('p1'), young('p4', 'error')], ['p1', 'p4']],
  ])('%s', (_, newPodScaleUpDelayMs, now, pods, wanted) => {
    expect(help([], [], pods, [], { newPodScaleUpDelayMs }, now)).toEqual(wanted)
  })
})

test('pods below the cutoff, of DaemonSets, and younger than the delay start no scale up; one with a nominated node takes its place there', () => {
  expect(help([], [], [p('cheap', 1, undefined, { priority: -11 }), p('at', 1, undefined, { priority: -10 })])).toEqual(['at'])
  expect(help([], [], [pod('agent', 1, 1, undefined, { by: 'DaemonSet/ds' })])).toEqual([])
  expect(help([], [], [p('young', 1, undefined, { createdAt: -5_000 })], [], { newPodScaleUpDelayMs: 10_000 })).toEqual([])
  const nominated: Pod = { ...p('first', 1_500), status: { nominatedNodeName: 'node' } }
  expect(help([one], [], [nominated, p('second', 1_000)])).toEqual(['second'])
})

describe('TestTrySchedulePods (simulator/scheduling/hinting_simulator_test.go)', () => {
  const ready = (name: string, cpu = 1_000) => node(name, cpu, 2_000_000)
  const n = (name: string, cpu: number, words = {}) => pod(name, cpu, 500_000, undefined, { ...NONE, ...words })
  const only = (name: string): SchedulingOptions => ({ isNodeAcceptable: (info: NodeInfo) => info.name === name })
  const cases: [name: string, nodes: Node[], pods: Pod[], hints: Record<string, string>, options: SchedulingOptions, wanted: Record<string, string>][] = [
    ['two new pods, two nodes', [ready('n1'), ready('n2')], [n('p2', 800), n('p3', 500)], {}, {}, { p2: 'n2', p3: 'n1' }],
    ["hinted Node no longer in the cluster doesn't cause an error", [ready('n1'), ready('n2')], [n('p2', 800), n('p3', 500)], { p2: 'non-existing-node' }, {}, { p2: 'n2', p3: 'n1' }],
    ['three new pods, two nodes, no fit', [ready('n1'), ready('n2')], [n('p2', 800), n('p3', 500), n('p4', 700)], {}, { breakOnFailure: true }, { p2: 'n2', p3: 'n1' }],
    ['no new pods, two nodes', [ready('n1'), ready('n2')], [], {}, {}, {}],
    ['two nodes, but only one acceptable', [ready('n1'), ready('n2')], [n('p2', 500), n('p3', 500)], {}, only('n2'), { p2: 'n2', p3: 'n2' }],
    ['two nodes, but only one acceptable, no fit', [ready('n1'), ready('n2')], [n('p2', 500), n('p3', 500)], {}, only('n1'), { p2: 'n1' }],
    ['hinted pods are prioritized', [ready('n1')], [n('high', 1_100, { priority: 100 }), n('low', 800, { priority: 10 }), n('low-hinted', 800, { priority: 10 })], { 'low-hinted': 'n1' }, {}, { 'low-hinted': 'n1' }],
    ['higher priority pods are prioritized', [ready('n1'), ready('n2'), ready('n3', 1_500)], [n('p1-low', 800), n('p2-high', 800, { priority: 100 }), n('p3-highest', 1_100, { priority: 1_000 })], { 'p1-low': 'n1', 'p2-high': 'n1', 'p3-highest': 'n1' }, {}, { 'p3-highest': 'n3', 'p2-high': 'n1', 'p1-low': 'n2' }],
  ]
  test.each(cases)('%s', (_, nodes, pods, hints, options, wanted) => {
    const trial = new Trial(new Snapshot([...nodes, ...(nodes.length > 1 && !('p1-low' in hints) ? [pod('p1', 300, 500_000, 'n1', NONE)] : [])]))
    const simulator = new HintingSimulator(Framework.forProfile(), { lastIndex: 0 })
    simulator.restore({ current: new Map(), old: new Map(Object.entries(hints).map(([name, at]) => [`default/${name}`, at])) })
    const unplaced = simulator.trySchedulePods(trial, pods.map(one => podInfoOf(one)), options)
    expect(Object.fromEntries(pods.flatMap(({ metadata: { name } }) => trial.snapshot.nodeOf(`default/${name}`) ?? [] ? [[name, trial.snapshot.nodeOf(`default/${name}`)]] : []).filter(([, at]) => at !== undefined))).toEqual(wanted)
    expect(unplaced).toHaveLength(pods.length - Object.keys(wanted).length)
  })
})
