/**
 * What given hours cost: the same lines as a month's bill, of the hours that a run really had. Leaves out what does not depend on
 * the run: volumes of claims, what is around the cluster, operators and commitments.
 */
import { BillBuilder, type BillLine, type UnknownLine } from './bill.ts'
import { addClusterLines } from './cluster-lines.ts'
import { addFargateLines, type FargateHours } from './fargate-plan.ts'
import { addNodeHours, addSystemNodeHours, typeNamed } from './node-plan.ts'
import type { CostOptions } from './options.ts'
import type { Plane } from './plane.ts'

/** Hours of nodes of one type. */
export interface NodeHours {
  type: string
  hours: number
  /** Those of them that are Spot, 0 to `hours`. @default 0 */
  spotHours?: number
}

/** Hours of a run so far; each finite and not negative. */
export interface HoursUsed {
  plane: Plane
  cluster: number
  nodes: readonly NodeHours[]
  /** Nodes that only what scales the others runs on. */
  systemNodes: readonly NodeHours[]
  fargate: FargateHours
}

export interface PricedHours {
  lines: BillLine[]
  unknown: UnknownLine[]
  totalCents: number
}

/** Prices hours line by line. @throws RangeError for an instance type that the deck does not know */
export function priceHours({ plane, cluster, nodes, systemNodes, fargate }: HoursUsed, options: CostOptions): PricedHours {
  const bill = new BillBuilder(options.today)
  const named = (uses: readonly NodeHours[]) => uses.map(({ type, hours, spotHours = 0 }) => ({ type: typeNamed(type), nodeHours: hours, spotHours }))
  addClusterLines(bill, options, cluster)
  addNodeHours(bill, named(nodes), options, plane === 'fargate' ? 'managed' : plane)
  addSystemNodeHours(bill, named(systemNodes), options)
  addFargateLines(bill, fargate, options.region)
  return { lines: bill.lines, unknown: bill.unknown, totalCents: bill.totalCents }
}
