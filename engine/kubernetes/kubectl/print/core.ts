/** Tables of core kinds. Models the print functions of pkg/printers/internalversion/printers.go. */
import { findCondition } from '../../apimachinery/meta.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import type { ConfigMap, Event, Namespace, Node, PersistentVolume, PersistentVolumeClaim, Secret, Service } from '../../types/index.ts'
import { ageOf } from '../duration.ts'
import type { TableOf } from './kind.ts'
import { labelsText, NONE } from './table.ts'

const ROLE = 'node-role.kubernetes.io/'
const MODES: Readonly<Record<string, string>> = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' }
export const accessModesText = (list: readonly string[] | undefined): string => Object.keys(MODES).filter(mode => list?.includes(mode)).map(mode => MODES[mode]).join(',')

export const NODE: TableOf<Node> = {
  columns: ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION'],
  wide: ['INTERNAL-IP', 'EXTERNAL-IP', 'OS-IMAGE', 'KERNEL-VERSION', 'CONTAINER-RUNTIME'],
  row: (node, { age }) => [node.metadata.name, nodeStatus(node), roles(node), age(node), node.status?.nodeInfo?.kubeletVersion ?? ''],
  wideRow: ({ status }) => {
    const address = (type: string) => status?.addresses?.find(one => one.type === type)?.address ?? NONE
    const info = (key: string) => status?.nodeInfo?.[key] || '<unknown>'
    return [address('InternalIP'), address('ExternalIP'), info('osImage'), info('kernelVersion'), info('containerRuntimeVersion')]
  },
}

/** `Ready`, `NotReady,SchedulingDisabled`, `Unknown`. */
function nodeStatus({ status, spec }: Node): string {
  const ready = findCondition(status?.conditions, 'Ready')
  const words = [ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown']
  if (spec.unschedulable) words.push('SchedulingDisabled')
  return words.join(',')
}

export function roles({ metadata }: Node): string {
  const found = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) =>
    key.startsWith(ROLE) && key.length > ROLE.length ? [key.slice(ROLE.length)] : key === 'kubernetes.io/role' && value ? [value] : [])
  return found.length > 0 ? [...new Set(found)].sort().join(',') : NONE
}

export const NAMESPACE: TableOf<Namespace> = {
  columns: ['NAME', 'STATUS', 'AGE'],
  row: (one, { age }) => [one.metadata.name, one.status?.phase ?? 'Active', age(one)],
}

export const CONFIG_MAP: TableOf<ConfigMap> = {
  columns: ['NAME', 'DATA', 'AGE'],
  row: (one, { age }) => [one.metadata.name, String(Object.keys({ ...one.data, ...one.binaryData }).length), age(one)],
}

export const SECRET: TableOf<Secret> = {
  columns: ['NAME', 'TYPE', 'DATA', 'AGE'],
  row: (one, { age }) => [one.metadata.name, one.type ?? 'Opaque', String(Object.keys(one.data ?? {}).length), age(one)],
}

export const SERVICE: TableOf<Service> = {
  columns: ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE'],
  wide: ['SELECTOR'],
  row: (one, { age }) => [
    one.metadata.name, one.spec.type ?? 'ClusterIP', one.spec.clusterIP || NONE, externalAddress(one), ports(one), age(one),
  ],
  wideRow: ({ spec }) => [labelsText(spec.selector)],
}

function externalAddress({ spec, status }: Service): string {
  if (spec.type === 'ExternalName') return spec.externalName ?? ''
  if (spec.type !== 'LoadBalancer') return NONE
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '')
  return addresses.length > 0 ? addresses.join(',') : '<pending>'
}

function ports({ spec }: Service): string {
  if (!spec.ports?.length) return NONE
  return spec.ports.map(({ port, nodePort, protocol = 'TCP' }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`).join(',')
}

export const PERSISTENT_VOLUME: TableOf<PersistentVolume> = {
  columns: ['NAME', 'CAPACITY', 'ACCESS MODES', 'RECLAIM POLICY', 'STATUS', 'CLAIM', 'STORAGECLASS', 'VOLUMEATTRIBUTESCLASS', 'REASON', 'AGE'],
  wide: ['VOLUMEMODE'],
  row: (one, { age }) => {
    const { spec, status, metadata } = one
    const claim = spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : ''
    return [
      metadata.name, canonicalQuantity(spec.capacity?.storage ?? '0'), accessModesText(spec.accessModes), spec.persistentVolumeReclaimPolicy ?? 'Retain',
      metadata.deletionTimestamp ? 'Terminating' : status?.phase ?? 'Pending', claim, spec.storageClassName ?? '', '<unset>', status?.reason ?? '', age(one),
    ]
  },
  wideRow: ({ spec }) => [spec.volumeMode ?? 'Filesystem'],
}

export const PERSISTENT_VOLUME_CLAIM: TableOf<PersistentVolumeClaim> = {
  columns: ['NAME', 'STATUS', 'VOLUME', 'CAPACITY', 'ACCESS MODES', 'STORAGECLASS', 'VOLUMEATTRIBUTESCLASS', 'AGE'],
  wide: ['VOLUMEMODE'],
  row: (one, { age }) => {
    const { spec, status, metadata } = one
    const bound = Boolean(spec.volumeName)
    const capacity = bound && status?.capacity?.storage !== undefined ? canonicalQuantity(status.capacity.storage) : ''
    return [
      metadata.name, metadata.deletionTimestamp ? 'Terminating' : status?.phase ?? 'Pending', spec.volumeName ?? '', capacity,
      bound ? accessModesText(status?.accessModes) : '', spec.storageClassName ?? '', '<unset>', age(one),
    ]
  },
  wideRow: ({ spec }) => [spec.volumeMode ?? 'Filesystem'],
}

export const EVENT: TableOf<Event> = {
  columns: ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'],
  wide: ['SOURCE', 'FIRST SEEN', 'COUNT', 'NAME'],
  row: (one, { now }) => [
    ageOf(one.lastTimestamp, now), one.type ?? '', one.reason ?? '', `${one.involvedObject.kind?.toLowerCase()}/${one.involvedObject.name}`, one.message ?? '',
  ],
  wideRow: (one, { now }) => [one.source?.component ?? '', ageOf(one.firstTimestamp, now), String(one.count ?? 1), one.metadata.name],
}
