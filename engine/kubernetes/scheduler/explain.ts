/**
 * The whole table behind a decision: node by plugin, verdict, reason, score. Changes nothing and draws no lots.
 */
import { fitErrorMessage } from './fiterror.ts'
import { notNamed, runScore } from './framework/framework.ts'
import type { Framework, PreFiltered } from './framework/framework.ts'
import type { Code, Status } from './framework/status.ts'
import { namespacedName } from './keys.ts'
import type { NodeInfo } from './nodeinfo.ts'
import { podInfoOf } from './podinfo.ts'
import type { PodInfo } from './podinfo.ts'
import type { Snapshot } from './snapshot.ts'
import type { Pod } from '../types/index.ts'

export interface FilterCell {
  /** `skip`: the plugin had nothing to check for this pod. */
  verdict: 'pass' | 'fail' | 'skip'
  code: Code
  /** In upstream's words. */
  reasons: readonly string[]
}

export interface ScoreCell {
  /** What Score returned. */
  raw: number
  /** 0..100, after NormalizeScore. */
  normalized: number
  weight: number
  /** `normalized` times `weight`. */
  weighted: number
}

export interface NodeRow {
  node: string
  /** Whether every filter lets the pod pass. */
  feasible: boolean
  /** The plugin that kube-scheduler would name: the first that objects. */
  rejectedBy?: string
  /** Every filter plugin's opinion, also those after the first that objects. */
  filters: Readonly<Record<string, FilterCell>>
  /** Every score plugin's that does not skip; empty unless feasible. */
  scores: Readonly<Record<string, ScoreCell>>
  /** The sum of the weighted scores; undefined unless feasible. */
  total?: number
}

export interface Explanation {
  /** `namespace/name` of the pod. */
  pod: string
  filterPlugins: readonly string[]
  /** Those that score, with their weights. */
  scorePlugins: readonly { name: string, weight: number }[]
  /** Score plugins that make no difference for this pod. */
  skippedScorePlugins: readonly string[]
  rows: readonly NodeRow[]
  /** The nodes with the highest total: one of them is chosen. */
  best: readonly string[]
  /** Upstream's sentence when no node fits; without the preemption part. */
  message?: string
}

const PASS: FilterCell = { verdict: 'pass', code: 'Success', reasons: [] }
const SKIPPED: FilterCell = { verdict: 'skip', code: 'Skip', reasons: [] }

/**
 * Explains what the scheduler thinks of a pod now. All nodes are looked at, however many there are. A pod that is bound
 * already is looked at as if it were not: where would it go now?
 */
export function explain(framework: Framework, pod: Pod, snapshot: Snapshot): Explanation {
  const key = namespacedName(pod)
  const home = snapshot.nodeOf(key)
  if (home === undefined) return explainPending(framework, pod, snapshot)
  const spec = { ...pod.spec }
  delete spec.nodeName
  snapshot.forget(key)
  try {
    return explainPending(framework, { ...pod, spec }, snapshot)
  } finally {
    snapshot.assume(podInfoOf(pod), home)
  }
}

function explainPending(framework: Framework, pod: Pod, snapshot: Snapshot): Explanation {
  const info = podInfoOf(pod)
  const prepared = framework.preFilter(info, snapshot)
  const rejections = new Map<string, Status>()
  const rows = snapshot.nodes.map((node): NodeRow => {
    const first = firstObjection(framework, prepared, info, node, snapshot)
    if (first) rejections.set(node.name, first)
    const base = { node: node.name, feasible: !first, filters: filterCells(framework, prepared, node), scores: {} }
    return first ? { ...base, rejectedBy: first.plugin } : base
  })
  const feasible = snapshot.nodes.filter(({ name }) => !rejections.has(name))
  const scores = framework.preScore(info, snapshot, feasible)
  const results = scores.map(score => ({ ...score, ...runScore(score, feasible) }))
  const scored = rows.map((row) => {
    const at = feasible.findIndex(({ name }) => name === row.node)
    if (at < 0) return row
    const cells = results.map(({ plugin, weight, raw, normalized }): [string, ScoreCell] => {
      const value = normalized[at] ?? 0
      return [plugin, { raw: raw[at] ?? 0, normalized: value, weight, weighted: value * weight }]
    })
    return { ...row, scores: Object.fromEntries(cells), total: cells.reduce((sum, [, { weighted }]) => sum + weighted, 0) }
  })
  const highest = Math.max(...scored.map(({ total = -Infinity }) => total))
  const active = new Set(scores.map(({ plugin }) => plugin))
  return {
    pod: info.key,
    filterPlugins: framework.filterPlugins.map(({ name }) => name),
    scorePlugins: scores.map(({ plugin, weight }) => ({ name: plugin, weight })),
    skippedScorePlugins: framework.scorePlugins.map(({ plugin }) => plugin.name).filter(name => !active.has(name)),
    rows: scored,
    best: scored.filter(({ total }) => total === highest).map(({ node }) => node),
    ...(feasible.length === 0 && { message: messageOf(snapshot, prepared, rejections) }),
  }
}

function firstObjection(framework: Framework, prepared: PreFiltered, pod: PodInfo, node: NodeInfo, snapshot: Snapshot): Status | null {
  if (prepared.rejection) return prepared.rejection
  if (prepared.nodeNames && !prepared.nodeNames.has(node.name)) return notNamed(prepared.narrowedBy)
  return framework.filterWithNominated(prepared.filters, pod, node, snapshot)
}

function filterCells(framework: Framework, { rejection, filters }: PreFiltered, node: NodeInfo): Record<string, FilterCell> {
  return Object.fromEntries(framework.filterPlugins.map(({ name }): [string, FilterCell] => {
    const active = filters.find(({ plugin }) => plugin === name)
    const status = rejection?.plugin === name ? rejection : active?.cycle.filter(node)
    if (status) return [name, { verdict: 'fail', code: status.code, reasons: status.reasons }]
    return [name, active ? PASS : SKIPPED]
  }))
}

function messageOf(snapshot: Snapshot, { rejection }: PreFiltered, nodeToStatus: ReadonlyMap<string, Status>): string {
  return fitErrorMessage({
    numAllNodes: snapshot.nodes.length, nodeToStatus, unschedulablePlugins: new Set(),
    ...(rejection && { preFilterMessage: rejection.message }),
  })
}
