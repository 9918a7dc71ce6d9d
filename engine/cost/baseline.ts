/** What the nodes of a cluster cost as it stands today: `kubectl get nodes -o yaml`, priced. */
import { findInstanceType } from '../../data/instance-types.ts'
import { autoModeFee, clusterPrices, ec2Price, gp3Price, typicalSpotRatio } from '../../data/prices.ts'
import type { RegionId } from '../../data/regions.ts'
import type { KubeObject } from '../kubernetes/types/index.ts'
import { INSTANCE_TYPE_LABEL, ZONE_LABEL } from '../kubernetes/types/wellknown.ts'
import { BillBuilder, type BillLine, type UnknownLine } from './bill.ts'
import type { CostOptions } from './options.ts'
import { HOURS_PER_MONTH } from './usage.ts'

/** How a node was bought; `auto-mode`: on demand, with Auto Mode's fee. */
export const purchases = ['on-demand', 'spot', 'auto-mode'] as const
export type Bought = (typeof purchases)[number]

/** Nodes alike. */
export interface NodesAlike {
  type: string
  bought: Bought
  count: number
}

/** The nodes among some objects. */
export interface TodaysNodes {
  nodes: NodesAlike[]
  zones: string[]
  /** Nodes that say no instance type, and those of Fargate, which are paid by their pods. */
  skipped: string[]
}

/** Reads what nodes say of themselves by their labels. */
export function readNodes(objects: readonly KubeObject[]): TodaysNodes {
  const alike = new Map<string, NodesAlike>()
  const zones = new Set<string>()
  const skipped: string[] = []
  for (const { kind, metadata: { name, labels = {} } } of objects) {
    if (kind !== 'Node') continue
    const type = labels[INSTANCE_TYPE_LABEL] ?? labels['beta.kubernetes.io/instance-type']
    if (!type || labels['eks.amazonaws.com/compute-type'] === 'fargate') {
      skipped.push(name)
      continue
    }
    const zone = labels[ZONE_LABEL]
    if (zone) zones.add(zone)
    const capacity = labels['eks.amazonaws.com/capacityType'] ?? labels['karpenter.sh/capacity-type'] ?? ''
    const bought = labels['eks.amazonaws.com/compute-type'] === 'auto' ? 'auto-mode' : /^spot$/i.test(capacity) ? 'spot' : 'on-demand'
    const key = `${type} ${bought}`
    alike.set(key, { type, bought, count: (alike.get(key)?.count ?? 0) + 1 })
  }
  return { nodes: [...alike.values()].sort((a, b) => b.count - a.count), zones: [...zones].sort(), skipped }
}

/** A bill of nodes that are there all month. */
export interface Baseline {
  lines: BillLine[]
  unknown: UnknownLine[]
  totalCents: number
}

/** A month of these nodes and of the cluster, with root volumes as large as the options say. */
export function priceNodes(nodes: readonly NodesAlike[], options: CostOptions): Baseline {
  const bill = new BillBuilder(options.today)
  bill.add('cluster', HOURS_PER_MONTH, clusterPrices(options.region).standard, { hours: HOURS_PER_MONTH })
  for (const one of nodes) addNodes(bill, one, options.region)
  const hours = nodes.reduce((sum, { count }) => sum + count, 0) * HOURS_PER_MONTH
  bill.add('volumes', hours / HOURS_PER_MONTH * options.volumeGiB, gp3Price(options.region), { nodeHours: hours, gib: options.volumeGiB })
  return { lines: bill.lines, unknown: bill.unknown, totalCents: bill.totalCents }
}

function addNodes(bill: BillBuilder, { type, bought, count }: NodesAlike, region: RegionId): void {
  const hours = count * HOURS_PER_MONTH
  const price = findInstanceType(type) ? ec2Price(region, type) : { known: false as const, what: `ec2 ${type}`, region }
  const { ratio } = typicalSpotRatio(region)
  if (bought === 'spot') bill.add('nodes-spot', hours, price, { type, nodeHours: hours, share: 1, discount: 1 - ratio }, ratio)
  else bill.add('nodes', hours, price, { type, nodeHours: hours, share: 1 })
  if (bought === 'auto-mode') bill.add('auto-mode-fee', hours, autoModeFee(region, type), { type, nodeHours: hours })
}
