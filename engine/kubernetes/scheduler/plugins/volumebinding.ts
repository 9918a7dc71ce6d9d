/**
 * Whether a pod's volumes can be had on a node: bound ones where their PersistentVolume is reachable, unbound ones
 * (WaitForFirstConsumer) where one is free or can be made.
 * Models pkg/scheduler/framework/plugins/volumebinding (volume_binding.go, binder.go).
 * Leaves out storage capacity (CSIStorageCapacity), in-tree to CSI translation and scoring by capacity.
 */
import { toBytes } from '../../apimachinery/quantity.ts'
import type { FilterCycle, Plugin } from '../framework/plugin.ts'
import { SKIP, unresolvable } from '../framework/status.ts'
import type { Status } from '../framework/status.ts'
import { namespacedName } from '../keys.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import { matchesNodeSelector } from '../nodeselector.ts'
import type { Snapshot } from '../snapshot.ts'
import type { PersistentVolume, PersistentVolumeClaim } from '../../types/index.ts'
import { podClaims, waitsForConsumer } from './podclaims.ts'
import type { PodClaim } from './podclaims.ts'

const NAME = 'VolumeBinding'
const BIND_CONFLICT = "node(s) didn't find available persistent volumes to bind"
const NODE_CONFLICT = "node(s) didn't match PersistentVolume's node affinity"
const NO_VOLUME = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)'
/** Where the scheduler writes the node it chose, for the provisioner to read. */
export const SELECTED_NODE_ANNOTATION = 'volume.kubernetes.io/selected-node'

export function volumeBinding(): Plugin {
  return {
    name: NAME,
    events: ['PersistentVolumeClaim', 'PersistentVolume', 'StorageClass', 'Node/Add', 'Node/UpdateLabel'],
    preFilter({ pod }, snapshot) {
      const claims = podClaims(pod, snapshot)
      if (claims.length === 0) return SKIP
      const bound: PersistentVolumeClaim[] = []
      const delayed: PersistentVolumeClaim[] = []
      for (const podClaim of claims) {
        const problem = claimProblem(podClaim)
        if (problem) return unresolvable(NAME, problem)
        if (podClaim.claim) (podClaim.claim.spec.volumeName ? bound : delayed).push(podClaim.claim)
      }
      if (delayed.some(claim => !waitsForConsumer(claim, snapshot))) {
        return unresolvable(NAME, 'pod has unbound immediate PersistentVolumeClaims')
      }
      return volumeFilter(bound, delayed, snapshot)
    },
  }
}

function claimProblem({ name, ephemeral, claim }: PodClaim): string | undefined {
  if (!claim) {
    return ephemeral
      ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
      : `persistentvolumeclaim "${name}" not found`
  }
  if (claim.status?.phase === 'Lost') return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`
  return claim.metadata.deletionTimestamp ? `persistentvolumeclaim "${name}" is being deleted` : undefined
}

function volumeFilter(bound: PersistentVolumeClaim[], delayed: PersistentVolumeClaim[], snapshot: Snapshot): FilterCycle {
  return {
    filter(node): Status | null {
      const reasons: string[] = []
      const volumes = bound.map(({ spec }) => snapshot.volumes.get(namespacedName({ metadata: { name: spec.volumeName ?? '' } })))
      if (volumes.includes(undefined)) return unresolvable(NAME, NO_VOLUME)
      if (volumes.some(volume => volume && !reachable(volume, node))) reasons.push(NODE_CONFLICT)
      if (!allObtainable(delayed, node, snapshot)) reasons.push(BIND_CONFLICT)
      return reasons.length > 0 ? unresolvable(NAME, ...reasons) : null
    },
  }
}

function reachable(volume: PersistentVolume, node: NodeInfo): boolean {
  const required = volume.spec.nodeAffinity?.required
  return !required || matchesNodeSelector(required, node)
}

function allObtainable(claims: readonly PersistentVolumeClaim[], node: NodeInfo, snapshot: Snapshot): boolean {
  const taken = new Set<PersistentVolume>()
  return claims.every((claim) => {
    const selected = claim.metadata.annotations?.[SELECTED_NODE_ANNOTATION]
    if (selected) return selected === node.name
    const volume = smallestFree(claim, node, snapshot, taken)
    if (volume) taken.add(volume)
    return volume !== undefined || provisionable(claim, node, snapshot)
  })
}

function smallestFree(claim: PersistentVolumeClaim, node: NodeInfo, { volumes }: Snapshot, taken: ReadonlySet<PersistentVolume>) {
  const wanted = toBytes(claim.spec.resources?.requests?.storage)
  const size = (volume: PersistentVolume) => toBytes(volume.spec.capacity?.storage)
  let best: PersistentVolume | undefined
  for (const volume of volumes.values()) {
    const { claimRef, storageClassName, accessModes } = volume.spec
    const reserved = claimRef && (claimRef.name !== claim.metadata.name || namespacedName({ metadata: { name: claimRef.name, namespace: claimRef.namespace } }) !== namespacedName(claim))
    const fits = !taken.has(volume) && !reserved && (storageClassName ?? '') === (claim.spec.storageClassName ?? '')
      && (volume.status?.phase ?? 'Available') === 'Available' && size(volume) >= wanted && reachable(volume, node)
      && (claim.spec.accessModes ?? []).every(mode => accessModes?.includes(mode))
    if (fits && (!best || size(volume) < size(best))) best = volume
  }
  return best
}

function provisionable(claim: PersistentVolumeClaim, node: NodeInfo, { storageClasses }: Snapshot): boolean {
  const storageClass = storageClasses.get(namespacedName({ metadata: { name: claim.spec.storageClassName ?? '' } }))
  if (!storageClass || storageClass.provisioner === 'kubernetes.io/no-provisioner') return false
  const topologies = storageClass.allowedTopologies ?? []
  return topologies.length === 0 || topologies.some(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.every(({ key, values }) => values.includes(node.labels[key] ?? '')))
}
