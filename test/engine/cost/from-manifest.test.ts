import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkload, workloadFromManifest } from '../../../engine/cost/index.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import { KINDS } from '../../../engine/kubernetes/manifest/schema/kinds.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'

const template = (requests: object, limits?: object) => ({
  metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'i', resources: { requests, ...(limits && { limits }) } }] },
})
const object = (kind: string, spec: object, extra: object = {}) =>
  ({ apiVersion: KINDS.get(kind)?.apiVersion, kind, metadata: { name: 'a', ...extra }, spec }) as unknown as KubeObject
const REQUESTS = { cpu: '250m', memory: '64Mi' }
const AMOUNTS = { cpu: 250, memory: 67_108_864 }

/** The groups of some objects, priced as far as reading them goes. */
function read(objects: readonly KubeObject[]) {
  const { workload } = readWorkload(workloadFromManifest(objects).workload)
  return { groups: workload?.groups, daemonSets: workload?.daemonSets }
}

describe('workloadFromManifest', () => {
  it.each([
    ['Deployment', { replicas: 3, template: template(REQUESTS) }, 3],
    ['Deployment', { template: template(REQUESTS) }, 1],
    ['ReplicationController', { replicas: 100, template: template(REQUESTS) }, 100],
    ['StatefulSet', { replicas: 0, template: template(REQUESTS) }, 0],
    ['Job', { parallelism: 5, completions: 2, template: template(REQUESTS) }, 2],
    ['CronJob', { schedule: '0 * * * *', jobTemplate: { spec: { parallelism: 4, template: template(REQUESTS) } } }, 4],
    ['CronJob', { suspend: true, schedule: '0 * * * *', jobTemplate: { spec: { template: template(REQUESTS) } } }, 0],
  ])('%s counts its pods', (kind, spec, replicas) => {
    expect(workloadFromManifest([object(kind, spec)])).toMatchObject({ problems: [], workload: { groups: [{ ownerKind: kind, name: 'a', replicas, pod: { metadata: { namespace: 'default' } } }] } })
    expect(read([object(kind, spec)]).groups).toMatchObject([{ replicas, requests: AMOUNTS }])
  })

  it('another group\'s kind of the same name is something else', () => {
    const job = { ...object('Job', { template: template(REQUESTS) }), apiVersion: 'batch.volcano.sh/v1alpha1' }
    expect(workloadFromManifest([job]).workload.groups).toEqual([])
  })

  it('a DaemonSet is one pod a node', () => {
    expect(read([object('DaemonSet', { template: template(REQUESTS) })])).toMatchObject({ groups: [], daemonSets: [{ name: 'a', requests: AMOUNTS }] })
  })

  it('limits become requests', () => {
    const { groups } = read([object('Deployment', { template: template({}, { memory: '500Mi' }) })])
    expect(groups?.[0]?.requests).toEqual({ cpu: 250, memory: 524_288_000 })
    expect(groups?.[0]?.assumed).toEqual(['cpu'])
  })

  it('what the pod asks for itself counts instead of its containers\' sum', () => {
    const { metadata, spec } = template(REQUESTS)
    expect(read([object('Deployment', { template: { metadata, spec: { ...spec, resources: { requests: { cpu: '2' } } } } })]).groups?.[0]?.requests).toEqual({ cpu: 2000, memory: AMOUNTS.memory })
  })

  it('a null is read as a cluster reads it', () => {
    const { groups } = read([object('Deployment', { replicas: null, template: template({ cpu: '250m', memory: null }) })])
    expect(groups).toMatchObject([{ replicas: 1, requests: { cpu: 250, memory: 0 } }])
  })

  it('a negative request of the pod itself is a problem', () => {
    const { metadata, spec } = template(REQUESTS)
    const { workload } = workloadFromManifest([object('Deployment', { template: { metadata, spec: { ...spec, resources: { requests: { cpu: '-2' } } } } })])
    expect(readWorkload(workload).problems).toMatchObject([{ code: 'negative-request', params: { resource: 'cpu', value: -2000 } }])
  })

  it('owned pods count through an owner that is there, and together when it is not', () => {
    const owned = (name: string) => ({ ...object('Pod', template(REQUESTS).spec, { name, ownerReferences: [{ kind: 'ReplicaSet', name: 'rs', apiVersion: 'apps/v1', uid: 'u', controller: true }] }) }) as KubeObject
    const replicaSet = object('ReplicaSet', { replicas: 2, template: template(REQUESTS) }, { name: 'rs' })
    expect(workloadFromManifest([owned('p1'), owned('p2')]).workload.groups).toMatchObject([{ ownerKind: 'ReplicaSet', name: 'rs', replicas: 2 }])
    expect(workloadFromManifest([replicaSet, owned('p1'), owned('p2')]).workload.groups).toMatchObject([{ ownerKind: 'ReplicaSet', replicas: 2 }])
  })

  it('an autoscaler gives the range', () => {
    const hpa = object('HorizontalPodAutoscaler', { scaleTargetRef: { kind: 'Deployment', name: 'a' }, minReplicas: 2, maxReplicas: 9 }, { name: 'h' })
    expect(read([object('Deployment', { template: template(REQUESTS) }), hpa]).groups).toMatchObject([{ minReplicas: 2, replicas: 9 }])
  })

  it.each([
    [-1, 'out-of-range'], [1.5, 'not-a-whole-number'], [1e300, 'out-of-range'], [Number.NaN, 'not-a-number'], ['x', 'not-a-number'],
  ])('%s replicas are a problem, not a number', (replicas, code) => {
    const { workload, problems } = workloadFromManifest([object('Deployment', { replicas, template: template(REQUESTS) })])
    expect(workload.groups).toEqual([])
    expect(problems).toMatchObject([{ code, field: 'Deployment/a spec.replicas' }])
    expect(problems[0]?.message.ko).toContain('Deployment/a spec.replicas')
  })

  it('an object that cannot be read leaves the others, and says why in both languages', () => {
    const bad = object('Deployment', { template: template({ cpu: 'lots' }) }, { name: 'bad' })
    const { workload, problems } = workloadFromManifest([bad, object('Deployment', { template: template(REQUESTS) })])
    expect(workload.groups.map(({ name }) => name)).toEqual(['a'])
    expect(problems).toMatchObject([{ code: 'bad-quantity', field: 'Deployment/bad', message: { ko: expect.stringMatching(/^Deployment\/bad: .*수량/), en: expect.stringMatching(/^Deployment\/bad: not a Kubernetes quantity/) } }])
  })

  it('derives a manifest once, however often it is asked', () => {
    const objects = [object('Deployment', { template: template(REQUESTS) })]
    expect(workloadFromManifest(objects)).toBe(workloadFromManifest(objects))
  })

  it('another spelling of the same amounts is the same workload', () => {
    const spell = (cpu: string, memory: string) =>
      read(readManifest(`apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, resources: {requests: {cpu: ${cpu}, memory: ${memory}}}}]}`).objects).groups?.map(({ requests, fargateSize }) => ({ requests, fargateSize }))
    fc.assert(fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 512 }), (cores, gibi) => {
      const plain = spell(`${cores}`, `${gibi}Gi`)
      expect(spell(`${cores * 1000}m`, `${gibi * 1024}Mi`)).toEqual(plain)
      expect(spell(`"${cores}.0"`, `"${gibi * 1024 ** 3}"`)).toEqual(plain)
    }), { numRuns: 30 })
  })
})
