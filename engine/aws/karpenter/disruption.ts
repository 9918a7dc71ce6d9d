/**
 * The loop that looks for nodes to disrupt: every ten seconds, and at once after it has found some. A decision is looked at again
 * after 15 s, during which the loop stands.
 * Models pkg/controllers/disruption/controller.go and ConsolidationState of pkg/controllers/state/cluster.go
 * (kubernetes-sigs/karpenter). Leaves out turns that cannot find anything new: the look that a budget kept from its end is not
 * repeated while nothing changes, and neither is that of every five minutes unless time has made a node one to disrupt.
 */
import { poolTotals } from './balanced.ts'
import { budgetsFor } from './budgets.ts'
import { commandText, type DisruptionCommand, type MethodName } from './command.ts'
import { budgetBlocked, consolidationRejected } from './events.ts'
import { METHODS, type RecordEvents } from './methods.ts'
import { disruptionOf } from './nodepool.ts'
import { protectionEnds } from './podrules.ts'
import type { Situation } from './situation.ts'
import { validate, VALIDATION_MS } from './validation.ts'

/** From the last change on, after which every method looks again at what it has looked at (ConsolidationState). */
const LOOK_AGAIN_MS = 300_000

export interface DisruptionState {
  /** What it decided and waits to look at again. */
  validating: { command: DisruptionCommand, at: number } | undefined
  /** Which change of the cluster each method has looked at to its end. */
  consolidated: ReadonlyMap<MethodName, number>
  changes: number
  /** When the last of them was (virtual ms). */
  changedAt: number
  /** When the loop is due, and until when it has nothing new to look at (virtual ms). */
  loopAt: number
  idleUntil: number
}

/** What the loop needs of Karpenter. */
export interface DisruptionActs {
  /** The cluster as it is now. */
  situation(): Situation
  record: RecordEvents
  /** Begins what was decided. */
  start(command: DisruptionCommand): void
  log(message: string, nodes: number): void
}

export class DisruptionLoop {
  readonly #pollMs: number
  #state: DisruptionState = { validating: undefined, consolidated: new Map(), changes: 0, changedAt: 0, loopAt: 0, idleUntil: 0 }

  constructor(pollMs: number) {
    this.#pollMs = pollMs
  }

  /** Something changed that may make a node one to disrupt. */
  changed(now: number): void {
    const { loopAt, changes } = this.#state
    this.#update({ changes: changes + 1, changedAt: now, idleUntil: 0, loopAt: this.#tickFrom(loopAt, now) })
  }

  nextAt(): number {
    const { validating, loopAt, idleUntil } = this.#state
    return validating ? validating.at : this.#tickFrom(loopAt, idleUntil)
  }

  run(now: number, acts: DisruptionActs): void {
    if (now < this.nextAt()) return
    const { validating } = this.#state
    const from = validating ? this.#settle(validating.command, acts) : 0
    if (!this.#search(from, now, acts)) this.#update({ loopAt: now + this.#pollMs })
  }

  save(): DisruptionState {
    return this.#state
  }

  restore(state: DisruptionState): void {
    this.#state = state
  }

  #update(change: Partial<DisruptionState>): void {
    this.#state = { ...this.#state, ...change }
  }

  /** The first turn of the loop at or after an instant. */
  #tickFrom(loopAt: number, at: number): number {
    if (at === Number.POSITIVE_INFINITY) return at
    return at <= loopAt ? loopAt : loopAt + Math.ceil((at - loopAt) / this.#pollMs) * this.#pollMs
  }

  /** Begins a decision if it still holds. Returns with which method to go on: the first, or the one after that which was wrong. */
  #settle(decided: DisruptionCommand, acts: DisruptionActs): number {
    this.#update({ validating: undefined })
    const at = METHODS.findIndex(({ name }) => name === decided.method)
    const method = METHODS[at]
    const command = method ? validate(decided, method, acts.situation(), acts.record) : 'churn'
    if (typeof command !== 'string') {
      acts.start(command)
      return 0
    }
    if (decided.method === 'empty') acts.log('abandoning empty node consolidation attempt due to pod churn, command is no longer valid', decided.candidates.length)
    else for (const candidate of decided.candidates) acts.record(consolidationRejected(candidate.node, commandText(decided, candidate), command, decided.savings))
    return at + 1
  }

  /** One method after the other, until one decides something. Returns whether one did. */
  #search(from: number, now: number, { situation: look, record }: DisruptionActs): boolean {
    const situation = look()
    if (now - this.#state.changedAt >= LOOK_AGAIN_MS) this.#update({ changes: this.#state.changes + 1, changedAt: now })
    const { changes, changedAt } = this.#state
    const { candidates, events } = situation.candidates()
    record(events)
    let isSettled = from === 0
    let isLeft = false
    for (const method of METHODS.slice(from)) {
      const eligible = candidates.filter(candidate => method.shouldDisrupt(candidate, now, record))
      if (eligible.length === 0) continue
      if (this.#state.consolidated.get(method.name) === changes) {
        isLeft = true
        continue
      }
      const budgets = budgetsFor(situation.pools, situation.nodes, method.reason, now)
      for (const [pool, { allowed, nodes }] of budgets) if (nodes > 0 && allowed === 0) record([budgetBlocked(pool, method.reason)])
      const allowance = new Map([...budgets].map(([pool, { left }]) => [pool, left]))
      const { command, constrained } = method.find(situation, eligible, allowance, poolTotals(candidates, situation.nodes, situation.priceOf), record)
      if (command) {
        this.#update({ validating: { command, at: now + VALIDATION_MS } })
        return true
      }
      if (constrained) isSettled &&= !situation.hasScheduledBudgets
      else this.#update({ consolidated: new Map(this.#state.consolidated).set(method.name, changes) })
    }
    this.#update({ idleUntil: isSettled ? Math.min(this.#settledUntil(situation), isLeft ? changedAt + LOOK_AGAIN_MS : Number.POSITIVE_INFINITY) : 0 })
    return false
  }

  /** When time alone may make a node one to disrupt. */
  #settledUntil({ nodes, pools, now, nominations }: Situation): number {
    const waits = new Map(pools.map(pool => [pool.metadata.name, disruptionOf(pool).consolidateAfterMs ?? Number.POSITIVE_INFINITY]))
    const ripe = nodes.map(({ nodePool = '', lastPodEventAt, initializedAt = 0 }) => (lastPodEventAt ?? initializedAt) + (waits.get(nodePool) ?? Number.POSITIVE_INFINITY))
    const unprotected = nodes.flatMap(node => protectionEnds(node.pods))
    return Math.min(...[...ripe, ...nominations, ...unprotected].filter(at => at > now), Number.POSITIVE_INFINITY)
  }
}
