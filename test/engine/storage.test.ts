import { describe, expect, it } from 'vitest'
import { BASE_OBJECTS } from '../../engine/kubernetes/cluster.ts'
import { isPodReady } from '../../engine/kubernetes/apimachinery/meta.ts'
import { podCells } from '../../engine/kubernetes/kubectl/print/podstatus.ts'
import { makeNode } from '../../engine/kubernetes/types/make.ts'
import type { AccessMode, Deployment, KubeObject, PersistentVolume, PersistentVolumeClaim, Pod, StatefulSet, StorageClass } from '../../engine/kubernetes/types/index.ts'
import { podTemplate, startCluster, wait } from './support/cluster.ts'

const storageClass = (name: string, rest: Partial<StorageClass> = {}): StorageClass => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer', ...rest,
})
const asDefault = (one: StorageClass): StorageClass => ({ ...one, metadata: { ...one.metadata, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } })
const claim = (name: string, spec: Partial<PersistentVolumeClaim['spec']> = {}): PersistentVolumeClaim => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '8Gi' } }, ...spec },
})
const volume = (name: string, spec: Partial<PersistentVolume['spec']> = {}): PersistentVolume => ({
  apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec: { capacity: { storage: '10Gi' }, accessModes: ['ReadWriteOnce'], csi: { driver: 'ebs.csi.aws.com', volumeHandle: `vol-${name}` }, ...spec },
})
const mounts = (claimName: string) => ({ volumes: [{ name: 'files', persistentVolumeClaim: { claimName } }] })
const pod = (name: string, claimName: string, spec: Partial<Pod['spec']> = {}): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'app', image: 'app:1' }], ...mounts(claimName), ...spec } })
const TWO = [...BASE_OBJECTS, makeNode('n1', { cpu: '2', zone: 'a' }), makeNode('n2', { cpu: '2', zone: 'a' })]

function started(...objects: KubeObject[]) {
  const simulation = startCluster({ objects: TWO })
  simulation.apply({ type: 'apply', objects })
  wait(simulation, 30)
  const words = (kind: string, name: string) => simulation.log.about(kind, name, 'default').map(({ type, reason, message }) => `${type} ${reason} ${message}`)
  const status = (name: string) => podCells(simulation.store.mustGet('Pod', 'default', name), simulation.clock.now).status
  const claimNow = (name: string) => simulation.store.mustGet('PersistentVolumeClaim', 'default', name)
  return { simulation, words, status, claimNow }
}

describe('a claim that waits says why (syncUnboundClaim)', () => {
  const NONE = 'no persistent volumes available for this claim and no storage class is set'
  it.each<[string, KubeObject[], string]>([
    ['a class that is not there', [claim('files', { storageClassName: 'fast' })], 'Warning ProvisioningFailed storageclass.storage.k8s.io "fast" not found'],
    ['no class, and none by default', [claim('files')], `Normal FailedBinding ${NONE}`],
    ['the empty class, whatever the default', [asDefault(storageClass('fast')), claim('files', { storageClassName: '' })], `Normal FailedBinding ${NONE}`],
    ['nobody makes volumes', [storageClass('disks', { provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'Immediate' }), claim('files', { storageClassName: 'disks' })], 'Warning ProvisioningFailed no volume plugin matched name: kubernetes.io/no-provisioner'],
    ['no pod yet', [storageClass('fast'), claim('files', { storageClassName: 'fast' })], 'Normal WaitForFirstConsumer waiting for first consumer to be created before binding'],
    ['a pod that has no node', [storageClass('fast'), claim('files', { storageClassName: 'fast' }), pod('web', 'files', { nodeSelector: { gpu: 'yes' } })], 'Normal WaitForPodScheduled waiting for pod web to be scheduled'],
    ['a volume of its choice that is too small', [volume('pv', { capacity: { storage: '5Gi' } }), claim('files', { volumeName: 'pv' })], 'Warning VolumeMismatch Cannot bind to requested volume "pv": requested PV is too small'],
    ['a volume of its choice with other access', [volume('pv'), claim('files', { volumeName: 'pv', accessModes: ['ReadWriteMany'] })], 'Warning VolumeMismatch Cannot bind to requested volume "pv": incompatible accessMode'],
  ])('%s', (_why, objects, expected) => {
    const { words, claimNow } = started(...objects)
    expect(claimNow('files').status?.phase).toBe('Pending')
    expect(words('PersistentVolumeClaim', 'files').at(-1)).toBe(expected)
  })

  it.each<[AccessMode[], string]>([
    [['ReadWriteMany'], 'MULTI_NODE_MULTI_WRITER'], [['ReadOnlyMany'], 'MULTI_NODE_READER_ONLY'], [['ReadWriteOnce', 'ReadWriteMany'], 'SINGLE_NODE_WRITER, MULTI_NODE_MULTI_WRITER'],
  ])('a driver that has no such access: %s', (accessModes, asked) => {
    const { words, claimNow } = started(storageClass('fast', { volumeBindingMode: 'Immediate' }), claim('files', { storageClassName: 'fast', accessModes }))
    expect(claimNow('files').status?.phase).toBe('Pending')
    expect(words('PersistentVolumeClaim', 'files').at(-1)).toBe(`Warning ProvisioningFailed failed to provision volume with StorageClass "fast": rpc error: code = InvalidArgument desc = Volume capabilities ${asked} not supported. Only AccessModes[ReadWriteOnce] supported.`)
  })

  it('that its bound volume is gone', () => {
    const { simulation, words, claimNow } = started(volume('pv'), claim('files'))
    expect(claimNow('files').status?.phase).toBe('Bound')
    simulation.apply({ type: 'delete', kind: 'PersistentVolume', name: 'pv' })
    wait(simulation, 5)
    expect(claimNow('files').status?.phase).toBe('Lost')
    expect(words('PersistentVolumeClaim', 'files').at(-1)).toBe('Warning ClaimLost Bound claim has lost its PersistentVolume. Data on the volume is lost!')
  })
})

describe('a default class', () => {
  it('that comes later is taken by claims that name none', () => {
    const { simulation, claimNow } = started(claim('files'), claim('none', { storageClassName: '' }), pod('web', 'files'))
    simulation.apply({ type: 'apply', objects: [asDefault(storageClass('fast'))] })
    wait(simulation, 60)
    expect([claimNow('files').spec.storageClassName, claimNow('files').status?.phase]).toEqual(['fast', 'Bound'])
    expect(claimNow('none').spec.storageClassName).toBe('')
    expect(isPodReady(simulation.store.mustGet('Pod', 'default', 'web'))).toBe(true)
  })

  it('is the newest of several', () => {
    const { simulation, claimNow } = started(asDefault(storageClass('old')))
    simulation.apply({ type: 'apply', objects: [asDefault(storageClass('b')), asDefault(storageClass('a')), claim('files')] })
    expect(claimNow('files').spec.storageClassName).toBe('a')
  })
})

describe('a ReadWriteOnce volume', () => {
  const web = (strategy: Deployment['spec']['strategy']): KubeObject[] => {
    const template = podTemplate('web', { resources: { requests: { cpu: '1200m' } } })
    const deployment: Deployment = {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
      spec: { replicas: 1, strategy, selector: { matchLabels: { app: 'web' } }, template: { ...template, spec: { ...template.spec, ...mounts('files') } } },
    }
    return [storageClass('fast'), claim('files', { storageClassName: 'fast' }), deployment]
  }
  const rolled = (strategy: Deployment['spec']['strategy']) => {
    const cluster = started(...web(strategy))
    const [old] = cluster.simulation.store.list('Pod')
    cluster.simulation.apply({ type: 'patch', kind: 'Deployment', name: 'web', patch: { spec: { template: { metadata: { labels: { v: '2' } } } } } })
    wait(cluster.simulation, 300)
    return { ...cluster, old }
  }

  it('is on one node at a time: a rolling update onto another node hangs', () => {
    const { simulation, old, status } = rolled({ type: 'RollingUpdate' })
    const fresh = simulation.store.list('Pod').find(({ metadata }) => metadata.name !== old?.metadata.name)
    expect(fresh && status(fresh.metadata.name)).toBe('ContainerCreating')
    const [warning, ...others] = simulation.log.entries.filter(({ reason }) => reason === 'FailedAttachVolume')
    expect([warning?.source, warning?.object.name, warning?.message]).toEqual(['attachdetach-controller', fresh?.metadata.name, `Multi-Attach error for volume "${simulation.store.list('PersistentVolume')[0]?.metadata.name}" Volume is already used by pod(s) ${old?.metadata.name}`])
    expect(others).toEqual([])
    simulation.apply({ type: 'delete', kind: 'Pod', name: old?.metadata.name ?? '' })
    wait(simulation, 60)
    expect(simulation.store.list('Pod').filter(isPodReady)).toHaveLength(1)
  })

  it('moves when the old pod goes first', () => {
    const { simulation } = rolled({ type: 'Recreate' })
    expect(simulation.store.list('Pod').filter(isPodReady)).toHaveLength(1)
    expect(simulation.log.entries.filter(({ reason }) => reason === 'FailedAttachVolume')).toEqual([])
    expect(simulation.store.list('Node').flatMap(({ status }) => status?.volumesAttached ?? [])).toHaveLength(1)
  })

  it('may be used by several pods of one node', () => {
    const { simulation, status } = started(storageClass('fast'), claim('files', { storageClassName: 'fast' }), pod('one', 'files'))
    const nodeName = simulation.store.mustGet('Pod', 'default', 'one').spec.nodeName ?? ''
    const beside = { nodeSelector: { 'kubernetes.io/hostname': nodeName } }
    simulation.apply({ type: 'apply', objects: [pod('two', 'files', beside), pod('three', 'files', beside)] })
    wait(simulation, 20)
    expect([status('two'), status('three')]).toEqual(['Running', 'Running'])
  })

  it('stays for six minutes on a node that does not answer, then comes away by force', () => {
    const template = podTemplate('db')
    const set: StatefulSet = {
      apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' },
      spec: { serviceName: 'db', replicas: 1, selector: { matchLabels: { app: 'db' } }, template: { ...template, spec: { ...template.spec, ...mounts('files') } } },
    }
    const { simulation, status } = started(storageClass('fast'), claim('files', { storageClassName: 'fast' }), set)
    const node = simulation.store.list('Pod')[0]?.spec.nodeName ?? ''
    simulation.apply({ type: 'node', node, state: 'down' })
    wait(simulation, 60)
    simulation.apply({ type: 'delete', kind: 'Pod', name: 'db-0', options: { gracePeriodSeconds: 0 } })
    wait(simulation, 300)
    expect(status('db-0')).toBe('ContainerCreating')
    expect(simulation.log.entries.filter(({ reason }) => reason === 'FailedAttachVolume').map(({ message }) => message.replace(/"pvc-[^"]*"/, 'V'))).toEqual(["Multi-Attach error for volume V Volume is already exclusively attached to one node and can't be attached to another"])
    wait(simulation, 90)
    expect(status('db-0')).toBe('Running')
  })

  it.each<[string, KubeObject[]]>([
    ['a file system of several nodes', [volume('pv', { accessModes: ['ReadWriteMany'], csi: { driver: 'cephfs.csi.ceph.com', volumeHandle: 'x' } }), claim('files', { accessModes: ['ReadWriteMany'] })]],
    ['a driver that does not attach', [volume('pv', { csi: { driver: 'efs.csi.aws.com', volumeHandle: 'fs-1' } }), claim('files')]],
    ['a volume that is only mounted', [volume('pv', { csi: undefined, nfs: { server: 'nas', path: '/' } }), claim('files')]],
  ])('is not what this is: %s', (_what, objects) => {
    const { status } = started(...objects, pod('one', 'files', { nodeSelector: { 'kubernetes.io/hostname': 'n1' } }), pod('two', 'files', { nodeSelector: { 'kubernetes.io/hostname': 'n2' } }))
    expect([status('one'), status('two')]).toEqual(['Running', 'Running'])
  })
})

describe('a ReadWriteOncePod claim', () => {
  const files = [storageClass('fast'), claim('files', { storageClassName: 'fast', accessModes: ['ReadWriteOncePod'] })]
  it('keeps a second pod from any node', () => {
    const { simulation, words, status } = started(...files, pod('one', 'files'))
    simulation.apply({ type: 'apply', objects: [pod('two', 'files')] })
    wait(simulation, 20)
    expect([status('one'), status('two')]).toEqual(['Running', 'Pending'])
    expect(words('Pod', 'two')[0]).toBe('Warning FailedScheduling 0/2 nodes are available: 2 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.')
    simulation.apply({ type: 'delete', kind: 'Pod', name: 'one' })
    wait(simulation, 30)
    expect(status('two')).toBe('Running')
  })

  it('goes to a pod of higher priority', () => {
    const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 } as KubeObject
    const { simulation, status } = started(...files, high, pod('one', 'files'))
    simulation.apply({ type: 'apply', objects: [pod('two', 'files', { priorityClassName: 'high' })] })
    wait(simulation, 60)
    expect(status('two')).toBe('Running')
    expect(simulation.store.get('Pod', 'default', 'one')).toBeUndefined()
  })

  it('is mounted by one pod of a node, also past the scheduler', () => {
    const { simulation, words, status } = started(...files, pod('one', 'files'))
    const nodeName = simulation.store.mustGet('Pod', 'default', 'one').spec.nodeName
    simulation.apply({ type: 'apply', objects: [pod('two', 'files', { nodeName })] })
    wait(simulation, 20)
    expect(status('two')).toBe('ContainerCreating')
    expect(words('Pod', 'two').at(-1)).toMatch(/^Warning FailedMount MountVolume.SetUp failed for volume "pvc-.*" : volume uses the ReadWriteOncePod access mode and is already in use by another pod$/)
  })
})

describe('a pod bound past the scheduler', () => {
  const elsewhere = { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In' as const, values: ['b'] }] }] } }
  const unprocessed = 'Unable to attach or mount volumes: unmounted volumes=[files], unattached volumes=[], failed to process volumes=[files]: error processing PVC default/files: '
  it.each<[string, KubeObject[], string]>([
    ['without its claim', [], `${unprocessed}failed to fetch PVC from API server: persistentvolumeclaims "files" not found`],
    ['before its claim is bound', [claim('files')], `${unprocessed}PVC is not bound`],
    ['out of its volume\'s reach', [volume('pv', { csi: undefined, local: { path: '/d' }, nodeAffinity: elsewhere }), claim('files')], 'MountVolume.NodeAffinity check failed for volume "pv" : no matching NodeSelectorTerms'],
  ])('%s', (_what, objects, message) => {
    const { words, status } = started(...objects, pod('web', 'files', { nodeName: 'n1' }))
    expect(status('web')).toBe('ContainerCreating')
    expect(words('Pod', 'web').at(-1)).toBe(`Warning FailedMount ${message}`)
  })
})

describe('an ephemeral volume', () => {
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } }
  const scratch: Pod = { ...pod('batch', 'x'), spec: { containers: [{ name: 'app', image: 'app:1' }], volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { metadata: { name: '', labels: { kind: 'scratch' } }, spec } } }] } }
  it('gets a claim of its own and goes with its pod', () => {
    const { simulation, status, claimNow } = started(storageClass('fast'), scratch)
    expect(status('batch')).toBe('Running')
    expect(claimNow('batch-scratch')).toMatchObject({ metadata: { labels: { kind: 'scratch' }, ownerReferences: [{ kind: 'Pod', name: 'batch' }] }, status: { phase: 'Bound' } })
    simulation.apply({ type: 'delete', kind: 'Pod', name: 'batch' })
    wait(simulation, 60)
    expect([simulation.store.list('PersistentVolumeClaim'), simulation.store.list('PersistentVolume')]).toEqual([[], []])
  })

  it('does not take another\'s claim', () => {
    const { words } = started(storageClass('fast'), claim('batch-scratch', { storageClassName: 'fast' }), scratch)
    expect(words('Pod', 'batch')).toContain('Warning FailedBinding ephemeral volume scratch: PVC default/batch-scratch was not created for pod default/batch (pod is not owner)')
  })
})
