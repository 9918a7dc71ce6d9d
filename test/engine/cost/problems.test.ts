import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { compareCosts, defaultOptions, readOptions, readWorkload, workloadFromManifest, type Workload } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { groupOf, podOf } from './workloads.ts'

const codesOf = (workload: Workload) => readWorkload(workload).problems.map(({ code, field }) => [code, field])

describe('a workload that cannot be used', () => {
  it.each<[string, Workload, string, string]>([
    ['negative replicas', { groups: [groupOf(-1, {})] }, 'out-of-range', 'groups[0].replicas'],
    ['NaN replicas', { groups: [groupOf(Number.NaN, {})] }, 'not-a-number', 'groups[0].replicas'],
    ['1e12 replicas', { groups: [groupOf(1e12, {})] }, 'out-of-range', 'groups[0].replicas'],
    ['endless replicas', { groups: [groupOf(Number.POSITIVE_INFINITY, {})] }, 'out-of-range', 'groups[0].replicas'],
    ['half a replica', { groups: [groupOf(1.5, {})] }, 'not-a-whole-number', 'groups[0].replicas'],
    ['a minimum above the maximum', { groups: [groupOf(2, {}, { minReplicas: 3 })] }, 'out-of-range', 'groups[0].minReplicas'],
    ['too many pods in all', { groups: [groupOf(100_000, {}), groupOf(50_001, {})] }, 'too-many-pods', 'groups'],
    ['no quantity', { groups: [groupOf(1, { cpu: 'much' })] }, 'bad-quantity', 'groups[0].pod'],
    ['a negative request', { groups: [groupOf(1, { memory: '-1Gi' })] }, 'negative-request', 'groups[0].pod'],
    ['no containers', { groups: [groupOf(1, {}, { pod: { ...podOf({}), spec: {} as never } })] }, 'bad-pod', 'groups[0].pod'],
    ['25 hours a day', { groups: [], usage: { kind: 'schedule', daysPerWeek: 7, hoursPerDay: 25 } }, 'out-of-range', 'usage.hoursPerDay'],
    ['a profile of 5 hours', { groups: [], usage: { kind: 'profile', load: [1, 1, 1, 1, 1] } }, 'unknown-value', 'usage.load'],
    ['a load above 1', { groups: [], usage: { kind: 'profile', load: Array.from({ length: 24 }, () => 2) } }, 'out-of-range', 'usage.load[0]'],
    ['more than a month of runs', { groups: [], usage: { kind: 'runs', runsPerMonth: 731, secondsPerRun: 3600 } }, 'out-of-range', 'usage.secondsPerRun'],
    ['another usage', { groups: [], usage: { kind: 'sometimes' } as never }, 'unknown-value', 'usage.kind'],
  ])('%s', (_, workload, code, field) => {
    expect(codesOf(workload)[0]).toEqual([code, field])
    const { bills, problems } = compareCosts(workload)
    expect(bills).toEqual([])
    for (const { message } of problems) expect(message.ko).not.toBe(message.en)
  })
})

describe('options that cannot be used become the default, and are named', () => {
  it.each<[string, unknown]>([
    ['region', 'mars-north-1'], ['region', '__proto__'], ['instanceType', 'm99.huge'], ['zones', 4], ['zones', 1.5], ['headroom', -0.1],
    ['spotDiscount', Number.NaN], ['commitment', -1], ['architecture', 'mips'], ['controlPlane', '16XL'], ['systemPods', 'no'], ['purchase', 'stolen'], ['support', 'none'], ['today', 'yesterday'], ['prefixDelegation', 'yes'],
    ['volumeGiB', '20'], ['operatorUsdPerHour', Number.POSITIVE_INFINITY],
  ])('%s = %j', (field, value) => {
    const { options, problems } = readOptions({ [field]: value })
    expect(options).toEqual(defaultOptions)
    expect(problems).toHaveLength(1)
    expect(problems[0]?.field).toBe(field)
    expect(problems[0]?.message.en).toContain(String(value))
  })
})

test.each([undefined, null, {}, 'web', [null], [7], [{}]])('groups of %j are a problem', (groups) => {
  const { bills, problems } = compareCosts({ groups } as never)
  expect(bills).toEqual([])
  expect(problems[0]?.field).toMatch(/^groups/)
})

test('nothing that a link could say makes a comparison throw', () => {
  fc.assert(fc.property(fc.anything(), fc.anything(), fc.anything(), (replicas, usage, options) => {
    const workload = { groups: [{ ...groupOf(1, {}), replicas }], usage } as Workload
    const { bills, problems } = compareCosts(workload, options as never)
    expect(bills.length > 0 || problems.length > 0).toBe(true)
  }), { numRuns: 500 })
})

describe('from a manifest', () => {
  const template = (spec: object) => ({ metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i', resources: { limits: { cpu: '1', memory: '1Gi' } } }], ...spec } })
  const object = (kind: string, name: string, spec: object, apiVersion = 'apps/v1') => ({ apiVersion, kind, metadata: { name }, spec }) as KubeObject
  it('limits count as requests, an autoscaler gives the range and a DaemonSet is on every node', () => {
    const { workload } = workloadFromManifest([
      object('Deployment', 'web', { replicas: 2, template: template({}) }),
      object('HorizontalPodAutoscaler', 'web', { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 3, maxReplicas: 9 }, 'autoscaling/v2'),
      object('DaemonSet', 'agent', { template: template({}) }),
    ])
    const read = readWorkload(workload).workload
    expect(read?.groups).toMatchObject([{ name: 'web', replicas: 9, minReplicas: 3, requests: { cpu: 1000, memory: 2 ** 30 } }])
    expect(read?.daemonSets.map(group => group.name)).toEqual(['agent'])
  })
  it('follows a claim to its driver, and claim templates to none that Fargate has', () => {
    const claim = (name: string, storageClassName?: string) => object('PersistentVolumeClaim', name, { storageClassName }, 'v1')
    const uses = (claimName: string) => template({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] })
    const { workload } = workloadFromManifest([
      claim('files', 'efs'), claim('disk'), { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'efs' }, provisioner: 'efs.csi.aws.com' } as KubeObject,
      object('Deployment', 'on-efs', { template: uses('files') }), object('Deployment', 'on-ebs', { template: uses('disk') }),
      object('StatefulSet', 'db', { template: template({}), volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { resources: { requests: { storage: '1Gi' } } } }] }),
    ])
    expect(readWorkload(workload).workload?.groups.map(group => [group.name, group.obstacles.map(({ code }) => code)])).toEqual([
      ['on-efs', []], ['on-ebs', ['ebs-volume']], ['db', ['ebs-volume']],
    ])
  })
})
