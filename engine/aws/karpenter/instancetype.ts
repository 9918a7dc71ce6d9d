/**
 * An instance type as Karpenter weighs it: where it is to be had, for how much, and what it offers to pods.
 * Models InstanceType and Offerings of pkg/cloudprovider/types.go (kubernetes-sigs/karpenter). Leaves out reserved capacity,
 * overlays and minValues.
 */
import type { InstanceType } from '../../../data/instance-types.ts'
import type { ResourceAmounts } from '../../kubernetes/apimachinery/resources.ts'
import type { Labels } from '../../kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL, type CapacityType } from '../eks-node.ts'
import type { Requirements } from './requirements.ts'

/** One type in one zone, bought in one way. */
export interface Offering {
  zone: string
  capacityType: CapacityType
  /** USD an hour. */
  price: number
}

export interface OfferedType {
  name: string
  type: InstanceType
  /** Without zone and capacity type, which its offerings have. */
  labels: Labels
  /** The machine's size. */
  capacity: ResourceAmounts
  allocatable: ResourceAmounts
  offerings: readonly Offering[]
}

/** Offerings that EC2 has just refused, by `offeringKey`: they are left out for a while. */
export type Unavailable = ReadonlySet<string>

export const NOTHING_UNAVAILABLE: Unavailable = new Set()

export const offeringKey = (instanceType: string, zone: string, capacityType: CapacityType) => `${capacityType}:${instanceType}:${zone}`

/** Labels that a type does not have when it has nothing of the kind; of others that it does not have nothing is known. */
const ACCELERATOR = /\/instance-(?:gpu|accelerator)-/

/** Whether requirements allow the type by all that it is but for zone and capacity type. */
export function suits({ labels }: OfferedType, requirements: Requirements): boolean {
  for (const [key, requirement] of requirements) {
    const value = labels[key]
    if (value === undefined ? ACCELERATOR.test(key) && !requirement.isNegative : !requirement.has(value)) return false
  }
  return true
}

/** The type's offerings that requirements allow and EC2 has. */
export function offeringsFor(type: OfferedType, requirements: Requirements, unavailable: Unavailable): Offering[] {
  return type.offerings.filter(offeringTest(type, requirements, unavailable))
}

function offeringTest({ name }: OfferedType, requirements: Requirements, unavailable: Unavailable): (offering: Offering) => boolean {
  const zones = requirements.get(ZONE_LABEL)
  const capacityTypes = requirements.get(CAPACITY_TYPE_LABEL)
  return ({ zone, capacityType }) => (zones?.has(zone) ?? true) && (capacityTypes?.has(capacityType) ?? true)
    && (unavailable.size === 0 || !unavailable.has(offeringKey(name, zone, capacityType)))
}

/** The cheapest way to have the type; infinite when there is none. */
export function cheapestPrice(type: OfferedType, requirements: Requirements, unavailable: Unavailable): number {
  return Math.min(...offeringsFor(type, requirements, unavailable).map(({ price }) => price), Number.POSITIVE_INFINITY)
}

const worst = new WeakMap<Requirements, { unavailable: Unavailable, prices: Map<OfferedType, number> }>()

/** What it costs at worst of the capacity type that would be launched: Spot where it may be, else on demand. */
export function worstLaunchPrice(type: OfferedType, requirements: Requirements, unavailable: Unavailable): number {
  let known = worst.get(requirements)
  if (known?.unavailable !== unavailable) worst.set(requirements, known = { unavailable, prices: new Map() })
  let price = known.prices.get(type)
  if (price === undefined) {
    const offered = offeringsFor(type, requirements, unavailable)
    const spot = offered.filter(({ capacityType }) => capacityType === 'spot')
    price = Math.max(...(spot.length > 0 ? spot : offered).map(one => one.price))
    if (offered.length === 0) price = Number.POSITIVE_INFINITY
    known.prices.set(type, price)
  }
  return price
}

/** Types by their cheapest offering; of equal price in their own order. */
export function orderByPrice(types: readonly OfferedType[], requirements: Requirements, unavailable: Unavailable): OfferedType[] {
  const priced = types.map(type => ({ type, price: cheapestPrice(type, requirements, unavailable) }))
  return priced.sort((a, b) => a.price - b.price).map(({ type }) => type)
}

/** Why no type was left, as far as any single one met a criterion. */
export interface FilterResult {
  types: readonly OfferedType[]
  requirementsMet: boolean
  fits: boolean
  hasOffering: boolean
}

/** Types that requirements allow, that hold so much, and that can be had (filterInstanceTypesByRequirements). */
export function filterTypes(types: readonly OfferedType[], requirements: Requirements, holds: (type: OfferedType) => boolean, unavailable: Unavailable): FilterResult {
  const isOffered = (type: OfferedType) => type.offerings.some(offeringTest(type, requirements, unavailable))
  const left = types.filter(type => holds(type) && suits(type, requirements) && isOffered(type))
  // Why there are none is asked only then.
  return left.length > 0
    ? { types: left, requirementsMet: true, fits: true, hasOffering: true }
    : { types: left, requirementsMet: types.some(type => suits(type, requirements)), fits: types.some(holds), hasOffering: types.some(isOffered) }
}
