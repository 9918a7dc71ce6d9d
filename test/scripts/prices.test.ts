import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { collectOffer, noPrices, offers, type OfferCode } from '../../scripts/lib/price-list/collect.ts'
import { csvRows } from '../../scripts/lib/price-list/csv.ts'
import { formatTable, mergeRegion, type PriceTable } from '../../scripts/lib/price-list/merge.ts'

const fixture = (offer: OfferCode) => readFileSync(new URL(`../fixtures/price-list/${offer}.csv`, import.meta.url), 'utf8')

/** A text in pieces of so many characters, as it may arrive. */
const pieces = (text: string, size: number) => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []

async function collected(size = 1000) {
  const found = noPrices()
  const published: Record<OfferCode, string | null> = { AmazonEC2: null, AmazonECS: null, AmazonEKS: null }
  for (const offer of Object.keys(offers) as OfferCode[]) published[offer] = await collectOffer(offer, pieces(fixture(offer), size), found)
  return { found, published }
}

describe('CSV', () => {
  it.each<[string, string[][]]>([
    ['a,b\nc,d\n', [['a', 'b'], ['c', 'd']]],
    ['"a,1","say ""hi"""\r\n"two\nlines",\n', [['a,1', 'say "hi"'], ['two\nlines', '']]],
    ['last,line', [['last', 'line']]],
    ['\uFEFFa\n', [['a']]],
    ['', []],
  ])('reads %j, in whole or in pieces', async (text, rows) => {
    for (const size of [1, 3, 100]) {
      const read: string[][] = []
      for await (const row of csvRows(pieces(text, size))) read.push(row)
      expect(read).toEqual(rows)
    }
  })
})

describe('collecting', () => {
  it.each([1, 7, 100_000])('picks plain Linux on-demand prices, in pieces of %i', async (size) => {
    const { found, published } = await collected(size)
    expect(found).toEqual({
      ec2: { 'm5.large': 0.118, 'm7g.large': 0.1003 }, gp3GbMonth: 0.0912,
      fargate: { vcpuHour: 0.04656, gbHour: 0.00511, storageGbHour: 0.000127 },
      cluster: { standardHour: 0.1, extendedSurchargeHour: 0.5 },
      autoMode: { 'm5.large': 0.01416, 'g5.xlarge': 0.09649 },
    })
    expect(published).toEqual({ AmazonEC2: '2026-11-20', AmazonECS: '2026-11-18', AmazonEKS: '2026-11-19' })
  })
  it('refuses what is no price list', async () => {
    await expect(collectOffer('AmazonEC2', ['<html>not found</html>'], noPrices())).rejects.toThrow('no header line')
  })
})

describe('merging', () => {
  const region = 'ap-northeast-2'
  const table = JSON.parse(readFileSync(new URL('../../data/prices.json', import.meta.url), 'utf8')) as PriceTable
  const small: PriceTable = {
    ...table, autoMode: {},
    ec2: { ...table.ec2, [region]: [{ source: 'old', asOf: '2025-04-04', usd: { 'm5.large': 0.1, 'm7g.large': 0.1, 'm8g.large': 0.1 } }] },
  }
  it('takes over what was found, with its day, and leaves the other regions alone', async () => {
    const { found, published } = await collected()
    const { table: next, missing } = mergeRegion(small, region, found, published, ['m5.large', 'm7g.large'])
    expect(missing).toEqual([])
    expect(next.ec2[region]).toEqual([
      { source: 'ec2-price-list', asOf: '2026-11-20', usd: { 'm5.large': 0.118, 'm7g.large': 0.1003 } },
      { source: 'old', asOf: '2025-04-04', usd: { 'm8g.large': 0.1 } },
    ])
    expect(next.fargate[region]).toMatchObject({ storageGbHour: 0.000127, asOf: '2026-11-18' })
    expect(next.autoMode[region]).toEqual([{ source: 'eks-price-list', asOf: '2026-11-19', usd: { 'm5.large': 0.01416 } }])
    expect(next.ec2['us-east-1']).toEqual(small.ec2['us-east-1'])
  })
  it('keeps and names what was not found, and a fee that differs', () => {
    const { table: next, missing } = mergeRegion(small, region, { ...noPrices(), cluster: { standardHour: 0.2 } },
      { AmazonEC2: '2026-11-20', AmazonECS: null, AmazonEKS: null }, ['m5.large', 'm7g.large'])
    expect(next).toEqual({ ...small, autoMode: { [region]: [] } })
    expect(missing).toEqual([
      `${region} ec2 m5.large`, `${region} ec2 m7g.large`, `${region} fargate`, `${region} gp3`, `${region} auto mode`,
      `${region} cluster standard: 0.2, not 0.1`, `${region} cluster extendedSurcharge`,
    ])
  })
  it('writes a table that reads back the same', () => {
    expect(JSON.parse(formatTable(table))).toEqual(table)
  })
})
