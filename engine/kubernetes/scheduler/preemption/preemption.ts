/**
 * Makes room for a pod by evicting less important ones. Models
 * pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go and pkg/scheduler/framework/preemption.
 * Leaves out extenders, pod groups and pods that wait for permission.
 */
import type { Framework, PreFiltered } from '../framework/framework.ts'
import { Status } from '../framework/status.ts'
import { fitErrorMessage } from '../fiterror.ts'
import type { Diagnosis } from '../fiterror.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import type { PodInfo } from '../podinfo.ts'
import type { RandomSource, Unscheduled } from '../scheduler.ts'
import type { Snapshot } from '../snapshot.ts'
import { selectCandidate } from './selectcandidate.ts'
import { selectVictims } from './victims.ts'
import type { Candidate } from './victims.ts'

export type PreemptionResult =
  /** A node to free, and what to evict from it. */
  | { candidate: Candidate, message?: undefined }
  /**
   * Why not, as it stands in the pod's FailedScheduling event (nothing when there are no nodes at all), and whether a
   * node nominated earlier is given up.
   */
  | { candidate?: undefined, message: string, clearsNomination: boolean }

export interface DryRun {
  candidates: Candidate[]
  /** Why the other nodes that were tried cannot be freed. */
  nodeToStatus: Map<string, Status>
}

/** How many candidates are enough (minCandidateNodesPercentage, minCandidateNodesAbsolute). */
const MIN_CANDIDATE_PERCENTAGE = 10
const MIN_CANDIDATES = 100

const NOT_HELPFUL = new Status('UnschedulableAndUnresolvable', ['Preemption is not helpful for scheduling'])

/** Looks for a node that evictions would make fit; evicts nothing itself. */
export function preempt(
  framework: Framework, pod: PodInfo, snapshot: Snapshot, { diagnosis, prepared }: Unscheduled, random: RandomSource,
): PreemptionResult {
  if (diagnosis.numAllNodes === 0) return { message: '', clearsNomination: false }
  const ineligible = whyIneligible(pod, snapshot, diagnosis)
  if (ineligible) return failed(ineligible, false)
  const nodes = snapshot.nodes.filter(({ name }) => statusOf(diagnosis, name)?.code === 'Unschedulable')
  const { candidates, nodeToStatus } = dryRunPreemption(framework, prepared, pod, nodes, snapshot, random)
  const candidate = selectCandidate(candidates)
  if (candidate) return { candidate }
  return failed(fitErrorMessage({
    numAllNodes: snapshot.nodes.length, nodeToStatus, absentNodesStatus: NOT_HELPFUL, unschedulablePlugins: new Set(),
  }), true)
}

/**
 * What evictions would do on each of the nodes, from one picked at random on, until there are candidates enough.
 * @param prepared the pod as `Framework.preFilter` prepared it
 */
export function dryRunPreemption(
  framework: Framework, { filters }: PreFiltered, pod: PodInfo, nodes: readonly NodeInfo[], snapshot: Snapshot, random: RandomSource,
): DryRun {
  const wanted = Math.max(Math.trunc((nodes.length * MIN_CANDIDATE_PERCENTAGE) / 100), MIN_CANDIDATES)
  const candidates: Candidate[] = []
  const nodeToStatus = new Map<string, Status>()
  const offset = nodes.length > 0 ? random.int(nodes.length) : 0
  let harmless = 0
  for (let i = 0; i < nodes.length && (harmless === 0 || candidates.length < wanted); i++) {
    const node = nodes[(offset + i) % nodes.length]
    if (!node) continue
    const result = selectVictims(framework, filters, pod, node, snapshot)
    if (result instanceof Status) {
      nodeToStatus.set(node.name, result)
    } else if (result.victims.length > 0) {
      candidates.push(result)
      if (result.numPDBViolations === 0) harmless++
    }
  }
  return { candidates, nodeToStatus }
}

function whyIneligible({ pod, priority }: PodInfo, snapshot: Snapshot, diagnosis: Diagnosis): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.'
  const nominated = pod.status?.nominatedNodeName
  if (!nominated || statusOf(diagnosis, nominated)?.code === 'UnschedulableAndUnresolvable') return undefined
  const leaving = snapshot.node(nominated)?.pods.some(other => other.priority < priority && isBeingPreempted(other))
  return leaving ? 'not eligible due to a terminating pod on the nominated node.' : undefined
}

function isBeingPreempted({ terminating, pod }: PodInfo): boolean {
  return terminating && (pod.status?.conditions ?? []).some(
    ({ type, status, reason }) => type === 'DisruptionTarget' && status === 'True' && reason === 'PreemptionByScheduler')
}

function statusOf({ nodeToStatus, absentNodesStatus }: Diagnosis, nodeName: string): Status | undefined {
  return nodeToStatus.get(nodeName) ?? absentNodesStatus
}

/** Upstream's dynamic resources have their say first, since v1.34 for every pod. */
function failed(message: string, clearsNomination: boolean): PreemptionResult {
  return { message: `no new claims to deallocate, preemption: ${message}`, clearsNomination }
}
