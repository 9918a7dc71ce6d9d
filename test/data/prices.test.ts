import { describe, expect, it, test } from 'vitest'
import { daysBetween, freshnessOf } from '../../data/freshness.ts'
import { instanceTypes } from '../../data/instance-types.ts'
import { priceSources } from '../../data/price-sources.ts'
import { autoModeFee, autoModeFeeByRule, clusterPrices, ec2Price, fargatePrices, gp3Price, networkPrice, typicalSpotRatio } from '../../data/prices.ts'
import { regions, type RegionId } from '../../data/regions.ts'
import { hpaDefaults } from '../../data/hpa.ts'
import { clusterAutoscalerDefaults, karpenterDefaults, startTimes } from '../../data/timings.ts'

const regionIds = Object.keys(regions) as RegionId[]

test('72 types, each region with a price for most of them, and none of 2024', () => {
  expect(instanceTypes).toHaveLength(72)
  expect(regionIds).toHaveLength(9)
  for (const region of regionIds) {
    const prices = instanceTypes.map(({ name }) => ec2Price(region, name)).filter(price => price.known)
    expect(prices.length, region).toBeGreaterThanOrEqual(56)
    for (const { asOf, unit } of prices) {
      expect(unit).toBe('instance-hour')
      expect(asOf && asOf >= '2025-04-04').toBe(true)
    }
  }
})

test('each value has the day of its own reading', () => {
  expect(ec2Price('us-east-1', 'm5.large')).toMatchObject({ usd: 0.096, asOf: '2026-07-20', basis: 'published' })
  expect(ec2Price('ap-northeast-2', 'm8g.large')).toMatchObject({ asOf: '2026-02-05' })
  expect(ec2Price('ap-northeast-2', 'm7i.large')).toMatchObject({ usd: 0.1239 })
  expect(typicalSpotRatio('ap-northeast-2')).toEqual({ ratio: 0.35, source: 'spot-sample', asOf: '2026-02-05' })
})

test('every known figure has a source that exists and a price above 0', () => {
  const all = regionIds.flatMap(region => [
    ...instanceTypes.flatMap(({ name }) => [ec2Price(region, name), autoModeFee(region, name)]), gp3Price(region),
    ...Object.values(fargatePrices(region)), ...Object.values(clusterPrices(region)),
  ])
  for (const price of all) {
    if (!price.known) continue
    expect(price.usd).toBeGreaterThan(0)
    expect(priceSources[price.source].url).toMatch(/^https:\/\//)
  }
})

describe('what no source gave is unknown', () => {
  it.each<[string, { known: boolean }]>([
    ['a P type outside Virginia', ec2Price('ap-northeast-2', 'p5.48xlarge')], ['a NAT gateway in Ireland', networkPrice('eu-west-1', 'natHour')],
    ['Fargate storage in Seoul', fargatePrices('ap-northeast-2').storage], ['a type that the deck has not', ec2Price('us-east-1', 'm1.small')],
    ['its fee', autoModeFee('us-east-1', 'm1.small')], ['a name of the prototype', ec2Price('us-east-1', 'toString')],
  ])('%s', (_, price) => {
    expect(price.known).toBe(false)
  })
})

// The EKS pricing page's own example (c6a.2xlarge in Oregon), and fees of the AmazonEKS price list of September and October 2026
test.each([
  [0.306, 0.03672], [0.0816, 0.00979], [0.1008, 0.0121], [0.0336, 0.00403], [0.1344, 0.01613], [0.052, 0.00624], [0.077, 0.00924],
  [0.1302, 0.01562], [0.1071, 0.01285],
])("Auto Mode's fee on %d is %d", (onDemand, fee) => {
  expect(autoModeFeeByRule(onDemand)).toBe(fee)
})

// AWS cut the fee of G types by 35 % and of P types by 60 % on 2026-07-01
test.each([[1.237, 'g5.xlarge', 0.09649], [0.9896, 'g6.xlarge', 0.07719], [55.04, 'p5.48xlarge', 2.64192]])("Auto Mode's fee on %d of %s is %d", (onDemand, type, fee) => {
  expect(autoModeFeeByRule(onDemand, type)).toBe(fee)
})

test('what the facts of November 2026 added is known', () => {
  expect(gp3Price('us-west-2')).toMatchObject({ usd: 0.08 })
  expect(gp3Price('ap-south-1')).toMatchObject({ usd: 0.0912 })
  expect(fargatePrices('us-west-2').storage).toMatchObject({ usd: 0.000111 })
})

test("Auto Mode's fee says whether AWS published it or the rule gave it", () => {
  expect(autoModeFee('ap-northeast-2', 't3.medium')).toMatchObject({ usd: 0.00624, basis: 'published', source: 'eks-price-list' })
  expect(autoModeFee('ap-northeast-2', 'm5.large')).toMatchObject({ usd: 0.01416, basis: 'derived', source: 'eks-pricing' })
})

test.each([
  ['2026-11-23', '2026-11-23', 'fresh'], ['2026-05-27', '2026-11-23', 'fresh'], ['2026-05-26', '2026-11-23', 'stale'],
  [null, '2026-11-23', 'undated'], ['2026-11-23', 'today', 'undated'],
] as const)('a figure of %s is on %s %s', (asOf, today, freshness) => {
  expect(freshnessOf(asOf, today)).toBe(freshness)
})

test('days are counted over leap days', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
})

test('timings name their source, or say that they are anecdotal', () => {
  for (const { seconds, source, confidence } of Object.values(startTimes)) {
    expect(seconds[0]).toBeLessThanOrEqual(seconds[1])
    expect(source === null).toBe(confidence === 'anecdotal')
  }
  for (const { source } of [clusterAutoscalerDefaults, karpenterDefaults, hpaDefaults]) expect(priceSources[source].url).not.toBe('')
})
