import { describe, expect, it } from 'vitest'
import { adviceOf } from '../../components/figures/cost/choose.ts'
import { billsOf } from '../../components/figures/cost/compute.ts'
import { csvOf } from '../../components/figures/cost/csv.ts'
import { formulasOf } from '../../components/figures/cost/formula.ts'
import { money, roundMoney, unitPrice } from '../../components/figures/controls/number-words.ts'
import { packingRows } from '../../components/figures/cost/packing-rows.ts'
import { type CostScenario, presetIds } from '../../components/figures/cost/choices.ts'
import { cost } from '../../components/figures/cost/definition.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { tableOf } from '../../components/figures/cost/table.ts'
import { crossingWords, fillWords, refusalWords, verdict } from '../../components/figures/cost/words.ts'
import { languages } from '../../data/localized.ts'
import { type Bill, readWorkload } from '../../engine/cost/index.ts'
import { workloadOf } from '../../components/figures/cost/compute.ts'

const day = '2026-11-23'
const inputs = (scenario: CostScenario) => ({ scenario, ...authorsRecord(cost, scenario).params })
const author = inputs('web-shop')
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

describe('a formula', () => {
  it('puts the numbers in and names its source and how old that is', () => {
    const [formula] = formulasOf(bill('managed'), 'nodes', day, 'en', usd)
    expect(formula?.text).toBe('5,657.5 node-hours × $0.236 = $1,335.17')
    expect(formula?.source).toMatchObject({ age: 'as of 2024-04-04, 963 days old', stale: true })
    expect(formula?.source?.url).toMatch(/^https:/)
    expect(formulasOf(bill('managed'), 'nodes', day, 'ko', usd)[0]?.source?.age).toBe('2024-04-04 기준, 963일 지난 값')
  })

  it('of a line comes to the line, in every scenario', () => {
    for (const scenario of presetIds) {
      for (const each of billsOf(inputs(scenario), [], day).bills) {
        for (const line of each.lines) {
          const { nodeHours = 0, share = 1, discount = 0, hours = 0, gib = 0, usd: price = 0, vcpuHours = 0, gbHours = 0 } = line.params as Record<string, number>
          const quantity = { cluster: hours, nodes: nodeHours * share, 'auto-mode-fee': nodeHours, volumes: nodeHours / 730 * gib, 'fargate-vcpu': vcpuHours, 'fargate-memory': gbHours }[line.code as string] ?? Number.NaN
          expect(Math.round(quantity * price * (1 - discount) * 100)).toBeCloseTo(line.cents, -0.5)
        }
      }
    }
  })

  it('of a total is the sum of its lines, and in won adds the rate', () => {
    expect(formulasOf(bill('managed'), 'total', day, 'en', usd)[0]?.text).toBe('$73.00 + $1,335.17 + $14.14 = $1,422.31')
    expect(formulasOf(bill('managed'), 'total', day, 'ko', won)[0]?.text).toMatch(/ × ₩1,400 = ₩1,991,234$/)
  })

  it('shows a discount as a factor', () => {
    const discounted = billsOf({ ...author, options: { ...author.options, purchase: 'spot', discount: 0.6, discountedShare: 0.5 } }, [], day).bills[1]
    expect(discounted && formulasOf(discounted, 'nodes-discounted', day, 'en', usd)[0]?.text).toBe('5,657.5 node-hours × 50% × $0.236 × (1 – 60%) = $267.03')
  })
})

describe('the table', () => {
  it('has the same totals as the bills, and opens a formula for every amount', () => {
    for (const language of languages) {
      const { rows } = tableOf(bills, language, usd)
      const total = rows.find(({ strong }) => strong)
      expect(total?.cells.map(({ csv }) => csv)).toEqual(['3032.77', '1422.31', '1148.47', '1245.61'])
      for (const { cells } of rows) {
        for (const cell of cells.filter(({ what }) => what))
          expect(formulasOf(bill(cell.plane), cell.what ?? '', day, language, usd).length, cell.what).toBeGreaterThan(0)
      }
    }
  })

  it('as CSV is plain numbers with quoted names', () => {
    const csv = csvOf(tableOf(bills, 'en', usd), 'en').split('\r\n')
    expect(csv[0]).toBe('A month (USD),Self-managed,Managed nodes,Fargate,Auto Mode')
    expect(csv[2]).toBe('EC2 nodes,2928.76,1335.17,,1022.00')
    expect(csvOf(tableOf(bills, 'ko', won), 'ko')).toContain('"노드, 가장 바쁠 때",17,17,0,8')
    expect(csvOf({ head: '=HYPERLINK("x")', rows: [] }, 'en')).toBe('"\'=HYPERLINK(""x"")"')
  })

  it('says that a price is unknown, and that the total is then a lower bound', () => {
    const { lines, ...rest } = bill('managed')
    const nodes = lines.find(({ code }) => code === 'nodes')
    const incomplete: Bill = { ...rest, lines: lines.filter(line => line !== nodes), complete: false, unknown: [{ code: 'nodes', what: 'ec2', region: 'ap-northeast-2', quantity: 1 }] }
    const { rows } = tableOf([incomplete], 'en', usd)
    expect(rows.map(({ cells }) => cells[0]?.text)).toContain('price unknown')
    expect(rows.find(({ strong }) => strong)?.cells[0]?.text).toMatch(/^≥ /)
    expect(verdict([incomplete, bill('fargate')], 'en', usd)).toMatch(/none can be called cheaper/)
    expect(verdict([{ ...incomplete, totalCents: 1 }, bill('fargate'), bill('self-managed')], 'en', usd)).toBe('Cheapest: Fargate. Next: Self-managed, $1,884.30 a month more. Only complete bills are compared.')
  })
})

describe('sentences', () => {
  it('name the cheapest, crossings, fills and refusals in both languages', () => {
    expect(verdict(bills, 'ko', usd)).toBe('Fargate가 가장 싸다. 다음은 Auto Mode, 한 달에 $97.14 더 든다.')
    expect(crossingWords({ cheaperBelow: 'fargate', cheaperAbove: 'managed', hours: 20.04 }, 'ko')).toBe('하루 20시간보다 짧으면 Fargate, 길면 관리형 노드 그룹 쪽이 싸다.')
    expect(fillWords({ plane: 'managed', present: 0.5, breakEven: 1.2, curve: [] }, 'en')).toBe('Managed nodes: never cheaper than Fargate here; now 50% full.')
    expect(refusalWords({ group: 0, name: 'db', obstacles: [{ code: 'ebs-volume', field: 'spec', params: {} }], reasons: [], pricedOnNodes: true }, 'ko')).toBe('db: EBS 볼륨 → 노드에서 돌리고 이 요금에 더함')
    const obstacles = [{ code: 'hostPath', field: 'spec.volumes[0]', params: { volume: 'sock', path: '/x' } }, { code: 'capabilities', field: 'x', params: { container: 'c', capabilities: 'SYS_ADMIN' } }] as const
    expect(refusalWords({ group: 0, name: 'agent', obstacles: [...obstacles], reasons: [], pricedOnNodes: false }, 'en')).toBe('agent: a hostPath volume (sock), added capabilities (SYS_ADMIN)')
  })

  it('advise with the numbers of the default scenario', () => {
    expect(adviceOf('ko').map(({ cost }) => cost)).toEqual(['$3,033', '$1,422', '$1,246', '$1,148'])
    expect(adviceOf('en').at(-1)?.because).toBe('$274 less than managed nodes')
  })
})

describe('the packing', () => {
  it('shows every node of the peak, none fuller than it is', () => {
    const { workload } = readWorkload(workloadOf(author, []))
    for (const each of bills) {
      const rows = workload ? packingRows(each, workload, options) : []
      expect(rows.filter(({ kind }) => kind === 'node').reduce((sum, { count }) => sum + count, 0)).toBe(each.nodes.peak)
      for (const lane of rows.flatMap(({ lanes }) => lanes))
        expect(lane.parts.reduce((sum, { amount }) => sum + amount, lane.reserved)).toBeLessThanOrEqual(lane.total)
    }
  })
})
