/** Asking for a race in pieces: newest wins, what is told on the way is true, and the end is the race itself. */
import { describe, expect, it } from 'vitest'
import {
  axisValues, raceAnswerer, raceAsker, runRace, runSeries, transferables, type LaneRunner, type RaceAnswer, type RaceInputs, type RaceListener, type RaceResult, type RaceSeries,
} from '../../../engine/race/index.ts'
import { raceWith, seconds } from './races.ts'

const inputs: RaceInputs = raceWith({ load: seconds([0, 800], [120, 800], [130, 3_000], [600, 3_000]) })
const other: RaceInputs = { ...inputs, seed: 9 }

/** So many runners that take their turns when they are told to. Messages are copied, as between threads. */
function room(count: number, changes: Partial<RaceListener> = {}) {
  const waiting: (() => void)[] = []
  const heard: RaceAnswer[] = []
  const told = { races: [] as { race: RaceResult, done: boolean }[], progress: [] as number[], series: [] as (readonly RaceSeries[])[], failed: [] as string[] }
  const runners = Array.from({ length: count }, (): LaneRunner => {
    const answer = raceAnswerer({
      send: (message) => {
        heard.push(message)
        asker.hear(structuredClone(message, { transfer: transferables(message) }))
      },
      later: callback => void waiting.push(callback),
    })
    return { ask: question => void waiting.push(() => answer(structuredClone(question))) }
  })
  const asker = raceAsker(runners, {
    race: (race, done) => void told.races.push({ race, done }), progress: share => void told.progress.push(share), series: all => void told.series.push(all), failed: why => void told.failed.push(why),
    ...changes,
  })
  /** Lets runners have so many turns, or as many as they want. */
  const turn = (turns = Number.POSITIVE_INFINITY) => {
    for (let i = 0; i < turns && waiting.length > 0; i++) waiting.shift()?.()
  }
  return { asker, told, heard, turn, idle: () => waiting.length === 0 }
}

describe.each([1, 2, 7])('a race that %i run', (count) => {
  it('comes to what it comes to at once', () => {
    const { asker, told, turn } = room(count)
    asker.ask(inputs)
    turn()
    const last = told.races.at(-1)
    expect(last?.done).toBe(true)
    expect(last?.race).toEqual(runRace(inputs))
    expect(told.series).toEqual([])
  })

  it('shows on the way what is true of all lanes up to an instant', () => {
    const { asker, told, turn } = room(count)
    asker.ask(inputs)
    turn()
    const portions = told.races.filter(({ done }) => !done)
    expect(portions.length).toBeGreaterThan(0)
    const whole = runRace(inputs)
    for (const { race } of portions) {
      expect(race.until).toBeLessThan(600_000)
      for (const [i, lane] of race.lanes.entries()) {
        expect(lane.until).toBe(race.until)
        expect(lane.log).toEqual(whole.lanes[i]?.log.filter(({ at }) => at <= race.until))
        expect(lane.pods.name).toEqual(whole.lanes[i]?.pods.name.slice(0, lane.pods.name.length))
      }
    }
  })

  it('says how far it is, never back, to the end', () => {
    const { asker, told, turn } = room(count)
    asker.ask(inputs)
    turn()
    expect(told.progress).toEqual([...told.progress].sort((a, b) => a - b))
    expect(told.progress.at(-1)).toBeCloseTo(1)
  })
})

it('a runner that is done before another has begun takes no portion away: all are shown, each once, in order', () => {
  const waiting: (() => void)[][] = [[], []]
  const seen: { until: number, done: boolean }[] = []
  const runners = waiting.map((mine): LaneRunner => {
    const answer = raceAnswerer({ send: message => asker.hear(message), later: callback => void mine.push(callback) })
    return { ask: question => void mine.push(() => answer(question)) }
  })
  const asker = raceAsker(runners, { race: ({ until }, done) => void seen.push({ until, done }), progress: () => undefined, series: () => undefined, failed: (why) => { throw new Error(why) } })
  asker.ask(inputs)
  for (const mine of waiting) while (mine.length > 0) mine.shift()?.()
  expect(seen.map(({ until }) => until)).toEqual([12_000, 60_000, 180_000, 360_000, 600_000])
  expect(seen.map(({ done }) => done)).toEqual([false, false, false, false, true])
})

describe('the newest question', () => {
  it('wins, wherever the one before has come to', () => {
    for (const turns of [1, 4, 8, 15, 30]) {
      const { asker, told, turn } = room(2)
      asker.ask(inputs)
      turn(turns)
      told.races.length = 0
      asker.ask(other)
      turn()
      const done = told.races.filter(one => one.done)
      expect(done).toHaveLength(1)
      expect(done[0]?.race).toEqual(runRace(other))
    }
  })

  it('may be that nothing is wanted: what is under way ends', () => {
    const { asker, told, turn, heard, idle } = room(2)
    asker.ask(inputs, true)
    turn(6)
    asker.cancel()
    told.races.length = 0
    const before = heard.length
    turn(8)
    expect(idle()).toBe(true)
    expect(heard.length - before).toBeLessThanOrEqual(2)
    expect(told.races).toEqual([])
  })
})

describe('what a race depends on', () => {
  it('is run after it, and is what it is at once', () => {
    const { asker, told, turn } = room(2)
    const two = { ...inputs, lanes: inputs.lanes.filter(({ kind }) => kind === 'fixed' || kind === 'fargate') }
    asker.ask(two, true)
    turn()
    expect(told.series).toEqual([[runSeries(two, 'start'), runSeries(two, 'rise')]])
    expect(told.series[0]?.[0]?.lanes).toHaveLength(2)
    expect(told.series[0]?.[1]?.lanes[0]?.unserved).toHaveLength(axisValues.rise.length)
  })

  it('is nothing where the load has no burst', () => {
    const { asker, told, turn } = room(2)
    asker.ask(raceWith({ load: seconds([0, 500], [300, 500]) }), true)
    turn()
    expect(told.series).toEqual([[]])
  })
})

it('what cannot be run is told, and does not hang', () => {
  const { asker, told, turn } = room(2)
  asker.ask({ ...inputs, options: { ...inputs.options, instanceType: 'm99.huge' } })
  turn()
  expect(told.failed.length).toBeGreaterThan(0)
  expect(told.failed[0]).toContain('m99.huge')
})
