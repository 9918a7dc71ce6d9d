/**
 * Amounts of resources with the common ones as plain fields, so that filtering thousands of nodes stays fast.
 * Models Resource of pkg/scheduler/framework/types.go.
 */
import type { ResourceAmounts } from '../apimachinery/resources.ts'

export class Resource {
  milliCPU = 0
  memory = 0
  ephemeralStorage = 0
  /** Only a node's allocatable has it. */
  allowedPodNumber = 0
  /** Extended resources, huge pages and the like; null while there are none. */
  scalars: Map<string, number> | null = null

  /** Sorts amounts (cpu in millicores) into the fields. What is no scalar resource upstream is left out. */
  static from(amounts: ResourceAmounts): Resource {
    const resource = new Resource()
    for (const name in amounts) {
      const amount = amounts[name] ?? 0
      if (name === 'cpu') resource.milliCPU = amount
      else if (name === 'memory') resource.memory = amount
      else if (name === 'ephemeral-storage') resource.ephemeralStorage = amount
      else if (name === 'pods') resource.allowedPodNumber = amount
      else if (isScalarResource(name)) (resource.scalars ??= new Map()).set(name, amount)
    }
    return resource
  }

  /** Adds `sign` times another's amounts; pod slots are not added up. */
  accumulate(other: Resource, sign: 1 | -1): void {
    this.milliCPU += sign * other.milliCPU
    this.memory += sign * other.memory
    this.ephemeralStorage += sign * other.ephemeralStorage
    if (other.scalars) {
      this.scalars ??= new Map()
      for (const [name, amount] of other.scalars) this.scalars.set(name, (this.scalars.get(name) ?? 0) + sign * amount)
    }
  }

  clone(): Resource {
    const copy = new Resource()
    copy.accumulate(this, 1)
    copy.allowedPodNumber = this.allowedPodNumber
    return copy
  }

  /** The amount of any resource by name. */
  get(name: string): number {
    switch (name) {
      case 'cpu': return this.milliCPU
      case 'memory': return this.memory
      case 'ephemeral-storage': return this.ephemeralStorage
      default: return this.scalars?.get(name) ?? 0
    }
  }
}

/** A resource outside Kubernetes' own: `nvidia.com/gpu`, but not `kubernetes.io/...` or `requests.nvidia.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.')
}

function isScalarResource(name: string): boolean {
  return isExtendedResource(name) || name.includes('kubernetes.io/')
    || name.startsWith('hugepages-') || name.startsWith('attachable-volumes-')
}
