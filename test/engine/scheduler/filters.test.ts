import { describe, expect, test } from 'vitest'
import { Snapshot, createPlugin, filterNode } from '../../../engine/kubernetes/scheduler/index.ts'
import type { PluginConfig } from '../../../engine/kubernetes/scheduler/index.ts'
import type { ContainerPort, KubeObject, Node, Pod, Taint, Toleration } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'

function filter(plugin: string, pod: Pod, node: Node, others: KubeObject[] = [], config: PluginConfig = {}) {
  const { code, reasons } = filterNode(createPlugin(plugin, config), pod, node.metadata.name, new Snapshot([node, ...others]))
  return reasons.length === 0 ? code : `${code}: ${reasons.join(' + ')}`
}

describe('NodeResourcesFit', () => {
  const node = makeNode('n', { cpu: '2', memory: '1Gi', pods: '2', resources: { 'example.com/gpu': '1' } })
  const gpu = (count: string): Partial<Pod['spec']> => ({ containers: [{ name: 'c', resources: { requests: { 'example.com/gpu': count } } }] })

  test.each<[string, Pod, string]>([
    ['an exact fit fits', makePod('p', { cpu: '1', memory: '512Mi' }), 'Success'],
    ['every resource that is short is named', makePod('p', { cpu: '1500m', memory: '2Gi' }), 'Unschedulable: Insufficient cpu + Insufficient memory'],
    ['a pod that asks for nothing fits a full node', makePod('p'), 'Success'],
    ['an extended resource is counted', makePod('p', { spec: gpu('2') }), 'Unschedulable: Insufficient example.com/gpu'],
    ['a request of zero never fails', makePod('p', { spec: gpu('0') }), 'Success'],
  ])('%s', (_name, pod, verdict) => {
    expect(filter('NodeResourcesFit', pod, node, [makePod('there', { cpu: '1', memory: '512Mi', on: 'n' })])).toBe(verdict)
  })

  test('the number of pods is a limit of its own, and stands first', () => {
    const there = [makePod('a', { on: 'n' }), makePod('b', { cpu: '2', on: 'n' })]
    expect(filter('NodeResourcesFit', makePod('p'), node, there)).toBe('Unschedulable: Too many pods')
    expect(filter('NodeResourcesFit', makePod('p', { cpu: '1' }), node, there)).toBe('Unschedulable: Too many pods + Insufficient cpu')
  })

  test('finished pods give their room back', () => {
    const done: Pod = { ...makePod('done', { cpu: '2', on: 'n' }), status: { phase: 'Succeeded' } }
    expect(filter('NodeResourcesFit', makePod('p', { cpu: '2' }), node, [done])).toBe('Success')
  })

  test('more than a whole node has is unresolvable where the profile says so', () => {
    const config = { NodeResourcesFit: { oversizedIsUnresolvable: true } }
    expect(filter('NodeResourcesFit', makePod('p', { cpu: '3' }), node, [], config)).toBe('UnschedulableAndUnresolvable: Insufficient cpu')
    expect(filter('NodeResourcesFit', makePod('p', { cpu: '2' }), node, [makePod('a', { cpu: '1', on: 'n' })], config)).toBe('Unschedulable: Insufficient cpu')
  })

  test('ignored extended resources are not checked, by name or by group', () => {
    const pod = makePod('p', { spec: gpu('9') })
    expect(filter('NodeResourcesFit', pod, node, [], { NodeResourcesFit: { ignoredResources: ['example.com/gpu'] } })).toBe('Success')
    expect(filter('NodeResourcesFit', pod, node, [], { NodeResourcesFit: { ignoredResourceGroups: ['example.com'] } })).toBe('Success')
  })
})

describe('TaintToleration', () => {
  const gpu: Taint = { key: 'gpu', value: 'true', effect: 'NoSchedule' }
  const untolerated = 'UnschedulableAndUnresolvable: node(s) had untolerated taint(s)'

  test.each<[string, Taint[], Toleration[], string]>([
    ['a taint keeps pods off', [gpu], [], untolerated],
    ['an equal toleration lets them on', [gpu], [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }], 'Success'],
    ['the operator defaults to Equal', [gpu], [{ key: 'gpu', value: 'false' }], untolerated],
    ['Exists needs no value', [gpu], [{ key: 'gpu', operator: 'Exists' }], 'Success'],
    ['Exists without a key tolerates everything', [gpu, { key: 'x', effect: 'NoExecute' }], [{ operator: 'Exists' }], 'Success'],
    ['an effect must match', [gpu], [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }], untolerated],
    ['PreferNoSchedule keeps nobody off', [{ ...gpu, effect: 'PreferNoSchedule' }], [], 'Success'],
    ['however many there are, none is named', [{ key: 'a', effect: 'NoExecute' }, gpu], [], untolerated],
  ])('%s', (_name, taints, tolerations, verdict) => {
    expect(filter('TaintToleration', makePod('p', { spec: { tolerations } }), makeNode('n', { spec: { taints } }))).toBe(verdict)
  })
})

test('NodeUnschedulable honours cordon, and the toleration of it', () => {
  const cordoned = makeNode('n', { spec: { unschedulable: true } })
  const tolerations: Toleration[] = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }]
  expect(filter('NodeUnschedulable', makePod('p'), cordoned)).toBe('UnschedulableAndUnresolvable: node(s) were unschedulable')
  expect(filter('NodeUnschedulable', makePod('p', { spec: { tolerations } }), cordoned)).toBe('Success')
})

test('NodeName lets only the named node pass', () => {
  const pod = makePod('p', { spec: { nodeName: 'other' } })
  expect(filter('NodeName', pod, makeNode('n'))).toBe("UnschedulableAndUnresolvable: node(s) didn't match the requested node name")
})

describe('NodeAffinity', () => {
  const node = makeNode('n', { labels: { disk: 'ssd', cores: '16' } })
  const rejected = "UnschedulableAndUnresolvable: node(s) didn't match Pod's node affinity/selector"
  const required = (nodeSelectorTerms: NonNullable<Parameters<typeof terms>[0]>) => terms(nodeSelectorTerms)
  function terms(nodeSelectorTerms: { matchExpressions?: { key: string, operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt', values?: string[] }[], matchFields?: { key: string, operator: 'In', values: string[] }[] }[]): Partial<Pod['spec']> {
    return { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } }
  }

  test.each<[string, Partial<Pod['spec']>, string]>([
    ['nodeSelector must match', { nodeSelector: { disk: 'hdd' } }, rejected],
    ['nodeSelector matches', { nodeSelector: { disk: 'ssd' } }, 'Success'],
    ['terms are alternatives', required([{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['hdd'] }] }, { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['8'] }] }]), 'Success'],
    ['expressions of a term all count', required([{ matchExpressions: [{ key: 'disk', operator: 'Exists' }, { key: 'cores', operator: 'Lt', values: ['8'] }] }]), rejected],
    ['NotIn holds for an absent key', required([{ matchExpressions: [{ key: 'absent', operator: 'NotIn', values: ['x'] }] }]), 'Success'],
    ['no terms match nothing', required([]), rejected],
    ['an empty term matches nothing', required([{}]), rejected],
    ['a term with an impossible label value matches nothing', required([{ matchExpressions: [{ key: 'disk', operator: 'NotIn', values: ['not a value!'] }] }]), rejected],
    ['a term with a value too many matches nothing', required([{ matchExpressions: [{ key: 'disk', operator: 'Exists', values: ['ssd'] }] }]), rejected],
    ['selector and affinity must both hold', { nodeSelector: { disk: 'hdd' }, ...required([{ matchExpressions: [{ key: 'cores', operator: 'Exists' }] }]) }, rejected],
    ['a node can be asked for by name', required([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] }]), 'Success'],
    ['names that contradict each other', required([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }, { key: 'metadata.name', operator: 'In', values: ['m'] }] }]),
      'UnschedulableAndUnresolvable: pod affinity terms conflict'],
  ])('%s', (_name, spec, verdict) => {
    expect(filter('NodeAffinity', makePod('p', { spec }), node)).toBe(verdict)
  })

  test('the profile can add affinity of its own', () => {
    const addedAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In' as const, values: ['hdd'] }] }] } }
    expect(filter('NodeAffinity', makePod('p'), node, [], { NodeAffinity: { addedAffinity } }))
      .toBe("UnschedulableAndUnresolvable: node(s) didn't match scheduler-enforced node affinity")
  })
})

describe('NodePorts', () => {
  const withPort = (name: string, port: Partial<ContainerPort>, on?: string) => makePod(name, {
    on, spec: { ...(on && { nodeName: on }), containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort: 8080, ...port }] }] },
  })

  test.each<[string, Partial<ContainerPort>, Partial<ContainerPort>, boolean]>([
    ['one port twice', {}, {}, false],
    ['another port', {}, { hostPort: 8081 }, true],
    ['another protocol', { protocol: 'TCP' }, { protocol: 'UDP' }, true],
    ['another address', { hostIP: '10.0.0.1' }, { hostIP: '10.0.0.2' }, true],
    ['0.0.0.0 is every address', { hostIP: '10.0.0.1' }, { hostIP: '0.0.0.0' }, false],
    ['no host port at all', {}, { hostPort: 0 }, true],
  ])('%s', (_name, used, wanted, fits) => {
    expect(filter('NodePorts', withPort('p', wanted), makeNode('n'), [withPort('there', used, 'n')]))
      .toBe(fits ? 'Success' : "Unschedulable: node(s) didn't have free ports for the requested pod ports")
  })
})
