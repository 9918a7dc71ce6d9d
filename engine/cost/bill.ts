/** A monthly bill: lines that say what was multiplied by what, and a total that is their sum to the cent. */
import { freshnessOf, type Freshness } from '../../data/freshness.ts'
import type { KnownPrice, Price } from '../../data/prices.ts'
import type { PriceSourceId } from '../../data/price-sources.ts'
import type { FargateObstacle } from '../aws/fargate-fit.ts'
import { lineCents } from './cents.ts'
import type { NodeBin } from './node-bin.ts'
import type { Plane } from './plane.ts'

/** What a line is for. Each code has one formula; its `params` are the numbers that go in. */
export type LineCode =
  /** hours x usd */
  | 'cluster' | 'extended-support' | 'control-plane'
  /** nodeHours x share x usd, of `type` */
  | 'nodes'
  /** nodeHours x share x usd x (1 - discount), of `type` */
  | 'nodes-spot'
  /** nodeHours x usd, of `type`: nodes that only what scales the others runs on */
  | 'system-nodes'
  /** hours x usd: what is committed, used or not */
  | 'commitment'
  /** hours x -usd: on-demand prices that the commitment pays for, on the average hour */
  | 'covered'
  /** nodeHours / 730 x gib x usd */
  | 'volumes'
  /** nodeHours x usd, of `type` */
  | 'auto-mode-fee'
  /** gib x usd: claims */
  | 'persistent-volumes'
  /** iops x usd: above 3,000 a volume */
  | 'volume-iops'
  /** vcpuHours, gbHours or storageGbHours x usd */
  | 'fargate-vcpu' | 'fargate-memory' | 'fargate-storage'
  /** pieces x hours x usd, or GB x usd */
  | 'load-balancers' | 'nat-gateways' | 'nat-data' | 'public-ipv4' | 'egress' | 'cross-zone' | 'logs'
  /** hours x usd */
  | 'operators'

export interface BillLine {
  code: LineCode
  cents: number
  /** The same before it is rounded. */
  usd: number
  /** quantity x unitUsd is the line; the discount is in unitUsd. */
  quantity: number
  unitUsd: number
  params: Readonly<Record<string, number | string>>
  source: PriceSourceId
  asOf: string | null
  freshness: Freshness
  /** `assumed`: the user set the price. */
  basis: KnownPrice['basis'] | 'assumed'
}

/** A line that cannot be priced: no source was found for it. It is in no total. */
export interface UnknownLine {
  code: LineCode
  what: string
  region: string
  quantity: number
}

/** Pods that a data plane cannot run, and why. */
export interface NotRunnable {
  group: number
  name: string
  /** Fargate's obstacles; empty where it is the instance type that is too small. */
  obstacles: readonly FargateObstacle[]
  /** The scheduler's reasons; empty where it is Fargate that refuses. */
  reasons: readonly string[]
  /** Whether nodes beside Fargate run it, as lines of the same bill. */
  pricedOnNodes: boolean
}

/** Averages over the hours in which anything runs; shares of what is paid for. */
export interface Utilisation {
  cpu: number
  memory: number
}

export interface Bill {
  plane: Plane
  lines: BillLine[]
  totalCents: number
  totalUsd: number
  /** Whether every pod runs and every line has a price. */
  complete: boolean
  /** Whether it may be held against the others: every pod runs, and what has no price is the same on every data plane. */
  comparable: boolean
  /** Lines without a price: when there are any, the total is a lower bound. */
  unknown: UnknownLine[]
  notRunnable: NotRunnable[]
  nodes: { peak: number, average: number, types: readonly string[] }
  /** Pods that EKS and what scales the nodes need, by name; none where they run outside the cluster or are the manifest's own. */
  system: { name: string, replicas: number, source: PriceSourceId }[]
  /** What is committed to every hour, and what it saves in a month; null without a Savings Plan. */
  commitment: { usdPerHour: number, savedUsd: number } | null
  /** What sits where at the peak. */
  peakBins: readonly (NodeBin & { type: string })[]
  /** Null when nothing is paid for. */
  utilisation: Utilisation | null
  /** Paid for and not requested by any pod: of nodes the whole machine counts, of Fargate pods the billed size. */
  unused: { vcpuHours: number, gibHours: number, usd: number }
  /** Requested and not used, as far as usage is known; null where it is not. */
  idle: { vcpuHours: number, gibHours: number, usd: number } | null
  /** A month of one pod, and of one requested vCPU, on the average; null when nothing runs. */
  perPodUsd: number | null
  perRequestedVcpuUsd: number | null
}

/** Collects the lines of a bill. */
export class BillBuilder {
  readonly lines: BillLine[] = []
  readonly unknown: UnknownLine[] = []
  readonly #today: string

  constructor(today: string) {
    this.#today = today
  }

  /** Adds a line at a listed price; nothing for a quantity of 0. `factor` is what is left after a discount. */
  add(code: LineCode, quantity: number, price: Price, params: BillLine['params'], factor = 1): void {
    if (quantity <= 0 || factor <= 0) return
    if (!price.known) {
      this.unknown.push({ code, what: price.what, region: price.region, quantity })
      return
    }
    const unitUsd = price.usd * factor
    this.lines.push({
      code, cents: lineCents(quantity, unitUsd), usd: quantity * unitUsd, quantity, unitUsd, params: { ...params, usd: price.usd },
      source: price.source, asOf: price.asOf, freshness: freshnessOf(price.asOf, this.#today), basis: price.basis,
    })
  }

  /** Takes off what something else on the bill has paid for already: a line below 0. */
  credit(code: LineCode, quantity: number, usd: number, params: BillLine['params']): void {
    if (quantity <= 0 || usd <= 0) return
    this.lines.push({
      code, cents: -lineCents(quantity, usd), usd: -quantity * usd, quantity, unitUsd: -usd, params: { ...params, usd: -usd },
      source: 'user-input', asOf: null, freshness: 'fresh', basis: 'assumed',
    })
  }

  /** Adds a line at a price that the user set. */
  assume(code: LineCode, quantity: number, usd: number, params: BillLine['params']): void {
    if (quantity <= 0 || usd <= 0) return
    this.lines.push({
      code, cents: lineCents(quantity, usd), usd: quantity * usd, quantity, unitUsd: usd, params: { ...params, usd },
      source: 'user-input', asOf: null, freshness: 'fresh', basis: 'assumed',
    })
  }

  get totalCents(): number {
    return this.lines.reduce((sum, line) => sum + line.cents, 0)
  }

  get totalUsd(): number {
    return this.lines.reduce((sum, line) => sum + line.usd, 0)
  }

  /** What the lines of some codes come to before rounding. */
  usdOf(...codes: readonly LineCode[]): number {
    return this.lines.reduce((sum, line) => sum + (codes.includes(line.code) ? line.usd : 0), 0)
  }
}
