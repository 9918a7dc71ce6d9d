/** The time before a race: what Karpenter's lanes begin on. */
import { describe, expect, it } from 'vitest'
import { laneAt, runLane, type LaneKind } from '../../../engine/race/index.ts'
import { growthInputs } from '../../../engine/race/lane/growth.ts'
import { LaneRun } from '../../../engine/race/lane/lane.ts'
import { raceWith, seconds } from './races.ts'

const inputs = raceWith({ load: seconds([0, 1_500], [3_600, 1_500]) })

describe.each<LaneKind>(['karpenter', 'auto-mode'])('before a race with %s', (kind) => {
  const grown = new LaneRun(growthInputs(inputs), { kind }, 'grows')
  grown.advance()
  const fleet = grown.fleet()
  const lane = runLane(inputs, { kind })
  const own = lane.nodes.filter(({ system }) => !system)

  it('pods come little by little, up to what the load at the start asks for', () => {
    // 1,500 requests a second at 60 % of 100 each.
    expect(fleet.pods[0]).toHaveLength(25)
    expect(fleet.nodes.length).toBeGreaterThan(3)
  })

  it('and the race begins on the nodes that are left, each pod where it was', () => {
    expect(own.map(({ type, zone, spot }) => ({ type, zone, spot }))).toEqual(fleet.nodes)
    const { pods } = laneAt(lane, 0)
    const names = own.map(({ name }) => name)
    expect(pods.filter(({ workload }) => workload === 0).map(({ node }) => names.indexOf(node))).toEqual(fleet.pods[0])
    expect(own.every(({ billedFrom, requestedAt }) => billedFrom === 0 && requestedAt === 0)).toBe(true)
  })

  it('which stay as they are while the load does', () => {
    expect(lane.totals).toMatchObject({ nodesMade: 0, podsMade: 0, lost: 0 })
    expect(own.every(({ goneAt }) => goneAt === Number.POSITIVE_INFINITY)).toBe(true)
  })

  it('whatever the faults and start times of the race are', () => {
    const other = raceWith({ load: inputs.load, faults: [{ at: 60_000, kind: 'node' }], times: { ...inputs.times, startSeconds: { ...inputs.times.startSeconds, [kind]: [300, 400] } } })
    expect(runLane(other, { kind }).nodes.slice(0, lane.nodes.length).map(({ type, zone }) => ({ type, zone }))).toEqual(lane.nodes.map(({ type, zone }) => ({ type, zone })))
  })
})
