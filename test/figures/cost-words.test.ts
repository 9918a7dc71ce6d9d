import { describe, expect, it } from 'vitest'
import { barsOf, dearest } from '../../components/figures/cost/bars.ts'
import { adviceOf, billsToChooseBy, fixedWords } from '../../components/figures/cost/choose.ts'
import { billsOf } from '../../components/figures/cost/compute.ts'
import { csvOf } from '../../components/figures/cost/csv.ts'
import { formulasOf } from '../../components/figures/cost/formula.ts'
import { money, roundMoney, unitPrice } from '../../components/figures/controls/number-words.ts'
import { packingRows } from '../../components/figures/cost/packing-rows.ts'
import { type CostScenario, presetIds } from '../../components/figures/cost/choices.ts'
import { cost } from '../../components/figures/cost/cost.ts'
import { raceFigure } from '../../components/figures/race/race.ts'
import { raceInputsOf } from '../../components/figures/race/race-params.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { countsOf, tasks } from '../../components/figures/who-does-what/duty-counts.ts'
import { tableOf } from '../../components/figures/cost/table.ts'
import { commitmentWords, refusalWords, verdict } from '../../components/figures/cost/details-words.ts'
import { crossingSentences, fillSentence, fillSentences } from '../../components/figures/cost/break-even-words.ts'
import { stageSentence, turnSentence } from '../../components/figures/cost/stage-words.ts'
import { languages } from '../../data/localized.ts'
import { type Bill, type CostOptions, planes, readWorkload } from '../../engine/cost/index.ts'
import { workloadOf } from '../../components/figures/cost/compute.ts'
import { runRace } from '../../engine/race/run.ts'
import { laneScores } from '../../engine/race/verdict/verdict.ts'

const day = '2026-11-23'
const inputs = (scenario: CostScenario) => ({ scenario, ...authorsRecord(cost, scenario).params })
const author = { ...inputs('web-shop'), fill: 1, options: { ...inputs('web-shop').options, architecture: 'amd64' as const } }
const { bills, options } = billsOf(author, [], day)
const usd = { currency: 'USD', wonPerDollar: 1400 } as const
const won = { currency: 'KRW', wonPerDollar: 1400 } as const
const bill = (plane: Bill['plane']) => {
  const found = bills.find(each => each.plane === plane)
  if (!found)
    throw new Error(`no bill of ${plane}`)
  return found
}

describe('amounts', () => {
  it('are dollars to the cent, won to the won, and prices with all their decimals', () => {
    expect(money(303277, usd)).toBe('$3,032.77')
    expect(money(-5, usd)).toBe('-$0.05')
    expect(money(100, won)).toBe('₩1,400')
    expect(roundMoney(1148.47, usd)).toBe('$1,148')
    expect([0.1, 0.236, 0.04656, 12].map(unitPrice)).toEqual(['$0.10', '$0.236', '$0.04656', '$12.00'])
  })
})

it('cuts each bar where the share beside it says', () => {
  for (const { note, full } of barsOf(bills, 'en', usd, true))
    expect(note).toContain(`${Math.round(full * 100)}% full`)
})

describe('a formula', () => {
  it('puts the numbers in and names its source and how old that is', () => {
    const [formula] = formulasOf(bill('managed'), 'nodes', day, 'en', usd)
    expect(formula?.text).toBe('6,357.08 node-hours × $0.192 = $1,220.56')
    expect(formula?.source).toMatchObject({ age: 'as of 2025-04-04, 598 days old', stale: true })
    expect(formula?.source?.url).toMatch(/^https:/)
    expect(formulasOf(bill('managed'), 'nodes', day, 'ko', usd)[0]?.source?.age).toBe('2025-04-04 기준, 598일 지난 값')
  })

  it('of a line comes to the line, in every scenario', () => {
    for (const scenario of presetIds) {
      for (const each of billsOf(inputs(scenario), [], day).bills) {
        for (const line of each.lines) {
          const { nodeHours = 0, share = 1, discount = 0, hours = 0, gib = 0, usd: price = 0, vcpuHours = 0, gbHours = 0 } = line.params as Record<string, number>
          const quantity = {
            cluster: hours, nodes: nodeHours * share, 'system-nodes': nodeHours, 'auto-mode-fee': nodeHours, volumes: nodeHours / 730 * gib,
            'fargate-vcpu': vcpuHours, 'fargate-memory': gbHours,
          }[line.code as string] ?? Number.NaN
          expect(Math.round(quantity * price * (1 - discount) * 100)).toBeCloseTo(line.cents, -0.5)
        }
      }
    }
  })

  it('of a total is the sum of its lines, and in won adds the rate', () => {
    expect(formulasOf(bill('managed'), 'total', day, 'en', usd)[0]?.text).toBe('$73.00 + $1,220.56 + $15.88 = $1,309.44')
    expect(formulasOf(bill('managed'), 'total', day, 'ko', won)[0]?.text).toMatch(/ × ₩1,400 = ₩1,833,216$/)
  })

  it('shows Spot as a factor, and a Savings Plan as what it pays for', () => {
    const bought = (part: Partial<CostOptions>) => billsOf({ ...author, options: { ...author.options, ...part } }, [], day).bills[1]
    const spot = bought({ purchase: 'spot', spotDiscount: 0.6, spotShare: 0.5 })
    expect(spot && formulasOf(spot, 'nodes-spot', day, 'en', usd)[0]?.text).toBe('6,357.08 node-hours × 50% × $0.192 × (1 – 60%) = $244.11')
    const plan = bought({ purchase: 'savings-plan' })
    expect(plan && formulasOf(plan, 'total', day, 'en', usd)[0]?.text).toBe('$73.00 + $1,220.56 + $15.88 + $588.38 – $747.22 = $1,150.60')
    expect(plan?.commitment && commitmentWords(plan.commitment, 'en', usd)).toBe('$0.806 committed an hour: $158.84 a month less than on demand.')
  })
})

describe('the table', () => {
  it('has the same totals as the bills, and opens a formula for every amount', () => {
    for (const language of languages) {
      const { rows } = tableOf(bills, language, usd)
      const total = rows.find(({ strong }) => strong)
      expect(total?.cells.map(({ csv }) => csv)).toEqual(['1309.44', '1309.44', '1323.70', '1338.55', '1169.20'])
      for (const { cells } of rows) {
        for (const cell of cells.filter(({ what }) => what))
          expect(formulasOf(bill(cell.plane), cell.what ?? '', day, language, usd).length, cell.what).toBeGreaterThan(0)
      }
    }
  })

  it('as CSV is plain numbers with quoted names', () => {
    const csv = csvOf(tableOf(bills, 'en', usd), 'en').split('\r\n')
    expect(csv[0]).toBe('A month (USD),Self-managed,Managed nodes,Karpenter,Auto Mode,Fargate')
    expect(csv[2]).toBe('EC2 nodes,1220.56,1220.56,1097.92,1097.92,')
    expect(csvOf(tableOf(bills, 'ko', won), 'ko')).toContain('"노드, 가장 바쁠 때",18,18,11,9,0')
    expect(csvOf({ head: '=HYPERLINK("x")', rows: [] }, 'en')).toBe('"\'=HYPERLINK(""x"")"')
  })

  it('says that a price is unknown, and that the total is then a lower bound', () => {
    const { lines, ...rest } = bill('managed')
    const nodes = lines.find(({ code }) => code === 'nodes')
    const incomplete: Bill = { ...rest, lines: lines.filter(line => line !== nodes), complete: false, comparable: false, unknown: [{ code: 'nodes', what: 'ec2', region: 'ap-northeast-2', quantity: 1 }] }
    const { rows } = tableOf([incomplete], 'en', usd)
    expect(rows.map(({ cells }) => cells[0]?.text)).toContain('price unknown')
    expect(rows.find(({ strong }) => strong)?.cells[0]?.text).toMatch(/^≥ /)
    expect(verdict([incomplete, bill('fargate')], 'en', usd)).toMatch(/none can be called cheaper/)
    expect(verdict([{ ...incomplete, totalCents: 1 }, bill('fargate'), bill('self-managed')], 'en', usd)).toBe('Cheapest: Fargate. Next: Self-managed, $140.24 a month more. Only complete bills are compared.')
  })
})

describe('sentences', () => {
  it('name the cheapest, crossings, fills and refusals in both languages', () => {
    expect(verdict(bills, 'ko', usd)).toBe('Fargate가 가장 쌉니다. 다음은 자체 관리형, 한 달에 $140.24 더 듭니다.')
    expect(stageSentence(bills, undefined, false, 'ko', usd)).toBe('노드 그룹을 평균 74% 채우면 Fargate가 가장 쌉니다. Auto Mode보다 월 $169 적습니다.')
    expect(stageSentence(bills, undefined, true, 'en', usd)).toBe('Node groups 74% full: if the assumed requests hold, Fargate is cheapest, $169 a month less than Auto Mode.')
    const office = { kind: 'schedule', daysPerWeek: 5, hoursPerDay: 8 } as const
    expect(stageSentence(bills, office, false, 'ko', usd)).toMatch(/^한 주에 5일, 하루 8시간만 켜면 Fargate가 가장 쌉니다/)
    expect(stageSentence(bills, office, false, 'en', usd)).toMatch(/^5 days a week, 8 h a day: Fargate is cheapest/)
    expect(stageSentence(bills, { kind: 'schedule', daysPerWeek: 7, hoursPerDay: 24 }, false, 'en', usd)).toMatch(/^Node groups 74% full/)
    const fill = { plane: 'managed', present: 0.5, presentUsd: 100, breakEven: 1.2, curve: [] } as const
    expect(fillSentences([{ ...fill, plane: 'self-managed', curve: [] }, { ...fill, curve: [] }], 'en')).toEqual(['Self-managed, Managed nodes: never cheaper than Fargate here; now 50% full on average.'])
    const both = (breakEven: number) => (['self-managed', 'managed'] as const).map(plane => ({ ...fill, plane, breakEven, curve: [] }))
    expect(fillSentence(both(0.4), false, 'ko')).toBe('50% 채우면 노드 그룹이 더 쌉니다. 손익분기점은 40%입니다.')
    expect(fillSentence(both(0.6), true, 'en')).toBe('With 3 DaemonSets break-even is 60%: at 50%, Fargate costs less.')
    expect(fillSentence(both(1.2), true, 'en')).toBe('Fargate costs less, however full the nodes are.')
    expect(refusalWords({ group: 0, name: 'db', obstacles: [{ code: 'ebs-volume', field: 'spec', params: {} }], reasons: [], pricedOnNodes: true }, 'ko')).toBe('db: EBS 볼륨 → 노드에서 돌리고 이 요금에 더함')
    const obstacles = [{ code: 'hostPath', field: 'spec.volumes[0]', params: { volume: 'sock', path: '/x' } }, { code: 'capabilities', field: 'x', params: { container: 'c', capabilities: 'SYS_ADMIN' } }] as const
    expect(refusalWords({ group: 0, name: 'agent', obstacles: [...obstacles], reasons: [], pricedOnNodes: false }, 'en')).toBe('agent: a hostPath volume (sock), added capabilities (SYS_ADMIN)')
  })

  it('tell where the cheapest gives way, and pass over what is overtaken further up', () => {
    const line = (plane: Bill['plane'], fixed: number, perHour: number) => ({ plane, fixed, perHour, atZero: fixed })
    const lines = [line('self-managed', 100, 1), line('managed', 100, 1), line('karpenter', 115, 1), line('fargate', 0, 6)]
    const byHours = { lines, curve: [], present: 24, crossings: [
      ...(['self-managed', 'managed'] as const).map(cheaperAbove => ({ cheaperBelow: 'fargate' as const, cheaperAbove, hours: 20 })),
      { cheaperBelow: 'fargate' as const, cheaperAbove: 'karpenter' as const, hours: 23 },
    ] }
    expect(crossingSentences(byHours, 'ko')).toEqual(['하루 20시간보다 짧으면 Fargate, 길면 노드 그룹이 가장 쌉니다.'])
    expect(crossingSentences(byHours, 'en')).toEqual(['Cheapest below 20 hours a day: Fargate; above: node groups.'])
  })

  describe('advise with the numbers', () => {
    const scores = laneScores(runRace(raceInputsOf('flash-sale', authorsRecord(raceFigure, 'flash-sale').params, 1)))
    const adviseOn = (scenario: CostScenario, raced = scores) => adviceOf(billsToChooseBy({ ...inputs(scenario), pattern: 'week', agents: true }, [], day).fills, raced, usd, 'en')

    it('of the scenario that was chosen, with empty and with full nodes whatever the story has made of them', () => {
      const costs = (scenario: CostScenario, column: number) => adviseOn(scenario).map(advice => advice.costs[column])
      expect(costs('web-shop', 1)).toEqual(['$1,126', '$1,126', '$1,138', '$1,154', '$1,169'])
      // Fargate is for nodes that would stay empty: there, and only there, it is the cheapest.
      const dollars = costs('web-shop', 0).map(said => Number(said?.replace(/\D/g, '')))
      expect(Math.min(...dollars)).toBe(1169)
      expect(dollars.indexOf(1169)).toBe(4)
      expect(costs('steady-api', 1)).not.toEqual(costs('web-shop', 1))
    })

    it('of the work, by which the two kinds of node groups differ', () => {
      expect(adviseOn('web-shop').map(({ alone, together }) => [alone, together])).toEqual(planes.map((plane) => {
        const { you, aws } = countsOf(plane)
        return [you, tasks.length - you - aws]
      }))
      const [own, managed] = adviseOn('web-shop')
      expect(own?.alone).toBeGreaterThan(managed?.alone ?? Infinity)
    })

    it('and of nodes that nothing scales: they lose least, and cost more than full nodes that come and go', () => {
      const { fixed, fills: [, packed = []] } = billsToChooseBy(inputs('web-shop'), [], day)
      expect(fixed?.totalCents).toBeGreaterThan(packed.find(({ plane }) => plane === 'managed')?.totalCents ?? Infinity)
      expect(fixedWords(fixed, scores, usd, 'en')).toBe(`Fixed nodes, packed, enough for the peak at all hours: 2% lost, ${roundMoney((fixed?.totalCents ?? 0) / 100, usd)} a month.`)
      expect(fixedWords(fixed, scores.filter(({ lane }) => lane !== 'fixed'), usd, 'ko')).toBe('')
    })

    it('and of the race: what each lost', () => {
      const said = adviseOn('web-shop')
      for (const { lost } of said)
        expect(lost).toMatch(/^\d+%$/)
      expect(said[0]?.lost).toBe(said[1]?.lost)
      expect(said[4]?.lost).not.toBe(said[1]?.lost)
      const calm = adviseOn('web-shop', scores.map(score => ({ ...score, unserved: 0, servedShare: 1, recoveredAfterMs: 0 })))
      expect(calm.map(({ lost }) => lost)).toEqual(calm.map(() => 'none'))
    })
  })
})

describe('the bars', () => {
  it('have one scale over the story of each scenario: that of its dearest month', () => {
    for (const scenario of presetIds) {
      const beats = cost.story({ log: [], found: undefined }, scenario)
      const months = [0, ...beats.keys().map(index => index + 1)].flatMap((count) => {
        const params = Object.assign({}, inputs(scenario), ...beats.slice(0, count).map(beat => beat.params)) as ReturnType<typeof inputs>
        return billsOf(params, [], day).bills.map(({ totalCents }) => totalCents / 100)
      })
      expect(dearest[scenario], scenario).toBe(Math.ceil(Math.max(...months)))
    }
  })
})

describe("the shop's story", () => {
  const beats = cost.story({ log: [], found: undefined }, 'web-shop')
  const after = (count: number) => {
    const params = Object.assign({}, inputs('web-shop'), ...beats.slice(0, count).map(beat => beat.params)) as ReturnType<typeof inputs>
    return { bills: billsOf(params, [], day).bills, usage: workloadOf(params, []).usage }
  }
  const order = (count: number) => after(count).bills.toSorted((a, b) => a.totalCents - b.totalCents).map(({ plane }) => plane)

  it('flips: with sparse nodes Fargate is cheapest, with full ones it is last, at night Auto Mode leads', () => {
    expect(order(0)[0]).toBe('fargate')
    expect(order(1).at(-1)).toBe('fargate')
    expect(order(2).at(-1)).toBe('fargate')
    expect(order(3)[0]).toBe('auto-mode')
  })
  it('says each beat in at most 14 words, and the sentence of the stage differs after each', () => {
    for (const { say } of beats) expect(say.en.split(/\s+/).length).toBeLessThanOrEqual(14)
    for (const language of languages) expect(new Set([0, 1, 2, 3].map(count => stageSentence(after(count).bills, after(count).usage, false, language, usd))).size).toBe(4)
  })
})

describe('what a bill\'s inputs turned', () => {
  const said = (part: Partial<typeof author>, language: 'ko' | 'en' = 'ko') => turnSentence({ ...author, ...part }, bills, { pods: 24, before: 31, after: 55.25 }, language)

  it('is said from the inputs, with the numbers of these bills, whoever set them', () => {
    expect(said({})).toMatch(/^들어가는 만큼 노드에 채웠습니다\. Karpenter는 시스템 노드 \$\d+, Auto Mode는 관리 요금 \$\d+ 포함입니다\.$/)
    expect(said({ fill: 0.5 })).toMatch(/^파드 2배가 들어갈 자리를 켜 둡니다\. Karpenter·Auto Mode에서는 예비 파드/)
    expect(said({ agents: true }, 'en')).toMatch(/24 go up a size: 31 → 55\.3 vCPU\.$/)
    expect(said({ agents: true, pattern: 'week' }, 'en')).toBe('It runs only when needed, at full load: what stays on in between decides.')
  })
})

describe('the packing', () => {
  it('shows every node of the peak, none fuller than it is', () => {
    const { workload } = readWorkload(workloadOf(author, []))
    for (const each of bills) {
      const rows = workload ? packingRows(each, workload, options) : []
      // Karpenter's own two nodes run nothing of the workload.
      expect(rows.filter(({ kind }) => kind === 'node').reduce((sum, { count }) => sum + count, 0)).toBe(each.nodes.peak - (each.plane === 'karpenter' ? 2 : 0))
      for (const lane of rows.flatMap(({ lanes }) => lanes))
        expect(lane.parts.reduce((sum, { amount }) => sum + amount, lane.reserved)).toBeLessThanOrEqual(lane.total)
    }
  })
})
