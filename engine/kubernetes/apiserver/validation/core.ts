/** The other core kinds. Models pkg/apis/core/validation/validation.go and pkg/apis/storage, scheduling validation. */
import type { FieldError } from '../errors.ts'
import { duplicate, forbiddenField, invalid, required } from '../errors.ts'
import { equal } from '../../apimachinery/meta.ts'
import { compareQuantities, parseQuantity } from '../../apimachinery/quantity.ts'
import type { Node, PersistentVolume, PersistentVolumeClaim, PriorityClass, Service, ServicePort, ServiceSpec, StorageClass } from '../../types/index.ts'
import { checkLabels, checkName, checkPortName } from './names.ts'
import { checkChoice, checkPort } from './numbers.ts'

/** --service-node-port-range. */
export const NODE_PORTS = { least: 30_000, most: 32_767 } as const

/** Only a service that has node ports may name one, and one in the range (registry/core/service/portallocator). */
function checkNodePort({ nodePort }: ServicePort, at: string, { type }: ServiceSpec): FieldError[] {
  if (!nodePort) return []
  if (type !== 'NodePort' && type !== 'LoadBalancer') return [forbiddenField(at, `may not be used when \`type\` is '${type}'`)]
  const { least, most } = NODE_PORTS
  return nodePort >= least && nodePort <= most ? [] : [invalid(at, nodePort, `provided port is not in the valid range. The range of valid ports is ${least}-${most}`)]
}

export function checkService({ spec }: Service, old: Service | undefined): FieldError[] {
  const errors = [
    ...checkChoice(spec.type, 'spec.type', ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
    ...checkLabels(spec.selector, 'spec.selector'),
  ]
  const ports = spec.ports ?? []
  if (ports.length === 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName') errors.push(required('spec.ports'))
  const names = new Set<string>()
  ports.forEach((port, i) => {
    const at = `spec.ports[${i}]`
    if (ports.length > 1 && !port.name) errors.push(required(`${at}.name`))
    if (port.name && names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name))
    names.add(port.name ?? '')
    if (port.port === undefined) errors.push(required(`${at}.port`))
    else if (port.port === 0) errors.push(invalid(`${at}.port`, 0, 'must be between 1 and 65535, inclusive'))
    else errors.push(...checkPort(port.port, `${at}.port`))
    if (port.name) errors.push(...checkName('label', port.name, `${at}.name`))
    if (typeof port.targetPort === 'number') errors.push(...checkPort(port.targetPort, `${at}.targetPort`))
    else if (port.targetPort !== undefined) errors.push(...checkPortName(port.targetPort, `${at}.targetPort`))
    errors.push(...checkChoice(port.protocol, `${at}.protocol`, ['SCTP', 'TCP', 'UDP']), ...checkNodePort(port, `${at}.nodePort`, spec))
    for (const key of ['port', 'nodePort'] as const) {
      const same = (one: ServicePort) => one[key] === port[key] && (one.protocol ?? 'TCP') === (port.protocol ?? 'TCP')
      if (port[key] && ports.findIndex(same) < i) errors.push(duplicate(key === 'port' ? at : `${at}.nodePort`, key === 'port' ? { port: port.port, protocol: port.protocol ?? 'TCP' } : port.nodePort))
    }
  })
  if (spec.clusterIP === 'None' && (spec.type === 'NodePort' || spec.type === 'LoadBalancer')) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${spec.type} services`))
  }
  if (spec.type === 'ExternalName' && !spec.externalName) errors.push(required('spec.externalName'))
  if (old?.spec.clusterIP && spec.type !== 'ExternalName' && spec.clusterIP !== old.spec.clusterIP) {
    errors.push(invalid('spec.clusterIPs[0]', spec.clusterIPs ?? [spec.clusterIP], 'may not change once set'))
  }
  return errors
}

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']

export function checkPersistentVolumeClaim(claim: PersistentVolumeClaim, old: PersistentVolumeClaim | undefined): FieldError[] {
  const { spec } = claim
  const errors: FieldError[] = []
  if (!spec.accessModes?.length) errors.push(required('spec.accessModes', 'at least 1 access mode is required'))
  spec.accessModes?.forEach(mode => errors.push(...checkChoice(mode, 'spec.accessModes', ACCESS_MODES)))
  const storage = spec.resources?.requests?.storage
  if (storage === undefined) errors.push(required('spec.resources[storage]'))
  else errors.push(...checkPositive(storage, 'spec.resources[storage]'))
  if (old && errors.length === 0) errors.push(...checkClaimUpdate(claim, old))
  return errors
}

/** A claim may take a volume and grow; nothing else of it changes. */
function checkClaimUpdate({ spec }: PersistentVolumeClaim, { spec: was }: PersistentVolumeClaim): FieldError[] {
  const fixed = { resources: 0, volumeName: was.volumeName ? undefined : 0, storageClassName: was.storageClassName === undefined ? 0 : undefined }
  const free = Object.fromEntries(Object.entries(fixed).filter(([, value]) => value === 0))
  if (!equal({ ...spec, ...free }, { ...was, ...free })) {
    return [forbiddenField('spec', 'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims')]
  }
  const [now, before] = [spec.resources?.requests?.storage ?? 0, was.resources?.requests?.storage ?? 0]
  return compareQuantities(now, before) < 0 ? [forbiddenField('spec.resources.requests.storage', 'field can not be less than status.capacity')] : []
}

function checkPositive(value: string | number, field: string): FieldError[] {
  try {
    return parseQuantity(value).nano > 0n ? [] : [invalid(field, String(value), 'must be greater than zero')]
  } catch (error) {
    return [invalid(field, value, error instanceof Error ? error.message : String(error))]
  }
}

export function checkPersistentVolume({ spec }: PersistentVolume): FieldError[] {
  const errors: FieldError[] = []
  if (!spec.accessModes?.length) errors.push(required('spec.accessModes'))
  if (spec.capacity?.storage === undefined) errors.push(required('spec.capacity', 'storage'))
  else errors.push(...checkPositive(spec.capacity.storage, 'spec.capacity[storage]'))
  return [...errors, ...checkChoice(spec.persistentVolumeReclaimPolicy, 'spec.persistentVolumeReclaimPolicy', ['Delete', 'Recycle', 'Retain'])]
}

export function checkStorageClass(storageClass: StorageClass): FieldError[] {
  return [
    ...(storageClass.provisioner ? [] : [required('provisioner')]),
    ...checkChoice(storageClass.volumeBindingMode, 'volumeBindingMode', ['Immediate', 'WaitForFirstConsumer']),
    ...checkChoice(storageClass.reclaimPolicy, 'reclaimPolicy', ['Delete', 'Retain']),
  ]
}

export function checkPriorityClass({ metadata, value }: PriorityClass): FieldError[] {
  if (typeof value === 'number' && value > 1_000_000_000 && !metadata.name.startsWith('system-')) {
    return [forbiddenField('value', 'maximum allowed value of a user defined priority is 1000000000')]
  }
  return []
}

export function checkNode({ spec }: Node): FieldError[] {
  const seen = new Set<string>()
  return (spec?.taints ?? []).flatMap((taint, i) => {
    const at = `spec.taints[${i}]`
    const errors = taint.effect === undefined ? [required(`${at}.effect`)] : checkChoice(taint.effect, `${at}.effect`, ['NoExecute', 'NoSchedule', 'PreferNoSchedule'])
    const identity = `${taint.key}:${taint.effect}`
    if (seen.has(identity)) errors.push({ ...duplicate(at, taint), message: `Duplicate value: ${JSON.stringify(taint)}: taints must be unique by key and effect pair` })
    seen.add(identity)
    return errors
  })
}
