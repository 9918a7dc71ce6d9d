/** Table tests after cluster-autoscaler/core/scaleup/orchestrator/orchestrator_test.go and processors/status/eventing_scale_up_processor_test.go of kubernetes/autoscaler 1.37. */
import { describe, expect, test } from 'vitest'
import { Random } from '../../../engine/kubernetes/apimachinery/random.ts'
import { ClusterStateRegistry } from '../../../engine/kubernetes/autoscaler/clusterstateregistry.ts'
import { DEFAULT_AUTOSCALING_OPTIONS } from '../../../engine/kubernetes/autoscaler/options.ts'
import type { AutoscalingOptions } from '../../../engine/kubernetes/autoscaler/options.ts'
import type { AutoscalerEvent } from '../../../engine/kubernetes/autoscaler/result.ts'
import { scaleUp } from '../../../engine/kubernetes/autoscaler/scaleup.ts'
import { Trial } from '../../../engine/kubernetes/autoscaler/trial.ts'
import { Framework, podInfoOf, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import type { Node, Pod } from '../../../engine/kubernetes/types/index.ts'
import { MINUTES, node, pod } from './support/builders.ts'
import { TestCloudProvider } from './support/provider.ts'

const NOW = 100 * MINUTES

interface GroupWords {
  id: string
  nodes: Node[]
  minSize?: number
  maxSize?: number
  targetSize?: number
}

interface Case {
  groups: GroupWords[]
  /** Nodes of no group. */
  others?: Node[]
  pods?: Pod[]
  pending: Pod[]
  /** What the expander takes. */
  choose?: string
  options?: Partial<AutoscalingOptions>
  refusing?: string[]
}

/** Scales up once; a group's template is like its first node. */
function run({ groups, others = [], pods = [], pending, choose, options = {}, refusing = [] }: Case) {
  const all: AutoscalingOptions = { ...DEFAULT_AUTOSCALING_OPTIONS, okTotalUnreadyCount: 0, ...(choose && { expanders: ['priority'], priorities: { 1: [`^${choose}$`] } }), ...options }
  const nodes = [...groups.flatMap(group => group.nodes), ...others]
  const provider = new TestCloudProvider(...groups.map(({ id, nodes: own, minSize = 1, maxSize = 10, targetSize = own.length }) => ({ id, minSize, maxSize, targetSize, template: own[0] ?? node(id, 1_000, 1_000) })))
  for (const { id, nodes: own } of groups) provider.addNodes(id, own)
  for (const id of refusing) provider.refusing.add(id)
  const registry = new ClusterStateRegistry(all)
  const events: AutoscalerEvent[] = []
  registry.updateNodes(nodes, provider, NOW, events)
  const trial = new Trial(new Snapshot([...nodes, ...pods]))
  const status = scaleUp(pending.map(one => podInfoOf(one)), { now: NOW, framework: Framework.forProfile(), trial, provider, registry, options: all, random: new Random(1), nodes, upcoming: 0, events })
  trial.revert()
  expect(trial.snapshot.nodes.map(({ name, pods: there }) => [name, there.length])).toEqual(new Snapshot([...nodes, ...pods]).nodes.map(({ name, pods: there }) => [name, there.length]))
  return {
    successful: status.successful,
    grown: Object.fromEntries(status.scaleUps.filter(({ error }) => !error).map(({ groupId, currentSize, newSize }) => [groupId, newSize - currentSize])),
    triggered: status.podsTriggeredScaleUp.map(({ pod: { metadata } }) => metadata.name).sort(),
    remaining: Object.fromEntries(status.remaining.map(({ pod: { pod: { metadata } }, message }) => [metadata.name, message])),
    provider,
    registry,
    reasons: events.map(({ reason }) => reason),
  }
}

const NONE = { by: 'none' }
const p = (name: string, cpu: number, memory = 0, on?: string, words = {}) => pod(name, cpu, memory, on, { ...NONE, ...words })
const MiB = 1024 * 1024
const ready = (name: string, cpu: number, memory: number, words = {}) => node(name, cpu, memory, words)
const gpu = (count: number) => ({ resources: { 'nvidia.com/gpu': count } })
const needsGpu = (name: string, cpu = 1, memory = MiB) => {
  const base = p(name, cpu, memory)
  return { ...base, spec: { ...base.spec, containers: base.spec.containers.map(container => ({ ...container, resources: { requests: { ...container.resources?.requests, 'nvidia.com/gpu': 1 } } })) } }
}

describe('orchestrator_test.go', () => {
  test('TestScaleUpOK', () => {
    const { grown, triggered, remaining, reasons } = run({
      groups: [{ id: 'ng1', nodes: [ready('n1', 100, 100)] }, { id: 'ng2', nodes: [ready('n2', 1_000, 1_000)] }],
      pods: [p('p1', 80, 0, 'n1'), p('p2', 800, 0, 'n2')], pending: [p('p-new', 500)], choose: 'ng2',
    })
    expect({ grown, triggered, remaining }).toEqual({ grown: { ng2: 1 }, triggered: ['p-new'], remaining: {} })
    expect(reasons).toEqual(['ScaledUpGroup', 'ScaledUpGroup', 'TriggeredScaleUp'])
  })

  test('TestMixedScaleUp: one group a time; who waits for another is not told off', () => {
    const { grown, triggered, remaining } = run({
      groups: [{ id: 'ng1', nodes: [ready('n1', 100, 1_000)] }, { id: 'ng2', nodes: [ready('n2', 1_000, 100)] }],
      pods: [p('p1', 80, 0, 'n1'), p('p2', 800, 0, 'n2')],
      pending: [p('triggering', 900), p('remaining', 2_000), p('awaiting', 0, 200)], choose: 'ng2',
    })
    expect({ grown, triggered, remaining }).toEqual({ grown: { ng2: 1 }, triggered: ['triggering'], remaining: {} })
  })

  test('TestScaleUpTwoGroups', () => {
    const { grown, triggered } = run({
      groups: ['ng1', 'ng2'].map(id => ({ id, nodes: [ready(`${id}-n1`, 1_500, 1_000 * MiB)] })),
      pods: [p('p1', 1_400, 0, 'ng1-n1'), p('p2', 1_400, 0, 'ng2-n1')], pending: [p('p3', 1_400), p('p4', 1_400)], options: { balanceSimilarNodeGroups: true },
    })
    expect({ grown, triggered }).toEqual({ grown: { ng1: 1, ng2: 1 }, triggered: ['p3', 'p4'] })
  })

  test('TestCloudProviderFailingToScaleUpGroups: synchronous scale up - two failures, - one failure', () => {
    const groups = ['ng1', 'ng2'].map(id => ({ id, nodes: [ready(`${id}-n1`, 1_500, 1_000 * MiB)], maxSize: 2 }))
    const of = (...refusing: string[]) => run({ groups, pods: [p('p1', 1_400, 0, 'ng1-n1'), p('p2', 1_400, 0, 'ng2-n1')], pending: [p('p3', 1_400), p('p4', 1_400)], options: { balanceSimilarNodeGroups: true }, refusing })
    for (const { successful, provider, registry, reasons } of [of('ng1', 'ng2'), of('ng1'), of('ng2')]) {
      expect(successful).toBe(false)
      expect(reasons.at(-1)).toBe('FailedToScaleUpGroup')
      expect(provider.nodeGroups().filter(group => registry.scaleUpProblem(group, NOW) === 'in backoff after failed scale-up')).toHaveLength(1)
    }
    expect(of('ng1', 'ng2').grown).toEqual({})
  })

  test.each([['TestScaleUpCapToMaxTotalNodesLimit', 'ng1'], ['TestScaleUpCapToMaxTotalNodesLimitWithNotAutoscaledGroup', undefined]])('%s', (_, groupOfN1) => {
    const [n1, n2] = [ready('n1', 2_000, 100 * MiB), ready('n2', 4_000, 1_000 * MiB)]
    const { grown } = run({
      groups: [...(groupOfN1 ? [{ id: groupOfN1, nodes: [n1] }] : []), { id: 'ng2', nodes: [n2] }], others: groupOfN1 ? [] : [n1],
      pods: [p('p1', 1_000, 0, 'n1'), p('p2', 3_000, 0, 'n2')], pending: ['a', 'b', 'c'].map(name => p(name, 4_000, 100 * MiB)), choose: 'ng2', options: { maxNodesTotal: 3 },
    })
    expect(grown).toEqual({ ng2: 1 })
  })

  test('at the total limit nothing grows (static_autoscaler.go: shouldScaleUp)', () => {
    const { grown, remaining, reasons } = run({ groups: [{ id: 'ng1', nodes: [ready('n1', 1_000, 100)] }], pods: [p('p1', 1_000, 0, 'n1')], pending: [p('a', 1)], options: { maxNodesTotal: 1 } })
    expect({ grown, remaining, reasons }).toEqual({ grown: {}, remaining: { a: "pod didn't trigger scale-up: max total nodes in cluster reached" }, reasons: ['MaxNodesTotalReached'] })
  })

  const pools = [
    { id: 'gpu-pool', nodes: [ready('gpu-node-1', 2_000, 1_000 * MiB, gpu(1))] },
    { id: 'std-pool', nodes: [ready('std-node-1', 2_000, 1_000 * MiB)] },
  ]
  const fill = [p('gpu-pod-1', 2_000, 1_000 * MiB, 'gpu-node-1'), p('std-pod-1', 2_000, 1_000 * MiB, 'std-node-1')]
  test.each([['std-pool'], ['gpu-pool']])('TestWillConsiderGpuAndStandardPoolForPodWhichDoesNotRequireGpu: %s', (choose) => {
    expect(run({ groups: pools, pods: fill, pending: [p('extra-std-pod', 2_000, 1_000 * MiB)], choose }).grown).toEqual({ [choose]: 1 })
  })
  test('TestWillConsiderOnlyGpuPoolForPodWhichDoesRequiresGpu', () => {
    expect(run({ groups: pools, pods: fill, pending: [needsGpu('extra-gpu-pod', 2_000, 1_000 * MiB)], choose: 'std-pool' }).grown).toEqual({ 'gpu-pool': 1 })
  })
  test.each([['gpu-1-pool', 3], ['gpu-2-pool', 2], ['gpu-4-pool', 1]])('TestWillConsiderAllPoolsWhichFitTwoPodsRequiringGpus: %s', (choose, wanted) => {
    const groups = [1, 2, 4].map(count => ({ id: `gpu-${count}-pool`, nodes: [ready(`gpu-${count}-node-1`, 2_000, 1_000 * MiB, gpu(count))] }))
    const pods = [1, 2, 4].map(count => p(`gpu-pod-${count}`, 2_000, 1_000 * MiB, `gpu-${count}-node-1`))
    expect(run({ groups, pods, pending: [1, 2, 3].map(i => needsGpu(`extra-${i}`)), choose }).grown).toEqual({ [choose]: wanted })
  })

  test('TestScaleUpUnhealthy', () => {
    const { grown, remaining } = run({
      groups: [{ id: 'ng1', nodes: [ready('n1', 100, 1_000)] }, { id: 'ng2', nodes: [ready('n2', 1_000, 1_000)], targetSize: 5 }],
      pods: [p('p1', 80, 0, 'n1'), p('p2', 800, 0, 'n2')], pending: [p('p-new', 550)],
    })
    expect({ grown, remaining }).toEqual({ grown: {}, remaining: { 'p-new': "pod didn't trigger scale-up: 1 Insufficient cpu, 1 not ready for scale-up" } })
  })

  test('TestScaleUpNoHelp', () => {
    const { grown, remaining } = run({ groups: [{ id: 'ng1', nodes: [ready('n1', 100, 1_000)] }], pods: [p('p1', 80, 0, 'n1')], pending: [p('p-new', 500)] })
    expect({ grown, remaining }).toEqual({ grown: {}, remaining: { 'p-new': "pod didn't trigger scale-up: 1 Insufficient cpu" } })
  })

  test('TestScaleUpBalanceGroups', () => {
    const sizes = { ng1: [1, 1], ng2: [2, 1], ng3: [5, 1], ng4: [5, 3] } as const
    const groups = Object.entries(sizes).map(([id, [maxSize, size]]) => ({ id, maxSize, nodes: Array.from({ length: size }, (_, i) => ready(`${id}-node-${i}`, 100, 1_000)) }))
    const pods = groups.flatMap(({ nodes }) => nodes.map(({ metadata: { name } }) => p(`pod-${name}`, 80, 0, name)))
    expect(run({ groups, pods, pending: [p('test-pod-0', 80), p('test-pod-1', 80)], options: { balanceSimilarNodeGroups: true } }).grown).toEqual({ ng2: 1, ng3: 1 })
  })

  test('a group at its maximum is skipped, and pods that are alike are packed together (equivalence/groups_test.go)', () => {
    const groups = [{ id: 'ng1', nodes: [ready('n1', 1_000, 1_000)], maxSize: 1 }, { id: 'ng2', nodes: [ready('n2', 1_000, 1_000)], maxSize: 3 }]
    const pods = [p('a', 1_000, 0, 'n1'), p('b', 1_000, 0, 'n2')]
    const { grown, triggered } = run({ groups, pods, pending: Array.from({ length: 9 }, (_, i) => pod(`w${i}`, 400, 0)) })
    expect({ grown, triggered: triggered.length }).toEqual({ grown: { ng2: 2 }, triggered: 4 })
    expect(run({ groups, pods, pending: [p('huge', 2_000)] }).remaining).toEqual({ huge: "pod didn't trigger scale-up: 1 max node group size reached, 1 Insufficient cpu" })
  })

  test('--max-nodes-per-scaleup', () => {
    expect(run({ groups: [{ id: 'ng1', nodes: [ready('n1', 1_000, 1_000)] }], pods: [p('a', 1_000, 0, 'n1')], pending: Array.from({ length: 9 }, (_, i) => pod(`w${i}`, 1_000, 0)), options: { maxNodesPerScaleUp: 4 } }).grown).toEqual({ ng1: 4 })
  })
})
