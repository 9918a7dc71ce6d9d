/**
 * What a lane has cost up to an instant: the cost model's bill of the hours that its machines have had by then. EC2 and Fargate bill
 * by the second, a minute at least; EC2 from the machine's running, Fargate from the image's download.
 */
import { fargateBilledSeconds } from '../../aws/fargate-size.ts'
import { priceHours, type CostOptions, type HoursUsed, type PricedHours } from '../../cost/index.ts'
import type { LaneResult, NodeSpan } from './result.ts'

/** The seconds of a machine that are billed by an instant (virtual ms). */
export function billedSecondsAt({ billedFrom, billedUntil }: Pick<NodeSpan, 'billedFrom' | 'billedUntil'>, at: number): number {
  return fargateBilledSeconds((Math.min(at, billedUntil) - billedFrom) / 1000)
}

interface TypeSum {
  type: string
  hours: number
  spotHours: number
}

/** The hours that a lane's machines have had by an instant. */
export function hoursAt({ plane, nodes }: Pick<LaneResult, 'plane' | 'nodes'>, at: number): HoursUsed {
  const types = new Map<string, TypeSum>()
  const system = new Map<string, TypeSum>()
  const fargate = { vcpuHours: 0, gbHours: 0, storageGbHours: 0 }
  for (const node of nodes) {
    if (node.billedFrom >= at) continue
    const hours = billedSecondsAt(node, at) / 3600
    if (node.fargate) {
      fargate.vcpuHours += hours * node.fargate.vcpu
      fargate.gbHours += hours * node.fargate.memoryGB
      fargate.storageGbHours += hours * node.fargate.chargedStorageGB
      continue
    }
    const sums = node.system ? system : types
    const sum = sums.get(node.type) ?? { type: node.type, hours: 0, spotHours: 0 }
    sums.set(node.type, sum)
    sum.hours += hours
    if (node.spot) sum.spotHours += hours
  }
  const byName = (sums: Map<string, TypeSum>) => [...sums.values()].sort((a, b) => a.type < b.type ? -1 : 1)
  return { plane, cluster: Math.max(at, 0) / 3_600_000, nodes: byName(types), systemNodes: byName(system), fargate }
}

/** A lane's bill up to an instant, line by line. */
export function billAt(lane: Pick<LaneResult, 'plane' | 'nodes'>, at: number, options: CostOptions): PricedHours {
  return priceHours(hoursAt(lane, at), options)
}

/** The running total: whole cents. */
export function centsAt(lane: Pick<LaneResult, 'plane' | 'nodes'>, at: number, options: CostOptions): number {
  return billAt(lane, at, options).totalCents
}
