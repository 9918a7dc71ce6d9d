import { describe, expect, it, test } from 'vitest'
import { daysBetween, freshnessOf } from '../../data/freshness.ts'
import { instanceTypes } from '../../data/instance-types.ts'
import { priceSources } from '../../data/price-sources.ts'
import { autoModeFee, autoModeFeeByRule, clusterPrices, ec2Price, fargatePrices, gp3Price } from '../../data/prices.ts'
import { regions, type RegionId } from '../../data/regions.ts'
import { hpaDefaults } from '../../data/hpa.ts'
import { clusterAutoscalerDefaults, karpenterDefaults, startTimes } from '../../data/timings.ts'

const regionIds = Object.keys(regions) as RegionId[]

test('41 types have a price in each of 9 regions', () => {
  expect(instanceTypes).toHaveLength(41)
  expect(regionIds).toHaveLength(9)
  for (const region of regionIds) {
    for (const { name } of instanceTypes) expect(ec2Price(region, name), `${region} ${name}`).toMatchObject({ known: true, unit: 'instance-hour' })
  }
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
    ['gp3 in Oregon', gp3Price('us-west-2')], ['gp3 in Mumbai', gp3Price('ap-south-1')],
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
