/**
 * Karpenter, as a state machine in virtual time over any cluster: it makes NodeClaims for pods that have no room, and lets nodes
 * go that are empty, could be packed closer or are too old.
 * Models pkg/controllers/{provisioning/provisioner,disruption/queue,nodeclaim/expiration/controller}.go of
 * kubernetes-sigs/karpenter. Leaves out static NodePools, drift, node repair and capacity buffers.
 */
import { namespacedName } from '../../kubernetes/scheduler/keys.ts'
import type { CapacityType } from '../eks-node.ts'
import { Batcher, DEFAULT_BATCH, type BatcherState, type BatchSettings } from './batcher.ts'
import { commandText, decisionOf, type DisruptionCommand } from './command.ts'
import { CommandQueue, type RunningCommand } from './commandqueue.ts'
import { DisruptionLoop, type DisruptionState } from './disruption.ts'
import { failedScheduling, nominated, type DedupedEvent } from './events.ts'
import type { KarpenterHost } from './host.ts'
import { NOTHING_UNAVAILABLE, offeringKey, type Unavailable } from './instancetype.ts'
import type { ClaimSpec } from './newclaim.ts'
import { Recorder } from './recorder.ts'
import { solve, type ScheduleResults } from './scheduler.ts'
import { Situation, TemplateCache } from './situation.ts'
import type { StateNode } from './statenode.ts'

export interface KarpenterSettings {
  batch: BatchSettings
  /** How often it looks for nodes to disrupt, while there is nothing to do. */
  pollMs: number
  /** For how long EC2 is not asked again for what it has just refused. */
  unavailableMs: number
  /** Whether a Spot node may be replaced by a cheaper one (feature gate SpotToSpotConsolidation). */
  spotToSpot: boolean
}

/** Upstream's constants: BATCH_IDLE_DURATION and BATCH_MAX_DURATION, pollingPeriod, UnavailableOfferingsTTL; the gate is off. */
export const KARPENTER_SETTINGS: KarpenterSettings = { batch: DEFAULT_BATCH, pollMs: 10_000, unavailableMs: 180_000, spotToSpot: false }

export interface KarpenterState {
  batcher: BatcherState
  queue: readonly RunningCommand[]
  disruption: DisruptionState
  events: ReadonlyMap<string, number>
  nominatedUntil: ReadonlyMap<string, number>
  /** Until when an offering is taken to be unavailable. */
  refusals: ReadonlyMap<string, number>
}

export class Karpenter {
  readonly #settings: KarpenterSettings
  readonly #batcher: Batcher
  readonly #queue = new CommandQueue()
  readonly #disruption: DisruptionLoop
  readonly #recorder = new Recorder()
  readonly #cache = new TemplateCache()
  #nominatedUntil = new Map<string, number>()
  #refusals = new Map<string, number>()
  #unavailable: Unavailable = NOTHING_UNAVAILABLE

  constructor(settings: Partial<KarpenterSettings> = {}) {
    this.#settings = { ...KARPENTER_SETTINGS, ...settings }
    this.#batcher = new Batcher(this.#settings.batch)
    this.#disruption = new DisruptionLoop(this.#settings.pollMs)
  }

  /** Nodes that are going, or will once their replacement is there, by name. */
  get marked(): ReadonlySet<string> {
    return this.#queue.marked
  }

  /** Says that a pod was bound, ended or went, or that a node came, went or became ready. */
  clusterChanged(now: number): void {
    this.#disruption.changed(now)
  }

  /** Says that EC2 refused an offering: it is not asked for again for a while. */
  refused(instanceType: string, zone: string, capacityType: CapacityType, now: number): void {
    this.#refusals.set(offeringKey(instanceType, zone, capacityType), now + this.#settings.unavailableMs)
    this.#unavailable = new Set(this.#refusals.keys())
  }

  /** Does what is due. Returns when to be called again at the latest (virtual ms); a change of the cluster calls for it sooner. */
  step(host: KarpenterHost): number {
    const record = (events: readonly DedupedEvent[]) => this.#recorder.record(events, host)
    this.#forget(host.now)
    this.#batcher.observe(this.#waiting(host), host.now)
    if ((this.#batcher.closesAt ?? Number.POSITIVE_INFINITY) <= host.now) this.#provision(host)
    if (this.#queue.advance(host, record)) this.clusterChanged(host.now)
    this.#expire(host)
    this.#disruption.run(host.now, {
      record, situation: () => this.#situation(host), start: command => this.#start(command, host), log: (message, nodes) => host.log(message, { nodes }),
    })
    return Math.min(this.#batcher.nextAt(), this.#queue.nextAt(), this.#disruption.nextAt(), ...host.nodes().map(expiryOf))
  }

  save(): KarpenterState {
    return {
      batcher: this.#batcher.save(), queue: this.#queue.save(), disruption: this.#disruption.save(), events: this.#recorder.save(),
      nominatedUntil: new Map(this.#nominatedUntil), refusals: new Map(this.#refusals),
    }
  }

  restore(state: KarpenterState): void {
    this.#batcher.restore(state.batcher)
    this.#queue.restore(state.queue)
    this.#disruption.restore(state.disruption)
    this.#recorder.restore(state.events)
    this.#nominatedUntil = new Map(state.nominatedUntil)
    this.#refusals = new Map(state.refusals)
    this.#unavailable = new Set(state.refusals.keys())
  }

  #situation(host: KarpenterHost): Situation {
    return new Situation(host, { marked: this.#queue.marked, nominatedUntil: this.#nominatedUntil, unavailable: this.#unavailable, spotToSpot: this.#settings.spotToSpot }, this.#cache)
  }

  #forget(now: number): void {
    for (const [node, until] of this.#nominatedUntil) if (until <= now) this.#nominatedUntil.delete(node)
    const before = this.#refusals.size
    for (const [offering, until] of this.#refusals) if (until <= now) this.#refusals.delete(offering)
    if (this.#refusals.size === before) return
    this.#unavailable = new Set(this.#refusals.keys())
    this.clusterChanged(now)
  }

  /** What calls for room: pods without any, and nodes that are being emptied. */
  #waiting(host: KarpenterHost): string[] {
    const { marked } = this.#queue
    const emptied = host.nodes().filter(({ name, deleting, registered }) => registered && (deleting || marked.has(name)))
    return [...host.pendingPods().map(namespacedName), ...emptied.map(({ name }) => `node/${name}`)]
  }

  #provision(host: KarpenterHost): void {
    this.#batcher.close()
    const input = this.#situation(host).input()
    if (input.pods.length === 0) return
    const results = solve(input)
    const pods = results.newClaims.reduce((sum, claim) => sum + claim.pods.length, 0)
    if (pods > 0) {
      host.log('found provisionable pod(s)', { pods: input.pods.length })
      host.log('computed new nodeclaim(s) to fit pod(s)', { nodeclaims: results.newClaims.length, pods })
    }
    this.#keep(results, host)
    for (const claim of results.newClaims) {
      const name = this.#create(claim, host)
      this.#recorder.record(claim.pods.map(pod => nominated(pod, { claim: name })), host)
    }
  }

  #create(claim: ClaimSpec, host: KarpenterHost): string {
    const { template, requests, types, pods } = claim
    const name = `${template.name}-${host.suffix()}`
    const listed = types.slice(0, 5).map(type => type.name).join(', ')
    host.log('created nodeclaim', {
      'NodePool': template.name, 'NodeClaim': name, 'cpu': requests.cpu ?? 0, 'memory': requests.memory ?? 0, 'pods': pods.length, 'types': types.length,
      'instance-types': types.length > 5 ? `${listed} and ${types.length - 5} other(s)` : listed,
    })
    host.createClaim(name, claim)
    this.clusterChanged(host.now)
    return name
  }

  /** Says which pods have no place, and keeps nodes for those that were promised one (Results.RecordEvents). */
  #keep({ errors, existing }: ScheduleResults, host: KarpenterHost): void {
    const window = Math.max(2 * this.#settings.batch.maxMs, 10_000)
    this.#recorder.record([...errors].map(([pod, why]) => failedScheduling(pod, why())), host)
    for (const { node, pods } of existing) {
      this.#nominatedUntil.set(node.name, host.now + window)
      this.#recorder.record(pods.map(pod => nominated(pod, { claim: node.nodeClaim, ...(node.registered && { node: node.name }) })), host)
    }
  }

  /** Taints the nodes that are to go, asks for what comes in their place, and keeps the nodes that their pods go to (StartCommand). */
  #start(command: DisruptionCommand, host: KarpenterHost): void {
    const { candidates, replacement, results, savings, reason } = command
    host.log('disrupting node(s)', {
      'command': commandText(command), 'reason': reason.toLowerCase(), 'decision': decisionOf(command), savings,
      'disrupted-node-count': candidates.length, 'replacement-node-count': replacement ? 1 : 0,
      'pod-count': candidates.reduce((sum, { pods }) => sum + pods.length, 0), 'nodes': candidates.map(({ node }) => node.name).join(','),
    })
    for (const { node } of candidates) host.taint(node.name, reason)
    const name = replacement && this.#create(replacement, host)
    this.#queue.add({ command, at: host.now, replacement: name })
    if (results) this.#keep(results, host)
    this.#queue.advance(host, events => this.#recorder.record(events, host))
    this.clusterChanged(host.now)
  }

  /** NodeClaims that are too old are deleted, whatever budgets say. */
  #expire(host: KarpenterHost): void {
    for (const node of host.nodes()) {
      if (node.nodeClaim === undefined || expiryOf(node) > host.now) continue
      host.log('deleting expired nodeclaim', { NodeClaim: node.nodeClaim, Node: node.name })
      host.deleteClaim(node.nodeClaim)
      this.clusterChanged(host.now)
    }
  }
}

/** When a node is too old (virtual ms); never for one that is going, or that nobody deletes for its age. */
const expiryOf = ({ nodeClaim, deleting, createdAt, expireAfterMs }: StateNode) =>
  (nodeClaim === undefined || deleting || expireAfterMs === undefined ? Number.POSITIVE_INFINITY : createdAt + expireAfterMs)
