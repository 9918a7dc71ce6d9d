/**
 * Finds nodes for pods as the scheduler's filters allow, first where they were put the last time. Models
 * cluster-autoscaler/simulator/scheduling/hinting_simulator.go, similar_pods.go, hints.go, and the order of nodes of
 * simulator/clustersnapshot/scheduling_opts.go: from the node after the last one found.
 */
import type { Framework, PreFiltered } from '../scheduler/framework/framework.ts'
import type { NodeInfo } from '../scheduler/nodeinfo.ts'
import type { PodInfo } from '../scheduler/podinfo.ts'
import { areSimilar } from './podkinds.ts'
import type { Trial } from './trial.ts'

/** Where the next search begins; shared by all who search. */
export interface NodeOrder {
  lastIndex: number
}

export interface SchedulingOptions {
  /** @default every node */
  isNodeAcceptable?: (node: NodeInfo) => boolean
  /** Stops at the first pod that finds no node. @default false */
  breakOnFailure?: boolean
}

/** Hints by pod, of the last round and of this one. */
export interface HintsState {
  current: ReadonlyMap<string, string>
  old: ReadonlyMap<string, string>
}

export class HintingSimulator {
  readonly #framework: Framework
  readonly #order: NodeOrder
  #current = new Map<string, string>()
  #old = new Map<string, string>()
  /** The last pod looked at, made ready for filtering: the next is most likely alike. */
  #prepared: { pod: PodInfo, filters: PreFiltered } | undefined

  constructor(framework: Framework, order: NodeOrder) {
    this.#framework = framework
    this.#order = order
  }

  /** Counts pods on nodes of the trial, those of higher priority first. Returns the pods that found none. */
  trySchedulePods(trial: Trial, pods: readonly PodInfo[], options: SchedulingOptions = {}): PodInfo[] {
    const unplaced: PodInfo[] = []
    this.#prepared = undefined
    for (const group of byPriority(pods)) {
      const withoutHint = group.filter(pod => !this.#tryHint(trial, pod, options))
      for (const pod of withoutHint) {
        if (!unplaced.some(other => areSimilar(other, pod)) && this.#tryAnyNode(trial, pod, options)) continue
        unplaced.push(pod)
        if (options.breakOnFailure) return unplaced
      }
    }
    return unplaced
  }

  /** Forgets hints that no pod has used since the last call. */
  dropOldHints(): void {
    this.#old = this.#current
    this.#current = new Map()
  }

  save(): HintsState {
    return { current: new Map(this.#current), old: new Map(this.#old) }
  }

  restore({ current, old }: HintsState): void {
    this.#current = new Map(current)
    this.#old = new Map(old)
  }

  #tryHint(trial: Trial, pod: PodInfo, { isNodeAcceptable }: SchedulingOptions): boolean {
    const hint = this.#current.get(pod.key) ?? this.#old.get(pod.key)
    const node = hint === undefined ? undefined : trial.snapshot.node(hint)
    return node !== undefined && (isNodeAcceptable?.(node) ?? true) && this.#fits(trial, pod, node) && this.#place(trial, pod, node)
  }

  #tryAnyNode(trial: Trial, pod: PodInfo, { isNodeAcceptable }: SchedulingOptions): boolean {
    const { nodes } = trial.snapshot
    for (let i = 0; i < nodes.length; i++) {
      const index = (i + 1 + this.#order.lastIndex) % nodes.length
      const node = nodes[index]
      if (!node || node.unschedulable || (isNodeAcceptable && !isNodeAcceptable(node)) || !this.#fits(trial, pod, node)) continue
      this.#order.lastIndex = index
      return this.#place(trial, pod, node)
    }
    return false
  }

  #fits(trial: Trial, pod: PodInfo, node: NodeInfo): boolean {
    const { rejection, nodeNames, filters } = this.#prepare(trial, pod)
    return !rejection && (nodeNames?.has(node.name) ?? true) && this.#framework.filter(filters, node) === null
  }

  #prepare(trial: Trial, pod: PodInfo): PreFiltered {
    if (!this.#prepared || (this.#prepared.pod !== pod && !areSimilar(this.#prepared.pod, pod))) {
      this.#prepared = { pod, filters: this.#framework.preFilter(pod, trial.snapshot) }
    }
    return this.#prepared.filters
  }

  #place(trial: Trial, pod: PodInfo, node: NodeInfo): true {
    trial.place(pod, node)
    for (const { cycle } of this.#prepared?.filters.filters ?? []) cycle.addPod?.(pod, node)
    this.#current.set(pod.key, node.name)
    return true
  }
}

function byPriority(pods: readonly PodInfo[]): PodInfo[][] {
  const groups = new Map<number, PodInfo[]>()
  for (const pod of pods) {
    const group = groups.get(pod.priority)
    if (group) group.push(pod)
    else groups.set(pod.priority, [pod])
  }
  return [...groups].sort(([a], [b]) => b - a).map(([, group]) => group)
}
