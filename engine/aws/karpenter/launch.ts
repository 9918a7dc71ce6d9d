/**
 * Which machines EC2 is asked for, for a NodeClaim: of the 60 cheapest types that it allows, Spot where it may be Spot, the
 * cheapest first. Models pkg/providers/instance/instance.go of aws/karpenter-provider-aws: CreateFleet with lowest-price on
 * demand. Spot is price-capacity-optimized there; here it is by price alone, for nobody publishes how much capacity there is.
 */
import type { Random } from '../../kubernetes/apimachinery/random.ts'
import type { Node } from '../../kubernetes/types/index.ts'
import { eksNode, type CapacityType, type EksNodeOptions } from '../eks-node.ts'
import type { ClaimTemplate } from './claimtemplate.ts'
import { offeringsFor, orderByPrice, type Offering, type OfferedType, type Unavailable } from './instancetype.ts'
import type { ClaimSpec } from './newclaim.ts'
import { customLabels, type Requirements } from './requirements.ts'

/** maxInstanceTypes: what a request to EC2 names at most. */
export const MAX_INSTANCE_TYPES = 60

export interface Launch {
  type: OfferedType
  offering: Offering
}

/** The machines to ask for, one after the other until EC2 has one. Zones of one price come in any order. */
export function launchOrder({ types, requirements }: Pick<ClaimSpec, 'types' | 'requirements'>, unavailable: Unavailable, random: Pick<Random, 'next'>): Launch[] {
  const cheapest = orderByPrice(types, requirements, unavailable).slice(0, MAX_INSTANCE_TYPES)
  const all = cheapest.flatMap(type => offeringsFor(type, requirements, unavailable).map(offering => ({ type, offering, at: random.next() })))
  const capacityType: CapacityType = all.some(({ offering }) => offering.capacityType === 'spot') ? 'spot' : 'on-demand'
  return all.filter(({ offering }) => offering.capacityType === capacityType)
    .sort((a, b) => a.offering.price - b.offering.price || a.at - b.at).map(({ type, offering }) => ({ type, offering }))
}

/**
 * The Node that a launch will become: the NodePool's labels and taints, and those of its start.
 * @param requirements the NodeClaim's: what they say of labels of one's own becomes a label
 */
export function launchedNode({ type, offering }: Launch, template: ClaimTemplate, options: Omit<EksNodeOptions, 'zone' | 'capacityType' | 'owner' | 'taints' | 'labels'>, requirements: Requirements = template.requirements): Node {
  const { taints = [], startupTaints = [] } = template.pool.spec.template.spec
  return eksNode(type.name, type.type, {
    ...options, zone: offering.zone, capacityType: offering.capacityType, owner: template.name,
    labels: { ...template.labels, ...customLabels(requirements) }, taints: [...taints, ...startupTaints],
  })
}
