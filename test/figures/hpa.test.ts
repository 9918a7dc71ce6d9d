import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CountedPod } from '../../engine/kubernetes/controllers/podautoscaler/decision.ts'
import { readManifest } from '../../engine/kubernetes/manifest/index.ts'
import type { HorizontalPodAutoscaler } from '../../engine/kubernetes/types/index.ts'
import { bandsOf, marksOf } from '../../components/figures/hpa/chart.ts'
import FormulaLine from '../../components/figures/hpa/FormulaLine.vue'
import { strings } from '../../components/figures/hpa/hpa-words.ts'
import { hpa } from '../../components/figures/hpa/hpa.ts'
import type { HpaInputs } from '../../components/figures/hpa/inputs.ts'
import type { Look } from '../../components/figures/hpa/looks.ts'
import { exampleOf, pairOf, policyOf, windowOf } from '../../components/figures/hpa/objects-of.ts'
import { exampleFor, FALL, RISE, type ScenarioName } from '../../components/figures/hpa/plan.ts'
import { changesOf } from '../../components/figures/hpa/story.ts'
import { sumOf } from '../../components/figures/hpa/sum.ts'
import { barsOf } from '../../components/figures/hpa/usage-bars.ts'
import { explain, naiveOf, type Why, whyOf } from '../../components/figures/hpa/why.ts'
import { printManifest } from '../../components/figures/shell/manifest-text.ts'
import { authorsRecord, readRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { drawn } from '../support/drawn.ts'

const names = Object.keys(hpa.scenarios) as ScenarioName[]

function tell(name: ScenarioName, params: Partial<HpaInputs> = {}) {
  const record = authorsRecord(hpa, name, params)
  const playback = playbackOf(hpa, record)
  return { ...tellAtOnce(hpa, record, playback), playback }
}

const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length
/** What the autoscaler asked for, each time that it was something else. */
const sizes = ({ found: { samples } }: ReturnType<typeof tell>) => samples.map(({ value }) => value.desired).filter((size, index, all) => size !== all[index - 1])
const reasons = ({ found: { looks } }: ReturnType<typeof tell>) => [...new Set(looks.map(whyOf))]

describe('the HPA figure\'s scenarios come to the end that they promise', () => {
  it('standard: three times the usage, three times the pods; the window holds them, the policy lets half of them go', () => {
    const told = tell('standard')
    expect(sizes(told)).toEqual([2, 6, 3, 2])
    expect(reasons(told)).toEqual(['tolerance', 'up', 'starting', 'same', 'held', 'policyDown', 'down'])
    const { looks } = told.found
    const fall = looks.find(({ at, desired, replicas }) => at > FALL && desired < replicas)
    // The highest result of the window was made just before the load was gone.
    const last = looks.findLast(({ at }) => at < FALL)
    expect(last?.wanted).toBe(6)
    expect((fall?.at ?? 0) - (last?.at ?? 0)).toBe(300_000)
    expect(looks.filter(({ at }) => at > FALL && at < (fall?.at ?? 0)).every(({ wanted, stabilized }) => wanted === 2 && stabilized === 6)).toBe(true)
  })

  it('standard: pods that start count as 0, where the running ones alone would have asked for 18', () => {
    const { found } = tell('standard')
    const look = found.looks.find(each => whyOf(each) === 'starting')
    expect(look).toMatchObject({ replicas: 6, wanted: 6, over: 6, usage: 60, measured: 180 })
    expect(look && naiveOf(look)).toBe(18)
  })

  it('asks what the division comes to before it is said', async () => {
    const [look] = tell('standard').found.looks
    const line = (asks: boolean) => drawn(FormulaLine, { look, windowSeconds: 300, asks })
    expect(await line(true)).toContain('>?<')
    expect(await line(true)).not.toContain(strings.desired.ko)
    expect(await line(false)).toContain(strings.desired.ko)
  })

  it('spike: 4 pods or twice as many each 15 s, up to the maximum, which is not enough', () => {
    const told = tell('spike')
    expect(sizes(told)).toEqual([2, 6, 12, 14])
    expect(told.found.looks.at(-1)).toMatchObject({ wanted: 17, desired: 14, usage: 71 })
    expect(told.beats.at(-1)?.params).toEqual({ scaleUp: 'gentle' })
    expect(sizes(tell('spike', { scaleUp: 'gentle' }))).toEqual([2, 4, 6, 8, 10, 12, 14])
  })

  it('flapping: one change with a window of 5 minutes, one a wave without', () => {
    const calm = tell('flapping')
    expect(changesOf(calm.found)).toBe(1)
    expect(calm.beats.at(-1)?.params).toEqual({ window: 0, scaleDown: 'default' })
    expect(changesOf(tell('flapping', calm.beats.at(-1)?.params).found)).toBe(8)
  })

  it('memory: what is not shared grows to the maximum, and is no lower there', () => {
    const told = tell('memory')
    expect(sizes(told)).toEqual([2, 3, 4, 6, 8, 10])
    expect(told.found.looks.at(-1)).toMatchObject({ measured: 88, desired: 10 })
  })

  it('missing: upstream\'s own words, and nothing moves until the request is written', () => {
    const told = tell('missing')
    const failed = told.found.looks.filter(({ error }) => error !== undefined)
    expect(failed[0]?.error).toMatch(/missing request for cpu in container app of Pod web-/)
    expect(told.log.some(({ reason, message }) => reason === 'FailedGetResourceMetric' && message.startsWith('failed to get cpu utilization: missing request for cpu'))).toBe(true)
    expect(failed.every(({ replicas, desired }) => replicas === 2 && desired === 2)).toBe(true)
    expect(told.found.samples.at(-1)?.value).toMatchObject({ desired: 6, ready: 6 })
  })
})

describe('the division as it is written out', () => {
  it.each(names)('%s: in every look it comes to what its own numbers give, and each later number says what made it', (name) => {
    for (const look of tell(name).found.looks.filter(({ error }) => error === undefined)) {
      const { result, steps } = sumOf(look, 300)
      expect(result).toBe(Math.ceil(look.over * Math.round(look.usage ?? 0) / (look.target ?? 1)))
      expect(steps.at(-1)?.count ?? result).toBe(look.desired)
      for (const [index, { count }] of steps.entries())
        expect(count).not.toBe(steps[index - 1]?.count ?? result)
    }
  })

  it('says what changes it in the words of the manifest, and nothing where nothing does', () => {
    const { found: { looks, inputs } } = tell('standard')
    const said = (why: Why) => {
      const look = looks.find(each => whyOf(each) === why)
      return look && sumOf(look, windowOf(inputs), policyOf(inputs)).steps.map(({ count, by }) => `${count} ${by.en}`)
    }
    expect(said('tolerance')).toEqual(['2 within tolerance'])
    expect(said('up')).toEqual([])
    expect(said('held')).toEqual(['6 highest of 5 min'])
    expect(said('policyDown')).toEqual(['3 half per minute'])
  })
})

describe('what the story says', () => {
  it.each(names)('%s: at most 14 words a press, from the run\'s own numbers, also in the run that the story leads to', (name) => {
    const told = tell(name)
    const led = Object.assign({}, ...told.beats.map(({ params }) => params)) as Partial<HpaInputs>
    for (const { say } of [...told.beats, ...tell(name, led).beats]) {
      expect(words(say.en), say.en).toBeLessThanOrEqual(14)
      expect(words(say.ko), say.ko).toBeLessThanOrEqual(14)
    }
  })

  it('the last sentence is what the run came to', () => {
    const ends = names.map((name) => {
      const told = tell(name)
      return tell(name, told.beats.at(-1)?.params).beats.at(-1)?.say.en
    })
    expect(ends).toEqual([
      'Up: 6 ready after 33 s. Down: 2 after 5 min 55 s.',
      'With 2 a minute at most, 14 are ready after 5 min 31 s.',
      'Without a window, 8 changes of load change the pods 8 times.',
      '10 pods, and usage is still 88%: it is not shared.',
      'One line, the request: 1 min 31 s later 6 pods are ready.',
    ])
  })

  it('promises no number of a run that is still to come', () => {
    expect(tell('spike').beats.at(-1)?.say.en).toBe('The same spike, with 2 a minute at most?')
    expect(tell('flapping').beats.at(-1)?.say.en).toBe('The same load, without a window?')
  })

  it('leaves out what does not happen: a load that does not matter has a short story', () => {
    expect(tell('standard', { peak: 120 }).beats.map(({ say }) => say.en).at(-1)).toBe('In the end there are 2 pods.')
  })
})

describe('why', () => {
  const pod = (group: CountedPod['group']): CountedPod => ({ name: group, group })
  const look = (part: Partial<Look>): Look => ({ at: 0, replicas: 4, wanted: 4, stabilized: part.wanted ?? 4, desired: part.stabilized ?? part.wanted ?? 4, over: 4, ratio: 1, usage: 60, target: 60, measured: 60, limit: 'DesiredWithinRange', pods: [], ...part })
  it.each<[Why, Partial<Look>, string]>([
    ['same', {}, '60% against 60%: the division gives the 4 there are.'],
    ['tolerance', { ratio: 1.05, usage: 63 }, '63% against 60%: within tolerance, so nothing changes.'],
    ['starting', { measured: 120, pods: [pod('counted'), pod('unready'), pod('missing')] }, '2 starting pods count as 0, or it would ask for 8.'],
    ['up', { wanted: 6, ratio: 1.5 }, 'Usage is 1.5 times the target, so 4 pods become 6.'],
    ['heldUp', { wanted: 6, stabilized: 4 }, 'The formula gives 6, but the lowest of its window holds.'],
    ['policyUp', { wanted: 9, desired: 8, limit: 'ScaleUpLimit' }, 'The formula gives 9; for now, the policy allows 8.'],
    ['max', { wanted: 9, desired: 8, limit: 'TooManyReplicas' }, 'The formula gives 9, but 8 is the maximum.'],
    ['held', { wanted: 2, stabilized: 4 }, 'The formula gives 2, but the highest of the last 5 min is 4.'],
    ['down', { wanted: 2 }, 'Nothing above 2 in the last 5 min: now it shrinks.'],
    ['policyDown', { wanted: 1, desired: 2, limit: 'ScaleDownLimit' }, '1 would do; for now, the policy allows 2.'],
    ['min', { wanted: 1, desired: 2, limit: 'TooFewReplicas' }, 'The formula gives 1, but 2 is the minimum.'],
    ['error', { error: 'missing request for cpu' }, 'No request, nothing to divide by: the number of pods stays.'],
    ['error', { error: 'no metrics returned' }, 'There are no metrics to read: the number of pods stays.'],
  ])('%s', (why, part, says) => {
    expect(whyOf(look(part))).toBe(why)
    expect(explain(look(part), 300).en).toBe(says)
  })

  it('names a policy that is not the default', () => {
    expect(explain(look({ wanted: 1, desired: 2, limit: 'ScaleDownLimit' }), 300, { ko: '1분에 절반', en: 'half per minute' }).en).toBe('1 would do; our scaleDown policy (half per minute) allows 2 for now.')
  })
})

describe('whatever the sliders say', () => {
  const inputs = fc.record({
    peak: fc.integer({ min: 2, max: 100 }).map(n => n * 20),
    target: fc.integer({ min: 2, max: 20 }).map(n => n * 5),
    tolerance: fc.integer({ min: 0, max: 50 }),
    min: fc.integer({ min: 1, max: 10 }),
    max: fc.integer({ min: 1, max: 20 }),
    scaleUp: fc.constantFrom(...hpa.params.scaleUp.values),
    scaleDown: fc.constantFrom(...hpa.params.scaleDown.values),
    window: fc.integer({ min: 0, max: 20 }).map(n => n * 15),
    startSeconds: fc.integer({ min: 0, max: 12 }).map(n => n * 5),
  }).filter(({ min, max }) => min <= max)

  it('pods are never fewer than the minimum nor more than the maximum, and the formula on the stage gives the number beside it', () => {
    fc.assert(fc.property(fc.constantFrom(...names), inputs, (name, params) => {
      const { found } = tell(name, params)
      for (const { value } of found.samples) {
        expect(value.desired).toBeGreaterThanOrEqual(params.min)
        expect(value.desired).toBeLessThanOrEqual(params.max)
      }
      for (const look of found.looks.filter(({ error, replicas, wanted }) => error === undefined && wanted !== replicas))
        expect(Math.ceil(look.ratio * look.over)).toBe(look.wanted)
    }), { numRuns: 12 })
  })

  it('a minimum above the maximum is refused, by the fields\' names', () => {
    expect(() => tell('standard', { min: 5, max: 3 })).toThrow('minReplicas (5) must not be above maxReplicas (3).')
  })
})

describe('a reader\'s own objects', () => {
  const [deployment, autoscaler] = exampleOf(authorsRecord(hpa, 'standard').params, exampleFor.standard)
  const own = [{ ...deployment, metadata: { name: 'shop' } }, { ...autoscaler, metadata: { name: 'shop' }, spec: { ...autoscaler.spec, scaleTargetRef: { ...autoscaler.spec.scaleTargetRef, name: 'shop' }, maxReplicas: 4, behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } } satisfies HorizontalPodAutoscaler]

  it('are what is told about', () => {
    const told = tell('standard', { own })
    expect(sizes(told)).toEqual([2, 4, 2])
    expect(windowOf({ ...authorsRecord(hpa, 'standard').params, own })).toBe(60)
    expect(reasons(told)).toContain('max')
  })

  it('must be an autoscaler and what it points at', () => {
    expect(pairOf(own)?.hpa.metadata.name).toBe('shop')
    const stray: HorizontalPodAutoscaler = { ...autoscaler, spec: { ...autoscaler.spec, scaleTargetRef: { kind: 'Deployment', name: 'other' } } }
    expect(pairOf([deployment, stray])).toBeUndefined()
    expect(pairOf([autoscaler])).toBeUndefined()
  })

  it('come in a link, and only as objects', () => {
    const record = { ...authorsRecord(hpa, 'standard'), params: { own, scaleUp: 'never' } }
    expect(readRecord(hpa, record)).toMatchObject({ record: { params: { own: [{ kind: 'Deployment' }, { kind: 'HorizontalPodAutoscaler' }], scaleUp: 'default' } }, problems: [{ en: expect.stringContaining('Scale up') as string }] })
  })
})

describe('the autoscaler as a manifest', () => {
  it.each(['10', '25'])('can be applied as it is printed, with a tolerance of %s %%', async (tolerance) => {
    const { playback } = tell('standard', { tolerance: Number(tolerance) })
    playback?.seek(RISE)
    const view = playback?.look()
    const text = view?.hpa ? await printManifest(view.hpa) : ''
    const { objects, problems } = readManifest(text)
    expect(problems).toEqual([])
    expect(objects).toMatchObject([{ kind: 'HorizontalPodAutoscaler', spec: view?.hpa?.spec }])
    expect(text.includes('tolerance')).toBe(tolerance !== '10')
  })
})

describe('the picture', () => {
  it('draws pods as they count: whole, as 0, not seen yet, without a request, on their way out', () => {
    const at = { width: 300, height: 100, slots: 4, most: 200 }
    const seen = (group: CountedPod['group'], more: Partial<CountedPod> = { usage: 100, request: 200 }): CountedPod => ({ name: 'p', group, ...more })
    const pods = [seen('counted'), seen('unready'), undefined, seen('missing', { request: 200 }), seen('counted', { usage: 5 }), seen('ignored')]
    const { bars } = barsOf(pods.map((each, index) => ({ uid: String(index), name: 'p', state: 'ready', ...(each && { seen: each }) })), at)
    expect(bars.map(({ counts }) => counts)).toEqual(['whole', 'zero', 'new', 'zero', 'unknown', 'gone'])
    expect(bars[0]?.share).toBe(50)
    expect(Math.max(...bars.map(({ x, width }) => x + width))).toBeLessThanOrEqual(300)
  })

  it('marks the window while it holds pods, and never before the figure begins', () => {
    const { found, playback } = tell('standard')
    const bandAt = (now: number) => {
      playback?.seek(now)
      const view = playback?.look()
      return view ? bandsOf(found, view, now, 'en') : []
    }
    expect(bandAt(FALL + 150_000)).toMatchObject([{ from: FALL - 150_000, to: FALL + 150_000, label: 'the last 5 min' }])
    expect(bandAt(RISE + 20_000)).toEqual([])
    expect(marksOf(found, 'standard', 'en').map(({ label }) => label)).toEqual(['126 req/s', '360 req/s', '100 req/s'])
  })
})
