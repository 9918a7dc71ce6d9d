/**
 * Claims that a pod mounts. Models pkg/kubelet/volumemanager (populator/desired_state_of_world_populator.go, volume_manager.go) and
 * pkg/volume/util/operationexecutor/operation_generator.go (GenerateMountVolumeFunc).
 */
import type { Store } from '../../apiserver/store.ts'
import type { Node, Pod } from '../../types/index.ts'
import { attachedName, isAttached } from '../volume/attachable.ts'
import { isReachable } from '../volume/match.ts'
import { claimNameOf } from '../volume/podclaims.ts'

export interface MountProblem {
  /** As the FailedMount event has it; absent while the volume is only being attached, of which the kubelet says nothing. */
  message?: string
}

/**
 * What keeps a pod's claims from being mounted; undefined when nothing does.
 * @param others pods that the kubelet runs already
 * @param waitsForAttach whether somebody attaches volumes to nodes
 */
export function claimProblem(pod: Pod, node: Node, store: Store, others: readonly Pod[], waitsForAttach: boolean): MountProblem | undefined {
  for (const volume of pod.spec.volumes ?? []) {
    const claimName = claimNameOf(pod, volume)
    if (claimName === undefined) continue
    const problem = problemOf(claimName, pod, node, store, others, waitsForAttach)
    if (typeof problem === 'string') {
      const list = `[${volume.name}]`
      return { message: `Unable to attach or mount volumes: unmounted volumes=${list}, unattached volumes=[], failed to process volumes=${list}: error processing PVC ${pod.metadata.namespace}/${claimName}: ${problem}` }
    }
    if (problem) return problem
  }
  return undefined
}

/** Text is about the claim, a MountProblem about the volume. */
function problemOf(claimName: string, pod: Pod, node: Node, store: Store, others: readonly Pod[], waitsForAttach: boolean): string | MountProblem | undefined {
  const claim = store.get('PersistentVolumeClaim', pod.metadata.namespace, claimName)
  if (!claim) return `failed to fetch PVC from API server: persistentvolumeclaims "${claimName}" not found`
  if (claim.metadata.deletionTimestamp) return 'PVC is being deleted'
  if (claim.status?.phase !== 'Bound') return 'PVC is not bound'
  const volume = store.get('PersistentVolume', '', claim.spec.volumeName ?? '')
  if (!volume) return `failed to fetch PV ${claim.spec.volumeName ?? ''} from API server: persistentvolumes "${claim.spec.volumeName ?? ''}" not found`
  const name = attachedName(volume)
  if (name && waitsForAttach && !isAttached(name, node)) return {}
  const quoted = `"${volume.metadata.name}"`
  if (!isReachable(volume, node)) return { message: `MountVolume.NodeAffinity check failed for volume ${quoted} : no matching NodeSelectorTerms` }
  const isAlone = volume.spec.accessModes?.length === 1 && volume.spec.accessModes[0] === 'ReadWriteOncePod'
  const usesIt = (other: Pod) => other.metadata.namespace === pod.metadata.namespace && other.spec.volumes?.some(one => claimNameOf(other, one) === claimName)
  if (!isAlone || !others.some(usesIt)) return undefined
  return { message: `MountVolume.SetUp failed for volume ${quoted} : volume uses the ReadWriteOncePod access mode and is already in use by another pod` }
}
