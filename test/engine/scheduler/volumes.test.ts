import { describe, expect, test } from 'vitest'
import { Snapshot, createPlugin, filterNode } from '../../../engine/kubernetes/scheduler/index.ts'
import type { KubeObject, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'
import { make } from './builders.ts'

const ZONE = 'topology.kubernetes.io/zone'
const pod = makePod('p', { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } })
const nodes = [makeNode('a', { zone: 'a' }), makeNode('b', { zone: 'b' })]

const claim = (spec: PersistentVolumeClaim['spec'], rest: Partial<PersistentVolumeClaim> = {}) =>
  make<PersistentVolumeClaim>('PersistentVolumeClaim', 'data', { spec: { storageClassName: 'ebs', resources: { requests: { storage: '10Gi' } }, accessModes: ['ReadWriteOnce'], ...spec }, ...rest, metadata: { namespace: 'default', ...rest.metadata } })
const volume = (zone: string, size: string, rest: Partial<PersistentVolume['spec']> = {}) => make<PersistentVolume>('PersistentVolume', `pv-${zone}-${size}`, {
  metadata: { labels: { [ZONE]: zone } },
  spec: {
    capacity: { storage: size }, storageClassName: 'ebs', accessModes: ['ReadWriteOnce'],
    nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: [zone] }] }] } }, ...rest,
  },
})
const storageClass = (volumeBindingMode: StorageClass['volumeBindingMode'], rest: Partial<StorageClass> = {}) =>
  make<StorageClass>('StorageClass', 'ebs', { provisioner: 'ebs.csi.aws.com', volumeBindingMode, ...rest })
const waits = storageClass('WaitForFirstConsumer')
const manual = storageClass('WaitForFirstConsumer', { provisioner: 'kubernetes.io/no-provisioner' })

function verdicts(plugin: string, objects: KubeObject[]) {
  const snapshot = new Snapshot([...nodes, ...objects])
  return nodes.map(({ metadata }) => filterNode(createPlugin(plugin), pod, metadata.name, snapshot).message || 'fits')
}

const NODE_CONFLICT = "node(s) didn't match PersistentVolume's node affinity"
const BIND_CONFLICT = "node(s) didn't find available persistent volumes to bind"

describe('VolumeBinding', () => {
  test.each<[string, KubeObject[], string, string]>([
    ['a missing claim', [], 'persistentvolumeclaim "data" not found', 'persistentvolumeclaim "data" not found'],
    ['a claim that binds at once and is not bound yet', [storageClass('Immediate'), claim({})],
      'pod has unbound immediate PersistentVolumeClaims', 'pod has unbound immediate PersistentVolumeClaims'],
    ['a bound volume keeps the pod in its zone', [waits, claim({ volumeName: 'pv-b-10Gi' }), volume('b', '10Gi')], NODE_CONFLICT, 'fits'],
    ['a claim bound to a volume that is gone', [waits, claim({ volumeName: 'gone' })],
      'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)', 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)'],
    ['a claim that waits can be provisioned anywhere', [waits, claim({})], 'fits', 'fits'],
    ['but only where the class allows it', [storageClass('WaitForFirstConsumer', { allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: ['b'] }] }] }), claim({})], BIND_CONFLICT, 'fits'],
    ['the node chosen earlier stays chosen', [waits, claim({}, { metadata: { annotations: { 'volume.kubernetes.io/selected-node': 'a' } } as never })], 'fits', BIND_CONFLICT],
    ['without a provisioner a volume must be there', [manual, claim({}), volume('b', '10Gi')], BIND_CONFLICT, 'fits'],
    ['large enough', [manual, claim({}), volume('a', '5Gi'), volume('b', '20Gi')], BIND_CONFLICT, 'fits'],
    ['and not reserved for another claim', [manual, claim({}), volume('b', '10Gi', { claimRef: { name: 'other', namespace: 'default' } })], BIND_CONFLICT, BIND_CONFLICT],
  ])('%s', (_name, objects, onA, onB) => {
    expect(verdicts('VolumeBinding', objects)).toEqual([onA, onB])
  })
})

test('VolumeZone keeps the pod in the zone that its volume is labelled with', () => {
  expect(verdicts('VolumeZone', [claim({ volumeName: 'pv-b-10Gi' }), volume('b', '10Gi')])).toEqual(['node(s) had no available volume zone', 'fits'])
})
