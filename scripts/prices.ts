/**
 * Refreshes data/prices.json from the AWS Price List's public bulk files: `npm run prices [region ...]`.
 * The files are large (some hundred MB a region for EC2); they are read as they arrive and not kept.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { regions } from '../data/regions.ts'
import { collectOffer, noPrices, offers, type OfferCode } from './lib/price-list/collect.ts'
import { formatTable, mergeRegion, type PriceTable, type Published } from './lib/price-list/merge.ts'

const file = new URL('../data/prices.json', import.meta.url)
const addressOf = (offer: OfferCode, region: string) =>
  `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${offer}/current/${region}/index.csv`

async function* download(address: string): AsyncGenerator<string> {
  const response = await fetch(address)
  if (!response.ok || !response.body) throw new Error(`${address}: ${response.status} ${response.statusText}`)
  const decoder = new TextDecoder()
  for await (const bytes of response.body) yield decoder.decode(bytes, { stream: true })
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter(region => !Object.hasOwn(regions, region))
if (unknown.length > 0) throw new Error(`no such region: ${unknown.join(', ')}. Known: ${Object.keys(regions).join(', ')}`)

let table = JSON.parse(await readFile(file, 'utf8')) as PriceTable
const missing: string[] = []
for (const region of wanted.length > 0 ? wanted : Object.keys(regions)) {
  const found = noPrices()
  const published: Published = { AmazonEC2: null, AmazonECS: null, AmazonEKS: null }
  for (const offer of Object.keys(offers) as OfferCode[]) {
    published[offer] = await collectOffer(offer, download(addressOf(offer, region)), found)
    console.log(`${region} ${offer}: published ${published[offer] ?? 'on a day that the file does not say'}`)
  }
  const merged = mergeRegion(table, region, found, published)
  table = merged.table
  missing.push(...merged.missing)
}
await writeFile(file, formatTable(table))
for (const what of missing) console.warn(`not found, left as it was: ${what}`)
