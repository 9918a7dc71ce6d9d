/** What reaches a figure from outside may be anything: links, what the browser kept, what other windows say. */
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FigureDefinition } from '../../components/figures/shell/define.ts'
import type { ParamSet } from '../../components/figures/shell/param.ts'
import { authorsRecord, readRecord } from '../../components/figures/shell/record.ts'
import { LONGEST_LINK, pack, unpack } from '../../components/figures/shell/share.ts'
import { keptByBrowser, keptByWindow } from '../../sync/kept.ts'
import { openLead } from '../../sync/lead.ts'

type AnyFigure = FigureDefinition<ParamSet, string, unknown, unknown>

const isFigure = (value: unknown): value is AnyFigure => typeof value === 'object' && value !== null && ['name', 'version', 'scenarios', 'params', 'story'].every(key => key in value)

/** Every figure of the deck: a new one is found here by itself. */
const figures = Object.values(import.meta.glob<Record<string, unknown>>(['../../components/figures/*/*.ts', '!../../components/figures/shell/*', '!**/*.worker.ts'], { eager: true })).flatMap(exported => Object.values(exported).filter(isFigure))

/** A copy of JSON with a value put in the place of one of its own. */
function damaged(value: unknown, at: number, by: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(value)) as unknown
  const places: { of: Record<string, unknown>, key: string }[] = []
  const collect = (node: unknown) => {
    if (typeof node !== 'object' || node === null)
      return
    for (const key of Object.keys(node)) {
      places.push({ of: node as Record<string, unknown>, key })
      collect((node as Record<string, unknown>)[key])
    }
  }
  collect(copy)
  const place = places[at % places.length]
  if (place)
    place.of[place.key] = by
  return copy
}

const hostile = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(-1, 1e308, '__proto__', 'constructor', 'toString', { type: 'constructor' }, { __proto__: { at: 1 } }, [[[]]], 'x'.repeat(5_000)))

describe('a link', () => {
  const whole = pack({ id: 'scheduling', version: 1, record: { scenario: 'resources', commands: [], params: { zones: 3 } } })

  it('of any text is damaged or has the outline of one', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.tuple(fc.nat(whole.length), fc.nat(8), fc.string({ maxLength: 8 })).map(([at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length)),
    )
    fc.assert(fc.property(text, (packed) => {
      const content = unpack(packed)
      expect(content === undefined || (typeof content.id === 'string' && typeof content.record === 'object')).toBe(true)
      expect({}).not.toHaveProperty('polluted')
    }), { numRuns: 300 })
  })

  it('that is longer than any that is copied is refused before it is unpacked', () => {
    const text = fc.sample(fc.string({ unit: 'grapheme', minLength: 6_000, maxLength: 6_000 }), { numRuns: 4, seed: 3 }).join('')
    const record = { scenario: 'resources', text }
    const packed = pack({ id: 'scheduling', version: 1, record })
    expect(packed.length).toBeGreaterThan(LONGEST_LINK)
    expect(unpack(packed)).toBeUndefined()
    expect(unpack(pack({ id: 'scheduling', version: 1, record: { ...record, text: text.slice(0, 2_000) } }))?.record).toEqual({ ...record, text: text.slice(0, 2_000) })
  })

  it('of two thousand characters that unpack to half a million is no record', () => {
    const packed = pack({ id: 'scheduling', version: 1, record: { params: { text: 'x'.repeat(500_000) } } })
    expect(packed.length).toBeLessThan(2_500)
    const content = unpack(packed)
    expect(figures.map(figure => readRecord(figure, content?.record, 1))).toEqual(figures.map(() => ({ refusal: expect.anything() })))
  })
})

describe.each(figures.map(figure => [figure.name, figure] as const))('%s', (_, figure) => {
  it('refuses a damaged record in words, or takes what it can and takes that again', () => {
    const scenarios = Object.keys(figure.scenarios)
    fc.assert(fc.property(fc.constantFrom(...scenarios), fc.nat(), hostile, (scenario, at, value) => {
      const read = readRecord(figure, damaged(authorsRecord(figure, scenario), at, value))
      if ('refusal' in read) {
        expect(read.refusal.en.length * read.refusal.ko.length).toBeGreaterThan(0)
        return
      }
      // What a window took it may send on, keep and share: as text, in which -0 is 0.
      const sent: unknown = JSON.parse(JSON.stringify(read.record))
      expect(readRecord(figure, sent)).toEqual({ record: sent, problems: [] })
    }), { numRuns: 200 })
  })
})

describe('what the browser kept', () => {
  afterEach(() => vi.unstubAllGlobals())

  it.each([['the window', keptByWindow, 'sessionStorage'], ['the browser', keptByBrowser, 'localStorage']] as const)('by %s may be any text', (_, kept, storage) => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (text) => {
      vi.stubGlobal(storage, { getItem: () => text, setItem: () => { throw new DOMException('full', 'QuotaExceededError') } })
      const { read, write } = kept('key')
      const value = read()
      write({})
      for (const figure of figures)
        expect(readRecord(figure, value)).toHaveProperty('refusal')
    }))
  })
})

describe('what other windows say', () => {
  const opened: { close: () => void }[] = []
  afterEach(() => opened.splice(0).forEach(each => each.close()))
  const open = <T extends { close: () => void }>(each: T): T => {
    opened.push(each)
    return each
  }

  it('may be anything: whoever follows hears JSON and nothing else, whoever leads answers, and both go on', async () => {
    const name = 'hostile'
    const heard: unknown[] = []
    const circle: Record<string, unknown> = {}
    circle.shows = circle
    const said = [
      ...fc.sample(fc.jsonValue(), { numRuns: 200, seed: 7 }),
      ...fc.sample(fc.jsonValue(), { numRuns: 100, seed: 8 }).map(message => JSON.stringify({ channel: name, from: 'x', number: 1, message })),
      ...fc.sample(fc.string(), { numRuns: 100, seed: 9 }),
      circle, new Map([['shows', 1]]), 1n, new Date(), undefined, { channel: name, from: 'y', number: 1, message: circle },
    ]
    await new Promise<void>((resolve) => {
      open(openLead(name, { leads: () => true, current: () => ({ asked: true }), follow: () => undefined }))
      open(openLead(name, { leads: () => false, current: () => undefined, follow: (state) => {
        heard.push(state)
        if (state === 'the end')
          resolve()
      } }))
      const stranger = open(new BroadcastChannel(name))
      said.forEach(each => stranger.postMessage(each))
      stranger.postMessage(JSON.stringify({ channel: name, from: 'z', number: 1, message: { shows: 'the end' } }))
    })
    expect(heard.at(-1)).toBe('the end')
    expect(() => JSON.stringify(heard)).not.toThrow()
    for (const figure of figures)
      heard.forEach(state => expect(readRecord(figure, state)).toHaveProperty('refusal'))
  })
})
