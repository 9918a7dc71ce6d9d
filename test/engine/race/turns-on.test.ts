/** What a verdict says that it turns on moves it more than anything else, when it is changed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  billAt, lossCauses, lossesByCause, LoadCurve, missedBy, racePresets, runRace, spendingOf, usedShare, verdictOf,
  type LossCause, type LossesByCause, type RaceInputs, type RaceTimes,
} from '../../../engine/race/index.ts'
import { anyRace, seconds } from './races.ts'

const sale = racePresets['flash-sale'].inputs
const unserved = (inputs: RaceInputs) => runRace(inputs).lanes.reduce((sum, { totals }) => sum + totals.lost + totals.waiting, 0)
const sum = (losses: LossesByCause) => lossCauses.reduce((total, cause) => total + losses[cause], 0)
const first = (losses: LossesByCause): LossCause => lossCauses.reduce((most, cause) => losses[cause] > losses[most] ? cause : most)
const halved = ({ startSeconds }: RaceTimes) => Object.fromEntries(Object.entries(startSeconds).map(([kind, [from, to]]) => [kind, [from / 2, to / 2]])) as unknown as RaceTimes['startSeconds']

describe('what was lost', () => {
  it('in a flash sale turns on how fast nodes start: twice as fast helps more than pods or an HPA twice as fast', () => {
    const [turns] = verdictOf(runRace(sale)).filter(one => one.code === 'losses-turn-on')
    expect(turns?.cause).toBe('node-start')
    const { times, hpa } = sale
    const left = {
      nodes: unserved({ ...sale, times: { ...times, startSeconds: halved(times) } }),
      pods: unserved({ ...sale, times: { ...times, imagePullSeconds: times.imagePullSeconds / 2, appStartSeconds: times.appStartSeconds / 2 } }),
      // Upstream's default adds as many again in 15 s.
      hpa: unserved({ ...sale, hpa: { ...hpa, behavior: { scaleUp: { policies: [{ type: 'Percent', value: 300, periodSeconds: 15 }] } } } }),
    }
    expect(left.nodes).toBeLessThan(Math.min(left.pods, left.hpa) * 0.8)
  })

  it.each<[string, Partial<RaceInputs>, LossCause]>([
    ['an HPA that may not add enough', { hpa: { ...sale.hpa, maxReplicas: 30 } }, 'hpa'],
    ['fixed nodes that are too few, raced alone', { group: { ...sale.group, fixedNodes: 4 }, lanes: [{ kind: 'fixed' }] }, 'node-count'],
    ['an application that takes five minutes to start', { times: { ...sale.times, appStartSeconds: 300 }, lanes: [{ kind: 'fixed' }] }, 'pod-start'],
    ['a zone that is cut off on a calm day', { load: seconds([0, 1_000], [600, 1_000]), faults: [{ kind: 'zone', at: 120_000, zone: 0, seconds: 60 }], lanes: [{ kind: 'fixed' }] }, 'fault'],
  ])('by %s is laid to it', (_, change, cause) => {
    expect(first(lossesByCause(runRace({ ...sale, ...change })))).toBe(cause)
  })

  it('adds up to what the lanes lost, cause by cause, whatever the race', () => {
    fc.assert(fc.property(anyRace, (inputs) => {
      const race = runRace({ ...inputs, lanes: [{ kind: 'fixed' }, { kind: 'cluster-autoscaler' }, { kind: 'fargate' }] })
      const losses = lossesByCause(race)
      expect(sum(losses)).toBeCloseTo(race.lanes.reduce((total, { totals }) => total + totals.lost + totals.waiting, 0), 2)
      for (const cause of lossCauses) expect(losses[cause]).toBeGreaterThanOrEqual(0)
      // Requests that may wait are served late.
      if (inputs.serving.queueBound === null)
        for (const lane of race.lanes) expect(sum(missedBy(lane, new LoadCurve(race.load)))).toBeCloseTo(lane.totals.lost, 2)
    }), { numRuns: 25 })
  })
})

describe('what was paid', () => {
  const race = runRace(sale)

  it('is idle capacity, the price of what was used, and what is paid beside: together the bill without the cluster', () => {
    for (const lane of race.lanes) {
      const { idle, price, fees } = spendingOf(lane, race)
      const cluster = billAt(lane, race.until, race.options).lines.find(({ code }) => code === 'cluster')?.usd ?? 0
      // Each line of the bill is rounded to a cent.
      expect(Math.abs(lane.totals.cents - (idle + price + fees + cluster * 100))).toBeLessThan(5)
    }
  })

  it('by Fargate is for next to nothing idle; nodes for the peak stand idle most of the time', () => {
    const used = (kind: string) => race.lanes.filter(({ lane }) => lane === kind).map(lane => usedShare(lane, race.until))[0] ?? Number.NaN
    expect(used('fargate')).toBeGreaterThan(0.95)
    expect(used('fixed')).toBeLessThan(0.5)
    expect(verdictOf(race)).toContainEqual({ code: 'cost-turns-on', cause: 'idle', share: expect.any(Number) as number })
  })

  it('twice as many fixed nodes are paid for idle: their share of what lies between grows', () => {
    const share = (fixedNodes: number) => verdictOf(runRace({ ...sale, group: { ...sale.group, fixedNodes }, lanes: [{ kind: 'fixed' }, { kind: 'fargate' }] })).flatMap(one => one.code === 'cost-turns-on' && one.cause === 'idle' ? [one.share] : [])[0]
    expect(share(60)).toBeGreaterThan(share(30) ?? 1)
  })
})
