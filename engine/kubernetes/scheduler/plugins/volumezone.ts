/**
 * Keeps a pod in the zone of its bound volumes, by the zone labels of the PersistentVolume.
 * Models pkg/scheduler/framework/plugins/volumezone/volume_zone.go. Leaves out the deprecated failure-domain labels of nodes.
 */
import type { Plugin } from '../framework/plugin.ts'
import { SKIP, unresolvable } from '../framework/status.ts'
import { namespacedName } from '../keys.ts'
import { REGION_LABEL, ZONE_LABEL } from '../../types/wellknown.ts'
import { podClaims } from './podclaims.ts'

const NAME = 'VolumeZone'
const REJECTED = unresolvable(NAME, 'node(s) had no available volume zone')
const TOPOLOGY_LABELS = [ZONE_LABEL, REGION_LABEL]

export function volumeZone(): Plugin {
  return {
    name: NAME,
    events: ['PersistentVolumeClaim', 'PersistentVolume', 'StorageClass', 'Node/Add', 'Node/UpdateLabel'],
    preFilter({ pod }, snapshot) {
      const wanted = podClaims(pod, snapshot).flatMap(({ claim }) => {
        const volume = snapshot.volumes.get(namespacedName({ metadata: { name: claim?.spec.volumeName ?? '' } }))
        return TOPOLOGY_LABELS.flatMap((key) => {
          const value = volume?.metadata.labels?.[key]
          return value === undefined ? [] : [{ key, values: value.split('__') }]
        })
      })
      if (wanted.length === 0) return SKIP
      return {
        filter(node) {
          // A node outside any topology can reach every volume.
          if (TOPOLOGY_LABELS.every(key => node.labels[key] === undefined)) return null
          return wanted.every(({ key, values }) => values.includes(node.labels[key] ?? '')) ? null : REJECTED
        },
      }
    },
  }
}
