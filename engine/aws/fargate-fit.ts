/**
 * Why a pod cannot run on Fargate.
 * Models the considerations of the EKS user guide's Fargate page. Leaves out what only the account knows (profiles, subnets, quotas).
 */
import type { NodeSelectorTerm, Pod, Volume } from '../kubernetes/types/index.ts'
import { ARCH_LABEL, OS_LABEL } from '../kubernetes/types/wellknown.ts'
import { isExtendedResource } from '../kubernetes/scheduler/frameworkresource.ts'
import { podRequests } from '../kubernetes/apimachinery/resources.ts'
import { fargateSize, type FargateRequest } from './fargate-size.ts'

export type FargateObstacleCode = 'DaemonSet' | 'privileged' | 'hostPort' | 'hostNetwork' | 'gpu' | 'extended-resource'
  | 'ebs-volume' | 'arch' | 'os' | 'too-large'

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
  if (pod.spec.hostNetwork) report('hostNetwork', 'spec.hostNetwork')
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [index, container] of (pod.spec[list] ?? []).entries()) {
      const field = `spec.${list}[${index}]`
      if (container.securityContext?.privileged) report('privileged', `${field}.securityContext.privileged`, { container: container.name })
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
    const driver = blockDriver(volume, context)
    if (driver) report('ebs-volume', `spec.volumes[${index}]`, { volume: volume.name, driver })
  }
  if (context.claimTemplates) report('ebs-volume', 'spec.volumeClaimTemplates', { claims: context.claimTemplates })
  const arch = onlyValue(pod, ARCH_LABEL)
  if (arch && arch !== 'amd64') report('arch', 'spec.nodeSelector', { value: arch })
  const os = onlyValue(pod, OS_LABEL)
  if (os && os !== 'linux') report('os', 'spec.nodeSelector', { value: os })
  const { cpuMilli = 0, memoryBytes = 0, storageBytes = 0 } = fargateRequest(pod)
  if (!fargateSize({ cpuMilli, memoryBytes, storageBytes })) {
    report('too-large', 'spec.containers', { cpuMilli, memoryBytes, storageBytes })
  }
  return found
}

/** The driver of a volume that Fargate cannot mount. */
function blockDriver(volume: Volume, context: FargateContext): string | undefined {
  if (volume.awsElasticBlockStore || volume.ephemeral) return 'ebs.csi.aws.com'
  if (!volume.persistentVolumeClaim) return undefined
  const driver = context.driverOfClaim?.(volume.persistentVolumeClaim.claimName) ?? 'ebs.csi.aws.com'
  return FARGATE_DRIVERS.has(driver) ? undefined : driver
}

/** The one value of a node label that the pod insists on: by nodeSelector, or by every required affinity term. */
function onlyValue(pod: Pod, label: string): string | undefined {
  const selected = pod.spec.nodeSelector?.[label]
  if (selected !== undefined) return selected
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const supported = label === ARCH_LABEL ? 'amd64' : 'linux'
  const refused = terms.map(term => refusedValue(term, label, supported))
  return refused.length > 0 && refused.every(value => value !== undefined) ? refused[0] : undefined
}

function refusedValue(term: NodeSelectorTerm, label: string, supported: string): string | undefined {
  const rule = term.matchExpressions?.find(({ key, operator }) => key === label && operator === 'In')
  return rule?.values && !rule.values.includes(supported) ? rule.values[0] : undefined
}
