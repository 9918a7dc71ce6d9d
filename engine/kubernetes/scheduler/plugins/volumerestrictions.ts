/**
 * Access modes and disks that only one pod may use: a ReadWriteOncePod claim, and inline EBS and GCE disks on one node.
 * Models pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go. Leaves out inline iSCSI and RBD volumes.
 */
import type { FilterCycle, Plugin } from '../framework/plugin.ts'
import { SKIP, unschedulable } from '../framework/status.ts'
import { namespaceOf } from '../keys.ts'
import type { PodInfo } from '../podinfo.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Pod, Volume } from '../../types/index.ts'
import { podClaims } from './podclaims.ts'

const NAME = 'VolumeRestrictions'
const CLAIM_CONFLICT = unschedulable(NAME, 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode')
const DISK_CONFLICT = unschedulable(NAME, 'node(s) had no available disk')

export function volumeRestrictions(): Plugin {
  return {
    name: NAME,
    events: ['AssignedPod/Delete', 'Node/Add', 'PersistentVolumeClaim'],
    preFilter({ pod }, snapshot) {
      const disks = (pod.spec.volumes ?? []).filter(volume => volume.awsElasticBlockStore ?? volume.gcePersistentDisk)
      const single = podClaims(pod, snapshot).filter(({ claim }) => claim?.spec.accessModes?.includes('ReadWriteOncePod')).map(({ name }) => name)
      const used = single.filter(name => isUsed(name, pod, snapshot)).length
      return disks.length === 0 && used === 0 ? SKIP : restrictions(pod, disks, new Set(single), used)
    },
  }
}

/** @param used how many of the `single` claims a pod has, wherever it is */
function restrictions(pod: Pod, disks: readonly Volume[], single: ReadonlySet<string>, used: number): FilterCycle {
  let conflicts = used
  const sharedBy = ({ pod: other }: PodInfo) => (namespaceOf(other) === namespaceOf(pod) ? (other.spec.volumes ?? []).filter(volume => single.has(volume.persistentVolumeClaim?.claimName ?? '')).length : 0)
  return {
    filter({ pods }) {
      const collides = pods.some(({ pod: other }) => other.spec.volumes?.some(theirs => disks.some(ours => isSameDisk(ours, theirs))))
      return collides ? DISK_CONFLICT : conflicts > 0 ? CLAIM_CONFLICT : null
    },
    addPod: (added) => { conflicts += sharedBy(added) },
    removePod: (removed) => { conflicts -= sharedBy(removed) },
    clone: () => restrictions(pod, disks, single, conflicts),
  }
}

function isUsed(claimName: string, pod: Pod, { nodes }: Snapshot): boolean {
  return nodes.some(({ pods }) => pods.some(({ pod: other }) => other !== pod && namespaceOf(other) === namespaceOf(pod)
    && other.spec.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claimName)))
}

/** A GCE disk may be shared when all only read it. */
function isSameDisk(a: Volume, b: Volume): boolean {
  if (a.awsElasticBlockStore) return a.awsElasticBlockStore.volumeID === b.awsElasticBlockStore?.volumeID
  const { gcePersistentDisk: ours } = a
  const { gcePersistentDisk: theirs } = b
  return ours !== undefined && ours.pdName === theirs?.pdName && !(ours.readOnly && theirs.readOnly)
}
