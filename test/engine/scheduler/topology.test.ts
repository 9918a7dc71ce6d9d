import { describe, expect, test } from 'vitest'
import { Snapshot, createPlugin, filterNode, scoreNodes } from '../../../engine/kubernetes/scheduler/index.ts'
import type { KubeObject, Node, Pod, PodAffinityTerm, Service, TopologySpreadConstraint } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'
import { make } from './builders.ts'

const ZONE = 'topology.kubernetes.io/zone'
const HOST = 'kubernetes.io/hostname'
const web = { app: 'web' }
const selector = { matchLabels: web }
const nodes = [makeNode('a1', { zone: 'a' }), makeNode('a2', { zone: 'a' }), makeNode('b1', { zone: 'b' }), makeNode('c1', { zone: 'c' })]

/** The names of the nodes that pass, and the reason of the first that does not. */
function passing(plugin: string, pod: Pod, objects: readonly KubeObject[]) {
  const snapshot = new Snapshot(objects)
  const verdicts = snapshot.nodes.map(({ name }) => ({ name, status: filterNode(createPlugin(plugin), pod, name, snapshot) }))
  return {
    fits: verdicts.filter(({ status }) => status.isSuccess).map(({ name }) => name).sort(),
    reason: verdicts.find(({ status }) => !status.isSuccess)?.status.message,
  }
}

function scores(plugin: string, pod: Pod, objects: readonly KubeObject[]) {
  return Object.fromEntries(scoreNodes(createPlugin(plugin), pod, new Snapshot(objects)).normalized)
}

describe('PodTopologySpread', () => {
  const spread = (constraint: Partial<TopologySpreadConstraint>, rest: Partial<Pod['spec']> = {}): Pod => makePod('p', {
    labels: web,
    spec: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', labelSelector: selector, ...constraint }], ...rest },
  })
  const on = (...names: string[]) => names.map((name, i) => makePod(`w${i}`, { labels: web, on: name }))
  const SKEWED = "node(s) didn't match pod topology spread constraints"

  test.each<[string, Pod, KubeObject[], string[]]>([
    ['an even spread lets the pod go anywhere', spread({}), on('a1', 'b1', 'c1'), ['a1', 'a2', 'b1', 'c1']],
    ['the fuller zones are out', spread({}), on('a1', 'b1'), ['c1']],
    ['maxSkew gives room', spread({ maxSkew: 2 }), on('a1', 'b1'), ['a1', 'a2', 'b1', 'c1']],
    ['zones the pod cannot go to are no domains', spread({}, { nodeSelector: { [ZONE]: 'a' } }), on('a1', 'a2'), ['a1', 'a2', 'b1', 'c1']],
    ['unless its policy ignores affinity', spread({ nodeAffinityPolicy: 'Ignore' }, { nodeSelector: { [ZONE]: 'a' } }), on('a1'), ['b1', 'c1']],
    ['fewer domains than minDomains count as an empty one', spread({ minDomains: 4 }), on('a1', 'b1', 'c1'), []],
    ['pods of another namespace do not count', spread({}), [makePod('w', { labels: web, on: 'a1', namespace: 'other' })], ['a1', 'a2', 'b1', 'c1']],
    ['terminating pods do not count', spread({}), [makePod('w', { labels: web, on: 'a1', metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })], ['a1', 'a2', 'b1', 'c1']],
    ['an absent selector counts nobody', spread({ labelSelector: undefined }), on('a1', 'a1', 'a1'), ['a1', 'a2', 'b1', 'c1']],
    ['matchLabelKeys narrows to pods of the same value', spread({ matchLabelKeys: ['app'], labelSelector: {} }), [makePod('w', { labels: { app: 'db' }, on: 'a1' })], ['a1', 'a2', 'b1', 'c1']],
  ])('%s', (_name, pod, others, fits) => {
    expect(passing('PodTopologySpread', pod, [...nodes, ...others]).fits).toEqual(fits)
  })

  test('reasons: a skew may be resolved by eviction, a missing label may not', () => {
    expect(passing('PodTopologySpread', spread({}), [...nodes, ...on('a1')]).reason).toBe(SKEWED)
    expect(passing('PodTopologySpread', spread({ topologyKey: 'rack' }), nodes).reason).toBe(`${SKEWED} (missing required label)`)
  })

  test('tainted nodes are domains unless the policy honours taints', () => {
    const tainted = makeNode('d1', { zone: 'd', spec: { taints: [{ key: 'x', effect: 'NoSchedule' }] } })
    const objects = [...nodes, tainted, ...on('a1', 'b1', 'c1')]
    expect(passing('PodTopologySpread', spread({}), objects).fits).toEqual(['d1'])
    expect(passing('PodTopologySpread', spread({ nodeTaintsPolicy: 'Honor' }), objects).fits).toEqual(['a1', 'a2', 'b1', 'c1', 'd1'])
  })

  test('ScheduleAnyway only prefers', () => {
    const pod = spread({ whenUnsatisfiable: 'ScheduleAnyway' })
    const objects = [...nodes, ...on('a1', 'a2', 'b1')]
    expect(passing('PodTopologySpread', pod, objects).fits).toHaveLength(4)
    expect(scores('PodTopologySpread', pod, objects)).toEqual({ a1: 0, a2: 0, b1: 33, c1: 100 })
  })

  test('without constraints of its own a pod of a Service spreads by the defaults of the system', () => {
    const service = make<Service>('Service', 'web', { metadata: { namespace: 'default' }, spec: { selector: web } })
    const result = scores('PodTopologySpread', makePod('p', { labels: web }), [...nodes, service, ...on('a1')])
    expect(result.a1).toBeLessThan(result.a2 ?? 0)
    expect(result.a2).toBeLessThan(result.b1 ?? 0)
    expect(result.b1).toBe(100)
    expect(scoreNodes(createPlugin('PodTopologySpread'), makePod('p', { labels: web }), new Snapshot(nodes)).skipped).toBe(true)
  })
})

describe('InterPodAffinity', () => {
  const affine = (kind: 'podAffinity' | 'podAntiAffinity', term: Partial<PodAffinityTerm> = {}, labels: Record<string, string> = {}, on?: string): Pod => makePod(on ? `on-${on}` : 'p', {
    labels, on,
    spec: { ...(on && { nodeName: on }), affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: ZONE, labelSelector: selector, ...term }] } } },
  })
  const there = [makePod('w', { labels: web, on: 'a1' })]
  const namespaces: KubeObject[] = [make('Namespace', 'default', {}), make('Namespace', 'shop', { metadata: { labels: { team: 'shop' } } })]
  const inShop = [makePod('w', { labels: web, on: 'a1', namespace: 'shop' })]

  test.each<[string, Pod, KubeObject[], string[], string | undefined]>([
    ['affinity: the whole domain of a matching pod', affine('podAffinity'), there, ['a1', 'a2'], "node(s) didn't match pod affinity rules"],
    ['anti-affinity: none of it', affine('podAntiAffinity'), there, ['b1', 'c1'], "node(s) didn't match pod anti-affinity rules"],
    ['anti-affinity of a pod already there is mutual', makePod('p', { labels: web }), [affine('podAntiAffinity', {}, {}, 'a1')], ['b1', 'c1'], "node(s) didn't satisfy existing pods anti-affinity rules"],
    ['the first of a group that wants its own kind may go anywhere', affine('podAffinity', {}, web), [], ['a1', 'a2', 'b1', 'c1'], undefined],
    ['but not where the topology key is missing', affine('podAffinity', { topologyKey: 'rack' }, web), [], [], "node(s) didn't match pod affinity rules"],
    ['pods of another namespace do not count', affine('podAffinity'), inShop, [], "node(s) didn't match pod affinity rules"],
    ['unless it is listed', affine('podAffinity', { namespaces: ['shop'] }), inShop, ['a1', 'a2'], "node(s) didn't match pod affinity rules"],
    ['or selected', affine('podAffinity', { namespaceSelector: { matchLabels: { team: 'shop' } } }), inShop, ['a1', 'a2'], "node(s) didn't match pod affinity rules"],
    ['an empty namespaceSelector selects all', affine('podAntiAffinity', { namespaceSelector: {} }), inShop, ['b1', 'c1'], "node(s) didn't match pod anti-affinity rules"],
    ['hostname is a domain of one node', affine('podAntiAffinity', { topologyKey: HOST }), there, ['a2', 'b1', 'c1'], "node(s) didn't match pod anti-affinity rules"],
  ])('%s', (_name, pod, others, fits, reason) => {
    expect(passing('InterPodAffinity', pod, [...nodes, ...namespaces, ...others])).toEqual({ fits, reason })
  })

  test('an unreadable selector rejects the pod before any node is looked at', () => {
    const pod = affine('podAffinity', { labelSelector: { matchLabels: { app: 'not a label!' } } })
    expect(passing('InterPodAffinity', pod, nodes).reason).toContain('parsing pod: requiredAffinityTerms: values[0][app]: Invalid value: "not a label!"')
  })

  test('preferences of both sides add up and are stretched over 0..100', () => {
    const prefer = (weight: number, labels: Record<string, string>) => [{ weight, podAffinityTerm: { topologyKey: ZONE, labelSelector: { matchLabels: labels } } }]
    const pod = makePod('p', { labels: { app: 'cache' }, spec: { affinity: {
      podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: prefer(30, web) },
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: prefer(10, { app: 'batch' }) },
    } } })
    const wants = makePod('wants', { on: 'c1', spec: { nodeName: 'c1', affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: prefer(10, { app: 'cache' }) } } } })
    const others: Node[] | Pod[] = [...there, makePod('batch', { labels: { app: 'batch' }, on: 'b1' }), wants]
    // a: +30, b: -10, c: +10
    expect(scores('InterPodAffinity', pod, [...nodes, ...others])).toEqual({ a1: 100, a2: 100, b1: 0, c1: 50 })
  })
})
