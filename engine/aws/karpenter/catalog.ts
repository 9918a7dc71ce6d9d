/**
 * The instance types that Karpenter may choose from, with the deck's prices. Models pkg/providers/instancetype and pricing of
 * aws/karpenter-provider-aws. Leaves out types that the deck does not know and Spot prices of single types and zones: each is the
 * region's typical share of the on-demand price.
 */
import { without } from '../../kubernetes/apimachinery/meta.ts'
import { instanceTypes } from '../../../data/instance-types.ts'
import { ec2Price, typicalSpotRatio } from '../../../data/prices.ts'
import type { RegionId } from '../../../data/regions.ts'
import { ZONE_LABEL } from '../../kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL, eksNodeLabels, eksNodeResources, NODE_POOL_LABEL, type EksNodeOptions } from '../eks-node.ts'
import { MIB } from '../node-allocatable.ts'
import type { Offering, OfferedType } from './instancetype.ts'

/** Labels that a type alone does not give a node. */
const OF_OFFERINGS = [ZONE_LABEL, 'failure-domain.beta.kubernetes.io/zone', CAPACITY_TYPE_LABEL, NODE_POOL_LABEL]

export interface CatalogOptions extends Pick<EksNodeOptions, 'prefixDelegation' | 'vmMemoryOverhead' | 'maxPods' | 'volumeGiB'> {
  kind: 'karpenter' | 'auto-mode'
  region: RegionId
  zones: readonly string[]
  /** What Spot costs of the on-demand price, 0 to 1. @default the region's typical ratio */
  spotRatio?: number
}

/** Every type that has a price in the region. */
export function catalogOf(options: CatalogOptions): OfferedType[] {
  const { kind, region, zones, spotRatio = typicalSpotRatio(region).ratio } = options
  return instanceTypes.flatMap((type): OfferedType[] => {
    const price = ec2Price(region, type.name)
    if (!price.known) return []
    const labels = without(eksNodeLabels(type, { kind, region, zone: '' }), ...OF_OFFERINGS)
    const allocatable = eksNodeResources(type, options)
    const offerings = zones.flatMap((zone): Offering[] => [
      { zone, capacityType: 'on-demand', price: price.usd },
      { zone, capacityType: 'spot', price: price.usd * spotRatio },
    ])
    return [{ name: type.name, type, labels, allocatable, capacity: { ...allocatable, cpu: type.vcpu * 1000, memory: type.memoryMiB * MIB }, offerings }]
  })
}
