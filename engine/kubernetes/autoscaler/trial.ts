/**
 * Changes to a snapshot that are taken back afterwards. Models Fork, Commit and Revert of
 * cluster-autoscaler/simulator/clustersnapshot/clustersnapshot.go. Pods within a node may be in another order afterwards.
 */
import type { NodeInfo } from '../scheduler/nodeinfo.ts'
import { podInfoOf } from '../scheduler/podinfo.ts'
import type { PodInfo } from '../scheduler/podinfo.ts'
import type { Snapshot } from '../scheduler/snapshot.ts'
import type { Node, Pod, Taint } from '../types/index.ts'
import { HOSTNAME_LABEL } from '../types/wellknown.ts'

export class Trial {
  readonly snapshot: Snapshot
  readonly #undo: (() => void)[] = []

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot
  }

  /** Where `revert` can go back to. */
  get mark(): number {
    return this.#undo.length
  }

  /** Takes back what was done since a mark, or everything. */
  revert(mark = 0): void {
    while (this.#undo.length > mark) this.#undo.pop()?.()
  }

  /** Adds a node like a template, with the pods that come with every such node. */
  addNode(template: Node, name: string, daemonPods: readonly Pod[]): NodeInfo | undefined {
    const { snapshot } = this
    const node = { ...template, metadata: { ...template.metadata, name, labels: { ...template.metadata.labels, [HOSTNAME_LABEL]: name } } }
    snapshot.apply(node)
    const info = snapshot.node(name)
    for (const pod of daemonPods) snapshot.assume({ ...podInfoOf(pod), key: `${podInfoOf(pod).key}#${name}` }, name)
    this.#undo.push(() => {
      for (const { key } of [...info?.pods ?? []]) snapshot.forget(key)
      snapshot.remove(node)
    })
    return info
  }

  /** Counts a pod on a node, and no longer where it was. */
  place(pod: PodInfo, node: NodeInfo): void {
    this.#move(pod, node.name)
  }

  /** Counts a pod nowhere. */
  lift(pod: PodInfo): void {
    this.#move(pod, undefined)
  }

  setTaints(node: NodeInfo, taints: readonly Taint[]): void {
    const before = node.hardTaints
    node.hardTaints = taints
    this.#undo.push(() => {
      node.hardTaints = before
    })
  }

  setUnschedulable(node: NodeInfo, unschedulable: boolean): void {
    const before = node.unschedulable
    node.unschedulable = unschedulable
    this.#undo.push(() => {
      node.unschedulable = before
    })
  }

  #move(pod: PodInfo, to: string | undefined): void {
    const { snapshot } = this
    const from = snapshot.nodeOf(pod.key)
    const before = from === undefined ? undefined : snapshot.node(from)?.pods.find(one => one.key === pod.key)
    if (to === undefined) snapshot.forget(pod.key)
    else snapshot.assume(pod, to)
    this.#undo.push(() => {
      if (before && from !== undefined) snapshot.assume(before, from)
      else snapshot.forget(pod.key)
    })
  }
}
