import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareCosts, HOURS_PER_MONTH, planes, presets, priceHours, type Bill, type BillLine, type CostOptions, type HoursUsed, type LineCode, type PresetId,
} from '../../../engine/cost/index.ts'

/** What a run pays for by the hour. */
const HOURLY: readonly LineCode[] = [
  'cluster', 'extended-support', 'control-plane', 'nodes', 'nodes-spot', 'system-nodes', 'volumes', 'auto-mode-fee', 'fargate-vcpu', 'fargate-memory', 'fargate-storage',
]

const quantities = (lines: readonly BillLine[], code: LineCode) => lines.filter(line => line.code === code).reduce((sum, { quantity }) => sum + quantity, 0)

/** The hours that a month's bill charges for, read back from its lines. */
function hoursOf({ plane, lines }: Bill): HoursUsed {
  const types = [...new Set(lines.filter(({ code }) => code === 'nodes' || code === 'nodes-spot').map(({ params }) => String(params.type)))]
  const of = (code: LineCode, type: string) => quantities(lines.filter(({ params }) => params.type === type), code)
  return {
    plane, cluster: HOURS_PER_MONTH,
    nodes: types.map(type => ({ type, hours: of('nodes', type) + of('nodes-spot', type), spotHours: of('nodes-spot', type) })),
    systemNodes: lines.filter(({ code }) => code === 'system-nodes').map(({ params, quantity }) => ({ type: String(params.type), hours: quantity })),
    fargate: {
      vcpuHours: quantities(lines, 'fargate-vcpu'), gbHours: quantities(lines, 'fargate-memory'), storageGbHours: quantities(lines, 'fargate-storage'),
    },
  }
}

describe('given hours', () => {
  it.each(planes.flatMap(plane => (Object.keys(presets) as PresetId[]).map(preset => ({ plane, preset }))))('cost what the month of $preset on $plane costs, line by line', ({ plane, preset }) => {
    for (const changes of [{}, { purchase: 'spot', spotShare: 0.6 }, { support: 'extended', controlPlane: 'XL' }] satisfies Partial<CostOptions>[]) {
      const { bills, options } = compareCosts(presets[preset], changes)
      const bill = bills.find(one => one.plane === plane)
      if (!bill) return expect.unreachable()
      const priced = priceHours(hoursOf(bill), options)
      const sorted = (lines: readonly BillLine[]) => lines.map(({ code, cents, params }) => `${code} ${String(params.type ?? '')} ${cents}`).sort()
      expect(sorted(priced.lines)).toEqual(sorted(bill.lines.filter(({ code }) => HOURLY.includes(code))))
      expect(priced.unknown.map(({ code }) => code)).toEqual(bill.unknown.map(({ code }) => code).filter(code => HOURLY.includes(code)))
    }
  })

  it('never cost less when there are more of them', () => {
    const anyHours = fc.double({ min: 0, max: 10_000, noNaN: true })
    const { options } = compareCosts(presets['steady-api'])
    fc.assert(fc.property(anyHours, anyHours, anyHours, fc.constantFrom(...planes), (hours, more, pods, plane) => {
      const total = (nodes: number) => priceHours({
        plane, cluster: hours, nodes: [{ type: 'm5.large', hours: nodes, spotHours: nodes / 2 }], systemNodes: [],
        fargate: { vcpuHours: pods, gbHours: pods * 2, storageGbHours: 0 },
      }, options).totalCents
      expect(total(hours + more)).toBeGreaterThanOrEqual(total(hours))
    }))
  })

  it('cost nothing when there are none', () => {
    const { options } = compareCosts(presets['steady-api'])
    const none = { vcpuHours: 0, gbHours: 0, storageGbHours: 0 }
    expect(priceHours({ plane: 'managed', cluster: 0, nodes: [{ type: 'm5.large', hours: 0 }], systemNodes: [], fargate: none }, options)).toEqual({ lines: [], unknown: [], totalCents: 0 })
  })
})
