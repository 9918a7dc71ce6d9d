import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptRecord } from '../../components/figures/shell/accept.ts'
import { at, instantOf, nextBeat, previousBeat } from '../../components/figures/shell/clock.ts'
import { pack, unpack } from '../../components/figures/shell/share.ts'

const span = { start: 1_000, end: 9_000 }

describe('a figure\'s clock', () => {
  it.each([
    ['paused, it stands', { status: 'paused', speed: 1, simAt: 2_000, wallAt: 0 }, 5_000, 2_000],
    ['running, it goes on from where it was set', { status: 'running', speed: 1, simAt: 2_000, wallAt: 4_000 }, 5_000, 3_000],
    ['it goes as fast as its speed', { status: 'running', speed: 4, simAt: 2_000, wallAt: 4_000 }, 5_000, 6_000],
    ['it rests at the end', { status: 'running', speed: 4, simAt: 2_000, wallAt: 0 }, 60_000, 9_000],
    ['it begins at the start', { status: 'paused', speed: 1, simAt: 0, wallAt: 0 }, 0, 1_000],
    ['another machine\'s clock that is ahead does not turn it back', { status: 'running', speed: 1, simAt: 2_000, wallAt: 9_000 }, 5_000, 2_000],
  ] as const)('%s', (_, clock, wall, instant) => {
    expect(instantOf(clock, wall, span)).toBe(instant)
  })

  it('does not jump when it is paused and resumed', () => {
    fc.assert(fc.property(fc.integer({ min: 1_000, max: 8_000 }), fc.integer({ min: 0, max: 900 }), (simAt, pause) => {
      const running = { status: 'running', speed: 1, simAt, wallAt: 0 } as const
      const paused = at(running, instantOf(running, 500, span), 'paused', 500)
      const resumed = at(paused, instantOf(paused, 500 + pause, span), 'running', 500 + pause)
      expect(instantOf(resumed, 500 + pause, span)).toBe(instantOf(running, 500, span))
    }))
  })

  it('steps from beat to beat, and no further than the span', () => {
    const beats = [2_000, 4_000]
    expect([1_000, 2_000, 3_000, 4_000].map(now => nextBeat(beats, now, span))).toEqual([2_000, 4_000, 4_000, 9_000])
    expect([9_000, 4_000, 3_000, 2_000].map(now => previousBeat(beats, now, span))).toEqual([4_000, 2_000, 2_000, 1_000])
  })
})

describe('a share link', () => {
  it('brings back what was put in', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
      expect(unpack('figure', pack('figure', record))).toEqual(JSON.parse(JSON.stringify(record)))
    }))
  })

  it('of another figure is none of ours', () => {
    expect(unpack('cost', pack('scheduling', {}))).toBeUndefined()
  })

  it('that is damaged is said to be', () => {
    const whole = pack('figure', { scenario: 'resources', commands: [] })
    for (const damaged of ['', 'x', whole.slice(0, -7), `${whole}!`.slice(5), '%%%'])
      expect(unpack('figure', damaged)).toBe('damaged')
  })
})

describe('a record from outside', () => {
  const record = { scenario: 'a', seed: 1, commands: [{ at: 0, do: { type: 'apply', objects: [] } }], clock: { status: 'paused', speed: 1, simAt: 0, wallAt: 0 } }

  it('is read', () => {
    expect(acceptRecord(record, ['a'])).toMatchObject({ scenario: 'a', seed: 1 })
  })

  it.each([
    ['an unknown scenario', { ...record, scenario: 'b' }],
    ['no seed', { ...record, seed: undefined }],
    ['a command at no time', { ...record, commands: [{ at: Number.NaN, do: { type: 'apply' } }] }],
    ['a command of no type', { ...record, commands: [{ at: 0, do: {} }] }],
    ['a negative instant', { ...record, clock: { ...record.clock, simAt: -1 } }],
    ['no clock', { ...record, clock: undefined }],
    ['a list', []],
    ['nothing', null],
  ])('with %s is refused', (_, value) => {
    expect(acceptRecord(value, ['a'])).toBeUndefined()
  })

  it('of any make is refused or read, never thrown at', () => {
    fc.assert(fc.property(fc.jsonValue(), value => acceptRecord(value, ['a']) === undefined))
  })
})
