/**
 * A NodePool as Karpenter reads it, with the defaults of its schema. Models pkg/apis/v1/nodepool.go of kubernetes-sigs/karpenter.
 * Leaves out static NodePools (replicas), minValues and drift.
 */
import { autoModeDefaults, karpenterDefaults } from '../../../data/timings.ts'
import { durationMs } from '../../kubernetes/apimachinery/duration.ts'
import type { KubeObject, Labels, ResourceList, Taint } from '../../kubernetes/types/index.ts'
import type { RequirementSpec } from './requirements.ts'

export type ConsolidationPolicy = 'WhenEmpty' | 'WhenEmptyOrUnderutilized' | 'Balanced'
export type DisruptionReason = 'Underutilized' | 'Empty' | 'Drifted'

/** How many nodes may be disrupted at once. */
export interface DisruptionBudget {
  /** A number, or a percentage such as `10%`, which is rounded up. */
  nodes: string
  /** What it holds for; absent is everything. */
  reasons?: readonly DisruptionReason[]
  /** When it begins to hold, as a cron expression in UTC; needs `duration`. */
  schedule?: string
  /** For how long, such as `8h`. */
  duration?: string
}

export interface NodePool extends KubeObject {
  spec: {
    template: {
      metadata?: { labels?: Labels, annotations?: Record<string, string> }
      spec: {
        requirements: readonly RequirementSpec[]
        nodeClassRef: { group: string, kind: string, name: string }
        taints?: readonly Taint[]
        startupTaints?: readonly Taint[]
        /** A duration or `Never`. @default '720h' */
        expireAfter?: string
        terminationGracePeriod?: string
      }
    }
    disruption?: {
      /** @default 'WhenEmptyOrUnderutilized' */
      consolidationPolicy?: ConsolidationPolicy
      /** A duration or `Never`. @default '0s' */
      consolidateAfter?: string
      /** @default one of 10% */
      budgets?: readonly DisruptionBudget[]
    }
    /** Bounds on what its nodes have together; `nodes` counts them. */
    limits?: ResourceList
    /** 1 to 100: the larger is tried first. @default 0 */
    weight?: number
  }
}

/** What a NodePool says of disruption, defaults filled in. */
export interface DisruptionSettings {
  consolidationPolicy: ConsolidationPolicy
  /** Milliseconds; undefined for never. */
  consolidateAfterMs: number | undefined
  budgets: readonly DisruptionBudget[]
}

const DEFAULT_BUDGETS: readonly DisruptionBudget[] = [{ nodes: `${karpenterDefaults.disruptionBudgetNodes * 100}%` }]
const known = new WeakMap<NodePool, DisruptionSettings>()

export function disruptionOf(pool: NodePool): DisruptionSettings {
  let settings = known.get(pool)
  if (!settings) {
    const { consolidationPolicy = karpenterDefaults.consolidationPolicy, consolidateAfter = '0s', budgets = DEFAULT_BUDGETS } = pool.spec.disruption ?? {}
    settings = { consolidationPolicy, consolidateAfterMs: nillableDurationMs(consolidateAfter), budgets }
    known.set(pool, settings)
  }
  return settings
}

/** The API group of Auto Mode's NodeClass: what tells its NodePools from Karpenter's. */
export const AUTO_MODE_GROUP = 'eks.amazonaws.com'

/** How long nodes of a NodePool, or the node of a NodeClaim, may live (ms); undefined for ever, which Auto Mode's never do. */
export function expireAfterMs({ expireAfter, nodeClassRef }: Pick<NodePool['spec']['template']['spec'], 'expireAfter' | 'nodeClassRef'>): number | undefined {
  const isAutoMode = nodeClassRef.group === AUTO_MODE_GROUP
  const wanted = expireAfter === undefined ? (isAutoMode ? autoModeDefaults : karpenterDefaults).expireAfter * 1000 : nillableDurationMs(expireAfter)
  return isAutoMode ? Math.min(wanted ?? Number.POSITIVE_INFINITY, autoModeDefaults.maxNodeLife * 1000) : wanted
}

/** Milliseconds of a duration; undefined for `Never`, NaN for what is none. */
export function nillableDurationMs(text: string): number | undefined {
  return text === 'Never' ? undefined : durationMs(text)
}

/** The NodePools in the order in which they are tried: the heavier first, then by name, the greater first (pkg/utils/nodepool, OrderByWeight). */
export function byWeight(pools: readonly NodePool[]): NodePool[] {
  const weight = ({ spec }: NodePool) => spec.weight ?? 0
  return [...pools].sort((a, b) => weight(b) - weight(a) || (a.metadata.name < b.metadata.name ? 1 : -1))
}
