import { describe, expect, test } from 'vitest'
import { NON_ZERO_DEFAULTS, podLimits, podRequests, toResourceList } from '../../engine/kubernetes/apimachinery/resources.ts'
import type { Container, Pod, PodSpec } from '../../engine/kubernetes/types/index.ts'
import { emptyStore } from './support/cluster.ts'

const pod = (spec: Partial<PodSpec>): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [], ...spec } })
const asks = (cpu: string, rest: Partial<Container> = {}): Container => ({ name: 'c', resources: { requests: { cpu } }, ...rest })
const limited = (cpu: string): Container => ({ name: 'c', resources: { limits: { cpu } } })
const sidecar = (cpu: string) => asks(cpu, { restartPolicy: 'Always' })

describe('effective pod requests', () => {
  test.each<[string, Partial<PodSpec>, number]>([
    ['containers add up', { containers: [asks('250m'), asks('1')] }, 1250],
    ['a larger init container counts instead of the sum', { initContainers: [asks('3')], containers: [asks('1'), asks('1')] }, 3000],
    ['init containers run one after the other', { initContainers: [asks('1'), asks('2')], containers: [asks('500m')] }, 2000],
    ['a sidecar adds to the containers', { initContainers: [sidecar('200m')], containers: [asks('1')] }, 1200],
    ['a sidecar adds to the init containers after it', { initContainers: [sidecar('500m'), asks('2')], containers: [asks('1')] }, 2500],
    ['but not to those before it', { initContainers: [asks('2'), sidecar('500m')], containers: [asks('1')] }, 2000],
    ['the pod\'s own stand instead of its containers\'', { resources: { requests: { cpu: '700m' } }, initContainers: [asks('600m')], containers: [asks('250m')] }, 700],
    ['and overhead comes on top', { resources: { requests: { cpu: '700m' } }, overhead: { cpu: '100m' } }, 800],
    ['overhead comes on top of whichever is larger', { initContainers: [asks('2')], containers: [asks('1')], overhead: { cpu: '100m' } }, 2100],
  ])('%s', (_name, spec, cpu) => {
    expect(podRequests(pod(spec))).toEqual({ cpu })
  })

  test('the pod\'s own count for what they name, and only cpu, memory and huge pages can be', () => {
    const containers = [{ name: 'c', resources: { requests: { 'cpu': '1', 'memory': '1Gi', 'ephemeral-storage': '1Gi' } } }]
    expect(podRequests(pod({ containers, resources: { requests: { 'memory': '2Gi', 'ephemeral-storage': '9Gi' } } }))).toEqual({ 'cpu': 1000, 'memory': 2 ** 31, 'ephemeral-storage': 2 ** 30 })
  })

  test('overhead can be left out', () => {
    expect(podRequests(pod({ containers: [asks('1')], overhead: { cpu: '1' } }), { excludeOverhead: true })).toEqual({ cpu: 1000 })
  })

  test('the scoring defaults stand in for what a container does not name, not for an explicit zero', () => {
    const options = { nonMissingContainerRequests: NON_ZERO_DEFAULTS }
    expect(podRequests(pod({ containers: [{ name: 'a' }, asks('0')] }), options)).toEqual({ cpu: 100, memory: 2 * 209_715_200 })
    expect(podRequests(pod({}), options)).toEqual({})
  })
})

describe('effective pod limits', () => {
  test('the pod\'s own stand instead of its containers\'', () => {
    expect(podLimits(pod({ containers: [limited('1'), limited('2')], resources: { limits: { cpu: '2' } } }))).toEqual({ cpu: 2000 })
  })

  test('overhead is added only to resources that have a limit', () => {
    expect(podLimits(pod({ containers: [limited('1'), limited('2')], overhead: { cpu: '1', memory: '64Mi' } }))).toEqual({ cpu: 4000 })
  })
})

test('amounts are spelled as kubectl spells them', () => {
  expect(toResourceList({ 'cpu': 1500, 'memory': 2 * 1024 ** 3, 'nvidia.com/gpu': 2 })).toEqual({ 'cpu': '1500m', 'memory': '2Gi', 'nvidia.com/gpu': '2' })
})

describe('the QoS class (ComputePodQOS)', () => {
  const both = (requests: Record<string, string>, limits: Record<string, string>): Container => ({ name: 'c', image: 'c:1', resources: { requests, limits } })
  const named = (containers: Container[]) => containers.map((container, i) => ({ ...container, name: `c${i}` }))
  test.each<[string, Container[], string]>([
    ['equal amounts in different spellings', [both({ cpu: '0.5', memory: '1024Mi' }, { cpu: '500m', memory: '1Gi' })], 'Guaranteed'],
    ['limits alone: they are the requests too', [both({}, { cpu: '1', memory: '1G' })], 'Guaranteed'],
    ['less than the limit', [both({ cpu: '250m', memory: '1Gi' }, { cpu: '500m', memory: '1Gi' })], 'Burstable'],
    ['a container without limits', [both({}, { cpu: '1', memory: '1Gi' }), both({}, {})], 'Burstable'],
    ['memory alone', [both({ memory: '1Gi' }, { memory: '1Gi' })], 'Burstable'],
    ['nothing', [both({}, {})], 'BestEffort'],
    ['zeros', [both({ cpu: '0', memory: '0Gi' }, { cpu: '0m' })], 'BestEffort'],
    ['storage, which does not count', [both({ 'ephemeral-storage': '1Gi' }, {})], 'BestEffort'],
  ])('%s', (_what, containers, qos) => {
    expect(emptyStore().create(pod({ containers: named(containers) })).status?.qosClass).toBe(qos)
  })

  test('a pod\'s own resources come before its containers\'', () => {
    const whole = pod({ containers: named([both({ cpu: '100m' }, {})]), resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1000m', memory: '1Gi' } } })
    expect(emptyStore().create(whole).status?.qosClass).toBe('Guaranteed')
  })
})
