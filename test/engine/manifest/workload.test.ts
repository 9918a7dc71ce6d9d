import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import { KINDS } from '../../../engine/kubernetes/manifest/schema/kinds.ts'
import { workloadOf } from '../../../engine/kubernetes/manifest/workload.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'

const template = (requests: object, limits?: object) => ({
  metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'i', resources: { requests, ...(limits && { limits }) } }] },
})
const object = (kind: string, spec: object, extra: object = {}) =>
  ({ apiVersion: KINDS.get(kind)?.apiVersion, kind, metadata: { name: 'a', ...extra }, spec }) as unknown as KubeObject
const REQUESTS = { cpu: '250m', memory: '64Mi' }
const AMOUNTS = { cpu: 250, memory: 67_108_864 }

describe('workloadOf', () => {
  it.each([
    ['Deployment', { replicas: 3, template: template(REQUESTS) }, 3],
    ['Deployment', { template: template(REQUESTS) }, 1],
    ['ReplicationController', { replicas: 100, template: template(REQUESTS) }, 100],
    ['StatefulSet', { replicas: 0, template: template(REQUESTS) }, 0],
    ['Job', { parallelism: 5, completions: 2, template: template(REQUESTS) }, 2],
    ['CronJob', { schedule: '0 * * * *', jobTemplate: { spec: { parallelism: 4, template: template(REQUESTS) } } }, 4],
    ['CronJob', { suspend: true, schedule: '0 * * * *', jobTemplate: { spec: { template: template(REQUESTS) } } }, 0],
  ])('%s counts its pods', (kind, spec, replicas) => {
    expect(workloadOf([object(kind, spec)]).groups).toMatchObject([{ owner: { kind, name: 'a', namespace: 'default' }, replicas, requests: AMOUNTS }])
  })

  it('another group\'s kind of the same name is something else', () => {
    const job = { ...object('Job', { template: template(REQUESTS) }), apiVersion: 'batch.volcano.sh/v1alpha1' }
    expect(workloadOf([job]).groups).toEqual([])
  })

  it('a DaemonSet is one pod a node', () => {
    expect(workloadOf([object('DaemonSet', { template: template(REQUESTS) })]).groups).toMatchObject([{ perNode: true, replicas: 1 }])
  })

  it('limits become requests', () => {
    const [group] = workloadOf([object('Deployment', { template: template({}, { memory: '500Mi' }) })]).groups
    expect(group?.requests).toEqual({ memory: 524_288_000 })
  })

  it('owned pods count through an owner that is there, and together when it is not', () => {
    const owned = (name: string) => ({ ...object('Pod', template(REQUESTS).spec, { name, ownerReferences: [{ kind: 'ReplicaSet', name: 'rs', apiVersion: 'apps/v1', uid: 'u', controller: true }] }) }) as KubeObject
    const replicaSet = object('ReplicaSet', { replicas: 2, template: template(REQUESTS) }, { name: 'rs' })
    expect(workloadOf([owned('p1'), owned('p2')]).groups).toMatchObject([{ owner: { kind: 'ReplicaSet', name: 'rs' }, replicas: 2 }])
    expect(workloadOf([replicaSet, owned('p1'), owned('p2')]).groups).toMatchObject([{ owner: { kind: 'ReplicaSet' }, replicas: 2 }])
  })

  it('an autoscaler gives the range', () => {
    const hpa = object('HorizontalPodAutoscaler', { scaleTargetRef: { kind: 'Deployment', name: 'a' }, minReplicas: 2, maxReplicas: 9 }, { name: 'h' })
    expect(workloadOf([object('Deployment', { template: template(REQUESTS) }), hpa]).groups).toMatchObject([{ replicas: 2, autoscaled: { minReplicas: 2, maxReplicas: 9 } }])
  })

  it.each([-1, 1.5, 1e300, Number.NaN, 'x'])('%s replicas are a problem, not a number', (replicas) => {
    const { groups, problems } = workloadOf([object('Deployment', { replicas, template: template(REQUESTS) })])
    expect(groups).toEqual([])
    expect(problems).toHaveLength(1)
  })

  it('another spelling of the same amounts is the same workload', () => {
    const spell = (cpu: string, memory: string) =>
      workloadOf(readManifest(`apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, resources: {requests: {cpu: ${cpu}, memory: ${memory}}}}]}`).objects)
    fc.assert(fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 512 }), (cores, gibi) => {
      const plain = spell(`${cores}`, `${gibi}Gi`)
      expect(spell(`${cores * 1000}m`, `${gibi * 1024}Mi`)).toEqual(plain)
      expect(spell(`"${cores}.0"`, `"${gibi * 1024 ** 3}"`)).toEqual(plain)
    }), { numRuns: 30 })
  })
})
