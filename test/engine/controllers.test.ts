import { describe, expect, it } from 'vitest'
import { findCondition, isPodReady, isTerminating } from '../../engine/kubernetes/apimachinery/meta.ts'
import { BASE_OBJECTS } from '../../engine/kubernetes/cluster.ts'
import { WEBSITE_CRD } from '../../engine/kubernetes/controllers/website.ts'
import type { Job, KubeObject, StatefulSet } from '../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../engine/kubernetes/types/make.ts'
import { ZONE_LABEL } from '../../engine/kubernetes/types/wellknown.ts'
import { deployment, emptyStore, podTemplate, startCluster, wait } from './support/cluster.ts'

function started(...objects: KubeObject[]) {
  const simulation = startCluster()
  simulation.apply({ type: 'apply', objects })
  wait(simulation, 60)
  return simulation
}

describe('Deployment', () => {
  it('stays up behind a bad image and says when its deadline has passed', () => {
    const simulation = started(deployment('web', { replicas: 4, progressDeadlineSeconds: 60 }))
    simulation.apply({ type: 'patch', kind: 'Deployment', name: 'web', patch: { spec: { template: podTemplate('web', { image: 'web:bad' }) } } })
    wait(simulation, 90)
    const { status } = simulation.store.mustGet('Deployment', 'default', 'web')
    expect(status).toMatchObject({ availableReplicas: 3, updatedReplicas: 2 })
    expect(findCondition(status?.conditions, 'Progressing')).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' })
    const waiting = simulation.store.list('Pod').flatMap(pod => pod.status?.containerStatuses?.map(one => one.state?.waiting?.reason) ?? [])
    expect(waiting.filter(reason => reason === 'ImagePullBackOff')).toHaveLength(2)
  })

  it('Recreate starts nothing before the last old pod is gone', () => {
    const simulation = started(deployment('web', { strategy: { type: 'Recreate' } }))
    const old = new Set(simulation.store.list('Pod').map(({ metadata }) => metadata.uid))
    simulation.store.watch(() => {
      const pods = simulation.store.list('Pod')
      expect(pods.some(({ metadata }) => old.has(metadata.uid)) && pods.some(({ metadata }) => !old.has(metadata.uid))).toBe(false)
    })
    simulation.apply({ type: 'patch', kind: 'Deployment', name: 'web', patch: { spec: { template: podTemplate('web', { image: 'web:2' }) } } })
    wait(simulation, 60)
    expect(simulation.store.mustGet('Deployment', 'default', 'web').status).toMatchObject({ updatedReplicas: 3, availableReplicas: 3 })
  })
})

describe('a Deployment whose rollout was complete long ago', () => {
  it('comes to rest when it loses pods after its progress deadline', () => {
    const simulation = started(deployment('web', { progressDeadlineSeconds: 60 }))
    wait(simulation, 240)
    simulation.apply({ type: 'node', node: simulation.store.list('Pod')[0]?.spec.nodeName ?? '', state: 'down' })
    expect(simulation.runUntil(simulation.clock.now + 100_000, 2_000)).toBe(true)
    expect(simulation.store.mustGet('Deployment', 'default', 'web').status?.readyReplicas).toBeLessThan(3)
  })
})

describe('kubelet', () => {
  it('restarts a crashing container at once, then after 10 s, 20 s, 40 s', () => {
    const simulation = started(deployment('web', { replicas: 1, template: podTemplate('web', {}, { 'eks-primer.dev/run-ms': '100', 'eks-primer.dev/exit-code': '1' }) }))
    wait(simulation, 60)
    const [pod] = simulation.store.list('Pod')
    const starts = simulation.log.about('Pod', pod?.metadata.name ?? '', 'default').filter(({ reason }) => reason === 'Started').map(({ at }) => at)
    const gaps = starts.slice(1).map((at, i) => Math.round((at - (starts[i] ?? 0)) / 1000))
    expect(gaps).toEqual([1, 11, 21, 41])
    expect(pod?.status?.containerStatuses?.[0]).toMatchObject({ restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } } })
  })

  it('takes a pod out of service for a failing readiness probe and restarts it for a failing liveness probe', () => {
    const probe = { httpGet: { port: 80 }, periodSeconds: 5, failureThreshold: 2 }
    const simulation = started(deployment('web', { replicas: 1, template: podTemplate('web', { readinessProbe: probe, livenessProbe: probe }) }))
    const ready = () => simulation.store.list('Pod').map(isPodReady)
    expect(ready()).toEqual([true])
    simulation.apply({ type: 'probe', probe: 'readiness', failing: true, selector: 'app=web' })
    wait(simulation, 11)
    expect(ready()).toEqual([false])
    simulation.apply({ type: 'probe', probe: 'readiness', failing: false, selector: 'app=web' })
    simulation.apply({ type: 'probe', probe: 'liveness', failing: true, selector: 'app=web' })
    wait(simulation, 14)
    expect(simulation.store.list('Pod')[0]?.status?.containerStatuses?.[0]?.restartCount).toBe(1)
  })
})

describe('a node that falls silent', () => {
  it('is unknown after 50 s, and its pods go 300 s later; they stay terminating until the node is deleted', () => {
    const simulation = started(deployment('web'))
    const node = simulation.store.list('Pod')[0]?.spec.nodeName ?? ''
    simulation.apply({ type: 'node', node, state: 'down' })
    wait(simulation, 60)
    expect(findCondition(simulation.store.mustGet('Node', '', node).status?.conditions, 'Ready')).toMatchObject({ status: 'Unknown', reason: 'NodeStatusUnknown' })
    expect(simulation.store.mustGet('Node', '', node).spec.taints?.map(({ effect }) => effect).sort()).toEqual(['NoExecute', 'NoSchedule'])
    expect(simulation.store.list('Pod').some(isTerminating)).toBe(false)
    wait(simulation, 310)
    expect(simulation.store.listPodsByNode(node).every(isTerminating)).toBe(true)
    expect(simulation.store.list('Pod').filter(isPodReady)).toHaveLength(3)
    simulation.apply({ type: 'delete', kind: 'Node', name: node })
    wait(simulation, 45)
    expect(simulation.store.listPodsByNode(node)).toEqual([])
  })
})

describe('StatefulSet', () => {
  const set: StatefulSet = {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' },
    spec: {
      serviceName: 'db', replicas: 2, selector: { matchLabels: { app: 'db' } }, template: podTemplate('db', { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
      volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } } }],
    },
  }

  it('starts in order, keeps claims when it shrinks, and comes back to the same volume', () => {
    const simulation = started(set)
    const created = simulation.store.list('Pod').map(({ metadata }) => metadata.name)
    expect(created).toEqual(['db-0', 'db-1'])
    const volume = simulation.store.mustGet('PersistentVolumeClaim', 'default', 'data-db-1').spec.volumeName
    simulation.apply({ type: 'scale', kind: 'StatefulSet', name: 'db', replicas: 1 })
    wait(simulation, 60)
    expect(simulation.store.list('Pod')).toHaveLength(1)
    simulation.apply({ type: 'scale', kind: 'StatefulSet', name: 'db', replicas: 2 })
    wait(simulation, 60)
    expect(simulation.store.mustGet('PersistentVolumeClaim', 'default', 'data-db-1').spec.volumeName).toBe(volume)
    expect(simulation.store.list('Pod').filter(isPodReady)).toHaveLength(2)
  })

  it.each([
    ['Retain', 'Retain', ['data-db-0', 'data-db-1'], ['data-db-0', 'data-db-1']],
    ['Retain', 'Delete', ['data-db-0'], ['data-db-0']],
    ['Delete', 'Retain', ['data-db-0', 'data-db-1'], []],
    ['Delete', 'Delete', ['data-db-0'], []],
  ] as const)('claims stay or go: whenDeleted %s, whenScaled %s', (whenDeleted, whenScaled, afterScale, afterDelete) => {
    const kept: StatefulSet = { ...set, spec: { ...set.spec, persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled } } }
    const simulation = started(kept)
    const claims = () => simulation.store.list('PersistentVolumeClaim').map(({ metadata }) => metadata.name)
    expect(claims()).toEqual(['data-db-0', 'data-db-1'])
    simulation.apply({ type: 'scale', kind: 'StatefulSet', name: 'db', replicas: 1 })
    wait(simulation, 60)
    expect(claims()).toEqual(afterScale)
    simulation.apply({ type: 'delete', kind: 'StatefulSet', name: 'db' })
    wait(simulation, 60)
    expect(claims()).toEqual(afterDelete)
  })

  it('a partition keeps the lower ordinals on the old template', () => {
    const simulation = started(set)
    simulation.apply({ type: 'patch', kind: 'StatefulSet', name: 'db', patch: { spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }, template: { metadata: { labels: { version: '2' } } } } } })
    wait(simulation, 60)
    expect(simulation.store.list('Pod').map(({ metadata }) => [metadata.name, metadata.labels?.version]).sort()).toEqual([['db-0', undefined], ['db-1', '2']])
  })
})

describe('PersistentVolumeController', () => {
  const zonesOf = (zones: readonly string[], storageClass: object = {}) => {
    const simulation = startCluster({ objects: [
      ...BASE_OBJECTS, ...zones.map((zone, i) => makeNode(`n${i}`, { zone })),
      { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'now' }, provisioner: 'csi.example.com', volumeBindingMode: 'Immediate', ...storageClass } as KubeObject,
      ...Array.from({ length: 12 }, (_, i) => ({
        apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: `c${i}` },
        spec: { storageClassName: 'now', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      }) as KubeObject),
    ] })
    wait(simulation, 10)
    const volumes = simulation.store.list('PersistentVolume')
    expect(volumes).toHaveLength(12)
    return [...new Set(volumes.map(({ metadata }) => metadata.labels?.[ZONE_LABEL]))].sort()
  }

  it.each<[string, readonly string[], object, unknown[]]>([
    ['where the nodes are', ['x', 'y', 'y'], {}, ['x', 'y']],
    ['in zones that the class allows', ['x', 'y'], { allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE_LABEL, values: ['z'] }] }] }, ['z']],
    ['anywhere when no node has a zone', [], {}, [undefined]],
  ])('makes a volume that binds at once %s', (_where, zones, storageClass, expected) => {
    expect(zonesOf(zones, storageClass)).toEqual(expected)
  })
})

describe('Job', () => {
  const job = (annotations: Record<string, string>, spec: Partial<Job['spec']>): Job => {
    const template = podTemplate('pi', {}, annotations)
    return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'pi' }, spec: { ...spec, template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } } }
  }
  it('runs so many to their end, so many at a time', () => {
    const simulation = started(job({}, { completions: 3, parallelism: 2, completionMode: 'Indexed' }))
    expect(simulation.store.mustGet('Job', 'default', 'pi').status).toMatchObject({ succeeded: 3, active: 0, completedIndexes: '0-2' })
  })
  it('is complete once its last pod has ended, and says before that it will be', () => {
    const simulation = startCluster()
    const seen: string[] = []
    simulation.store.watch(({ object }) => {
      const types = object.kind === 'Job' ? (object as Job).status?.conditions?.map(({ type }) => type).join(' ') : undefined
      if (types && seen.at(-1) !== types) seen.push(types)
    })
    simulation.apply({ type: 'apply', objects: [job({ 'eks-primer.dev/run-ms': '60000' }, { activeDeadlineSeconds: 20 })] })
    wait(simulation, 60)
    expect(seen).toEqual(['FailureTarget', 'FailureTarget Failed'])
    expect(simulation.store.mustGet('Job', 'default', 'pi').status?.conditions?.at(-1)).toMatchObject({ reason: 'DeadlineExceeded' })
    const reasons = simulation.log.about('Job', 'pi', 'default').map(({ reason }) => reason)
    expect(reasons).toEqual(['SuccessfulCreate', 'SuccessfulDelete', 'DeadlineExceeded'])
  })

  it('an Indexed job gives each pod its index and host name, and makes up for the one that failed', () => {
    const simulation = startCluster()
    simulation.apply({ type: 'apply', objects: [job({ 'eks-primer.dev/run-ms': '5000' }, { completions: 3, parallelism: 3, completionMode: 'Indexed' })] })
    wait(simulation, 4)
    const index = ({ metadata }: { metadata: KubeObject['metadata'] }) => metadata.annotations?.['batch.kubernetes.io/job-completion-index']
    const first = simulation.store.list('Pod')
    expect(first.map(pod => [index(pod), pod.spec.hostname])).toEqual([['0', 'pi-0'], ['1', 'pi-1'], ['2', 'pi-2']])
    simulation.apply({ type: 'crash', pod: first[1]?.metadata.name ?? '', exitCode: 1 })
    wait(simulation, 60)
    expect(simulation.store.list('Pod').map(index)).toEqual(['0', '1', '2', '1'])
    expect(simulation.store.mustGet('Job', 'default', 'pi').status).toMatchObject({ succeeded: 3, failed: 1, completedIndexes: '0-2' })
  })

  it('an Indexed job needs to know how many', () => {
    const { spec, ...rest } = job({}, { completionMode: 'Indexed', parallelism: 2 })
    expect(() => emptyStore().create({ ...rest, spec })).toThrow('spec.completions: Required value: when completion mode is Indexed')
  })

  it('gives up after its backoffLimit', () => {
    const simulation = started(job({ 'eks-primer.dev/exit-code': '3' }, { backoffLimit: 1 }))
    expect(findCondition(simulation.store.mustGet('Job', 'default', 'pi').status?.conditions, 'Failed')).toMatchObject({ status: 'True', reason: 'BackoffLimitExceeded' })
  })
})

describe('DaemonSet, budget, autoscaler and custom controller', () => {
  it('a daemon runs on every node, a cordoned one too', () => {
    const simulation = startCluster()
    simulation.apply({ type: 'cordon', node: 'node-a' })
    simulation.apply({ type: 'apply', objects: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: podTemplate('agent') } } as KubeObject] })
    wait(simulation, 30)
    expect(simulation.store.list('Pod').filter(isPodReady).map(({ spec }) => spec.nodeName).sort()).toEqual(['node-a', 'node-b', 'node-c'])
  })

  it('a drain waits for the budget, and ends', () => {
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { minAvailable: 3, selector: { matchLabels: { app: 'web' } } } }
    const simulation = started(deployment('web', { replicas: 4 }), budget as KubeObject)
    simulation.store.watch(() => expect(simulation.store.list('Pod').filter(pod => isPodReady(pod) && !isTerminating(pod)).length).toBeGreaterThanOrEqual(3))
    for (const node of ['node-a', 'node-b']) simulation.apply({ type: 'drain', node })
    wait(simulation, 120)
    expect(simulation.log.about('Node', 'node-a').map(({ reason }) => reason)).toContain('Drained')
    expect(simulation.store.list('Pod').map(({ spec }) => spec.nodeName)).toEqual(Array(4).fill('node-c'))
  })

  it('load grows a workload by at most double, and it shrinks only 300 s later', () => {
    const hpa = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 10, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }] } }
    const simulation = started(deployment('web', { replicas: 2 }), hpa as KubeObject)
    const size = () => simulation.store.mustGet('Deployment', 'default', 'web').spec.replicas
    simulation.apply({ type: 'load', resource: 'cpu', amount: 400, share: 'total', selector: 'app=web' })
    wait(simulation, 5)
    expect(size()).toBe(4)
    wait(simulation, 60)
    expect(size()).toBe(8)
    simulation.apply({ type: 'load', resource: 'cpu', amount: 10, share: 'total', selector: 'app=web' })
    wait(simulation, 240)
    expect(size()).toBe(8)
    wait(simulation, 120)
    expect(size()).toBe(2)
  })

  it('a Website becomes a Deployment and a Service, and takes them along', () => {
    const simulation = started(WEBSITE_CRD, { apiVersion: 'example.com/v1', kind: 'Website', metadata: { name: 'shop' }, spec: { image: 'shop:1', replicas: 2 } } as KubeObject)
    expect(simulation.store.get('Website', 'default', 'shop')?.status?.ready).toBe('2/2')
    expect(simulation.store.list('CustomResourceDefinition')[0]?.status?.conditions?.map(({ type, status }) => [type, status])).toEqual([['NamesAccepted', 'True'], ['Established', 'True']])
    simulation.apply({ type: 'delete', kind: 'Website', name: 'shop' })
    wait(simulation, 30)
    expect([simulation.store.list('Deployment'), simulation.store.list('Service'), simulation.store.list('Pod')]).toEqual([[], [], []])
  })

  it('a deleted namespace is emptied first', () => {
    const simulation = startCluster()
    simulation.apply({ type: 'apply', objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }, { ...deployment('web'), metadata: { name: 'web', namespace: 'shop' } }] })
    wait(simulation, 30)
    simulation.apply({ type: 'delete', kind: 'Namespace', name: 'shop' })
    wait(simulation, 60)
    expect(simulation.store.get('Namespace', '', 'shop')).toBeUndefined()
    expect(simulation.store.list('Pod')).toEqual([])
  })
})
