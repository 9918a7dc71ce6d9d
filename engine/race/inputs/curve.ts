/** A load over virtual time: requests a second, straight between its points. It models no upstream file. */

/** A point of the curve. Two points at one instant are a jump. */
export interface LoadPoint {
  /** Virtual milliseconds, 0 or more. */
  at: number
  /** Requests a second, 0 or more. */
  rps: number
}

/** A curve that can be asked for its rate and its area. After the last point the rate stays. */
export class LoadCurve {
  readonly points: readonly LoadPoint[]
  /** Requests up to each point. */
  readonly #sums: readonly number[]

  /** @param points at least one, the first at 0, none before the one before it */
  constructor(points: readonly LoadPoint[]) {
    this.points = points
    let sum = 0
    this.#sums = points.map(({ at, rps }, i) => {
      const before = points[i - 1]
      if (before) sum += (at - before.at) * (before.rps + rps) / 2000
      return sum
    })
  }

  /** The instant of the last point. */
  get end(): number {
    return this.points.at(-1)?.at ?? 0
  }

  /** The largest rate. */
  get peak(): number {
    return Math.max(...this.points.map(({ rps }) => rps))
  }

  /** Requests a second at an instant; at a jump, those after it. */
  rateAt(at: number): number {
    const i = this.#before(at)
    return (this.points[i]?.rps ?? 0) + this.#slope(i) * (at - (this.points[i]?.at ?? 0))
  }

  /** How the rate changes from an instant on: requests a second, a millisecond. */
  slopeAt(at: number): number {
    return this.#slope(this.#before(at))
  }

  /** Where the line that goes on from an instant ends: the next point after it, or Infinity. */
  nextPoint(at: number): number {
    return this.points[this.#before(at) + 1]?.at ?? Number.POSITIVE_INFINITY
  }

  /** Requests from the beginning to an instant. */
  requestsUntil(at: number): number {
    const i = this.#before(at)
    const from = this.points[i]?.at ?? 0
    return (this.#sums[i] ?? 0) + (at - from) * ((this.points[i]?.rps ?? 0) + this.rateAt(at)) / 2000
  }

  /** The last point at or before an instant. */
  #before(at: number): number {
    let [low, high] = [0, this.points.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.points[middle]?.at ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return low
  }

  #slope(i: number): number {
    const [a, b] = [this.points[i], this.points[i + 1]]
    return a && b && b.at > a.at ? (b.rps - a.rps) / (b.at - a.at) : 0
  }
}
