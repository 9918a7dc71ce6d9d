import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleOf, MINUTE, type NightInputs, type NightScenario } from '../../components/figures/orchestrate/night.ts'
import { orchestrate } from '../../components/figures/orchestrate/orchestrate.ts'
import { neededAt, shortUntil } from '../../components/figures/orchestrate/watch.ts'
import type { Deployment } from '../../engine/kubernetes/types/index.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'

function tell(name: NightScenario, params: Partial<NightInputs> = {}) {
  const record = authorsRecord(orchestrate, name, params)
  const playback = playbackOf(orchestrate, record)
  return { ...tellAtOnce(orchestrate, record, playback), playback }
}

const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length
const scenarios = Object.keys(orchestrate.scenarios) as NightScenario[]

describe('the orchestrate figure\'s scenarios come to the end that they promise', () => {
  it.each(scenarios)('%s: Kubernetes mends every fault long before a person does, and both have enough in the end', (name) => {
    const { found, playback } = tell(name)
    for (const [index, byHand] of found.mending.hand.entries()) {
      expect(byHand).toBeGreaterThan(12 * MINUTE - 1)
      expect(byHand).toBeLessThan(12.5 * MINUTE)
      expect(found.mending.kubernetes[index]).toBeLessThan(6 * MINUTE)
    }
    playback?.seek(found.end)
    const needed = neededAt(found, found.end)
    expect(playback?.look()).toMatchObject({ hand: { serving: needed }, kubernetes: { serving: needed } })
  })

  it('a crash: seconds; a machine: the grace of its heartbeat and the toleration; a load: the next look of the HPA', () => {
    expect(tell('crash').found.mending.kubernetes[0]).toBeLessThan(10_000)
    const machine = tell('machine', { tolerationSeconds: 30 }).found.mending.kubernetes[0] ?? 0
    expect(machine).toBeGreaterThan(60_000)
    expect((tell('machine').found.mending.kubernetes[0] ?? 0) - machine).toBe(270_000)
    expect(tell('load').found.mending.kubernetes[0]).toBeLessThan(40_000)
  })

  it.each([300, 30])('says what a machine\'s minutes are made of: the wait is what its pods tolerate, %s s, and the parts add up', (tolerationSeconds) => {
    const { found } = tell('night', { tolerationSeconds })
    const { noticing = 0, waiting = 0, starting = 0 } = found.moving ?? {}
    expect(waiting).toBe(tolerationSeconds * 1000)
    expect(noticing).toBeGreaterThan(40_000)
    expect(noticing + waiting + starting).toBe(found.mending.kubernetes[1])
    expect(tell('crash').found.moving).toBeUndefined()
  })

  it.each(['night', 'crash'] as const)('%s: a container crashes on the same machine in both lanes', (name) => {
    const { found, playback } = tell(name)
    playback?.seek((found.night[0]?.at ?? 0) + 1_000)
    const { hand, kubernetes } = playback?.look() ?? { hand: undefined, kubernetes: undefined }
    const struck = [hand, kubernetes].map(lane => lane?.stage.pods.filter(({ state }) => state !== 'ready').map(({ node }) => node))
    expect(struck).toEqual([['node-a'], ['node-a']])
  })

  it('the left loses a machine for good, and nobody there marks its pods', () => {
    const { found, playback } = tell('machine')
    playback?.seek(found.end)
    const { hand, kubernetes } = playback?.look() ?? { hand: undefined, kubernetes: undefined }
    for (const lane of [hand, kubernetes])
      expect(lane?.stage.nodes.filter(({ dead }) => dead).map(({ name }) => name)).toEqual(['node-b'])
    expect(hand?.stage.pods.filter(({ state }) => state === 'failed')).toHaveLength(2)
  })
})

describe('what is told and counted', () => {
  it('captions have at most 14 words, in both languages', () => {
    for (const { say } of scenarios.flatMap(name => tell(name).beats)) {
      expect(words(say.en), say.en).toBeLessThanOrEqual(14)
      expect(words(say.ko), say.ko).toBeLessThanOrEqual(14)
    }
  })

  it('the verdict is made from the run: another person, another verdict', () => {
    const say = (minutes: number) => tell('night', { responseMinutes: minutes }).beats.at(-1)?.say.en
    expect(say(12)).toBe('By hand: 36 min short, 3 pages. Kubernetes: 6 min 21 s, none.')
    expect(say(30)).toMatch(/^By hand: 1 h 30 min short, 3 pages\. Kubernetes: 6 min 21 s, none\.$/)
  })

  it('the time that was short is the time in which too few served, second by second', () => {
    const { found } = tell('night')
    for (const lane of ['hand', 'kubernetes'] as const) {
      let counted = 0
      for (let at = found.night[0]?.at ?? 0; at < found.end; at += 100) {
        const serving = found.serving[lane].findLast(sample => sample.at <= at)?.value ?? 0
        counted += serving < neededAt(found, at) ? 100 : 0
      }
      expect(Math.abs(counted - shortUntil(found, lane, found.end))).toBeLessThan(1_000)
    }
  })

  it('adds up: what each fault took is what was short in all', () => {
    const { found } = tell('night')
    for (const lane of ['hand', 'kubernetes'] as const)
      expect(found.mending[lane].reduce<number>((sum, took) => sum + Math.round((took ?? 0) / 1000), 0), lane).toBe(shortUntil(found, lane, found.end) / 1000)
  })

  it('one fault is over before the next begins, whoever wakes when and however long pods tolerate a silent node', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 45 }), fc.integer({ min: 0, max: 30 }).map(tens => tens * 10), (responseMinutes, tolerationSeconds) => {
      const { found } = tell('night', { responseMinutes, tolerationSeconds })
      expect(found.mending.hand.every(took => took !== undefined)).toBe(true)
      expect(found.mending.kubernetes.every(took => took !== undefined)).toBe(true)
    }), { numRuns: 8 })
  })
})

describe('a reader\'s own Deployment', () => {
  const example = exampleOf({ tolerationSeconds: 30 })
  const own = (replicas: number, cpu = '1'): Deployment => ({
    ...example, metadata: { name: 'shop' },
    spec: { replicas, selector: { matchLabels: { app: 'shop' } }, template: { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'shop', image: 'shop:1', resources: { requests: { cpu } } }] } } },
  })

  it.each([[3, '500m'], [7, '1'], [12, '2']])('%s replicas of %s CPU: both lanes run them, every fault is mended in both, and twice as many serve in the end', (replicas, cpu) => {
    const { found, playback } = tell('night', { own: [own(replicas, cpu)] })
    expect(found.needed).toEqual({ before: replicas, after: 2 * replicas })
    expect([...found.mending.hand, ...found.mending.kubernetes].every(took => took !== undefined)).toBe(true)
    playback?.seek(found.end)
    expect(playback?.look()).toMatchObject({ hand: { serving: 2 * replicas }, kubernetes: { serving: 2 * replicas } })
  })

  it('says itself how long it tolerates a silent machine: 300 s by default', () => {
    const took = (inputs: Partial<NightInputs>) => tell('machine', inputs).found.mending.kubernetes[0] ?? 0
    expect(took({ own: [own(6)] })).toBeGreaterThan(340_000)
    expect(took({ own: [example] })).toBeLessThan(100_000)
  })
})
