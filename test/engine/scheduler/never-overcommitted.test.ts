/** Whatever is scheduled, in whatever order: no node holds more than it has, and nothing breaks its own rule. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../../../engine/kubernetes/apimachinery/random.ts'
import { podRequests } from '../../../engine/kubernetes/apimachinery/resources.ts'
import { Framework, Scheduler, Snapshot, podInfoOf, preempt } from '../../../engine/kubernetes/scheduler/index.ts'
import type { Node, Pod } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'

const anyNode = fc.record({
  cpu: fc.constantFrom('500m', '1', '2', '4'), memory: fc.constantFrom('512Mi', '1Gi', '4Gi'), pods: fc.constantFrom('1', '3', '110'),
  zone: fc.constantFrom('a', 'b', 'c'), tainted: fc.boolean(),
})
const anyPod = fc.record({
  cpu: fc.constantFrom(undefined, '0', '100m', '333m', '1', '3'), memory: fc.constantFrom(undefined, '100Mi', '700Mi', '2Gi'),
  initCpu: fc.constantFrom(undefined, '200m', '2'), hostPort: fc.constantFrom(undefined, undefined, 80, 443), priority: fc.constantFrom(0, 0, 10, 100),
  tolerates: fc.boolean(), spreads: fc.boolean(), alone: fc.boolean(), app: fc.constantFrom('x', 'y'),
})
type PodShape = typeof anyPod extends fc.Arbitrary<infer T> ? T : never

function podOf({ cpu, memory, initCpu, hostPort, priority, tolerates, spreads, alone, app }: PodShape, i: number): Pod {
  const base = makePod(`p${i}`, { cpu, memory, labels: { app }, priority })
  const labelSelector = { matchLabels: { app } }
  return {
    ...base,
    spec: {
      ...base.spec,
      containers: base.spec.containers.map(container => ({ ...container, ...(hostPort && { ports: [{ containerPort: hostPort, hostPort }] }) })),
      ...(initCpu && { initContainers: [{ name: 'init', resources: { requests: { cpu: initCpu } } }] }),
      ...(tolerates && { tolerations: [{ operator: 'Exists' as const }] }),
      ...(spreads && { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' as const, labelSelector }] }),
      ...(alone && { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector }] } } }),
    },
  }
}

/** Adds a node's pods up from the objects alone, beside the scheduler's own sums. */
function checkNode(node: Node, pods: readonly Pod[]): void {
  const { allocatable = {} } = node.status ?? {}
  const sum = (resource: string) => pods.reduce((total, pod) => total + (podRequests(pod)[resource] ?? 0), 0)
  const limit = new Snapshot([node]).nodes[0]?.allocatable
  expect(sum('cpu')).toBeLessThanOrEqual(limit?.milliCPU ?? 0)
  expect(sum('memory')).toBeLessThanOrEqual(limit?.memory ?? 0)
  expect(pods.length).toBeLessThanOrEqual(Number(allocatable.pods))
  const ports = pods.flatMap(({ spec }) => spec.containers.flatMap(container => container.ports?.map(port => port.hostPort) ?? []))
  expect(new Set(ports).size).toBe(ports.length)
  for (const pod of pods) {
    expect(node.spec.taints === undefined || pod.spec.tolerations !== undefined).toBe(true)
    if (pod.spec.affinity) expect(pods.filter(other => other.metadata.labels?.app === pod.metadata.labels?.app)).toHaveLength(1)
  }
}

test('no node is ever over-committed: cpu, memory, pods, ports; nor does preemption over-commit', () => {
  fc.assert(fc.property(fc.array(anyNode, { minLength: 1, maxLength: 6 }), fc.array(anyPod, { maxLength: 30 }), fc.integer(), (shapes, podShapes, seed) => {
    const nodes = shapes.map(({ tainted, ...options }, i) => makeNode(`n${i}`, { ...options, spec: tainted ? { taints: [{ key: 't', effect: 'NoSchedule' }] } : {} }))
    const snapshot = new Snapshot(nodes)
    const random = new Random(seed)
    const scheduler = new Scheduler(Framework.forProfile(), random)
    const placed = new Map<string, Pod>()
    podShapes.map(podOf).forEach((pod) => {
      let result = scheduler.schedule(pod, snapshot)
      if (result.node === undefined) {
        const { candidate } = preempt(scheduler.framework, podInfoOf(pod), snapshot, result, random)
        for (const victim of candidate?.victims ?? []) {
          expect(victim.priority).toBeLessThan(pod.spec.priority ?? 0)
          snapshot.remove(victim.pod)
          placed.delete(victim.key)
        }
        if (candidate) {
          result = scheduler.schedule(pod, snapshot)
          expect(result.node).toBeDefined()
        }
      }
      if (result.node === undefined) return
      const bound = { ...pod, spec: { ...pod.spec, nodeName: result.node } }
      snapshot.apply(bound)
      placed.set(podInfoOf(bound).key, bound)
      for (const node of nodes) checkNode(node, [...placed.values()].filter(({ spec }) => spec.nodeName === node.metadata.name))
    })
    for (const { requested, pods } of snapshot.nodes) expect(requested.milliCPU).toBe(pods.reduce((sum, { requests }) => sum + requests.milliCPU, 0))
  }), { numRuns: 150 })
})

test('a snapshot kept up to date equals one made anew', () => {
  const change = fc.record({ pod: anyPod, name: fc.nat(9), node: fc.nat(3), remove: fc.boolean() })
  fc.assert(fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
    const nodes = ['n0', 'n1', 'n2'].map((name, i) => makeNode(name, { zone: 'abc'[i] }))
    const live = new Snapshot(nodes)
    const pods = new Map<number, Pod>()
    for (const { pod, name, node, remove } of changes) {
      const base = podOf(pod, name)
      const next: Pod = { ...base, spec: { ...base.spec, nodeName: `n${node}` } }
      if (remove) {
        live.remove(next)
        pods.delete(name)
      } else {
        live.apply(next)
        pods.set(name, next)
      }
    }
    const summary = (snapshot: Snapshot) => snapshot.nodes.map(({ name, pods: on, requested, nonZeroRequested, hostPorts, podsWithAffinity }) =>
      [name, on.map(({ key }) => key).sort(), requested, nonZeroRequested, hostPorts.map(({ port }) => port).sort(), podsWithAffinity.length])
    expect(summary(live)).toEqual(summary(new Snapshot([...nodes, ...pods.values()])))
    expect(live.nodesWithAffinity.size).toBe(new Snapshot([...nodes, ...pods.values()]).nodesWithAffinity.size)
  }), { numRuns: 200 })
})
