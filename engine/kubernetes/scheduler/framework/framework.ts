/**
 * Runs a profile's plugins at their extension points. Models pkg/scheduler/framework/runtime/framework.go.
 * Leaves out PreEnqueue, Reserve, Permit, PreBind and Bind plugins, and extenders: binding is the controller's.
 */
import type { NodeInfo } from '../nodeinfo.ts'
import { podInfoOf } from '../podinfo.ts'
import type { PodInfo } from '../podinfo.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Pod } from '../../types/index.ts'
import type { ClusterEvent } from './clusterevent.ts'
import type { FilterCycle, Plugin, ScoreCycle } from './plugin.ts'
import { DEFAULT_PROFILE, createPlugin } from './profile.ts'
import type { Profile } from './profile.ts'
import { Status, unresolvable } from './status.ts'

/** A plugin that has a say about a pod, with what it prepared. */
export interface ActiveFilter {
  plugin: string
  cycle: FilterCycle
}

export interface ActiveScore {
  plugin: string
  weight: number
  cycle: ScoreCycle
}

/** A pod made ready for filtering, or rejected before any node was looked at. */
export interface PreFiltered {
  /** Set when a plugin rejected the pod on every node. */
  rejection?: Status
  filters: readonly ActiveFilter[]
  /** Set when only these nodes are worth a look. */
  nodeNames?: ReadonlySet<string>
  /** The plugins that named them. */
  narrowedBy: readonly string[]
  /** Plugins that have nothing to check. */
  skipped: readonly string[]
}

export interface WeightedPlugin {
  plugin: Plugin
  weight: number
}

export class Framework {
  readonly profile: Readonly<Profile>
  readonly filterPlugins: readonly Plugin[]
  readonly scorePlugins: readonly WeightedPlugin[]
  readonly #events = new Map<string, readonly ClusterEvent[]>()

  private constructor(profile: Profile) {
    this.profile = profile
    const plugins = profile.plugins.map(name => createPlugin(name, profile.pluginConfig))
    this.filterPlugins = plugins.filter(plugin => plugin.preFilter)
    this.scorePlugins = plugins.filter(plugin => plugin.preScore).map(plugin => ({ plugin, weight: profile.weights[plugin.name] ?? 1 }))
    for (const plugin of plugins) this.#events.set(plugin.name, plugin.events)
  }

  /** A framework with kube-scheduler's default profile, changed where given. @throws Error for an unknown plugin */
  static forProfile(changes: Partial<Profile> = {}): Framework {
    return new Framework({ ...DEFAULT_PROFILE, ...changes })
  }

  /** What may make a pod schedulable that a plugin rejected. */
  eventsOf(plugin: string): readonly ClusterEvent[] {
    return this.#events.get(plugin) ?? []
  }

  /** Prepares a pod for filtering. */
  preFilter(pod: PodInfo, snapshot: Snapshot): PreFiltered {
    const filters: ActiveFilter[] = []
    const narrowedBy: string[] = []
    const skipped: string[] = []
    let nodeNames: ReadonlySet<string> | undefined
    for (const plugin of this.filterPlugins) {
      const cycle = plugin.preFilter?.(pod, snapshot)
      if (cycle === undefined) continue
      if (cycle instanceof Status) {
        if (cycle.code !== 'Skip') return { rejection: cycle, filters, narrowedBy, skipped }
        skipped.push(plugin.name)
        continue
      }
      filters.push({ plugin: plugin.name, cycle })
      if (cycle.nodeNames) {
        nodeNames = nodeNames ? intersection(nodeNames, cycle.nodeNames) : cycle.nodeNames
        narrowedBy.push(plugin.name)
        if (nodeNames.size === 0) return { rejection: noNodeFor(narrowedBy), filters, narrowedBy, skipped }
      }
    }
    return nodeNames ? { filters, nodeNames, narrowedBy, skipped } : { filters, narrowedBy, skipped }
  }

  /** The first plugin's objection to a node; null when every plugin lets it pass. */
  filter(filters: readonly ActiveFilter[], node: NodeInfo): Status | null {
    for (const { cycle } of filters) {
      const status = cycle.filter(node)
      if (status) return status
    }
    return null
  }

  /**
   * As `filter`, but a node must have room also for the pods of equal or higher priority that preemption promised it to
   * (RunFilterPluginsWithNominatedPods): with them, for resources and anti-affinity; without them, for affinity.
   */
  filterWithNominated(filters: readonly ActiveFilter[], pod: PodInfo, node: NodeInfo, snapshot: Snapshot): Status | null {
    const promised = snapshot.nominatedTo(node.name).filter(other => other.priority >= pod.priority && other.key !== pod.key)
    if (promised.length > 0) {
      const trial = node.clone()
      const trialFilters = cloneFilters(filters)
      for (const other of promised) {
        trial.addPod(other)
        for (const { cycle } of trialFilters) cycle.addPod?.(other, trial)
      }
      const status = this.filter(trialFilters, trial)
      if (status) return status
    }
    return this.filter(filters, node)
  }

  /** Prepares the score plugins that make a difference for a pod. */
  preScore(pod: PodInfo, snapshot: Snapshot, nodes: readonly NodeInfo[]): ActiveScore[] {
    const scores: ActiveScore[] = []
    for (const { plugin, weight } of this.scorePlugins) {
      const cycle = plugin.preScore?.(pod, snapshot, nodes)
      if (cycle && !(cycle instanceof Status)) scores.push({ plugin: plugin.name, weight, cycle })
    }
    return scores
  }

  /** Filters one pod against one node with all plugins of the profile. Success, or the first objection. */
  check(pod: Pod, nodeName: string, snapshot: Snapshot): Status {
    const info = podInfoOf(pod)
    const prepared = this.preFilter(info, snapshot)
    if (prepared.rejection) return prepared.rejection
    const node = snapshot.node(nodeName)
    if (!node) return unresolvable('', `node "${nodeName}" not found`)
    if (prepared.nodeNames && !prepared.nodeNames.has(nodeName)) return notNamed(prepared.narrowedBy)
    return this.filterWithNominated(prepared.filters, info, node, snapshot) ?? new Status('Success')
  }
}

/** Copies that preemption's what-if may change. */
export function cloneFilters(filters: readonly ActiveFilter[]): ActiveFilter[] {
  return filters.map(({ plugin, cycle }) => ({ plugin, cycle: cycle.clone?.() ?? cycle }))
}

/** Runs one score plugin over nodes: raw scores, and those brought to 0..100. */
export function runScore({ cycle }: Pick<ActiveScore, 'cycle'>, nodes: readonly NodeInfo[]): { raw: number[], normalized: number[] } {
  const raw = nodes.map(node => cycle.score(node))
  const normalized = [...raw]
  cycle.normalize?.(normalized, nodes)
  return { raw, normalized }
}

/** What a node gets that no plugin named when one names nodes. */
export function notNamed(narrowedBy: readonly string[]): Status {
  return unresolvable(narrowedBy[0] ?? '', `node(s) didn't satisfy plugin(s) [${[...narrowedBy].sort().join(' ')}]`)
}

function noNodeFor(plugins: readonly string[]): Status {
  const [only, ...others] = plugins
  return unresolvable(only ?? '', others.length === 0
    ? `node(s) didn't satisfy plugin ${only}`
    : `node(s) didn't satisfy plugin(s) [${plugins.join(' ')}] simultaneously`)
}

function intersection(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  return new Set([...a].filter(item => b.has(item)))
}
