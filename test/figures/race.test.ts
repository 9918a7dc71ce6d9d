import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { billAt } from '../../engine/race/result/money.ts'
import { fullestFleets, sideOf, stripPlaces, stripUnit } from '../../components/figures/race/fleet-strip.ts'
import { areaPath, laneColumns, linePath } from '../../components/figures/race/lane-chart.ts'
import { dollars } from '../../components/figures/controls/number-words.ts'
import { laneDash, laneLook } from '../../components/figures/race/lane-look.ts'
import { laneMarks } from '../../components/figures/race/lane-marks.ts'
import { lanesInOrder } from '../../components/figures/race/race-found.ts'
import { raceInputsOf } from '../../components/figures/race/race-params.ts'
import { namedLanes, turnsOnWords } from '../../components/figures/race/race-verdict.ts'
import { raceScenarios } from '../../components/figures/race/race-scenarios.ts'
import { raceView } from '../../components/figures/race/race-view.ts'
import { shareOf, windowAt } from '../../components/figures/race/race-window.ts'
import { briefFleetWords, fleetWords, laneNames, laneOrder, requests } from '../../components/figures/race/race-words.ts'
import { raceFigure } from '../../components/figures/race/race.ts'
import { authorsRecord, readRecord } from '../../components/figures/shell/record.ts'
import { Refusal } from '../../components/figures/shell/refusal.ts'
import { stillFrame } from '../../components/figures/shell/still.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'

type Author = ReturnType<typeof authorsRecord<typeof raceFigure.params, (typeof raceScenarios)[number], unknown, unknown>>
const tellOf = (record: Author) => tellAtOnce(raceFigure, record, playbackOf(raceFigure, record))
const sale = authorsRecord(raceFigure, 'flash-sale')
const told = tellOf(sale)

describe.each(raceScenarios.filter(name => name !== 'daily'))('the race of %s', (scenario) => {
  const { beats, found: { result, verdict } } = tellOf(authorsRecord(raceFigure, scenario))

  it('has its beats in the order of its time, the last at its end, each of at most 14 words', () => {
    const at = beats.map(beat => beat.at)
    expect(at).toEqual([...at].sort((a, b) => a - b))
    expect(at.at(-1)).toBe(result.until)
    for (const { say } of beats.slice(0, -1))
      expect(say.en.split(/\s+/).length, say.en).toBeLessThanOrEqual(14)
  })

  it('says beside the verdict what it turns on most, in both languages', () => {
    const { ko, en } = turnsOnWords(verdict)
    const turns = verdict.flatMap(statement => statement.code === 'losses-turn-on' || statement.code === 'cost-turns-on' ? [statement] : [])
    // One number: of what was lost, where anything was.
    const said = turns.find(({ code }) => code === 'losses-turn-on') ?? turns[0]
    expect(ko.match(/\d+%/g)).toEqual([`${Math.round((said?.share ?? 0) * 100)}%`])
    expect(en.match(/\d+%/g)).toEqual(ko.match(/\d+%/g))
    expect(ko).toMatch(/ 때문입니다\.$/)
    expect(en).toMatch(/^\d+% of (losses come|the cost gap comes) from .*\.$/)
  })

  it('ends with a verdict that is made of its own numbers', () => {
    const lanes = lanesInOrder(result)
    const cheapest = Math.min(...lanes.map(({ totals }) => totals.cents))
    expect(beats.at(-1)?.say.en).toContain(`$${(cheapest / 100).toFixed(2)}`)
    expect(beats.at(-1)?.say.ko).toContain(`$${(cheapest / 100).toFixed(2)}`)
  })
})

describe('a flash sale', () => {
  it('is short of capacity with every way of adding nodes, and says who meets it first and last', () => {
    const { scores } = told.found
    expect(scores.every(({ recoveredAfterMs }) => (recoveredAfterMs ?? 0) > 0)).toBe(true)
    const byTime = [...scores].sort((a, b) => (a.recoveredAfterMs ?? 0) - (b.recoveredAfterMs ?? 0))
    const say = told.beats.map(beat => beat.say.en)
    expect(say.find(each => each.startsWith('First to meet the demand'))).toContain(laneNames[byTime[0]?.lane ?? 'fixed'].en)
    expect(say.find(each => each.startsWith('Last: '))).toContain(laneNames[byTime.at(-1)?.lane ?? 'fixed'].en)
  })

  it('says of pods that still wait when the last has met the demand that it serves all without them, and how many they are', () => {
    const last = told.beats.find(beat => beat.say.en.startsWith('Last: '))
    const { pending } = raceView(told.found.result, told.found.curve, last?.at ?? 0).lanes.find(({ lane }) => last?.say.en.includes(laneNames[lane].en)) ?? {}
    expect(pending).toBeGreaterThan(0)
    expect(last?.say.en).toContain(`, with ${pending} pods still pending`)
    expect(last?.say.ko).toContain(`${pending}개가 아직 대기 중`)
  })

  it('has a verdict that turns with its inputs: with nodes that start at once, nobody is five minutes behind', () => {
    const at = ['node-group', 'karpenter', 'auto-mode'].flatMap(kind => [0, 1].map(end => [`times.startSeconds.${kind}.${end}`, 1] as const))
    const fast = tellOf({ ...sale, params: { ...sale.params, numbers: Object.fromEntries(at) } })
    const slowest = (found: typeof told.found) => Math.max(...found.scores.map(({ recoveredAfterMs }) => recoveredAfterMs ?? 0))
    expect(slowest(told.found)).toBeGreaterThan(300_000)
    expect(slowest(fast.found)).toBeLessThan(300_000)
  })

  it('leaves every autoscaled lane with fewer nodes than at its peak', () => {
    const last = stillFrame(raceFigure, sale).view
    for (const { lane, totals } of told.found.result.lanes) {
      const left = last.lanes.find(one => one.lane === lane)?.machines.length ?? 0
      if (lane === 'fixed')
        expect(left).toBe(totals.mostNodes)
      else
        expect(left, lane).toBeLessThan(totals.mostNodes)
    }
  })

  it('has a Fargate machine for every pod that it counts, in sight and in the table: those of the system are counted nowhere', () => {
    const view = stillFrame(raceFigure, sale).view.lanes.find(({ lane }) => lane === 'fargate')
    expect(view?.machines.length).toBe(view?.pods)
    const { totals } = told.found.result.lanes.find(({ lane }) => lane === 'fargate') ?? {}
    expect(totals?.mostNodes).toBeLessThanOrEqual(totals?.mostPods ?? 0)
  })

  it('says what of a cost is paid for scaling itself, by the bill: Auto Mode’s fee, and the nodes that Karpenter runs on', () => {
    const { lanes } = stillFrame(raceFigure, sale).view
    const { options, until, lanes: results } = told.found.result
    for (const [kind, code] of [['auto-mode', 'auto-mode-fee'], ['karpenter', 'system-nodes']] as const) {
      const lane = lanes.find(({ lane }) => lane === kind)
      const result = results.find(({ lane }) => lane === kind)
      const billed = result && billAt(result, until, options).lines.filter(line => line.code === code).reduce((sum, { cents }) => sum + cents, 0)
      expect(lane?.scaling).toEqual({ code, cents: billed })
      expect(billed).toBeGreaterThan(0)
    }
    expect(lanes.filter(({ scaling }) => scaling).length).toBe(2)
  })

  it('marks in a lane when it met the demand again, once that is told, and at the end of the story what each has paid since the load was gone', () => {
    const { found, beats } = told
    const marksAt = (at: number) => raceView(found.result, found.curve, at).lanes.map(lane => laneMarks(found, lane, at))
    const beatOf = (begins: string) => beats.find(({ say }) => say.en.startsWith(begins))?.at ?? 0
    const met = (at: number) => marksAt(at).filter(marks => marks.met).length
    expect(met(beatOf('6,000 requests'))).toBe(0)
    expect(met(beatOf('First to meet'))).toBe(1)
    expect(met(beatOf('Last: '))).toBe(found.scores.length)
    expect(marksAt(beatOf('Last: ')).some(marks => marks.tail)).toBe(false)
    const tails = marksAt(found.result.until).map(({ tail }) => Math.round(tail?.cents ?? 0))
    expect(tails).toEqual(laneOrder.map(lane => Math.round(found.scores.find(score => score.lane === lane)?.centsAfterwards ?? 0)))
    const said = beats.find(({ say }) => say.en.startsWith('Paid after'))?.say.en ?? ''
    for (const cents of [Math.min(...tails), Math.max(...tails)])
      expect(said).toContain(dollars(cents))
  })

  it('names in its last word whom its lanes then mark: who lost the least, and who paid the least', () => {
    const { served, cheap } = namedLanes(told.found.verdict)
    for (const lane of [served, cheap])
      expect(told.beats.at(-1)?.say.en).toContain(laneNames[lane ?? 'karpenter'].en)
  })

  it.each(['managed', 'self-managed'] as const)('tells nodes that nobody adds to from those of Cluster Autoscaler, both of %s nodes', (plane) => {
    expect(laneDash('fixed')).not.toBe(laneDash('cluster-autoscaler'))
    expect(laneLook({ lane: 'fixed', plane }).dash).not.toBe(laneLook({ lane: 'cluster-autoscaler', plane }).dash)
    expect(laneLook({ lane: 'fixed', plane }).tone).toBe(laneLook({ lane: 'cluster-autoscaler', plane }).tone)
  })

  it('can be held against another run', () => {
    const { found } = tellOf({ ...sale, params: { ...sale.params, numbers: { 'hpa.minReplicas': 80 }, kept: { scenario: 'flash-sale', changes: sale.params } } })
    expect(found.kept?.lanes.map(({ totals }) => totals.lost)).toEqual(told.found.result.lanes.map(({ totals }) => totals.lost))
    expect(found.result.lanes.every(({ totals }, index) => totals.lost < (found.kept?.lanes[index]?.totals.lost ?? 0))).toBe(true)
  })

  it('shows at an instant what has happened by then', () => {
    const early = stillFrame(raceFigure, sale, 1).view
    const late = stillFrame(raceFigure, sale).view
    expect(early.lanes.map(({ serving }) => serving.lostSoFar)).toEqual(early.lanes.map(() => 0))
    expect(late.lanes.map(({ cents }) => cents)).toEqual(lanesInOrder(told.found.result).map(({ totals }) => totals.cents))
  })
})

describe('a race that is under way elsewhere', () => {
  it('shows the portion that is there over its whole time, and is given up for the next', () => {
    const playback = playbackOf(raceFigure, sale)
    if (!playback)
      throw new Error('no playback')
    tellAtOnce(raceFigure, sale, playback)
    playback.begin({ ...sale, seed: 2 })
    expect(playback.advance(2_700_000, 1)).toBe(false)
    expect(playback.portion?.()).toBeUndefined()
    playback.seek(2_700_000)
    // What was there before stays until there is something to show.
    expect(playback.look().at).toBe(2_700_000)
    playback.begin(sale)
    expect(playback.advance(2_700_000, Number.POSITIVE_INFINITY)).toBe(true)
    expect(playback.portion?.()).toBeUndefined()
  })
})

describe('inputs that cannot be raced', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a minimum above the maximum', { numbers: { 'hpa.minReplicas': 50, 'hpa.maxReplicas': 10 } }, /50.*10/],
    ['1e12 pods', { numbers: { 'hpa.maxReplicas': 1e12 } }, /maxReplicas/],
    ['a negative load', { load: [{ at: 0, rps: -5 }, { at: 60_000, rps: 1 }] }, /load/],
    ['a curve with NaN', { load: [{ at: 0, rps: Number.NaN }, { at: 60_000, rps: 1 }] }, /load/],
    ['a manifest without a Deployment', { objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }] }, /Deployment/],
  ])('%s is refused in words, and the last race stays', (_, change, said) => {
    expect(() => raceInputsOf('flash-sale', { ...sale.params, ...change }, 1)).toThrow(Refusal)
    expect(() => raceInputsOf('flash-sale', { ...sale.params, ...change }, 1)).toThrow(said)
    const playback = playbackOf(raceFigure, sale)
    tellAtOnce(raceFigure, sale, playback)
    playback?.seek(600_000)
    const before = playback?.look()
    expect(() => playback?.begin({ ...sale, params: { ...sale.params, ...change } })).toThrow(Refusal)
    expect(playback?.look()).toEqual(before)
  })

  it('in a link become the default, or are named', () => {
    const read = readRecord(raceFigure, { ...sale, params: { ...sale.params, load: 'steep', faults: [{ kind: 'meteor', at: 1 }] } })
    expect('record' in read && read.problems).toHaveLength(2)
  })
})

describe('what a lane runs on', () => {
  it.each(['ko', 'en'] as const)('%s: has room beside its chart, however much waits', (language) => {
    for (const pending of [0, 188]) {
      const words = briefFleetWords({ pods: 200, pending }, language)
      // 170 px, of which Hangul takes 16 a letter and Latin 7.5.
      expect([...words].reduce((sum, letter) => sum + (/[가-힣]/.test(letter) ? 16 : 7.5), 0)).toBeLessThanOrEqual(170)
    }
  })
})

it('one node, and one pod, are no plural', () => {
  expect(fleetWords({ machines: [1], pods: 1, pending: 0 }, 'en')).toBe('1 node · 1 pod')
})

describe('a lane\'s chart', () => {
  it.each(['flash-sale', 'two-rushes', 'nightly-batch'] as const)('of %s: shows the whole race but while the burst lasts, so that what is told stands apart', (scenario) => {
    const { beats, found } = tellOf(authorsRecord(raceFigure, scenario))
    const whole = { from: 0, until: found.curve.end }
    for (const at of [0, found.curve.end])
      expect(windowAt(found, at)).toEqual(whole)
    const during = beats.map(({ at }) => at).filter(at => at >= (found.burst?.from ?? 0) && at < (found.burst?.fallsAt ?? 0))
    expect(during).toHaveLength(4)
    const places = during.map(at => shareOf(windowAt(found, at), at))
    // Of a chart of 300 px, at least four.
    for (const [index, place] of places.slice(1).entries())
      expect(place - (places[index] ?? 0)).toBeGreaterThan(4 / 300)
  })

  it('never serves more than what comes, and never draws outside of its box', () => {
    const lane = told.found.result.lanes[0]
    if (!lane)
      throw new Error('no lane')
    const columns = laneColumns(lane, told.found.curve, { from: 0, until: told.found.result.until }, 100)
    columns.served.forEach((served, column) => expect(served).toBeLessThanOrEqual((columns.demand[column] ?? 0) + 1e-6))
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 }), (values) => {
      const numbers = [...`${linePath(values, { width: 400, height: 40, most: 5_000 })}${areaPath(values, { width: 400, height: 40, most: 5_000 })}`.matchAll(/([\d.]+) ([\d.]+)/g)]
      expect(numbers.every(([, x, y]) => Number(x) <= 400 && Number(y) >= 0 && Number(y) <= 40)).toBe(true)
    }))
  })
})

it.each([[0, '0', '0'], [9_999, '9,999', '9,999'], [57_300, '5.7만', '57K'], [1_234_567, '123만', '1.2M'], [250_000_000, '2.5억', '250.0M']])('%s requests are read in a hall', (count, ko, en) => {
  expect([requests(count, 'ko'), requests(count, 'en')]).toEqual([ko, en])
})

describe('machines as squares', () => {
  const fleets = told.found.result.lanes.flatMap(fullestFleets)
  const unit = stripUnit(fleets, 136, 48)

  it('have one scale in all lanes: an area is as many vCPUs wherever it stands', () => {
    expect(sideOf(4, unit) ** 2 / sideOf(2, unit) ** 2).toBeCloseTo(2, 1)
    expect(unit).toBeGreaterThan(5)
  })

  it('have room when a lane has most of them, and stand apart', () => {
    for (const cpus of fleets) {
      const { places, height } = stripPlaces(cpus, 136, unit)
      expect(height).toBeLessThanOrEqual(48)
      for (const { x, side } of places)
        expect(x + side).toBeLessThanOrEqual(136)
    }
  })

  it('stay where they are when another one comes', () => {
    expect(stripPlaces([4, 2, 4, 0.5], 136, unit).places.slice(0, 3)).toEqual(stripPlaces([4, 2, 4], 136, unit).places)
  })
})
