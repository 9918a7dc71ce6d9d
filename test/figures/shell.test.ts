import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FigureClock, instantOf, isRunning } from '../../components/figures/shell/clock.ts'
import { defineFigure, event } from '../../components/figures/shell/define.ts'
import { choice, number } from '../../components/figures/shell/param.ts'
import { simulated } from '../../components/figures/shell/simulated.ts'
import { laned } from '../../components/figures/shell/laned.ts'
import { authorsRecord, LATEST_INSTANT, LONGEST_RECORD, MOST_COMMANDS, readRecord } from '../../components/figures/shell/record.ts'
import { pack, unpack } from '../../components/figures/shell/share.ts'
import { stillFrame } from '../../components/figures/shell/still.ts'
import { beatAt, positionAt, playbackOf, tell, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { standardControllers } from '../../engine/kubernetes/cluster.ts'
import type { TimedCommand } from '../../engine/kubernetes/simulation/run.ts'
import { deployment, THREE_NODES } from '../engine/support/cluster.ts'

const span = { start: 1_000, end: 9_000 }

describe('a figure\'s clock', () => {
  it.each([
    ['paused, it stands', { status: 'paused', speed: 1, simAt: 2_000 }, 5_000, 2_000],
    ['running, it goes on from where it was set', { status: 'running', speed: 1, simAt: 2_000 }, 1_000, 3_000],
    ['it goes as fast as its speed', { status: 'running', speed: 4, simAt: 2_000 }, 1_000, 6_000],
    ['it rests at the end', { status: 'running', speed: 4, simAt: 2_000 }, 60_000, 9_000],
    ['it rests where its beat ends', { status: 'running', speed: 4, simAt: 2_000, until: 5_000 }, 60_000, 5_000],
    ['it begins at the start', { status: 'paused', speed: 1, simAt: 0 }, 0, 1_000],
    ['a window whose time went backwards does not turn it back', { status: 'running', speed: 1, simAt: 2_000 }, -5_000, 2_000],
  ] as const)('%s', (_, clock, elapsed, instant) => {
    expect(instantOf({ ...clock, sentAt: 0 }, elapsed, span)).toBe(instant)
  })

  it('shows every window the same, whatever their wall clocks say and whenever they open', () => {
    fc.assert(fc.property(fc.integer({ min: 1_000, max: 9_000 }), fc.nat(5_000), fc.nat(5_000), fc.integer(), (simAt, opened, later, skew) => {
      const leads: FigureClock = { status: 'running', speed: 1, simAt, sentAt: skew }
      // The leader answers a late window with what it shows at that moment.
      const told: FigureClock = { ...leads, simAt: instantOf(leads, opened, span) }
      expect(instantOf(told, later, span)).toBeCloseTo(instantOf(leads, opened + later, span), 6)
    }))
  })

  it('runs until its beat or the figure ends', () => {
    const clock: FigureClock = { status: 'running', speed: 1, simAt: 0, until: 5_000, sentAt: 0 }
    expect([4_999, 5_000].map(now => isRunning(clock, now, span))).toEqual([true, false])
    expect(isRunning({ ...clock, until: undefined }, 8_999, span)).toBe(true)
  })
})

describe('a share link', () => {
  it('brings back what was put in', () => {
    // What could change a prototype is left out on purpose.
    const key = fc.string().filter(name => !['__proto__', 'prototype', 'constructor'].includes(name))
    fc.assert(fc.property(fc.dictionary(key, fc.jsonValue()), (record) => {
      expect(unpack(pack({ id: 'figure', version: 3, record }))).toEqual({ id: 'figure', version: 3, record: JSON.parse(JSON.stringify(record)) })
    }))
  })

  it('that is damaged is said to be', () => {
    const whole = pack({ id: 'figure', version: 1, record: { scenario: 'resources', commands: [] } })
    for (const damaged of ['', 'x', whole.slice(0, -7), `${whole}!`.slice(5), '%%%'])
      expect(unpack(damaged)).toBeUndefined()
  })
})

const params = {
  replicas: number({ initial: 2, min: 0, max: 50, integer: true, label: { ko: '레플리카', en: 'Replicas' } }),
  pace: choice({ values: ['slow', 'fast'], initial: 'slow' }),
}

/** A small figure of the whole engine: a Deployment comes up, and is scaled on the way. */
const toy = defineFigure<typeof params, 'up' | 'hidden', number, number>({
  name: 'toy',
  version: 2,
  migrate: (record, version) => version === 1 ? { ...record, params: { replicas: record.replicas } } : undefined,
  label: { ko: '장난감', en: 'Toy' },
  params,
  scenarios: {
    up: { title: { ko: '위로', en: 'Up' } },
    hidden: { title: { ko: '숨음', en: 'Hidden' }, offered: ({ replicas }) => replicas > 40 },
  },
  run: simulated({
    scenario: (_, { replicas }) => ({ objects: [...THREE_NODES, deployment('web', { replicas })], commands: [{ at: 30_000, do: { type: 'scale', kind: 'Deployment', name: 'web', replicas: replicas + 1 } }] }),
    controllers: standardControllers,
    commands: ['scale'],
    look: ({ store }) => store.list('Pod').length,
    end: () => 60_000,
    find: (_, log) => log.filter(({ reason }) => reason === 'Scheduled').length,
  }),
  story: ({ found }) => [
    { until: event('Started'), say: { ko: '떴다', en: 'up' } },
    { until: 30_000, say: { ko: '기다린다', en: 'waits' } },
    { until: event('Scheduled'), say: { ko: `${found}개`, en: `${found}` }, telling: true },
    { until: event('NeverHappens'), say: { ko: '끝', en: 'end' } },
  ],
})

describe('a story', () => {
  const author = authorsRecord(toy, 'up')
  const telling = tellAtOnce(toy, author, playbackOf(toy, author))

  it('has its beats where the run\'s own events lie, and one that never comes at the end', () => {
    const [up, waits, scaled, end] = telling.beats.map(({ at }) => at)
    expect(up).toBe(telling.log.find(({ reason }) => reason === 'Started')?.at)
    expect(waits).toBe(30_000)
    expect(scaled).toBe(telling.log.find(({ reason, at }) => reason === 'Scheduled' && at > 30_000)?.at)
    expect(end).toBe(60_000)
  })

  it('knows at every instant which beats are done', () => {
    expect([0, 30_000, 60_000].map(now => beatAt(telling.beats, now))).toEqual([0, 2, 4])
    expect(positionAt(telling.beats, 0, telling.span).at).toBe(0)
  })

  it('shows on paper the beat that its author chose, of the author\'s record', () => {
    expect(stillFrame(toy, author)).toMatchObject({ beat: 3, view: 3 })
    expect(stillFrame(toy, author, 1)).toMatchObject({ beat: 1, view: 2 })
    expect(stillFrame(toy, author, 99).beat).toBe(4)
  })

  it('is told in slices as it is at once', () => {
    const large = { ...author, params: { ...author.params, replicas: 50 } }
    const slices = [...tell(toy, large, playbackOf(toy, large))]
    expect(slices.every(share => share >= 0 && share < 1)).toBe(true)
    expect(tellAtOnce(toy, large, playbackOf(toy, large)).found).toBeGreaterThan(0)
  })
})
describe('a run in two clusters', () => {
  const params = { replicas: number({ initial: 2, min: 1, max: 50, integer: true, label: { ko: '수', en: 'Number' } }) }
  const twin = defineFigure<typeof params, 'both', Record<'left' | 'right', number>, Record<'left' | 'right', number>>({
    name: 'twin', version: 1, label: { ko: '둘', en: 'Twins' }, params,
    scenarios: { both: { title: { ko: '둘', en: 'Both' } } },
    run: laned({
      lanes: { left: { ko: '왼쪽', en: 'left' }, right: { ko: '오른쪽', en: 'right' } },
      scenario: (_, { replicas }, lane) => ({ objects: [...THREE_NODES, deployment('web', { replicas: lane === 'left' ? 1 : replicas })] }),
      controllers: standardControllers,
      commands: ['scale'],
      look: ({ left, right }) => ({ left: left.store.list('Pod').length, right: right.store.list('Pod').length }),
      find: ({ left, right }) => ({ left: left.simulation.turns, right: right.simulation.turns }),
      end: () => 60_000,
    }),
    story: () => [{ until: event('Scheduled', { lane: 'right' }), say: { ko: '오른쪽', en: 'right' } }, { until: 60_000, say: { ko: '끝', en: 'end' } }],
  })
  const author = authorsRecord(twin, 'both')
  const scale: TimedCommand = { at: 5_000, do: { type: 'scale', kind: 'Deployment', name: 'web', replicas: 4 } }

  it('winds both to one instant, and names the lane of what happened', () => {
    expect(stillFrame(twin, author).view).toEqual({ left: 1, right: 2 })
    const { log, beats } = tellAtOnce(twin, author, playbackOf(twin, author))
    expect(new Set(log.map(({ lane }) => lane))).toEqual(new Set(['left', 'right']))
    expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).toSorted((a, b) => a - b))
    expect(beats[0]?.at).toBe(log.find(({ lane, reason }) => lane === 'right' && reason === 'Scheduled')?.at)
  })

  it('does a command in the lane that it names, or in all', () => {
    expect(stillFrame(twin, { ...author, commands: [{ ...scale, lane: 'left' }] }).view).toEqual({ left: 4, right: 2 })
    expect(stillFrame(twin, { ...author, commands: [scale] }).view).toEqual({ left: 4, right: 4 })
  })

  it('refuses a link whose command is for a cluster that is not there', () => {
    expect(readRecord(twin, { ...author, commands: [{ ...scale, lane: 'right' }] })).toHaveProperty('record')
    expect(readRecord(twin, { ...author, commands: [{ ...scale, lane: 'middle' }] })).toEqual({ refusal: expect.objectContaining({ en: expect.stringContaining('"middle"') }) })
    expect(readRecord(toy, { ...authorsRecord(toy, 'up'), commands: [{ ...scale, lane: 'left' }] })).toHaveProperty('refusal')
  })

  it('is told in slices as it is at once', () => {
    const large = { ...author, params: { replicas: 50 } }
    const playback = playbackOf(twin, large)
    const slices = [...tell(twin, large, playback, 200)]
    expect(slices.length).toBeGreaterThan(2)
    expect(slices.every(share => share >= 0 && share < 1)).toBe(true)
    expect(playback?.log()).toEqual(tellAtOnce(twin, large, playbackOf(twin, large)).log)
  })
})

describe('a record from outside', () => {
  const record = { ...authorsRecord(toy, 'up'), commands: [{ at: 1_000, do: { type: 'scale', kind: 'Deployment', name: 'web', replicas: 3 } }] }
  const command = record.commands[0]

  it('is read as it was written', () => {
    expect(readRecord(toy, JSON.parse(JSON.stringify(record)))).toEqual({ record, problems: [] })
  })

  it('has its commands put in order', () => {
    const read = readRecord(toy, { ...record, commands: [{ ...command, at: 5_000 }, command] })
    expect('record' in read && read.record.commands.map(({ at }) => at)).toEqual([1_000, 5_000])
  })

  it.each([
    ['an unknown scenario', { scenario: 'constructor' }, /scenario/],
    ['a scenario that its inputs do not offer', { scenario: 'hidden' }, /scenario/],
    ['no seed', { seed: undefined }, /seed/],
    ['a command at no time', { commands: [{ ...command, at: Number.NaN }] }, /commands\[0\]/],
    ['a command beyond a day', { commands: [{ ...command, at: LATEST_INSTANT + 1 }] }, /commands\[0\].*24/],
    ['a command of no type', { commands: [{ at: 0, do: {} }] }, /commands\[0\]/],
    ['a command that the figure does not take', { commands: [{ at: 0, do: { type: 'delete', kind: 'Pod', name: 'web' } }] }, /delete/],
    ['thousands of commands', { commands: Array.from({ length: 3_000 }, () => command) }, new RegExp(`${MOST_COMMANDS}`)],
    ['a negative instant', { clock: { ...record.clock, simAt: -1 } }, /clock\.simAt.*24/],
    ['a year of virtual time', { clock: { ...record.clock, simAt: 365 * 24 * 3_600_000 } }, /clock\.simAt.*24/],
    ['an endless speed', { clock: { ...record.clock, speed: 1e9 } }, /clock\.speed/],
    ['no clock', { clock: undefined }, /clock/],
    ['a manifest of a megabyte', { commands: [{ at: 0, do: { type: 'scale', name: 'x'.repeat(LONGEST_RECORD) } }] }, /400,000/],
  ])('with %s is refused, and the sentence names what and how far', (_, part, said) => {
    const read = readRecord(toy, { ...record, ...part })
    expect('refusal' in read && read.refusal.en).toMatch(said)
    expect('refusal' in read && read.refusal.ko).toMatch(said)
  })

  it.each([['replicas', 51], ['replicas', 1.5], ['replicas', '3'], ['pace', 'toString']])('with %s of %s gets the default, and says so by the input\'s own name', (name, value) => {
    const read = readRecord(toy, { ...record, params: { ...record.params, [name]: value } })
    expect(read).toMatchObject({ record, problems: [{ en: expect.stringContaining(name === 'replicas' ? 'Replicas' : 'pace') }] })
  })

  it('of an older format is migrated; of one that nobody knows it is refused', () => {
    expect(readRecord(toy, { ...record, params: undefined, replicas: 7 }, 1)).toMatchObject({ record: { params: { replicas: 7 } } })
    expect(readRecord(toy, record, 0)).toHaveProperty('refusal')
    expect(readRecord(toy, record, 3)).toHaveProperty('refusal')
  })

  it('of any make is refused or read, never thrown at', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const read = readRecord(toy, value)
      expect('record' in read || read.refusal.ko.length > 0).toBe(true)
    }))
  })
})
