import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findInstanceType, instanceTypes } from '../../../data/instance-types.ts'
import { defaultOptions, nodeTemplate, pack, readWorkload, type PodGroup } from '../../../engine/cost/index.ts'
import { estimateNodes } from '../../../engine/kubernetes/autoscaler/estimator.ts'
import { Framework, insufficientResources, podInfoOf, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import { anyGroup, groupOf, podOf } from './workloads.ts'

const nothingAssumed = { assumedCpuMilli: 0, assumedMemoryMiB: 0 }

function templateOf(name: string) {
  const type = findInstanceType(name)
  if (!type) throw new Error(name)
  return nodeTemplate(type, { ...defaultOptions, kind: 'managed' }, [])
}

/** Groups of which some have a host port, keep apart by host or want another architecture. */
const anyGroupWithRules = fc.tuple(anyGroup, fc.integer({ min: 0, max: 9 }), fc.nat()).map(([group, rule, id]): PodGroup => {
  const [container] = group.pod.spec.containers
  if (!container) return group
  const pod = podOf(container.resources?.requests ?? {}, {}, `p${id}`)
  const [first] = pod.spec.containers
  if (rule === 0 && first) first.ports = [{ containerPort: 80, hostPort: 80 + id % 2 }]
  if (rule === 1) {
    pod.spec.affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchLabels: { app: `p${id}` } }, topologyKey: 'kubernetes.io/hostname' },
    ] } }
  }
  if (rule === 2) pod.spec.nodeSelector = { 'kubernetes.io/arch': 'arm64' }
  return { ...group, pod }
})

function packed(typeName: string, groups: readonly PodGroup[]) {
  const template = templateOf(typeName)
  const read = readWorkload({ groups }, nothingAssumed).workload
  if (!read) throw new Error('the workload has problems')
  return { template, read, packing: pack(template, read.groups, read.groups.map(group => group.replicas)) }
}

test('pods packed many at a time come to the nodes of the scheduler-driven estimate', () => {
  fc.assert(fc.property(
    fc.constantFrom('t3.medium', 'm5.large', 'c6i.2xlarge', 'r7g.xlarge'), fc.array(anyGroupWithRules, { minLength: 1, maxLength: 5 }),
    (typeName, groups) => {
      const { template, read, packing } = packed(typeName, groups)
      const estimate = estimateNodes(Framework.forProfile(), new Snapshot(),
        read.groups.map(({ pod, replicas }) => ({ pod, count: replicas })), { template: template.node, daemonPods: template.daemonPods })
      const perNode = packing.bins.flatMap(bin => Array.from({ length: bin.count }, () => bin))
      expect(perNode.map(bin => bin.pods)).toEqual(estimate.nodes.map(node => node.pods))
      expect(packing.unplaced).toEqual(estimate.unscheduled.map(({ group, count, reasons }) => ({ group, count, reasons })))
      expect(perNode.map(bin => bin.refusedNext)).toEqual(estimate.nodes.map(node => node.refusedNext))
    },
  ), { numRuns: 150 })
})

test('no pod is lost, and no node holds more than the scheduler lets onto it', () => {
  fc.assert(fc.property(fc.constantFrom(...instanceTypes), fc.array(anyGroup, { maxLength: 5 }), (type, groups) => {
    const { template, read, packing } = packed(type.name, groups)
    for (const [index, group] of read.groups.entries()) {
      const placed = packing.bins.reduce((sum, bin) =>
        sum + bin.count * bin.pods.reduce((own, entry) => own + (entry.group === index ? entry.count : 0), 0), 0)
      const left = packing.unplaced.reduce((sum, entry) => sum + (entry.group === index ? entry.count : 0), 0)
      expect(placed + left).toBe(group.replicas)
    }
    for (const bin of packing.bins) {
      const snapshot = new Snapshot([template.node])
      const node = snapshot.node(type.name)
      if (!node) throw new Error('no node')
      for (const daemon of template.daemonPods) snapshot.assume(podInfoOf(daemon), type.name)
      for (const { group, count } of bin.pods) {
        const pod = read.groups[group]?.pod
        for (let i = 0; pod && i < count; i++) {
          const info = { ...podInfoOf(pod), key: `${group}/${i}` }
          expect(insufficientResources(info, node)).toEqual([])
          snapshot.assume(info, type.name)
        }
      }
    }
  }), { numRuns: 60 })
})

test('each node says why the next pod went elsewhere', () => {
  const { packing } = packed('m5.large', [groupOf(5, { cpu: '1', memory: '1Gi' })])
  expect(packing.bins).toEqual([
    { count: 4, pods: [{ group: 0, count: 1 }], refusedNext: ['Insufficient cpu'] },
    { count: 1, pods: [{ group: 0, count: 1 }], refusedNext: [] },
  ])
})

test('pods without requests are limited by pod slots, of which DaemonSets take two', () => {
  const { packing } = packed('m5.large', [groupOf(40, {})])
  expect(packing.bins.map(bin => [bin.count, bin.pods[0]?.count])).toEqual([[1, 27], [1, 13]])
  expect(packing.bins[0]?.refusedNext).toEqual(['Too many pods'])
})

test.each([
  ['too large', { cpu: '3' }, {}, 'Insufficient cpu'],
  ['a GPU', { 'nvidia.com/gpu': 1 }, {}, 'Insufficient nvidia.com/gpu'],
  ['another architecture', {}, { nodeSelector: { 'kubernetes.io/arch': 'arm64' } }, "node(s) didn't match Pod's node affinity/selector"],
])('%s fits on no node', (_, requests, spec, reason) => {
  const { packing } = packed('m5.large', [groupOf(2, {}, { pod: podOf(requests, spec) })])
  expect(packing).toMatchObject({ nodes: 0, unplaced: [{ group: 0, count: 2, reasons: [reason] }] })
})

test('with affinity between groups or spreading by host the scheduler places the pods itself', () => {
  const beside = podOf({ cpu: '100m' }, { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { labelSelector: { matchLabels: { app: 'other' } }, topologyKey: 'kubernetes.io/hostname' },
  ] } } }, 'picky')
  const spread = podOf({ cpu: '100m' }, { topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'p' } } },
  ] })
  const other = groupOf(2, {}, { pod: podOf({ cpu: '150m' }, {}, 'other') })
  const { read, packing } = packed('m5.large', [groupOf(2, {}, { pod: beside }), other])
  expect(read.groups.map(group => group.needsPlugins)).toEqual([true, false])
  expect(packing.bins.map(bin => [bin.count, bin.pods])).toEqual([[1, [{ group: 1, count: 2 }]], [1, [{ group: 0, count: 2 }]]])
  expect(packed('m5.large', [groupOf(4, {}, { pod: spread })]).read.groups[0]?.needsPlugins).toBe(true)
  expect(readWorkload({ groups: [groupOf(5001, {}, { pod: spread })] }).problems[0]?.code).toBe('too-many-pods-with-rules')
})

test('pods that share a host port, or keep apart by host, each get a node', () => {
  const port = podOf({ cpu: '10m' }, { containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort: 80 }] }] })
  const apart = podOf({ cpu: '10m' }, { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { labelSelector: { matchLabels: { app: 'p' } }, topologyKey: 'kubernetes.io/hostname' },
  ] } } })
  for (const pod of [port, apart]) expect(packed('m5.large', [groupOf(4, {}, { pod })]).packing.nodes).toBe(4)
})
