/**
 * Why a pod cannot run on Fargate.
 * Models the considerations of the EKS user guide's Fargate page and what its fargate-scheduler is seen to refuse ("fields not
 * supported", "invalid SecurityContext fields", "volumes not supported"). Leaves out what only the account knows (profiles,
 * subnets, quotas).
 */
import type { NodeSelectorTerm, Pod, Volume } from '../kubernetes/types/index.ts'
import { matchesRequirement } from '../kubernetes/apimachinery/selectors.ts'
import { ARCH_LABEL, OS_LABEL } from '../kubernetes/types/wellknown.ts'
import { isExtendedResource } from '../kubernetes/scheduler/frameworkresource.ts'
import { podRequests } from '../kubernetes/apimachinery/resources.ts'
import { fargateSize, type FargateRequest } from './fargate-size.ts'

export type FargateObstacleCode = 'DaemonSet' | 'privileged' | 'allowPrivilegeEscalation' | 'capabilities' | 'hostPort' | 'hostNetwork' | 'hostPID' | 'hostIPC'
  | 'gpu' | 'extended-resource' | 'ebs-volume' | 'hostPath' | 'inline-csi' | 'volume-type' | 'arch' | 'os' | 'too-large'

/** One reason, with the field of the pod that it lies in. */
export interface FargateObstacle {
  code: FargateObstacleCode
  field: string
  /** The container, volume, resource or value concerned. */
  params: Readonly<Record<string, string | number>>
}

export interface FargateContext {
  /** The kind of what owns the pod. */
  ownerKind?: string
  /** volumeClaimTemplates of the owner: each pod gets volumes made for it, which Fargate cannot. @default 0 */
  claimTemplates?: number
  /** Says which CSI driver or storage class a claim leads to; a claim that it does not know is taken as EBS, EKS' usual default. */
  driverOfClaim?: (claimName: string) => string | undefined
}

/** Drivers whose volumes Fargate mounts. */
const FARGATE_DRIVERS = new Set(['efs.csi.aws.com'])
/** Sources of volumes that Fargate mounts; a claim's driver is looked at by itself. */
const FARGATE_VOLUMES = new Set(['emptyDir', 'configMap', 'secret', 'projected', 'downwardAPI', 'persistentVolumeClaim'])
/** Capabilities that every container there has, so that they may be added; by exactly these names. */
const CAPABILITIES = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
])
const GPU = /^(nvidia|amd|intel)\.com\/gpu|^gpu\.intel\.com\/|^aws\.amazon\.com\/neuron/

/** What a pod asks of Fargate: requests as the scheduler counts them. @throws Error when a quantity cannot be read */
export function fargateRequest(pod: Pod): FargateRequest {
  const requests = podRequests(pod)
  return { cpuMilli: requests.cpu ?? 0, memoryBytes: requests.memory ?? 0, storageBytes: requests['ephemeral-storage'] ?? 0 }
}

/** Every reason why Fargate cannot run the pod; none means that it can. @throws Error when a quantity cannot be read */
export function fargateObstacles(pod: Pod, context: FargateContext = {}): FargateObstacle[] {
  const found: FargateObstacle[] = []
  const report = (code: FargateObstacleCode, field: string, params: FargateObstacle['params'] = {}) => {
    found.push({ code, field, params })
  }
  if (context.ownerKind === 'DaemonSet') report('DaemonSet', 'kind')
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const) if (pod.spec[field]) report(field, `spec.${field}`)
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [index, container] of (pod.spec[list] ?? []).entries()) {
      const field = `spec.${list}[${index}]`
      const { privileged, allowPrivilegeEscalation, capabilities } = container.securityContext ?? {}
      if (privileged) report('privileged', `${field}.securityContext.privileged`, { container: container.name })
      if (allowPrivilegeEscalation) report('allowPrivilegeEscalation', `${field}.securityContext.allowPrivilegeEscalation`, { container: container.name })
      const added = (capabilities?.add ?? []).filter(capability => !CAPABILITIES.has(capability))
      if (added.length > 0) report('capabilities', `${field}.securityContext.capabilities.add`, { container: container.name, capabilities: added.join(', ') })
      for (const [at, port] of (container.ports ?? []).entries()) {
        if (port.hostPort) report('hostPort', `${field}.ports[${at}].hostPort`, { container: container.name, port: port.hostPort })
      }
    }
  }
  const requests = podRequests(pod)
  for (const resource in requests) {
    if (!isExtendedResource(resource) || !requests[resource]) continue
    report(GPU.test(resource) ? 'gpu' : 'extended-resource', 'spec.containers', { resource })
  }
  for (const [index, volume] of (pod.spec.volumes ?? []).entries()) {
    const field = `spec.volumes[${index}]`
    const driver = blockDriver(volume, context)
    if (driver) report('ebs-volume', field, { volume: volume.name, driver })
    else if (volume.hostPath) report('hostPath', field, { volume: volume.name, path: volume.hostPath.path })
    else if (volume.csi) report('inline-csi', field, { volume: volume.name, driver: String(volume.csi.driver) })
    else {
      const type = Object.keys(volume).find(key => key !== 'name' && !FARGATE_VOLUMES.has(key))
      if (type) report('volume-type', field, { volume: volume.name, type })
    }
  }
  if (context.claimTemplates) report('ebs-volume', 'spec.volumeClaimTemplates', { claims: context.claimTemplates })
  for (const [code, label] of [['arch', ARCH_LABEL], ['os', OS_LABEL]] as const) {
    const value = refusedValue(pod, label)
    if (value) report(code, 'spec.nodeSelector', { value })
  }
  const { cpuMilli = 0, memoryBytes = 0, storageBytes = 0 } = fargateRequest(pod)
  if (!fargateSize({ cpuMilli, memoryBytes, storageBytes })) {
    report('too-large', 'spec.containers', { cpuMilli, memoryBytes, storageBytes })
  }
  return found
}

/** The driver of a volume that Fargate cannot mount; undefined for one that it can, and for one that is no disk. */
export function blockDriver(volume: Volume, context: FargateContext): string | undefined {
  if (volume.awsElasticBlockStore || volume.ephemeral) return 'ebs.csi.aws.com'
  if (!volume.persistentVolumeClaim) return undefined
  const driver = context.driverOfClaim?.(volume.persistentVolumeClaim.claimName) ?? 'ebs.csi.aws.com'
  return FARGATE_DRIVERS.has(driver) ? undefined : driver
}

/** What Fargate's nodes are. */
const LABELS = { [ARCH_LABEL]: 'amd64', [OS_LABEL]: 'linux' } as const

/** What the pod insists on of a node label and Fargate is not: by nodeSelector, or by every required affinity term. */
function refusedValue(pod: Pod, label: keyof typeof LABELS): string | undefined {
  const selected = pod.spec.nodeSelector?.[label]
  if (selected !== undefined) return selected === LABELS[label] ? undefined : selected
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const refused = terms.map(term => refusedBy(term, label))
  return refused.length > 0 && refused.every(value => value !== undefined) ? refused[0] : undefined
}

function refusedBy(term: NodeSelectorTerm, label: keyof typeof LABELS): string | undefined {
  const rule = term.matchExpressions?.find(one => one.key === label && !matchesRequirement(LABELS, one))
  if (!rule) return undefined
  return rule.operator === 'In' ? rule.values?.[0] ?? '' : `${rule.operator} ${(rule.values ?? []).join(', ')}`.trim()
}
