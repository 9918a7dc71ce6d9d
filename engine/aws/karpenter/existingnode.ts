/** A node that is there, or on its way, to place pods on in thought. Models pkg/controllers/provisioning/scheduling/existingnode.go of kubernetes-sigs/karpenter. */
import type { ResourceAmounts } from '../../kubernetes/apimachinery/resources.ts'
import { findUntoleratedTaint } from '../../kubernetes/scheduler/taints.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import { HOSTNAME_LABEL } from '../../kubernetes/types/wellknown.ts'
import { portsConflict } from './hostports.ts'
import { podDataOf, type PodData } from './podrequests.ts'
import { LabelRequirement } from './requirement.ts'
import { incompatibility, labelRequirements, withRequirements, type Requirements } from './requirements.ts'
import { add, fits, isOverfull, requestedBy, subtract, type StateNode } from './statenode.ts'
import type { Topology } from './topology.ts'

export class ExistingNode {
  readonly node: StateNode
  /** What was placed on it in thought. */
  readonly pods: Pod[] = []
  readonly #topology: Topology | undefined
  #remaining: ResourceAmounts
  #requirements: Requirements | undefined

  constructor(node: StateNode, daemonPods: readonly Pod[], topology: Topology | undefined) {
    this.node = node
    this.#topology = topology
    this.#remaining = remainingOn(node, daemonPods)
    topology?.register(node.labels[HOSTNAME_LABEL] ?? node.name)
  }

  /** Places a pod here if it may be here. Returns whether it was. */
  tryAdd(pod: Pod, data: PodData, zones: readonly LabelRequirement[]): boolean {
    if (!fits(data.requests, this.#remaining) || findUntoleratedTaint(this.node.taints, pod.spec.tolerations ?? NONE)) return false
    if (data.hostPorts && portsConflict(pod, [...this.node.pods, ...this.pods])) return false
    if (data.requirements.size > 0 || zones.length > 0 || this.#topology) {
      const narrowed = this.#narrowed(pod, data, zones)
      if (!narrowed) return false
      this.#requirements = narrowed
      this.#topology?.record(pod, this.node.taints, narrowed)
    }
    this.pods.push(pod)
    this.#remaining = subtract(this.#remaining, data.requests)
    return true
  }

  #narrowed(pod: Pod, { requirements, strict }: PodData, zones: readonly LabelRequirement[]): Requirements | undefined {
    const { labels, name, taints } = this.node
    const own = this.#requirements ?? withRequirements(labelRequirements(labels), [LabelRequirement.of(HOSTNAME_LABEL, 'In', [labels[HOSTNAME_LABEL] ?? name])])
    if (incompatibility(own, requirements, false)) return undefined
    let narrowed = withRequirements(own, requirements.values())
    if (zones.length > 0) {
      if (incompatibility(narrowed, new Map(zones.map(one => [one.key, one])), false)) return undefined
      narrowed = withRequirements(narrowed, zones)
    }
    if (!this.#topology) return narrowed
    const placed = this.#topology.narrow(pod, taints, strict, narrowed)
    return typeof placed === 'function' || incompatibility(narrowed, placed, false) ? undefined : placed
  }
}

const NONE: readonly never[] = []
const NO_ROOM: ResourceAmounts = {}
const known = new WeakMap<StateNode, { daemonPods: readonly Pod[], remaining: ResourceAmounts }>()

/** What is left for pods, DaemonSets' that are still to come set aside. */
export function remainingOn(node: StateNode, daemonPods: readonly Pod[]): ResourceAmounts {
  const before = known.get(node)
  if (before?.daemonPods === daemonPods) return before.remaining
  const { all, daemons } = requestedBy(node.pods)
  const toCome: ResourceAmounts = {}
  for (const pod of daemonPods) if (runsOn(pod, node)) add(toCome, podDataOf(pod).requests)
  for (const name in toCome) toCome[name] = Math.max((toCome[name] ?? 0) - (daemons[name] ?? 0), 0)
  const left = subtract(subtract(node.allocatable, all), toCome)
  const remaining = isOverfull(left) ? NO_ROOM : left
  known.set(node, { daemonPods, remaining })
  return remaining
}

function runsOn(pod: Pod, { taints, labels }: StateNode): boolean {
  return !findUntoleratedTaint(taints, pod.spec.tolerations ?? []) && !incompatibility(labelRequirements(labels), podDataOf(pod).strict, false)
}

