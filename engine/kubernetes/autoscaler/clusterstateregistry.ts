/**
 * Keeps track of what was asked of each group and what came of it. Models
 * cluster-autoscaler/clusterstate/clusterstate.go, and of core/static_autoscaler.go removeOldUnregisteredNodes,
 * deleteCreatedNodesWithErrors and fixNodeGroupSize. Leaves out suspended nodes and the status ConfigMap. A time is up at the
 * very instant, which upstream's comparisons leave out: its clock never hits one, the virtual clock does.
 */
import type { Node } from '../types/index.ts'
import { ExponentialBackoff } from './backoff.ts'
import type { BackoffEntry } from './backoff.ts'
import type { CloudProvider, InstanceErrorInfo, NodeGroup } from './cloudprovider.ts'
import type { AutoscalingOptions } from './options.ts'
import { notRegistered, readinessOf, upcomingNodes } from './readiness.ts'
import type { Readiness } from './readiness.ts'
import type { AutoscalerEvent } from './result.ts'
import { firstAfter } from './timers.ts'

/** A wish for more nodes that is not fulfilled yet. */
export interface ScaleUpRequest {
  at: number
  expectedBy: number
  increase: number
}

interface IncorrectSize {
  current: number
  expected: number
  firstObserved: number
}

export interface ClusterStateData {
  requests: ReadonlyMap<string, ScaleUpRequest>
  unregisteredSince: ReadonlyMap<string, number>
  incorrectSizes: ReadonlyMap<string, IncorrectSize>
  failedInstances: ReadonlySet<string>
  backoff: ReadonlyMap<string, BackoffEntry>
}

const TIMEOUT = 'timeout'
const seconds = (ms: number) => `${ms / 1_000}s`

export class ClusterStateRegistry {
  readonly #options: AutoscalingOptions
  readonly #backoff: ExponentialBackoff
  #requests = new Map<string, ScaleUpRequest>()
  #unregisteredSince = new Map<string, number>()
  #incorrectSizes = new Map<string, IncorrectSize>()
  #failedInstances = new Set<string>()
  #readiness: ReadonlyMap<string, Readiness> = new Map()
  /** Groups' target sizes when the readiness was read, or as it has changed with the scan's own deeds. */
  #targets: ReadonlyMap<string, number> = new Map()
  #unready = 0
  #startupEndsAt = Infinity
  #nodes: readonly Node[] = []

  constructor(options: AutoscalingOptions) {
    this.#options = options
    this.#backoff = new ExponentialBackoff(options)
  }

  /** Takes in how things stand; notes wishes that came true, took too long or cannot come true. */
  updateNodes(nodes: readonly Node[], provider: CloudProvider, now: number, events: AutoscalerEvent[]): void {
    const groups = provider.nodeGroups()
    this.#nodes = nodes
    this.#recalculate(provider)
    this.#unregisteredSince = new Map(notRegistered(groups, nodes).map(({ id }) => [id, this.#unregisteredSince.get(id) ?? now]))
    const { byGroup, unready, startupEndsAt } = readinessOf({ ...this.#options, nodes, provider, unregisteredSince: this.#unregisteredSince, now })
    this.#readiness = byGroup
    this.#unready = unready
    this.#startupEndsAt = startupEndsAt
    this.#backoff.removeStale(now)
    for (const group of groups) this.#updateRequest(group, provider, now, events)
    for (const group of groups) this.#handleCreationErrors(group, now, events)
    this.#failedInstances = new Set(groups.flatMap(failedInstancesOf))
    this.#updateIncorrectSizes(groups, now)
  }

  /** Whether few enough nodes are broken to go on. */
  get isClusterHealthy(): boolean {
    const { okTotalUnreadyCount, maxTotalUnreadyShare } = this.#options
    return this.#unready <= okTotalUnreadyCount || this.#unready <= maxTotalUnreadyShare * this.#nodes.length
  }

  /** Why a group may not be made larger now; undefined when it may. */
  scaleUpProblem(group: NodeGroup, now: number): string | undefined {
    if (!this.#isGroupHealthy(group)) return 'not ready for scale-up'
    return this.#backoff.status(group.id, now) ? 'in backoff after failed scale-up' : undefined
  }

  /** Nodes of a group to count on although they are not ready: how many in all, and those of them that exist. */
  upcoming(group: NodeGroup, now: number): { count: number, registered: readonly string[] } {
    const count = this.#upcoming(group.id)
    if (count <= 0 || !this.#requests.has(group.id) || this.#backoff.status(group.id, now)) return { count: 0, registered: [] }
    return { count, registered: this.#readiness.get(group.id)?.notStarted ?? [] }
  }

  /** Notes a wish for more nodes; a negative number takes some of it back. */
  registerScaleUp(groupId: string, delta: number, now: number): void {
    const request = this.#requests.get(groupId)
    const increase = (request?.increase ?? 0) + delta
    if (increase <= 0) this.#requests.delete(groupId)
    else if (delta > 0) this.#requests.set(groupId, { at: now, expectedBy: now + this.#options.maxNodeProvisionTimeMs, increase })
    else if (request) this.#requests.set(groupId, { ...request, increase })
  }

  /** Leaves a group alone for a while. */
  registerFailedScaleUp(groupId: string, errorInfo: InstanceErrorInfo, now: number): void {
    this.#backoff.backoff(groupId, errorInfo, now)
  }

  /** Gives up instances that should be nodes by now, as far as the groups' minima allow. */
  removeOldUnregistered(provider: CloudProvider, events: AutoscalerEvent[]): void {
    for (const { id, targetSize, minSize } of provider.nodeGroups()) {
      const overdue = this.#readiness.get(id)?.longUnregistered.slice(0, Math.max(0, targetSize - minSize)) ?? []
      if (overdue.length === 0) continue
      const error = provider.deleteInstances(id, overdue)
      for (const name of overdue) {
        events.push(error
          ? { type: 'Warning', reason: 'DeleteUnregisteredFailed', message: `Failed to remove node ${name}: ${error.errorMessage}`, params: { group: id, instance: name } }
          : { type: 'Normal', reason: 'DeleteUnregistered', message: `Removed unregistered node ${name}`, params: { group: id, instance: name } })
      }
    }
  }

  /** Gives up instances that the cloud could not make. */
  deleteCreatedWithErrors(provider: CloudProvider): void {
    for (const group of provider.nodeGroups()) {
      const failed = failedInstancesOf(group)
      if (failed.length > 0 && !provider.deleteInstances(group.id, failed)) this.#recalculate(provider)
    }
  }

  /** Brings targets that were out of reach for too long down to what is there. Returns whether there was one. */
  fixNodeGroupSizes(provider: CloudProvider, now: number): boolean {
    let fixed = false
    for (const { id } of provider.nodeGroups()) {
      const wrong = this.#incorrectSizes.get(id)
      if (!wrong || wrong.firstObserved + this.#options.maxNodeProvisionTimeMs > now || wrong.current >= wrong.expected) continue
      if (!provider.decreaseTargetSize(id, wrong.expected - wrong.current)) fixed = true
    }
    return fixed
  }

  /** When something ends by itself that an update would notice; Infinity when nothing does. */
  nextChangeAt(now: number): number {
    const { maxNodeProvisionTimeMs } = this.#options
    return firstAfter(now, [
      this.#startupEndsAt,
      ...Array.from(this.#requests.values(), ({ expectedBy }) => expectedBy),
      ...Array.from(this.#unregisteredSince.values(), since => since + maxNodeProvisionTimeMs),
      ...Array.from(this.#incorrectSizes.values(), ({ firstObserved }) => firstObserved + maxNodeProvisionTimeMs),
      ...Array.from(this.#backoff.save().values(), ({ until }) => until),
    ])
  }

  save(): ClusterStateData {
    return {
      requests: new Map(this.#requests), unregisteredSince: new Map(this.#unregisteredSince), incorrectSizes: new Map(this.#incorrectSizes),
      failedInstances: new Set(this.#failedInstances), backoff: this.#backoff.save(),
    }
  }

  restore({ requests, unregisteredSince, incorrectSizes, failedInstances, backoff }: ClusterStateData): void {
    this.#requests = new Map(requests)
    this.#unregisteredSince = new Map(unregisteredSince)
    this.#incorrectSizes = new Map(incorrectSizes)
    this.#failedInstances = new Set(failedInstances)
    this.#backoff.restore(backoff)
  }

  #recalculate(provider: CloudProvider): void {
    this.#targets = new Map(provider.nodeGroups().map(({ id, targetSize }) => [id, targetSize]))
  }

  #upcoming(groupId: string): number {
    return upcomingNodes(this.#targets.get(groupId) ?? 0, this.#readiness.get(groupId))
  }

  #isGroupHealthy({ id }: NodeGroup): boolean {
    const { okTotalUnreadyCount, maxTotalUnreadyShare } = this.#options
    const readiness = this.#readiness.get(id)
    const target = this.#targets.get(id) ?? 0
    const expected = target - (readiness?.longUnregistered.length ?? 0) - (this.#requests.get(id)?.increase ?? 0)
    if (!readiness) return target === 0 || expected === 0
    const missing = expected - readiness.ready
    return missing <= okTotalUnreadyCount || missing <= maxTotalUnreadyShare * (readiness.ready + readiness.unready + readiness.notStarted.length)
  }

  #updateRequest(group: NodeGroup, provider: CloudProvider, now: number, events: AutoscalerEvent[]): void {
    const request = this.#requests.get(group.id)
    if (!request) return
    if (this.#upcoming(group.id) <= 0) {
      this.#requests.delete(group.id)
      return
    }
    if (request.expectedBy > now) return
    const took = seconds(now - request.at)
    events.push({ type: 'Warning', reason: 'ScaleUpTimedOut', message: `Nodes added to group ${group.id} failed to register within ${took}`, params: { group: group.id, increase: request.increase } })
    this.registerFailedScaleUp(group.id, { errorClass: 'Other', errorCode: TIMEOUT, errorMessage: `Scale-up timed out for node group ${group.id} after ${took}` }, now)
    const error = provider.decreaseTargetSize(group.id, request.increase)
    if (error) events.push({ type: 'Warning', reason: 'FailedToRevertScaleUp', message: `Failed to decrease target size for group ${group.id} after scale-up timeout: ${error.errorMessage}`, params: { group: group.id } })
    this.#requests.delete(group.id)
  }

  /** Leaves a group alone when instances that it asked for cannot be made. */
  #handleCreationErrors(group: NodeGroup, now: number, events: AutoscalerEvent[]): void {
    const byCode = Map.groupBy(group.instances.filter(({ state, errorInfo }) => state === 'Creating' && errorInfo),
      ({ errorInfo }) => `${errorInfo?.errorClass}.${errorInfo?.errorCode}`)
    for (const [code, instances] of byCode) {
      const { length } = instances.filter(({ id }) => !this.#failedInstances.has(id))
      const [{ errorInfo } = {}] = instances
      if (length === 0 || !errorInfo || !this.#requests.has(group.id) || this.#upcoming(group.id) <= 0) continue
      const errorMessage = [...new Set(instances.map(one => one.errorInfo?.errorMessage))].join(', ')
      events.push({ type: 'Warning', reason: 'ScaleUpFailed', message: `Failed adding ${length} nodes to group ${group.id} due to ${code}; source errors: ${errorMessage}`, params: { group: group.id, instances: length, code: errorInfo.errorCode } })
      this.registerScaleUp(group.id, -length, now)
      this.registerFailedScaleUp(group.id, { ...errorInfo, errorMessage }, now)
    }
  }

  #updateIncorrectSizes(groups: readonly NodeGroup[], now: number): void {
    const next = new Map<string, IncorrectSize>()
    for (const { id, targetSize } of groups) {
      const readiness = this.#readiness.get(id)
      if (!readiness) continue
      const { registered, unregistered, longUnregistered } = readiness
      if (registered <= targetSize && registered >= targetSize - unregistered.length - longUnregistered.length) continue
      const before = this.#incorrectSizes.get(id)
      const same = before?.current === registered && before.expected === targetSize
      next.set(id, same ? before : { current: registered, expected: targetSize, firstObserved: now })
    }
    this.#incorrectSizes = next
  }
}

function failedInstancesOf({ instances }: NodeGroup): string[] {
  return instances.filter(({ state, errorInfo }) => state === 'Creating' && errorInfo).map(({ id }) => id)
}
