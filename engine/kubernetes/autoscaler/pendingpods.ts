/**
 * The pods that only new nodes would help. Models cluster-autoscaler/core/podlistprocessor (expendable pods, pods of nodes that
 * are being drained, pods that fit already, pods of DaemonSets) and of core/static_autoscaler.go the nodes on their way
 * (addUpcomingNodesToClusterSnapshot), filterOutYoungPods and allPodsAreNew. A node that exists and is not ready yet is counted
 * on as it is, where upstream puts one like its group's template in its place.
 */
import { parseTimestamp } from '../apimachinery/clock.ts'
import { durationMs } from '../apimachinery/duration.ts'
import { isTerminating } from '../apimachinery/meta.ts'
import { podInfoOf } from '../scheduler/podinfo.ts'
import type { PodInfo } from '../scheduler/podinfo.ts'
import type { Pod } from '../types/index.ts'
import type { CloudProvider } from './cloudprovider.ts'
import type { ClusterStateRegistry } from './clusterstateregistry.ts'
import type { HintingSimulator } from './hintingsimulator.ts'
import type { AutoscalingOptions } from './options.ts'
import type { DeletionInProgress } from './planner.ts'
import { isDaemonSetPod, isMirrorPod, isStaticPod, withoutNode } from './podkinds.ts'
import { withoutNotReadyTaints } from './taints.ts'
import type { Trial } from './trial.ts'

/** How old the oldest pending pod must be: more may be about to come (unschedulablePodTimeBuffer). */
const NEW_POD_MS = 2_000
const TRIED = '#tried'
const POD_SCALE_UP_DELAY = 'cluster-autoscaler.kubernetes.io/pod-scale-up-delay'

/** Adds the nodes on their way to the trial, as if they were ready. Returns how many have no name yet, and the names of the others. */
export function addUpcomingNodes(trial: Trial, provider: CloudProvider, registry: ClusterStateRegistry, now: number): { added: number, registered: ReadonlySet<string> } {
  const names = new Set<string>()
  let added = 0
  for (const group of provider.nodeGroups()) {
    const { count, registered } = registry.upcoming(group, now)
    for (const name of registered) {
      const info = trial.snapshot.node(name)
      if (!info) continue
      names.add(name)
      trial.setTaints(info, withoutNotReadyTaints(info.hardTaints))
    }
    for (let i = registered.length; i < count; i++, added++) trial.addNode(group.template, `template-node-for-${group.id}-upcoming-${i}`, group.daemonPods)
  }
  return { added, registered: names }
}

/** Takes the pending pods in that fit, and returns those that do not. */
export function podsToHelp(pendingPods: readonly Pod[], trial: Trial, simulator: HintingSimulator, deletions: ReadonlyMap<string, DeletionInProgress>, options: AutoscalingOptions, now: number): PodInfo[] {
  const asking = new Map<PodInfo, PodInfo>()
  for (const pod of pendingPods) {
    const info = podInfoOf(pod)
    const tried = { ...info, key: info.key + TRIED }
    const nominated = trial.snapshot.node(pod.status?.nominatedNodeName ?? '')
    if (nominated) trial.place(tried, nominated)
    else if (info.priority >= options.expendablePodsPriorityCutoff) asking.set(tried, info)
  }
  for (const info of podsOfDrainedNodes(trial, deletions)) asking.set({ ...info, key: info.key + TRIED }, info)
  const unplaced = simulator.trySchedulePods(trial, [...asking.keys()])
  simulator.dropOldHints()
  return unplaced.flatMap(tried => asking.get(tried) ?? [])
    .filter(({ pod }) => !isDaemonSetPod(pod) && !(youngUntil(pod, options) > now))
}

/** Until when a pod is too young to start a scale up (virtual ms); its own delay counts where it is the longer (filterOutYoungPods). */
export function youngUntil({ metadata: { creationTimestamp, annotations } }: Pod, { newPodScaleUpDelayMs }: AutoscalingOptions): number {
  const own = durationMs(annotations?.[POD_SCALE_UP_DELAY] ?? '')
  return parseTimestamp(creationTimestamp) + (own > newPodScaleUpDelayMs ? own : newPodScaleUpDelayMs)
}

/** Whether a pod counted on a node is one that has no node in truth. */
export function isOnlyTried({ key }: PodInfo): boolean {
  return key.endsWith(TRIED)
}

/** When the oldest of pods will be old enough to act upon, in virtual milliseconds. */
export function oldEnoughAt(pods: readonly PodInfo[]): number {
  return Math.min(...pods.map(({ pod }) => parseTimestamp(pod.metadata.creationTimestamp))) + NEW_POD_MS
}

function podsOfDrainedNodes({ snapshot }: Trial, deletions: ReadonlyMap<string, DeletionInProgress>): PodInfo[] {
  return [...deletions].flatMap(([name, { drain }]) => (drain ? snapshot.node(name)?.pods ?? [] : []))
    .filter(({ pod }) => !isTerminating(pod) && !isDaemonSetPod(pod) && !isMirrorPod(pod) && !isStaticPod(pod))
    .map(withoutNode)
}
