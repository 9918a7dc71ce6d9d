import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPodActive } from '../../engine/kubernetes/controllers/pods.ts'
import { isPodReady } from '../../engine/kubernetes/apimachinery/meta.ts'
import type { Deployment } from '../../engine/kubernetes/types/index.ts'
import { levelsOf, marksOf, seriesOf, windowOf } from '../../components/figures/rollout/chart.ts'
import { exampleOf, type RolloutInputs } from '../../components/figures/rollout/plan.ts'
import { rollout } from '../../components/figures/rollout/rollout.ts'
import { withTag } from '../../components/figures/workload/deployment.ts'
import { authorsRecord, readRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'

type ScenarioName = keyof typeof rollout.scenarios

function tell(name: ScenarioName, params: Partial<RolloutInputs> = {}) {
  const record = authorsRecord(rollout, name, params)
  const playback = playbackOf(rollout, record)
  return { ...tellAtOnce(rollout, record, playback), playback }
}

const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length

describe('the rollout figure\'s scenarios come to the end that they promise', () => {
  it.each([
    ['default', { promise: 8, least: 8, most: 13, outage: 0 }, 8],
    ['careful', { promise: 10, least: 10, most: 11, outage: 0 }, 10],
    ['double', { promise: 10, least: 10, most: 20, outage: 0 }, 10],
  ] as const)('%s: never below its promise, neither with the new image nor with the broken one', (name, { promise, ...update }, stuck) => {
    const { found, beats } = tell(name)
    expect(found.promise).toBe(promise)
    expect(found.update).toMatchObject(update)
    expect(found.update.to).toBeDefined()
    expect(found.broken).toMatchObject({ to: undefined, least: stuck, outage: 0 })
    expect(found.stuck).toMatchObject({ available: stuck, stalled: true })
    expect(found.undo.to).toBeDefined()
    expect(beats).toHaveLength(7)
  })

  it('recreate: nothing is there for a while, and a broken image takes everything down', () => {
    const { found, beats } = tell('recreate')
    expect(found.update).toMatchObject({ least: 0, most: 10 })
    expect(found.update.outage).toBeGreaterThan(10_000)
    expect(found.stuck).toMatchObject({ available: 0, stalled: true })
    expect(found.undo.to).toBeDefined()
    expect(beats).toHaveLength(6)
  })

  it('a pod that is deleted is replaced', () => {
    const { found, beats, playback } = tell('default')
    expect(found.samples.some(({ at, value }) => at >= found.plan.death && at < found.replaced && value.available === 9)).toBe(true)
    expect(found.replaced - found.plan.death).toBeGreaterThan(10_000)
    expect(found.replaced).toBeLessThan(found.plan.update)
    // The first beat rests while the new pod can still be told from the others.
    playback?.seek(beats[0]?.at ?? 0)
    expect(playback?.look().sets.flatMap(({ pods }) => pods.map(({ state }) => state)).filter(state => state !== 'ready')).toEqual(['running'])
  })

  it('the undone version is the one from before: its ReplicaSet grows again', () => {
    const { found, playback } = tell('default')
    playback?.seek(found.plan.end)
    expect(playback?.look().sets.map(({ version, pods }) => [version, pods.length])).toEqual([[2, 10]])
  })
})

describe('what the story says', () => {
  it('is the run\'s own numbers, in at most 14 words, in both languages', () => {
    for (const name of Object.keys(rollout.scenarios) as ScenarioName[]) {
      for (const { say } of tell(name).beats) {
        expect(words(say.en), say.en).toBeLessThanOrEqual(14)
        expect(words(say.ko), say.ko).toBeLessThanOrEqual(14)
      }
    }
    expect(tell('default').beats[2]?.say).toEqual({ ko: '먼저 내린 것은 2개뿐, 나머지 옛 파드는 새 파드가 준비된 만큼만 내립니다.', en: 'Only 2 old pods went early; the rest go as new ones are ready.' })
    expect(tell('default').beats[3]?.say.en).toMatch(/^Done in \d+ s, never below 8, never above 13\.$/)
    expect(tell('default', { replicas: 20, maxSurge: 0 }).beats[3]?.say.en).toMatch(/^Done in \d+ s, never below 15, never above 20\.$/)
  })
})

describe('the chart', () => {
  const { found } = tell('default')
  const line = (id: string, at: number) => seriesOf(found, windowOf(found, at), 'en').find(series => series.id === id)?.points.map(({ y }) => y).filter((y, index, all) => y !== all[index - 1]) ?? []

  it('shows how many run at once, up to the most that may, and no needle of what is over in a blink', () => {
    expect(levelsOf(found, 'en').map(({ label }) => label)).toEqual(['promise 8', 'at most 13'])
    expect(Math.max(...line('total', found.plan.start))).toBe(13)
    expect(line('available', found.plan.start)).toEqual([10, 9, 10, 8, 10])
  })

  it('names all that has been done so far', () => {
    const done = (at: number) => marksOf(found, windowOf(found, at), 'en').map(({ label }) => label)
    expect(done(found.plan.start)).toEqual(['new image'])
    expect(done(found.plan.end)).toEqual(['new image', 'missing image', 'rollout undo'])
  })

  it('keeps its axis where it begins, and never shortens it: nobody has to look for what was there before', () => {
    const windows = found.samples.map(({ at }) => windowOf(found, at))
    expect(new Set(windows.map(({ from }) => from)).size).toBe(1)
    expect(windows.map(({ to }) => to)).toEqual(windows.map(({ to }) => to).toSorted((a, b) => a - b))
  })

  it('keeps the shortest break of the promise', () => {
    const [before, after] = [found.samples[0], found.samples[1]]
    const broken = { at: (after?.at ?? 0) - 1, value: { ...before?.value, available: 0 } } as typeof found.samples[number]
    const samples = [...before ? [before] : [], broken, ...found.samples.slice(1)]
    expect(seriesOf({ ...found, samples }, windowOf(found, found.plan.start), 'en')[0]?.points.map(({ y }) => y)).toContain(0)
  })
})

const inputs = fc.record({
  replicas: fc.integer({ min: 1, max: 20 }),
  maxSurge: fc.integer({ min: 0, max: 20 }).map(n => n * 5),
  maxUnavailable: fc.integer({ min: 0, max: 20 }).map(n => n * 5),
  readySeconds: fc.integer({ min: 0, max: 30 }),
}).filter(({ maxSurge, maxUnavailable }) => maxSurge > 0 || maxUnavailable > 0)

describe('whatever the sliders say', () => {
  it('as many pods are ready as maxUnavailable promises, at every instant of update, broken image and undo', () => {
    fc.assert(fc.property(inputs, (params) => {
      const { found, playback } = tell('default', params)
      const promise = params.replicas - (Math.floor(params.replicas * params.maxUnavailable / 100) || (params.maxSurge === 0 ? 1 : 0))
      expect(found.promise).toBe(promise)
      for (const { at, value } of found.samples.filter(sample => sample.at >= found.plan.update))
        expect(value.available, `at ${at}`).toBeGreaterThanOrEqual(promise)
      // What the figure counts is what the cluster has.
      for (const at of [found.plan.update + 700, found.half.at, found.plan.undo]) {
        playback?.seek(at)
        const pods = Object.values(playback?.clusters?.() ?? {})[0]?.store.list('Pod') ?? []
        expect(playback?.look().counts.available).toBe(pods.filter(pod => isPodActive(pod) && isPodReady(pod)).length)
      }
    }), { numRuns: 15 })
  })

  it('one act is over before the next begins', () => {
    fc.assert(fc.property(inputs, fc.boolean(), (params, recreate) => {
      const { found } = tell('default', { ...params, recreate })
      expect(found.replaced).toBeLessThan(found.plan.update)
      expect(found.update.to).toBeLessThan(found.plan.broken)
      expect(found.stuck.stalled).toBe(true)
      expect(found.undo.to).toBeLessThan(found.plan.end)
    }), { numRuns: 15 })
  })
})

describe('a reader\'s own Deployment', () => {
  const own = (spec: Partial<Deployment['spec']>): Deployment => {
    const example = exampleOf({ replicas: 4, maxSurge: 25, maxUnavailable: 25, recreate: false })
    return { ...example, metadata: { name: 'shop' }, spec: { ...example.spec, replicas: 4, strategy: undefined, ...spec } }
  }

  it('runs the same story with its own numbers', () => {
    const { found } = tell('default', { own: [own({ strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, minReadySeconds: 5 })] })
    expect(found).toMatchObject({ wanted: 4, promise: 4, ceiling: 5, update: { least: 4, most: 5 } })
    expect(found.update.to).toBeDefined()
  })

  it('that the API server refuses is refused in its words', () => {
    expect(() => tell('default', { own: [own({ selector: { matchLabels: { app: 'other' } } })] })).toThrow(/selector/)
  })

  it('comes in a link, and only as objects', () => {
    const record = { ...authorsRecord(rollout, 'default'), params: { own: [own({})] } }
    expect(readRecord(rollout, record)).toMatchObject({ record: { params: { own: [{ kind: 'Deployment' }] } }, problems: [] })
    expect(readRecord(rollout, { ...record, params: { own: ['x'] } })).toMatchObject({ record: { params: { own: [] } } })
  })

  it.each([
    ['web:1', 'web:next'], ['nginx', 'nginx:next'], ['registry.example:5000/shop/web', 'registry.example:5000/shop/web:next'], ['web:1@sha256:ab', 'web:next'],
  ])('its image gets another tag: %s', (image, expected) => {
    expect(withTag(image, 'next')).toBe(expected)
  })
})
