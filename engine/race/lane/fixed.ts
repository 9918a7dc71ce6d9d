/** A fixed number of nodes: those that are asked for, or those that the pods of the load's peak need. */
import { findInstanceType, type InstanceType } from '../../../data/instance-types.ts'
import { fleetOf } from '../../cost/fleet.ts'
import { nodeTemplate, type CostOptions, type PricedGroup } from '../../cost/index.ts'
import { pricedGroup } from '../inputs/priced.ts'
import { podsFor } from '../inputs/sizing.ts'
import type { LaneContext } from './context.ts'
import { laneNodeGroup, type LaneNodeGroup } from './node-group.ts'
import { nodeRequests, zonesOf } from './node-requests.ts'
import { laneScheduler } from './scheduling.ts'
import type { Supply, SupplyParts } from './supply.ts'

export function fixedSupply(parts: SupplyParts, ctx: LaneContext): Supply {
  const { inputs, curve } = ctx
  const { place } = laneScheduler(ctx, parts.machines.byName)
  const group = laneGroupOf(parts, ctx)
  return {
    begin: () => {
      group.begin(inputs.group.fixedNodes ?? nodesFor(podsFor(curve.peak, inputs), parts, ctx))
      return []
    },
    place,
  }
}

/** The node group of a lane. */
export function laneGroupOf({ machines, evictions, outages, system: { plane } }: SupplyParts, ctx: LaneContext): LaneNodeGroup {
  const { options } = ctx.inputs
  const kind = plane === 'self-managed' ? 'self-managed' : 'managed'
  return laneNodeGroup({
    machines, evictions, outages, requestOf: nodeRequests(kind, options), type: groupType(options), zones: zonesOf(options), isSpot: spotShareOf(options), managed: kind === 'managed',
  }, ctx)
}

/** Nodes that hold so many pods beside the system's, spread over the zones. */
export function nodesFor(pods: number, { system }: SupplyParts, { inputs }: LaneContext): number {
  const { options } = inputs
  const kind = system.plane === 'self-managed' ? 'self-managed' : 'managed'
  const groups: PricedGroup[] = [pricedGroup(inputs), ...system.beside]
  const level = { hours: 1, fargateHours: 1, replicas: [pods, ...system.beside.map(({ replicas }) => replicas)] }
  return fleetOf(nodeTemplate(groupType(options), { ...options, kind }, []), groups, [level], { zones: options.zones, headroom: 0 }).peak?.nodes ?? 0
}

/** @throws RangeError where the inputs were not read: `readRace` puts a type in the place of the best fit */
export function groupType({ instanceType }: Pick<CostOptions, 'instanceType'>): InstanceType {
  const type = findInstanceType(instanceType)
  if (!type) throw new RangeError(`no instance type ${instanceType}`)
  return type
}

/** Which machines are Spot so that their share is as the options say, evenly along the way. */
export function spotShareOf({ purchase, spotShare }: Pick<CostOptions, 'purchase' | 'spotShare'>): (n: number) => boolean {
  const share = purchase === 'spot' ? spotShare : 0
  return n => Math.floor((n + 1) * share + 1e-9) > Math.floor(n * share + 1e-9)
}
