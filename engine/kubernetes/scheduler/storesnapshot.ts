/** From the simulation's store to what the scheduler sees. */
import type { ObjectReader } from '../apiserver/objectreader.ts'
import { Snapshot } from './snapshot.ts'

/** The kinds that the scheduler reads. */
export const SCHEDULER_KINDS = [
  'Pod', 'Node', 'Namespace', 'Service', 'ReplicaSet', 'StatefulSet', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass',
  'PodDisruptionBudget',
] as const

/** The cluster as the scheduler would see it now, for `explain` and for what-ifs: changing it changes nothing else. */
export function snapshotOf(store: ObjectReader): Snapshot {
  return new Snapshot(SCHEDULER_KINDS.flatMap(kind => store.list(kind)))
}
