/**
 * Cluster Autoscaler as a rule without a clock or an API: what it does at one instant. Models
 * cluster-autoscaler/core/static_autoscaler.go (RunOnce) and loop/trigger.go of kubernetes/autoscaler, release 1.37. Draining
 * the nodes is the caller's.
 * Leaves out: pods below the priority cutoff that run (they count like others), GPUs, startup taints, dynamic resources,
 * capacity buffers, the status ConfigMap. What is said anew in every scan upstream is said when it changes.
 */
import { Random } from '../apimachinery/random.ts'
import type { Framework } from '../scheduler/framework/framework.ts'
import type { Snapshot } from '../scheduler/snapshot.ts'
import type { Node, Pod } from '../types/index.ts'
import type { CloudProvider } from './cloudprovider.ts'
import { endOfDeletion, startDeletion } from './actuation.ts'
import type { NodeDeleteResult } from './actuation.ts'
import { ClusterStateRegistry } from './clusterstateregistry.ts'
import type { ClusterStateData } from './clusterstateregistry.ts'
import type { FindController } from './drainability.ts'
import { HintingSimulator } from './hintingsimulator.ts'
import type { HintsState, NodeOrder } from './hintingsimulator.ts'
import { DEFAULT_AUTOSCALING_OPTIONS } from './options.ts'
import type { AutoscalingOptions } from './options.ts'
import { addUpcomingNodes, oldEnoughAt, podsToHelp, youngUntil } from './pendingpods.ts'
import { longTerminatingAt } from './podkinds.ts'
import { Planner } from './planner.ts'
import type { DeletionInProgress, PlannerState } from './planner.ts'
import { RemainingPdbTracker } from './remainingpdbtracker.ts'
import type { UnremovableNode } from './removalsimulator.ts'
import type { AutoscalerEvent, NodeDeletion, ScanResult } from './result.ts'
import { scaleUp } from './scaleup.ts'
import type { ScaleUpStatus } from './scaleup.ts'
import { firstAfter } from './timers.ts'
import { Trial } from './trial.ts'

/** The cluster at one instant. */
export interface ScanInput {
  /** Virtual milliseconds. */
  now: number
  /** A number that moves with every change of what else is here. A scan that sees it unmoved costs next to nothing. */
  revision: number
  /** Nodes, pods that have a node, and PodDisruptionBudgets with their status. As before afterwards. */
  snapshot: Snapshot
  /** Pods that the scheduler found no node for. */
  pendingPods: readonly Pod[]
  provider: CloudProvider
  /** Absent where controllers are not known: then none is missed. */
  findController?: FindController
}

/** What is remembered from scan to scan, but for what the parts remember. Times in virtual milliseconds. */
interface Memory {
  lastScanAt: number
  lastScaleUpAt: number
  lastScaleDownDeleteAt: number
  lastScaleDownFailAt: number
  revision: number
  quietUntil: number
  /** Whether the last scan changed something. */
  wasProductive: boolean
  unneeded: readonly string[]
}

/** All that a checkpoint needs; never mutated afterwards. */
export interface ClusterAutoscalerState extends Memory {
  random: number
  lastIndex: number
  hints: HintsState
  told: ReadonlyMap<string, string>
  deletions: ReadonlyMap<string, DeletionInProgress>
  registry: ClusterStateData
  planner: PlannerState
}

const LONG_AGO = Number.NEGATIVE_INFINITY
const NO_SCAN: Memory = { lastScanAt: LONG_AGO, lastScaleUpAt: LONG_AGO, lastScaleDownDeleteAt: LONG_AGO, lastScaleDownFailAt: LONG_AGO, revision: Number.NaN, quietUntil: LONG_AGO, wasProductive: false, unneeded: [] }
const NOTHING: ScanResult = { scaleUps: [], podsTriggeredScaleUp: [], deletions: [], unneeded: [], events: [] }
const NO_SCALE_UP: ScaleUpStatus = { successful: false, scaleUps: [], podsTriggeredScaleUp: [], remaining: [] }

export class ClusterAutoscaler {
  readonly options: Readonly<AutoscalingOptions>
  readonly #framework: Framework
  readonly #random: Random
  readonly #order: NodeOrder = { lastIndex: 0 }
  readonly #registry: ClusterStateRegistry
  readonly #planner: Planner
  readonly #podSimulator: HintingSimulator
  readonly #memory: Memory = { ...NO_SCAN }
  #deletions = new Map<string, DeletionInProgress>()
  /** The last message of each kind and object. */
  #told = new Map<string, string>()

  /** @param seed of the choice between groups that no expander tells apart */
  constructor(framework: Framework, options: Partial<AutoscalingOptions> = {}, seed = 1) {
    this.options = { ...DEFAULT_AUTOSCALING_OPTIONS, ...options }
    this.#framework = framework
    this.#random = new Random(seed)
    this.#registry = new ClusterStateRegistry(this.options)
    this.#planner = new Planner(this.options, framework, this.#order)
    this.#podSimulator = new HintingSimulator(framework, this.#order)
  }

  /** Until when scans find nothing to do or to say if the revision does not move, in virtual milliseconds. */
  get quietUntil(): number {
    return this.#memory.quietUntil
  }

  /** Deletions that have begun and not ended, by node. */
  get deletionsInProgress(): ReadonlyMap<string, DeletionInProgress> {
    return this.#deletions
  }

  /** Since when each node has not been needed, as the last scan found. */
  get unneededSince(): ReadonlyMap<string, number> {
    return this.#planner.unneededSince
  }

  /** Nodes that have to stay, and why, as the last scan that looked found. */
  get unremovable(): readonly UnremovableNode[] {
    return this.#planner.unremovable
  }

  /**
   * When to scan next: now where there was no scan yet, at once after a scan that changed something, else at the first of the instants a scan interval apart at
   * which something can happen; Infinity when nothing can. A pod that becomes unschedulable asks for a scan at once, too (both:
   * --frequent-loops-enabled).
   */
  nextScanAt(now: number, revision: number): number {
    const { scanIntervalMs, frequentLoops } = this.options
    const { lastScanAt, wasProductive, quietUntil } = this.#memory
    if (lastScanAt === LONG_AGO) return now
    if (frequentLoops && wasProductive) return lastScanAt
    const from = revision === this.#memory.revision ? Math.max(now, quietUntil) : now
    return lastScanAt + Math.max(1, Math.ceil((from - lastScanAt) / scanIntervalMs)) * scanIntervalMs
  }

  /** Looks at the cluster, changes groups' sizes through the provider, and says which deletions begin. */
  runOnce(input: ScanInput): ScanResult {
    const memory = this.#memory
    const isQuiet = input.revision === memory.revision && input.now < memory.quietUntil
    memory.lastScanAt = input.now
    memory.wasProductive = false
    if (isQuiet) return { ...NOTHING, unneeded: memory.unneeded }
    memory.revision = input.revision
    memory.quietUntil = LONG_AGO
    const trial = new Trial(input.snapshot)
    try {
      return this.#scan(input, trial)
    } finally {
      trial.revert()
    }
  }

  /** Notes that a deletion has ended. Returns what there is to say of it. */
  endDeletion(node: Node, result: NodeDeleteResult): AutoscalerEvent[] {
    const { name } = node.metadata
    const drained = this.#deletions.get(name)?.drain ?? false
    this.#deletions.delete(name)
    this.#memory.quietUntil = LONG_AGO
    return endOfDeletion(node, drained, result)
  }

  /** Notes that a deletion could not even begin: no other does for `scaleDownDelayAfterFailureMs`. */
  registerFailedScaleDown(now: number): void {
    this.#memory.lastScaleDownFailAt = now
    this.#memory.quietUntil = LONG_AGO
  }

  save(): ClusterAutoscalerState {
    return {
      ...this.#memory, random: this.#random.save(), lastIndex: this.#order.lastIndex, hints: this.#podSimulator.save(), told: new Map(this.#told),
      deletions: new Map(this.#deletions), registry: this.#registry.save(), planner: this.#planner.save(),
    }
  }

  restore({ random, lastIndex, hints, told, deletions, registry, planner, ...memory }: ClusterAutoscalerState): void {
    Object.assign(this.#memory, memory)
    this.#random.restore(random)
    this.#order.lastIndex = lastIndex
    this.#podSimulator.restore(hints)
    this.#told = new Map(told)
    this.#deletions = new Map(deletions)
    this.#registry.restore(registry)
    this.#planner.restore(planner)
  }

  #scan(input: ScanInput, trial: Trial): ScanResult {
    const { now, snapshot, provider } = input
    const registry = this.#registry
    const events: AutoscalerEvent[] = []
    const nodes = snapshot.nodes.flatMap(({ node }) => node ?? [])
    registry.updateNodes(nodes, provider, now, events)
    registry.removeOldUnregistered(provider, events)
    this.#tell('cluster', registry.isClusterHealthy ? undefined : { type: 'Warning', reason: 'ClusterUnhealthy', message: 'Cluster is unhealthy' }, events)
    if (!registry.isClusterHealthy) this.#planner.cleanUpUnneededNodes()
    else registry.deleteCreatedWithErrors(provider)
    if (!registry.isClusterHealthy || registry.fixNodeGroupSizes(provider, now)) return { ...NOTHING, unneeded: this.#namesOfUnneeded(), events }
    const upcoming = addUpcomingNodes(trial, provider, registry, now)
    const pods = podsToHelp(input.pendingPods, trial, this.#podSimulator, this.#deletions, this.options, now)
    const waitsUntil = oldEnoughAt(pods)
    const context = { now, framework: this.#framework, trial, provider, registry, options: this.options, random: this.#random, nodes, upcoming: upcoming.added, events }
    const status = pods.length > 0 && !(waitsUntil > now) ? scaleUp(pods, context) : NO_SCALE_UP
    if (status.successful) this.#memory.lastScaleUpAt = now
    this.#tellRemaining(status, events)
    const coolsUntil = waitsUntil > now && pods.length > 0 ? waitsUntil : this.#cooldownEndsAt()
    const deletions = this.#scaleDown(input, trial, nodes.filter(({ metadata }) => !upcoming.registered.has(metadata.name)), coolsUntil, events)
    this.#memory.wasProductive = status.successful || deletions.length > 0
    if (status.scaleUps.length === 0 && deletions.length === 0) {
      const young = input.pendingPods.map(pod => youngUntil(pod, this.options))
      const ends = [waitsUntil, coolsUntil, ...young, registry.nextChangeAt(now), ...endsOfTerminating(snapshot)]
      this.#memory.quietUntil = Math.min(firstAfter(now, ends), this.#planner.nextChangeAt(nodes, now))
    }
    return { scaleUps: status.scaleUps, podsTriggeredScaleUp: status.podsTriggeredScaleUp.map(({ pod }) => pod), deletions, unneeded: this.#namesOfUnneeded(), events }
  }

  #scaleDown({ now, snapshot, provider, findController }: ScanInput, trial: Trial, nodes: readonly Node[], coolsUntil: number, events: AutoscalerEvent[]): NodeDeletion[] {
    if (!this.options.scaleDownEnabled) return []
    const budgets = new RemainingPdbTracker(snapshot.disruptionBudgets.values())
    const context = { now, options: this.options, budgets, ...(findController && { findController }) }
    this.#planner.updateClusterState({ nodes, provider, trial, context, deletions: this.#deletions })
    if (coolsUntil > now) return []
    const { empty, drain } = this.#planner.nodesToDelete(this.#deletions, now)
    const deletions = [...empty, ...drain].map(node => startDeletion(node, events))
    for (const { node, groupId, drain } of deletions) this.#deletions.set(node.metadata.name, { groupId, drain })
    if (deletions.length > 0) this.#memory.lastScaleDownDeleteAt = now
    return deletions
  }

  #cooldownEndsAt(): number {
    const { lastScaleUpAt, lastScaleDownFailAt, lastScaleDownDeleteAt } = this.#memory
    const { scaleDownDelayAfterAddMs, scaleDownDelayAfterFailureMs, scaleDownDelayAfterDeleteMs } = this.options
    return Math.max(lastScaleUpAt + scaleDownDelayAfterAddMs, lastScaleDownFailAt + scaleDownDelayAfterFailureMs, lastScaleDownDeleteAt + scaleDownDelayAfterDeleteMs)
  }

  #namesOfUnneeded(): readonly string[] {
    this.#memory.unneeded = [...this.#planner.unneededSince.keys()].filter(name => !this.#deletions.has(name))
    return this.#memory.unneeded
  }

  /** Says what has not been said last of the same; undefined is nothing to say. */
  #tell(about: string, event: AutoscalerEvent | undefined, events: AutoscalerEvent[]): void {
    if (event && this.#told.get(about) !== event.message) events.push(event)
    if (event) this.#told.set(about, event.message)
    else this.#told.delete(about)
  }

  #tellRemaining({ remaining }: ScaleUpStatus, events: AutoscalerEvent[]): void {
    const keys = new Set(remaining.map(({ pod }) => pod.key))
    for (const key of this.#told.keys()) if (key.includes('/') && !keys.has(key)) this.#told.delete(key)
    for (const { pod, message } of remaining) this.#tell(pod.key, { type: 'Normal', reason: 'NotTriggerScaleUp', message, object: pod.pod, params: { pod: pod.pod.metadata.name } }, events)
  }
}

function* endsOfTerminating({ nodes }: Snapshot): Generator<number> {
  for (const { pods } of nodes) for (const { terminating, pod } of pods) if (terminating) yield longTerminatingAt(pod)
}
