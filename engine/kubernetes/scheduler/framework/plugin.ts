/**
 * What a plugin is. Models the extension points PreFilter, Filter, PreScore, Score and NormalizeScore of
 * staging/src/k8s.io/kube-scheduler/framework/interface.go.
 *
 * Upstream keeps what a plugin computed for a pod in a CycleState under a key. Here PreFilter returns an object that
 * holds it and filters nodes, and PreScore one that scores them: the same life cycle without keys or casts.
 */
import type { ClusterEvent } from './clusterevent.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import type { PodInfo } from '../podinfo.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Status } from './status.ts'

export const MAX_NODE_SCORE = 100

/** One pod's filtering by one plugin, as PreFilter prepared it. */
export interface FilterCycle {
  /** Set when only these nodes can pass; no other node is looked at. */
  readonly nodeNames?: ReadonlySet<string>
  /** null when the node passes. */
  filter(node: NodeInfo): Status | null
  /** Accounts for one more pod on a node (preemption's what-if; PreFilterExtensions.AddPod). */
  addPod?(added: PodInfo, node: NodeInfo): void
  /** Accounts for one pod fewer on a node (PreFilterExtensions.RemovePod). */
  removePod?(removed: PodInfo, node: NodeInfo): void
  /** A copy that addPod and removePod may change; absent when there is nothing to change. */
  clone?(): FilterCycle
}

/** One pod's scoring by one plugin, as PreScore prepared it. */
export interface ScoreCycle {
  /** An integer; 0..100 unless `normalize` brings it there. */
  score(node: NodeInfo): number
  /** Rewrites the raw scores in place to 0..100; `nodes[i]` has `scores[i]`. */
  normalize?(scores: number[], nodes: readonly NodeInfo[]): void
}

export interface Plugin {
  readonly name: string
  /** Changes in the cluster after which a pod that this plugin rejected may fit (EventsToRegister). */
  readonly events: readonly ClusterEvent[]
  /** Skip when the plugin never rejects this pod; another status rejects the pod on every node. */
  preFilter?(pod: PodInfo, snapshot: Snapshot): FilterCycle | Status
  /** Skip when the plugin makes no difference for this pod. `nodes` are those that passed the filters. */
  preScore?(pod: PodInfo, snapshot: Snapshot, nodes: readonly NodeInfo[]): ScoreCycle | Status
}

/** Scales scores so that the largest is 100, and turns them around when `reverse` (helper.DefaultNormalizeScore). */
export function defaultNormalizeScore(scores: number[], reverse: boolean): void {
  let max = 0
  for (const score of scores) if (score > max) max = score
  for (let i = 0; i < scores.length; i++) {
    const scaled = max === 0 ? 0 : Math.trunc((MAX_NODE_SCORE * (scores[i] ?? 0)) / max)
    scores[i] = reverse ? MAX_NODE_SCORE - scaled : scaled
  }
}
