/**
 * Chooses a node for one pod. Models schedulePod of pkg/scheduler/schedule_one.go: filter a sample of the nodes, score
 * those that fit, take one of the best. Runs in order where upstream runs in parallel, so that a run can be repeated.
 */
import { fitErrorMessage } from './fiterror.ts'
import type { Diagnosis } from './fiterror.ts'
import { notNamed } from './framework/framework.ts'
import type { ActiveScore, Framework, PreFiltered } from './framework/framework.ts'
import type { Status } from './framework/status.ts'
import type { NodeInfo } from './nodeinfo.ts'
import { podInfoOf } from './podinfo.ts'
import type { PodInfo } from './podinfo.ts'
import type { Snapshot } from './snapshot.ts'
import type { Pod } from '../types/index.ts'

/** The part of a seeded generator that the scheduler needs. */
export interface RandomSource {
  /** An integer in [0, below). */
  int(below: number): number
}

export interface Scheduled {
  /** The node chosen. */
  node: string
  /** How many nodes were looked at. */
  evaluatedNodes: number
  /** How many of them fit. */
  feasibleNodes: number
}

export interface Unscheduled {
  node: undefined
  diagnosis: Diagnosis
  /** What the pod's event says, without what preemption adds. */
  message: string
  /** The pod as filtering prepared it, for preemption. */
  prepared: PreFiltered
}

export type ScheduleResult = Scheduled | Unscheduled

const NO_NODES = 'no nodes available to schedule pods'
const MIN_FEASIBLE_NODES = 100
const MIN_PERCENTAGE = 5

/** How many feasible nodes are enough (numFeasibleNodesToFind). */
export function feasibleNodesWanted(nodes: number, percentage: number): number {
  if (nodes < MIN_FEASIBLE_NODES) return nodes
  const share = percentage > 0 ? percentage : Math.max(50 - Math.trunc(nodes / 125), MIN_PERCENTAGE)
  return Math.max(Math.trunc((nodes * share) / 100), MIN_FEASIBLE_NODES)
}

export class Scheduler {
  readonly framework: Framework
  readonly #random: RandomSource
  /** Where the next search begins, so that every node gets its turn. */
  #nextStart = 0

  constructor(framework: Framework, random: RandomSource) {
    this.framework = framework
    this.#random = random
  }

  /** Where the next search begins; with the generator's state, all that a checkpoint needs. */
  get nextStartNodeIndex(): number {
    return this.#nextStart
  }

  set nextStartNodeIndex(index: number) {
    this.#nextStart = index
  }

  /** Finds a node for a pod; changes nothing but where the next search begins. */
  schedule(pod: Pod, snapshot: Snapshot): ScheduleResult {
    const info = podInfoOf(pod)
    const prepared = this.framework.preFilter(info, snapshot)
    const statuses = new Map<string, Status>()
    const feasible = prepared.rejection ? [] : this.#findFeasible(info, snapshot, prepared, statuses)
    if (feasible.length === 0) return unscheduled(snapshot, prepared, statuses)
    const evaluatedNodes = feasible.length + statuses.size
    const chosen = feasible.length === 1 ? feasible[0] : this.#best(info, snapshot, feasible)
    return { node: chosen?.name ?? '', evaluatedNodes, feasibleNodes: feasible.length }
  }

  #findFeasible(pod: PodInfo, snapshot: Snapshot, prepared: PreFiltered, statuses: Map<string, Status>): NodeInfo[] {
    const { framework } = this
    const nominated = snapshot.node(pod.pod.status?.nominatedNodeName ?? '')
    if (nominated && (prepared.nodeNames?.has(nominated.name) ?? true)) {
      if (!framework.filterWithNominated(prepared.filters, pod, nominated, snapshot)) return [nominated]
    }
    const all = snapshot.nodes
    const nodes = prepared.nodeNames ? all.filter(({ name }) => prepared.nodeNames?.has(name)) : all
    const wanted = framework.scorePlugins.length === 0 ? 1 : feasibleNodesWanted(nodes.length, framework.profile.percentageOfNodesToScore)
    const feasible: NodeInfo[] = []
    const start = nodes.length === 0 ? 0 : this.#nextStart % nodes.length
    let looked = 0
    for (; looked < nodes.length && feasible.length < wanted; looked++) {
      const at = start + looked
      const node = nodes[at < nodes.length ? at : at - nodes.length]
      if (!node) continue
      const status = framework.filterWithNominated(prepared.filters, pod, node, snapshot)
      if (status) statuses.set(node.name, status)
      else feasible.push(node)
    }
    this.#nextStart = nodes.length === 0 ? 0 : (start + looked) % nodes.length
    return feasible
  }

  #best(pod: PodInfo, snapshot: Snapshot, feasible: readonly NodeInfo[]): NodeInfo | undefined {
    return selectHost(feasible, totalScores(this.framework.preScore(pod, snapshot, feasible), feasible), this.#random)
  }
}

/** The weighted sum of the plugins' scores, by node. */
function totalScores(scores: readonly ActiveScore[], nodes: readonly NodeInfo[]): number[] {
  const totals = new Array<number>(nodes.length).fill(0)
  for (const { cycle, weight } of scores) {
    const normalized = nodes.map(node => cycle.score(node))
    cycle.normalize?.(normalized, nodes)
    for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] ?? 0) + weight * (normalized[i] ?? 0)
  }
  return totals
}

/** One of the nodes with the highest score, each as likely as another (reservoir sampling, selectHost). */
function selectHost(nodes: readonly NodeInfo[], totals: readonly number[], random: RandomSource): NodeInfo | undefined {
  let best = -Infinity
  let ties = 0
  let chosen: NodeInfo | undefined
  totals.forEach((total, i) => {
    if (total > best) {
      best = total
      ties = 1
      chosen = nodes[i]
    } else if (total === best && random.int(++ties) === 0) {
      chosen = nodes[i]
    }
  })
  return chosen
}

function unscheduled(snapshot: Snapshot, prepared: PreFiltered, nodeToStatus: Map<string, Status>): Unscheduled {
  const { rejection, narrowedBy } = prepared
  const absentNodesStatus = rejection ?? (narrowedBy.length > 0 ? notNamed(narrowedBy) : undefined)
  const unschedulablePlugins = new Set([...nodeToStatus.values()].map(({ plugin }) => plugin))
  if (rejection) unschedulablePlugins.add(rejection.plugin)
  for (const plugin of narrowedBy) unschedulablePlugins.add(plugin)
  const diagnosis: Diagnosis = {
    numAllNodes: snapshot.nodes.length,
    nodeToStatus,
    unschedulablePlugins,
    ...(absentNodesStatus && { absentNodesStatus }),
    ...(rejection && { preFilterMessage: rejection.message }),
  }
  const message = diagnosis.numAllNodes === 0 ? NO_NODES : fitErrorMessage(diagnosis)
  return { node: undefined, diagnosis, message, prepared }
}
