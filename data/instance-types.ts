import table from './instance-types.json' with { type: 'json' }
import type { PriceSourceId } from './price-sources.ts'

/** An EC2 instance type as EKS sees it. */
export interface InstanceType {
  name: string
  vcpu: number
  /** MiB (2^20 bytes). */
  memoryMiB: number
  arch: 'amd64' | 'arm64'
  /** Elastic network interfaces on the default network card. */
  enis: number
  /** IPv4 addresses an interface. */
  ipv4PerEni: number
  /** EBS volumes that pods can attach: the type's limit less the root volume and, where interfaces share it, the first interface. */
  ebsVolumes: number
  /** NVIDIA GPUs. @default 0 */
  gpus?: number
}

const isArch = (arch: string): arch is InstanceType['arch'] => arch === 'amd64' || arch === 'arm64'

/** The 72 types that the deck knows, a family after another, small to large. */
export const instanceTypes: readonly InstanceType[] =
  table.flatMap(({ arch, ...rest }) => isArch(arch) ? [{ ...rest, arch }] : [])

/** What the figures of an instance type rest on. */
export const INSTANCE_TYPE_SOURCES: readonly PriceSourceId[] = ['instance-types', 'vpc-limits', 'ebs-volume-limits']

const byName = new Map(instanceTypes.map(type => [type.name, type]))

export const DEFAULT_INSTANCE_TYPE = 'm5.large'

/** The type of that name, or undefined for one that the deck does not know. */
export function findInstanceType(name: string): InstanceType | undefined {
  return byName.get(name)
}
