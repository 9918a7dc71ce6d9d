/** What a race is taken away as. */
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { autoscalerYaml, defaultRace, k6Script, laneScores, LoadCurve, racePresets, raceCsv, runRace, type LoadPoint } from '../../../engine/race/index.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import { raceWith, seconds } from './races.ts'

describe('the autoscaler', () => {
  it('as YAML is what a cluster takes', async () => {
    const { objects, problems } = await readManifest(autoscalerYaml(defaultRace))
    expect(problems).toEqual([])
    expect(objects).toHaveLength(1)
    expect(parse(autoscalerYaml(defaultRace))).toMatchObject({ kind: 'HorizontalPodAutoscaler', spec: { minReplicas: defaultRace.hpa.minReplicas, maxReplicas: defaultRace.hpa.maxReplicas } })
  })

  it('keeps its behaviour', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 60 } }
    expect(parse(autoscalerYaml({ ...defaultRace, hpa: { ...defaultRace.hpa, behavior } }))).toMatchObject({ spec: { behavior } })
  })
})

interface K6Load {
  startRate: number
  timeUnit: '1s' | '1m'
  preAllocatedVUs: number
  maxVUs: number
  stages: { target: number, duration: string }[]
}

/** The script's load, as k6 reads it. */
function loadOf(script: string): K6Load {
  const [, options = ''] = /export const options = (\{[\s\S]*?\n\})\n/.exec(script) ?? []
  return (parse(options.replace(/^ *\/\/.*$/gm, '')) as { scenarios: { load: K6Load } }).scenarios.load
}

/** Its curve again. */
function curveOf({ startRate, timeUnit, stages }: K6Load): LoadCurve {
  const perSecond = timeUnit === '1s' ? 1 : 1 / 60
  let at = 0
  const points = stages.map(({ target, duration }): LoadPoint => ({ at: at += Number(/^(\d+)ms$/.exec(duration)?.[1]), rps: target * perSecond }))
  return new LoadCurve([{ at: 0, rps: startRate * perSecond }, ...points])
}

describe('the load as a script for k6', () => {
  it.each<[string, readonly LoadPoint[]]>([
    ...Object.entries(racePresets).map(([id, { inputs }]): [string, readonly LoadPoint[]] => [id, inputs.load]),
    ['a jump', seconds([0, 100], [60, 100], [60, 900], [120, 900])],
    ['less than a request a second', seconds([0, 0.2], [600, 0.7])],
    ['odd instants', [{ at: 0, rps: 10 }, { at: 1_000.4, rps: 1_000 }, { at: 1_000.6, rps: 20 }, { at: 90_000, rps: 20 }]],
  ])('%s is as many requests', (_, points) => {
    const load = loadOf(k6Script(points))
    const [curve, given] = [curveOf(load), new LoadCurve(points)]
    for (const { target } of load.stages) expect(Number.isInteger(target)).toBe(true)
    expect(curve.end).toBe(Math.round(given.end))
    expect(Math.abs(curve.requestsUntil(curve.end) / given.requestsUntil(given.end) - 1)).toBeLessThan(0.01)
    expect(load.preAllocatedVUs).toBeGreaterThanOrEqual(1)
    expect(load.maxVUs).toBeGreaterThanOrEqual(load.preAllocatedVUs)
  })
})

describe('the table as CSV', () => {
  const race = runRace(raceWith({ load: seconds([0, 800], [60, 800], [70, 2_000], [400, 2_000]) }))
  const [head = [], ...rows] = raceCsv(race).split('\r\n').map(line => line.split(','))

  it('has a line a lane, with its own numbers', () => {
    expect(rows.map(([lane]) => lane)).toEqual(race.lanes.map(({ lane }) => lane))
    for (const [i, row] of rows.entries()) {
      const cell = (name: string) => Number(row[head.indexOf(name)])
      const { served, lost, cents } = race.lanes[i]?.totals ?? { served: NaN, lost: NaN, cents: NaN }
      expect(row).toHaveLength(head.length)
      expect(cell('served')).toBeCloseTo(served, 5)
      expect(cell('lost')).toBeCloseTo(lost, 5)
      expect(cell('usd')).toBe(cents / 100)
    }
  })

  it('leaves empty what was not measured, and says what never happened', () => {
    expect(laneScores(race).every(({ centsAfterwards }) => centsAfterwards === null)).toBe(true)
    for (const row of rows) expect(row[head.indexOf('usd_after_the_burst')]).toBe('')
    const short = raceCsv(runRace(raceWith({ load: seconds([0, 800], [60, 800], [70, 6_000], [120, 6_000]) })))
    expect(short).toContain(',never,')
  })
})
