/** A lane's machines as squares, all lanes to one scale: the area of a square is what pods may request of its machine. */
import type { LaneResult } from '../../../engine/race/result/result.ts'

/** Pixels a side of a square of one vCPU, where there is room; the finest step in which it shrinks; and the smallest side that can be seen. */
const [LARGEST, STEP, LEAST] = [14, 0.25, 3]
/** Pixels between two squares. */
const BETWEEN = 2

/** @param unit px a side of a square of one vCPU */
export const sideOf = (cpu: number, unit: number) => Math.max(LEAST, Math.round(Math.sqrt(cpu) * unit * 10) / 10)

export interface StripPlace { x: number, y: number, side: number }

/** Squares in rows, in the order in which their machines came: none moves because another one comes. */
export function stripPlaces(cpus: readonly number[], width: number, unit: number): { places: StripPlace[], height: number } {
  let [x, y, high] = [0, 0, 0]
  const places = cpus.map((cpu) => {
    const side = sideOf(cpu, unit)
    if (x > 0 && x + side > width)
      [x, y, high] = [0, y + high + BETWEEN, 0]
    const place = { x, y, side }
    x += side + BETWEEN
    high = Math.max(high, side)
    return place
  })
  return { places, height: y + high }
}

/** The vCPUs of each machine of a lane, when it has most vCPUs and when it has most machines: what a strip must have room for. */
export function fullestFleets({ nodes }: Pick<LaneResult, 'nodes'>): number[][] {
  const machines = nodes.filter(({ system }) => !system)
  const there = (at: number) => machines.filter(({ requestedAt, goneAt }) => requestedAt <= at && at < goneAt).map(({ cpuMilli }) => cpuMilli / 1000)
  const changes = machines.flatMap(({ requestedAt, goneAt, cpuMilli }) => [{ at: requestedAt, count: 1, cpu: cpuMilli }, { at: goneAt, count: -1, cpu: -cpuMilli }])
    .sort((a, b) => a.at - b.at || a.count - b.count)
  const most = (what: 'count' | 'cpu') => {
    let [sum, best, at] = [0, 0, 0]
    for (const change of changes) {
      sum += change[what]
      if (sum > best)
        [best, at] = [sum, change.at]
    }
    return there(at)
  }
  return [most('count'), most('cpu')]
}

/** The largest unit at which each of these fleets has room. */
export function stripUnit(fleets: readonly (readonly number[])[], width: number, height: number): number {
  for (let unit = LARGEST; unit > STEP; unit -= STEP) {
    if (fleets.every(cpus => stripPlaces(cpus, width, unit).height <= height))
      return unit
  }
  return STEP
}
