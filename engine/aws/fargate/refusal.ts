/**
 * What fargate-scheduler says of a pod that it does not take, in its own words where they are known: "Pod not supported on Fargate",
 * as its events are quoted in public. Of GPUs, other resources, architectures and operating systems no words were found: these are ours.
 */
import type { Pod, Volume } from '../../kubernetes/types/index.ts'
import type { ObjectReader } from '../../kubernetes/apiserver/objectreader.ts'
import { controllerOf } from '../../kubernetes/apimachinery/meta.ts'
import { fargateObstacles, type FargateObstacle } from '../fargate-fit.ts'

const FIELDS = { hostNetwork: 'HostNetwork', hostPID: 'HostPID', hostIPC: 'HostIPC' } as const
const CONTEXTS = { privileged: 'Privileged', allowPrivilegeEscalation: 'AllowPrivilegeEscalation' } as const
const EFS_DRIVER = 'efs.csi.aws.com'
/** Volumes that need no claim. */
const PLAIN = ['emptyDir', 'secret', 'configMap', 'projected', 'downwardAPI'] as const

/** Why a pod cannot run on Fargate, as its event says it; undefined for one that can. @throws Error when a quantity cannot be read */
export function fargateRefusal(pod: Pod, reader: ObjectReader): string | undefined {
  const obstacles = fargateObstacles(pod, { ownerKind: controllerOf(pod)?.kind, driverOfClaim: () => EFS_DRIVER })
  const found = (code: FargateObstacle['code']) => obstacles.filter(one => one.code === code)
  const fields = Object.entries(FIELDS).flatMap(([code, word]) => (found(code as keyof typeof FIELDS).length > 0 ? [word] : []))
  const contexts = obstacles.flatMap(({ code, params }) => (code in CONTEXTS ? [CONTEXTS[code as keyof typeof CONTEXTS]] : code === 'capabilities' ? [`Capabilities added: ${params.capabilities}`] : []))
  const volumes = (pod.spec.volumes ?? []).flatMap(volume => volumeWords(volume, pod.metadata.namespace ?? 'default', reader) ?? [])
  const resources = [...found('gpu'), ...found('extended-resource')].map(({ params }) => params.resource)
  const words = [
    ...found('DaemonSet').length > 0 ? ['DaemonSet not supported'] : [],
    ...fields.length > 0 ? [`fields not supported: ${fields.join(', ')}`] : [],
    ...volumes.length > 0 ? [`volumes not supported: ${volumes.join(', ')}`] : [],
    ...contexts.length > 0 ? [`invalid SecurityContext fields: ${contexts.join(',')}`] : [],
    ...found('hostPort').length > 0 ? ['port contains HostIP or HostPort'] : [],
    ...resources.length > 0 ? [`resources not supported: ${resources.join(', ')}`] : [],
    ...[...found('arch'), ...found('os')].map(({ params }) => `node selector not supported: ${params.value}`),
  ]
  if (words.length > 0) return `Pod not supported on Fargate: ${words.join(', ')}`
  return found('too-large').length > 0 ? 'Your pod\'s cpu/memory requirements exceed the max Fargate configuration' : undefined
}

/** What is wrong with a volume: only those of a node's own, and claims that are bound to EFS, are taken. */
function volumeWords(volume: Volume, namespace: string, reader: ObjectReader): string | undefined {
  if (PLAIN.some(type => volume[type] !== undefined)) return undefined
  if (!volume.persistentVolumeClaim) return `${volume.name} is of an unsupported volume Type`
  const { claimName } = volume.persistentVolumeClaim
  const claim = reader.get('PersistentVolumeClaim', namespace, claimName)
  const because = (why: string) => `${volume.name} not supported because: ${why}`
  if (!claim) return because(`persistentvolumeclaims "${claimName}" not found`)
  if (claim.status?.phase !== 'Bound') return because(`PVC ${claimName} not bound`)
  const driver = reader.get('PersistentVolume', '', claim.spec.volumeName ?? '')?.spec.csi?.driver
  return driver === EFS_DRIVER ? undefined : because(`PVC ${claimName} bound to invalid PV ${claim.spec.volumeName ?? ''} with ${driver === undefined ? 'nil CSI spec' : `CSI Driver: ${driver}`}`)
}
