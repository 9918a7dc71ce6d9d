/**
 * Whether pods let their node be drained. Models cluster-autoscaler/simulator/drain.go (GetPodsToMove) and
 * simulator/drainability/rules, asked in the order of rules.Default.
 */
import { parseTimestamp } from '../apimachinery/clock.ts'
import { controllerOf } from '../apimachinery/meta.ts'
import type { NodeInfo } from '../scheduler/nodeinfo.ts'
import type { PodInfo } from '../scheduler/podinfo.ts'
import type { Pod, Volume } from '../types/index.ts'
import type { AutoscalingOptions } from './options.ts'
import { isDaemonSetPod, isLongTerminating, isMirrorPod } from './podkinds.ts'
import type { RemainingPdbTracker } from './remainingpdbtracker.ts'

export type BlockingPodReason = 'ControllerNotFound' | 'MinReplicasReached' | 'NotReplicated' | 'UnmovableKubeSystemPod'
  | 'NotSafeToEvictAnnotation' | 'LocalStorageRequested' | 'NotEnoughPdb'

export type NodeDeleteOptions = Pick<AutoscalingOptions, 'skipNodesWithSystemPods' | 'blockingSystemPodDisruptionMs'
  | 'skipNodesWithLocalStorage' | 'skipNodesWithCustomControllerPods' | 'minReplicaCount'>

/** The controller of a pod: undefined when it is gone. Wanted replicas where it has such a number. */
export type FindController = (pod: Pod) => { replicas?: number } | undefined

export interface DrainContext {
  now: number
  options: NodeDeleteOptions
  budgets: RemainingPdbTracker
  /** Absent where controllers are not known: then none is missed. */
  findController?: FindController
}

/** What becomes of a pod when its node is drained: left out of account, moved, waited for, or in the way. */
export interface DrainabilityStatus {
  outcome: 'SkipDrain' | 'DrainOk' | 'WaitForCompletion' | 'BlockDrain'
  reason?: BlockingPodReason
  error?: string
}

export interface PodMoveInfo {
  pods: PodInfo[]
  daemonSetPods: PodInfo[]
  onCompletionPods: PodInfo[]
  blockingPod?: { pod: Pod, reason: BlockingPodReason, error: string }
}

const SAFE_TO_EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict'
const SAFE_TO_EVICT_LOCAL_VOLUMES = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes'
const REPLICATED_KINDS: readonly string[] = ['ReplicationController', 'Job', 'ReplicaSet', 'StatefulSet']
const APPS_KINDS: readonly string[] = ['DaemonSet', 'StatefulSet']

const SKIP: DrainabilityStatus = { outcome: 'SkipDrain' }
const OK: DrainabilityStatus = { outcome: 'DrainOk' }
const WAIT: DrainabilityStatus = { outcome: 'WaitForCompletion' }
const blocked = (reason: BlockingPodReason, error: string): DrainabilityStatus => ({ outcome: 'BlockDrain', reason, error })

type Rule = (pod: Pod, context: DrainContext) => DrainabilityStatus | undefined

/** The rules that apply to a pod whoever made it, and those that only a pod that may be drained by nature passes. */
const RULES: readonly Rule[] = [
  pod => (isMirrorPod(pod) ? SKIP : undefined),
  (pod, { now }) => (pod.metadata.deletionTimestamp !== undefined && isLongTerminating(pod, now) ? SKIP : undefined),
  replicaCount,
  pod => (isDaemonSetPod(pod) ? OK : undefined),
  pod => (safeToEvict(pod) === 'true' ? OK : undefined),
  pod => (isTerminal(pod) ? OK : undefined),
  pod => (safeToEvict(pod) === 'on-completion' ? WAIT : undefined),
  replicated,
  system,
  pod => (safeToEvict(pod) === 'false' ? blocked('NotSafeToEvictAnnotation', `pod annotated as not safe to evict present: ${pod.metadata.name}`) : undefined),
  (pod, { options }) => (options.skipNodesWithLocalStorage && hasBlockingLocalStorage(pod) ? blocked('LocalStorageRequested', `pod with local storage present: ${pod.metadata.name}`) : undefined),
  (pod, { budgets }) => (budgets.matching(pod).some(({ disruptionsAllowed }) => disruptionsAllowed < 1)
    ? blocked('NotEnoughPdb', `not enough pod disruption budget to move ${pod.metadata.namespace}/${pod.metadata.name}`)
    : undefined),
]

/** Asks the rules in turn; a pod that none has anything to say about may be drained. */
export function drainabilityOf(pod: Pod, context: DrainContext): DrainabilityStatus {
  for (const rule of RULES) {
    const status = rule(pod, context)
    if (status) return status
  }
  return OK
}

/** Sorts the pods of a node; stops at the first that is in the way. */
export function podsToMove(node: NodeInfo, context: DrainContext): PodMoveInfo {
  const info: PodMoveInfo = { pods: [], daemonSetPods: [], onCompletionPods: [] }
  for (const one of node.pods) {
    const { outcome, reason = 'NotReplicated', error = '' } = drainabilityOf(one.pod, context)
    if (outcome === 'BlockDrain') return { ...info, blockingPod: { pod: one.pod, reason, error } }
    if (outcome === 'WaitForCompletion') info.onCompletionPods.push(one)
    else if (outcome === 'DrainOk') (isDaemonSetPod(one.pod) ? info.daemonSetPods : info.pods).push(one)
  }
  return info
}

function safeToEvict({ metadata }: Pod): string | undefined {
  return metadata.annotations?.[SAFE_TO_EVICT]
}

/** IsPodTerminal: one that will never be started again. */
function isTerminal({ spec: { restartPolicy }, status }: Pod): boolean {
  return status?.phase === 'Failed' || (status?.phase === 'Succeeded' && (restartPolicy === 'Never' || restartPolicy === 'OnFailure'))
}

function replicaCount(pod: Pod, { findController, options }: DrainContext): DrainabilityStatus | undefined {
  const owner = findController && controllerOf(pod)
  const isKnown = owner && (APPS_KINDS.includes(owner.kind) ? owner.apiVersion.startsWith('apps/') : REPLICATED_KINDS.includes(owner.kind))
  if (!owner || !isKnown || !options.skipNodesWithCustomControllerPods) return undefined
  const { namespace, name } = pod.metadata
  const what = owner.kind === 'ReplicaSet' || owner.kind === 'ReplicationController' ? 'replication controller' : owner.kind.toLowerCase()
  const controller = findController(pod)
  if (!controller) return blocked('ControllerNotFound', `${what} for ${namespace}/${name} is not available`)
  const { replicas = options.minReplicaCount } = controller
  if (what !== 'replication controller' || replicas >= options.minReplicaCount) return undefined
  return blocked('MinReplicasReached', `replication controller for ${namespace}/${name} has too few replicas spec: ${replicas} min: ${options.minReplicaCount}`)
}

function replicated(pod: Pod, { options }: DrainContext): DrainabilityStatus | undefined {
  const owner = controllerOf(pod)
  if (owner && (!options.skipNodesWithCustomControllerPods || REPLICATED_KINDS.includes(owner.kind))) return undefined
  return blocked('NotReplicated', `${pod.metadata.namespace}/${pod.metadata.name} is not replicated`)
}

function system(pod: Pod, { options, budgets, now }: DrainContext): DrainabilityStatus | undefined {
  if (!options.skipNodesWithSystemPods || pod.metadata.namespace !== 'kube-system' || budgets.matching(pod).length > 0) return undefined
  if (parseTimestamp(pod.metadata.creationTimestamp) + options.blockingSystemPodDisruptionMs < now) return OK
  return blocked('UnmovableKubeSystemPod', `non-daemonset, non-mirrored, non-pdb-assigned kube-system pod present: ${pod.metadata.name}`)
}

function hasBlockingLocalStorage({ metadata, spec }: Pod): boolean {
  const harmless = metadata.annotations?.[SAFE_TO_EVICT_LOCAL_VOLUMES]?.split(',') ?? []
  return spec.volumes?.some(volume => isLocal(volume) && !harmless.includes(volume.name)) ?? false
}

function isLocal({ hostPath, emptyDir }: Volume): boolean {
  return hostPath !== undefined || (emptyDir !== undefined && emptyDir.medium !== 'Memory')
}
