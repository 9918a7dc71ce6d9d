/**
 * A node with the pods on it, added up. Models NodeInfo of pkg/scheduler/framework/types.go.
 */
import { amountsOf } from '../apimachinery/resources.ts'
import type { Labels, Node, Taint } from '../types/index.ts'
import type { HostPort, PodInfo } from './podinfo.ts'
import { Resource } from './frameworkresource.ts'

const NO_LABELS: Labels = {}

export class NodeInfo {
  readonly name: string
  /** Absent while pods name a node that does not exist (yet, or any more). */
  node: Node | undefined
  labels: Labels = NO_LABELS
  unschedulable = false
  /** Taints that keep pods away: NoSchedule and NoExecute. */
  hardTaints: readonly Taint[] = []
  /** PreferNoSchedule taints. */
  softTaints: readonly Taint[] = []
  allocatable = new Resource()
  /** The sum of the pods' requests. */
  requested = new Resource()
  /** The same with 100m and 200 MB for containers that ask for nothing. */
  nonZeroRequested = new Resource()
  readonly pods: PodInfo[] = []
  readonly podsWithAffinity: PodInfo[] = []
  readonly podsWithRequiredAntiAffinity: PodInfo[] = []
  readonly hostPorts: HostPort[] = []

  constructor(name: string) {
    this.name = name
  }

  /** Takes over a node's labels, taints and sizes. */
  setNode(node: Node | undefined): void {
    this.node = node
    this.labels = node?.metadata.labels ?? NO_LABELS
    this.unschedulable = node?.spec?.unschedulable ?? false
    const taints = node?.spec?.taints ?? []
    this.hardTaints = taints.filter(taint => taint.effect !== 'PreferNoSchedule')
    this.softTaints = taints.filter(taint => taint.effect === 'PreferNoSchedule')
    this.allocatable = Resource.from(amountsOf(node?.status?.allocatable))
  }

  addPod(pod: PodInfo): void {
    this.pods.push(pod)
    if (pod.hasAffinity) this.podsWithAffinity.push(pod)
    if (pod.requiredAntiAffinity.length > 0) this.podsWithRequiredAntiAffinity.push(pod)
    this.hostPorts.push(...pod.hostPorts)
    this.requested.accumulate(pod.requests, 1)
    this.nonZeroRequested.accumulate(pod.nonZeroRequests, 1)
  }

  /** Returns whether the pod was here. */
  removePod(pod: PodInfo): boolean {
    if (!without(this.pods, pod)) return false
    if (pod.hasAffinity) without(this.podsWithAffinity, pod)
    if (pod.requiredAntiAffinity.length > 0) without(this.podsWithRequiredAntiAffinity, pod)
    for (const port of pod.hostPorts) without(this.hostPorts, port)
    this.requested.accumulate(pod.requests, -1)
    this.nonZeroRequested.accumulate(pod.nonZeroRequests, -1)
    return true
  }

  /** Takes a pod's new view, of which only the status is new. */
  replacePod(before: PodInfo, after: PodInfo): void {
    for (const list of [this.pods, this.podsWithAffinity, this.podsWithRequiredAntiAffinity]) {
      const index = list.indexOf(before)
      if (index >= 0) list[index] = after
    }
  }

  /** A copy to try things on. */
  clone(): NodeInfo {
    const copy = new NodeInfo(this.name)
    copy.node = this.node
    copy.labels = this.labels
    copy.unschedulable = this.unschedulable
    copy.hardTaints = this.hardTaints
    copy.softTaints = this.softTaints
    copy.allocatable = this.allocatable
    for (const pod of this.pods) copy.addPod(pod)
    return copy
  }
}

function without<T>(list: T[], item: T): boolean {
  const index = list.indexOf(item)
  if (index < 0) return false
  list.splice(index, 1)
  return true
}
