import { afterEach, describe, expect, it, vi } from 'vitest'
import { raceJobs } from '../../components/figures/race/race-client.ts'
import { raceClient } from '../../components/figures/race/race-workers.ts'
import { raceAnswerer, runRace, type RaceAnswer, type RaceInputs, type RaceListener, type RaceQuestion, type RaceResult } from '../../engine/race/index.ts'
import { raceWith, seconds } from '../engine/race/races.ts'

const inputs: RaceInputs = raceWith({ load: seconds([0, 800], [120, 800], [130, 2_000], [240, 2_000]) })
const other: RaceInputs = { ...inputs, seed: 9 }

/** A Worker that works on this thread, or one that does not come up. */
class StandIn extends EventTarget {
  ended = false
  private readonly comesUp: boolean
  private readonly hear = raceAnswerer({
    send: data => void (this.ended || this.dispatchEvent(new MessageEvent<RaceAnswer>('message', { data }))),
    later: callback => setTimeout(callback),
  })

  constructor(comesUp = true) {
    super()
    this.comesUp = comesUp
    if (!comesUp)
      setTimeout(() => this.dispatchEvent(new Event('error')))
  }

  postMessage(question: RaceQuestion) {
    if (this.comesUp)
      setTimeout(() => this.hear(question))
  }

  terminate() {
    this.ended = true
  }
}

/** A client's answers so far. */
function heard(workerOf?: () => Worker) {
  const races: RaceResult[] = []
  const whole = Promise.withResolvers<RaceResult>()
  const listener: RaceListener = { race: (race, isWhole) => void (isWhole ? whole.resolve(race) : races.push(race)), progress: () => undefined, series: () => undefined, failed: why => whole.reject(new Error(why)) }
  return { client: raceClient(listener, workerOf), races, whole: whole.promise }
}

afterEach(() => void vi.restoreAllMocks())

describe('a race in Workers', () => {
  it('is the race itself, and begins with a portion of it', async () => {
    const workers: StandIn[] = []
    const { client, races, whole } = heard(() => {
      const worker = new StandIn()
      workers.push(worker)
      return worker as unknown as Worker
    })
    client.ask(inputs)
    expect(await whole).toEqual(runRace(inputs))
    expect(races.length).toBeGreaterThan(0)
    client.dispose()
    expect(workers).toHaveLength(2)
    expect(workers.every(({ ended }) => ended)).toBe(true)
  })

  it('is run on this thread where there are none', async () => {
    const { client, whole } = heard()
    client.ask(inputs)
    expect(await whole).toEqual(runRace(inputs))
  })

  it('is run on this thread where they do not come up', async () => {
    const { client, whole } = heard(() => new StandIn(false) as unknown as Worker)
    client.ask(inputs)
    expect(await whole).toEqual(runRace(inputs))
  })
})

describe('races of figures', () => {
  /** A client that answers when it is told to. */
  function desk() {
    const asked: RaceInputs[] = []
    let listener: RaceListener | undefined
    const cancel = vi.fn()
    const { start, rehearse } = raceJobs((given) => {
      listener = given
      return { ask: next => void asked.push(next), cancel }
    })
    return { start, rehearse, asked, cancel, answer: (race: RaceResult, isWhole = true) => listener?.race(race, isWhole), progress: (share: number) => listener?.progress(share), fail: (why: string) => listener?.failed(why) }
  }
  const race = runRace({ ...inputs, lanes: [{ kind: 'fixed' }] })

  it('are run one after the other, those of a figure as one', async () => {
    const { start, asked, answer, progress } = desk()
    const job = start([inputs, other])
    const later = start([inputs])
    expect(asked).toEqual([inputs])
    const news = job.news()
    progress(0.5)
    await news
    expect(job.share()).toBe(0.25)
    expect(job.portion()).toBeUndefined()
    const more = job.news()
    answer(race, false)
    await more
    expect(job.portion()).toEqual([race])
    expect(job.results()).toBeUndefined()
    expect(asked).toHaveLength(1)
    answer(race)
    expect(job.results()).toBeUndefined()
    expect(asked).toEqual([inputs, other])
    answer(race)
    expect(job.results()).toEqual([race, race])
    expect(job.share()).toBe(1)
    await job.news()
    expect(asked).toHaveLength(3)
    expect(later.results()).toBeUndefined()
    answer(race)
    expect(later.results()).toEqual([race])
  })

  it('are rehearsed while nothing else is asked for, and a rehearsal gives way at once and is told to nobody', () => {
    const { start, rehearse, asked, answer } = desk()
    rehearse(inputs)
    answer(race)
    rehearse(inputs)
    const job = start([other])
    expect(asked).toEqual([inputs, inputs, other])
    rehearse(inputs)
    expect(asked).toHaveLength(3)
    expect(job.results()).toBeUndefined()
    answer(race)
    expect(job.results()).toEqual([race])
  })

  it('that are let go of make room for the next', () => {
    const { start, asked, answer, cancel } = desk()
    const first = start([inputs])
    const second = start([inputs])
    const third = start([other])
    second.cancel()
    expect(cancel).not.toHaveBeenCalled()
    first.cancel()
    expect(cancel).toHaveBeenCalledTimes(1)
    expect(asked).toEqual([inputs, other])
    answer(race)
    expect(third.results()).toEqual([race])
    expect(first.results()).toBeUndefined()
    third.cancel()
    expect(cancel).toHaveBeenCalledTimes(1)
  })

  it('that go wrong say so, and do not stop the next', async () => {
    const { start, asked, fail } = desk()
    const job = start([inputs])
    start([other])
    const news = job.news()
    fail('no such instance type')
    await news
    expect(() => job.results()).toThrow('no such instance type')
    expect(asked).toEqual([inputs, other])
  })
})
