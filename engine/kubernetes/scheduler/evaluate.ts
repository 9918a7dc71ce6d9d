/**
 * One plugin by itself, for tests, tables and teaching: what it says of a node, and how it scores nodes.
 */
import { runScore } from './framework/framework.ts'
import type { Plugin } from './framework/plugin.ts'
import { SUCCESS, Status, unresolvable } from './framework/status.ts'
import { podInfoOf } from './podinfo.ts'
import type { Snapshot } from './snapshot.ts'
import type { Pod } from '../types/index.ts'

/**
 * Filters one pod against one node with one plugin, PreFilter and Filter together.
 * @param nodeName a node of the snapshot
 * @returns Success, or the code and reasons
 */
export function filterNode(plugin: Plugin, pod: Pod, nodeName: string, snapshot: Snapshot): Status {
  const cycle = plugin.preFilter?.(podInfoOf(pod), snapshot)
  if (cycle === undefined) return SUCCESS
  if (cycle instanceof Status) return cycle.code === 'Skip' ? SUCCESS : cycle
  const node = snapshot.node(nodeName)
  if (!node) return unresolvable(plugin.name, `node "${nodeName}" not found`)
  if (cycle.nodeNames && !cycle.nodeNames.has(nodeName)) {
    return cycle.filter(node) ?? unresolvable(plugin.name, `node(s) didn't satisfy plugin(s) [${plugin.name}]`)
  }
  return cycle.filter(node) ?? SUCCESS
}

export interface PluginScores {
  /** Whether PreScore had nothing to say: the plugin adds nothing to any node. */
  skipped: boolean
  /** What Score returned, by node. */
  raw: ReadonlyMap<string, number>
  /** 0..100 after NormalizeScore, by node; the raw score where the plugin has none. */
  normalized: ReadonlyMap<string, number>
}

/**
 * Scores nodes for one pod with one plugin: PreScore, Score, NormalizeScore.
 * @param nodeNames the candidates, as if they had passed the filters; all nodes of the snapshot when left out
 */
export function scoreNodes(plugin: Plugin, pod: Pod, snapshot: Snapshot, nodeNames?: readonly string[]): PluginScores {
  const nodes = nodeNames ? nodeNames.flatMap(name => snapshot.node(name) ?? []) : snapshot.nodes
  const cycle = plugin.preScore?.(podInfoOf(pod), snapshot, nodes)
  if (cycle === undefined || cycle instanceof Status) return { skipped: true, raw: new Map(), normalized: new Map() }
  const { raw, normalized } = runScore({ cycle }, nodes)
  const byNode = (scores: number[]) => new Map(nodes.map((node, i) => [node.name, scores[i] ?? 0]))
  return { skipped: false, raw: byNode(raw), normalized: byNode(normalized) }
}
