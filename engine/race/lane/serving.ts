/**
 * Who serves the load: pods that answer, up to so many requests a second each; what is above that is lost, or waits for its turn up
 * to a bound. Demand is straight between points and capacity constant between events, so every integral is exact.
 * Requests are spread evenly over the Service's endpoints. Leaves out latency, time-outs and uneven balancing; a request that
 * waits is retried until it is served, and one that meets a dead pod is lost, or waits where waiting is on.
 */
import type { LoadCurve } from '../inputs/curve.ts'
import { MODES, type ServingColumns, type ServingMode } from '../result/result.ts'

/** What differs by a smaller share is equal: floating-point noise where demand crosses capacity. */
const NOISE = 1e-9
/** No stretch is shorter (ms), so that noise cannot make it stand still. */
const SHORTEST_MS = 1e-6

export interface ServingRules {
  /** Requests a second that one pod serves. */
  perPod: number
  /** Requests that may wait; null: none, they are lost at once. */
  queueBound: number | null
}

export class Serving {
  readonly #curve: LoadCurve
  readonly #rules: ServingRules
  /** Virtual ms up to which all is counted. */
  #now = 0
  #alive = 0
  #dead = 0
  #served = 0
  #lost = 0
  #waiting = 0
  #mode: ServingMode = 'meets'
  /** The piece that is under way has been written down. */
  #written = false
  #rows: number[][] = []

  constructor(curve: LoadCurve, rules: ServingRules) {
    this.#curve = curve
    this.#rules = rules
  }

  /** Endpoints change: pods that answer, and pods that are still endpoints and do not. */
  change(at: number, alive: number, dead: number): void {
    if (alive === this.#alive && dead === this.#dead) return
    this.advance(at)
    this.#alive = alive
    this.#dead = dead
    this.#written = false
  }

  /** Requests a second that are served at an instant that `advance` has not passed. */
  rateAt(at: number): number {
    this.advance(at)
    const mode = this.#modeAt(at)
    return mode === 'meets' ? this.#curve.rateAt(at) * this.#reach : this.#capacity
  }

  /** Counts up to an instant. */
  advance(to: number): void {
    while (this.#now < to) this.#step(to)
  }

  /** The pieces up to an instant, each with what was counted at its beginning, and a last one of no length. What goes on is not touched. */
  columns(until: number): ServingColumns {
    const before = { now: this.#now, served: this.#served, lost: this.#lost, waiting: this.#waiting, mode: this.#mode, written: this.#written, rows: this.#rows.slice() }
    this.advance(until)
    this.#written = false
    this.#write()
    const rows = this.#rows
    this.#now = before.now
    this.#served = before.served
    this.#lost = before.lost
    this.#waiting = before.waiting
    this.#mode = before.mode
    this.#written = before.written
    this.#rows = before.rows
    const column = (i: number) => Float64Array.from(rows, row => row[i] ?? 0)
    return {
      at: column(0), alive: column(1), dead: column(2), capacity: column(3), reach: column(4), mode: Uint8Array.from(rows, row => row[5] ?? 0),
      served: column(6), lost: column(7), waiting: column(8),
    }
  }

  get #capacity(): number {
    return this.#alive * this.#rules.perPod
  }

  /** The share of the requests that meets a pod that answers. Those that wait are tried again, so all do. */
  get #reach(): number {
    if (this.#alive === 0) return 0
    return this.#rules.queueBound === null ? this.#alive / (this.#alive + this.#dead) : 1
  }

  #modeAt(at: number): ServingMode {
    const { queueBound } = this.#rules
    const isShort = this.#isShort(at)
    if (queueBound === null) return isShort ? 'short' : 'meets'
    if (this.#waiting === 0 && !isShort) return 'meets'
    return this.#waiting === queueBound && isShort ? 'short' : 'queueing'
  }

  /** Whether more comes than can be served, now or from now on. */
  #isShort(at: number): boolean {
    const rate = this.#curve.rateAt(at)
    // Without a pod that answers nothing reaches one: what comes is lost or waits.
    const above = this.#alive === 0 ? rate : rate * this.#reach - this.#capacity
    return Math.abs(above) <= NOISE * Math.max(this.#capacity, 1) ? this.#curve.slopeAt(at) > 0 : above > 0
  }

  #step(to: number): void {
    const from = this.#now
    const mode = this.#modeAt(from)
    if (mode !== this.#mode) this.#written = false
    this.#mode = mode
    this.#write()
    const most = Math.min(to, this.#curve.nextPoint(from)) - from
    const until = from + Math.min(most, Math.max(this.#lengthOf(mode, from), SHORTEST_MS))
    const demand = this.#curve.requestsUntil(until) - this.#curve.requestsUntil(from)
    const able = this.#capacity * (until - from) / 1000
    const served = mode === 'meets' ? demand * this.#reach : able
    this.#served += served
    if (mode === 'queueing') this.#waiting = this.#snapped(this.#waiting + demand - able)
    else this.#lost += Math.max(demand - served, 0)
    this.#now = until
  }

  /** How long a mode holds on the straight line that goes on from an instant (ms). */
  #lengthOf(mode: ServingMode, at: number): number {
    const slope = this.#curve.slopeAt(at)
    const rate = this.#curve.rateAt(at)
    if (mode === 'queueing') return this.#queueingFor(rate - this.#capacity, slope)
    const crossing = (this.#capacity / (this.#reach || 1) - rate) / slope
    return crossing > SHORTEST_MS ? crossing : Number.POSITIVE_INFINITY
  }

  /** Until nothing waits any more or no more may: the first root of waiting + (above x + slope x^2 / 2) / 1000 = 0 or the bound. */
  #queueingFor(above: number, slope: number): number {
    const bound = this.#rules.queueBound ?? 0
    const untilEdge = (edge: number) => rootsOf(slope / 2000, above / 1000, this.#waiting - edge)
      // An edge that is left now is reached again later, if at all.
      .filter(root => root > (this.#waiting === edge ? SHORTEST_MS : 0))
    return Math.min(Number.POSITIVE_INFINITY, ...untilEdge(0), ...untilEdge(bound))
  }

  #snapped(waiting: number): number {
    const bound = this.#rules.queueBound ?? 0
    const noise = NOISE * Math.max(bound, 1)
    if (waiting <= noise) return 0
    return waiting >= bound - noise ? bound : waiting
  }

  #write(): void {
    if (this.#written) return
    this.#written = true
    const row = [this.#now, this.#alive, this.#dead, this.#capacity, this.#reach, MODES.indexOf(this.#mode), this.#served, this.#lost, this.#waiting]
    if (this.#rows.at(-1)?.[0] === this.#now) this.#rows[this.#rows.length - 1] = row
    else this.#rows.push(row)
  }
}

/** Where a x^2 + b x + c is 0. */
function rootsOf(a: number, b: number, c: number): number[] {
  if (a === 0) return b === 0 ? [] : [-c / b]
  const square = b * b - 4 * a * c
  if (square < 0) return []
  // The form that does not take the difference of two numbers that are alike.
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(square)) / 2
  return q === 0 ? [0] : [q / a, c / q]
}
