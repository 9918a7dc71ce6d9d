/**
 * Which group to make larger, by how much, for pods that fit nowhere. Models
 * cluster-autoscaler/core/scaleup/orchestrator/orchestrator.go, executor.go, equivalence/groups.go and
 * processors/status/eventing_scale_up_processor.go. Leaves out quotas, provisioning requests, scaling up to a group's
 * minimum, and the second look at groups that were skipped.
 */
import { controllerOf } from '../apimachinery/meta.ts'
import type { Framework } from '../scheduler/framework/framework.ts'
import type { PodInfo } from '../scheduler/podinfo.ts'
import type { RandomSource } from '../scheduler/scheduler.ts'
import type { Node } from '../types/index.ts'
import type { CloudProvider, NodeGroup } from './cloudprovider.ts'
import type { ClusterStateRegistry } from './clusterstateregistry.ts'
import { estimateNodes } from './estimator.ts'
import { bestOption } from './expander.ts'
import type { ExpansionOption } from './expander.ts'
import { areSimilarGroups, balanceScaleUp } from './nodegroupset.ts'
import type { AutoscalingOptions } from './options.ts'
import { areSimilar, isDaemonSetPod } from './podkinds.ts'
import { formatScaleUp } from './result.ts'
import type { AutoscalerEvent, ScaleUpInfo } from './result.ts'
import { isNodeReady } from './taints.ts'
import type { Trial } from './trial.ts'

export interface ScaleUpContext {
  now: number
  framework: Framework
  trial: Trial
  provider: CloudProvider
  registry: ClusterStateRegistry
  options: AutoscalingOptions
  random: RandomSource
  nodes: readonly Node[]
  /** How many more are on their way. */
  upcoming: number
  events: AutoscalerEvent[]
}

export interface ScaleUpStatus {
  successful: boolean
  scaleUps: readonly ScaleUpInfo[]
  podsTriggeredScaleUp: readonly PodInfo[]
  /** Pods that no group helps, and why not: what NotTriggerScaleUp says of them. */
  remaining: readonly { pod: PodInfo, message: string }[]
}

/** Pods that are the same to the scheduler. */
interface PodGroup {
  pods: PodInfo[]
  /** Why not even an empty new node would do, by group. */
  refusals: Map<string, readonly string[]>
  schedulable: boolean
}

const MAX_GROUPS_BY_CONTROLLER = 10

/** Makes a group larger for pods, or several groups that are alike. */
export function scaleUp(pods: readonly PodInfo[], context: ScaleUpContext): ScaleUpStatus {
  const { provider, registry, options, now, random } = context
  if (options.maxNodesTotal > 0 && context.nodes.filter(isNodeReady).length >= options.maxNodesTotal) return atTotalLimit(pods, context)
  const podGroups = buildPodGroups(pods)
  const groups = provider.nodeGroups()
  const skipped = new Map(groups.flatMap((group) => {
    const problem = registry.scaleUpProblem(group, now) ?? (group.targetSize >= group.maxSize ? 'max node group size reached' : undefined)
    return problem ? [[group.id, problem]] : []
  }))
  const valid = groups.filter(({ id }) => !skipped.has(id))
  const schedulable = new Map(valid.map(group => [group.id, schedulablePodGroups(podGroups, group, context)]))
  const similarTo = (group: NodeGroup) => (options.balanceSimilarNodeGroups ? valid.filter(other => isSimilar(group, other, schedulable)) : [])
  const expansions = valid.map(group => expansionOf(group, schedulable.get(group.id) ?? [], similarTo(group), context)).filter(({ nodeCount }) => nodeCount > 0)
  const best = bestOption(expansions, options, random)
  const remaining = podGroups.filter(one => !one.schedulable).flatMap(one => one.pods.map(pod => ({ pod, message: reasonsMessage(groups, one, skipped) })))
  if (!best) return { successful: false, scaleUps: [], podsTriggeredScaleUp: [], remaining }
  const newNodes = Math.min(best.nodeCount, roomInTotal(context))
  const plan = balanceScaleUp([best.group, ...similarTo(best.group)], newNodes)
  const scaleUps = execute(plan, context)
  const successful = scaleUps.length > 0 && scaleUps.every(({ error }) => !error)
  if (successful) {
    const message = `pod triggered scale-up: [${scaleUps.map(formatScaleUp).join(' ')}]`
    for (const { pod } of best.pods) context.events.push({ type: 'Normal', reason: 'TriggeredScaleUp', message, object: pod, params: { pod: pod.metadata.name, group: best.group.id } })
  }
  return { successful, scaleUps, podsTriggeredScaleUp: best.pods, remaining: successful || scaleUps.length > 0 ? [] : remaining }
}

/** Pods by what the scheduler sees of them: those of one controller that are alike. */
function buildPodGroups(pods: readonly PodInfo[]): PodGroup[] {
  const groups: PodGroup[] = []
  const byController = new Map<string, PodGroup[]>()
  for (const pod of pods) {
    const owner = isDaemonSetPod(pod.pod) ? undefined : controllerOf(pod.pod)?.uid
    const known = owner === undefined ? [] : byController.get(owner) ?? []
    const group = known.find(({ pods: [first] }) => first && areSimilar(first, pod))
    if (group) {
      group.pods.push(pod)
      continue
    }
    const made = { pods: [pod], refusals: new Map<string, readonly string[]>(), schedulable: false }
    groups.push(made)
    if (owner !== undefined && known.length < MAX_GROUPS_BY_CONTROLLER) byController.set(owner, [...known, made])
  }
  return groups
}

/** The pods that an empty new node of a group would do for; notes why it would not do for the others. */
function schedulablePodGroups(podGroups: readonly PodGroup[], { id, template, daemonPods }: NodeGroup, { trial, framework }: ScaleUpContext): PodGroup[] {
  const { mark } = trial
  const node = trial.addNode(template, templateName(id), daemonPods)
  const fitting = podGroups.filter((group) => {
    const [pod] = group.pods
    if (!node || !pod) return false
    const { rejection, nodeNames, filters } = framework.preFilter(pod, trial.snapshot)
    const status = rejection ?? (nodeNames?.has(node.name) === false ? undefined : framework.filter(filters, node))
    if (status === null) group.schedulable = true
    else group.refusals.set(id, status?.reasons ?? ["node(s) didn't match the pod's node names"])
    return status === null
  })
  trial.revert(mark)
  return fitting
}

function isSimilar(group: NodeGroup, other: NodeGroup, schedulable: ReadonlyMap<string, readonly PodGroup[]>): boolean {
  const there = schedulable.get(other.id)
  return group.id !== other.id && areSimilarGroups(group, other) && (schedulable.get(group.id) ?? []).every(pods => there?.includes(pods))
}

function expansionOf(group: NodeGroup, podGroups: readonly PodGroup[], similar: readonly NodeGroup[], context: ScaleUpContext): ExpansionOption {
  if (podGroups.length === 0 || roomInTotal(context) <= 0) return { group, nodeCount: 0, pods: [] }
  const room = [group, ...similar].reduce((sum, { maxSize, targetSize }) => sum + Math.max(0, maxSize - targetSize), 0)
  const estimate = estimateNodes(context.framework, context.trial.snapshot, podGroups.map(({ pods }) => ({ pod: (pods[0] as PodInfo).pod, count: pods.length })), {
    template: { ...group.template, metadata: { ...group.template.metadata, name: templateName(group.id) } },
    daemonPods: group.daemonPods,
    maxNodes: Math.min(room, roomInTotal(context), context.options.maxNodesPerScaleUp),
  })
  const scheduled = podGroups.map(() => 0)
  for (const node of estimate.nodes) for (const one of node.pods) scheduled[one.group] = (scheduled[one.group] ?? 0) + one.count
  return { group, nodeCount: estimate.nodes.length, pods: podGroups.flatMap(({ pods }, i) => pods.slice(0, scheduled[i])) }
}

/** How many more nodes --max-nodes-total allows. */
function roomInTotal({ options, nodes, upcoming }: ScaleUpContext): number {
  return options.maxNodesTotal > 0 ? options.maxNodesTotal - nodes.length - upcoming : Infinity
}

function atTotalLimit(pods: readonly PodInfo[], { options, events }: ScaleUpContext): ScaleUpStatus {
  events.push({ type: 'Warning', reason: 'MaxNodesTotalReached', message: `Max total nodes in cluster reached: ${options.maxNodesTotal}`, params: { max: options.maxNodesTotal } })
  return { successful: false, scaleUps: [], podsTriggeredScaleUp: [], remaining: pods.map(pod => ({ pod, message: "pod didn't trigger scale-up: max total nodes in cluster reached" })) }
}

/** Asks the cloud for each group in turn, up to the first that it refuses. */
function execute(plan: readonly ScaleUpInfo[], { provider, registry, events, now }: ScaleUpContext): ScaleUpInfo[] {
  const done: ScaleUpInfo[] = []
  for (const info of plan) {
    const { groupId, currentSize, newSize, maxSize } = info
    const params = { group: groupId, from: currentSize, to: newSize, max: maxSize }
    events.push({ type: 'Normal', reason: 'ScaledUpGroup', message: `Scale-up: setting group ${groupId} size to ${newSize} instead of ${currentSize} (max: ${maxSize})`, params })
    const error = provider.increaseSize(groupId, newSize - currentSize)
    done.push(error ? { ...info, error } : info)
    if (error) {
      events.push({ type: 'Warning', reason: 'FailedToScaleUpGroup', message: `Scale-up failed for group ${groupId}: ${error.errorMessage}`, params })
      registry.registerFailedScaleUp(groupId, error, now)
      break
    }
    registry.registerScaleUp(groupId, newSize - currentSize, now)
    events.push({ type: 'Normal', reason: 'ScaledUpGroup', message: `Scale-up: group ${groupId} size set to ${newSize} instead of ${currentSize} (max: ${maxSize})`, params })
  }
  return done
}

/** How many groups each reason is of: `1 Insufficient cpu, 2 max node group size reached`. */
function reasonsMessage(groups: readonly NodeGroup[], { refusals }: PodGroup, skipped: ReadonlyMap<string, string>): string {
  const counts = new Map<string, number>()
  for (const { id } of groups) {
    for (const reason of [...refusals.get(id) ?? [], ...(skipped.has(id) ? [skipped.get(id) ?? ''] : [])]) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return `pod didn't trigger scale-up: ${Array.from(counts, ([reason, count]) => `${count} ${reason}`).join(', ')}`
}

function templateName(groupId: string): string {
  return `template-node-for-${groupId}`
}
