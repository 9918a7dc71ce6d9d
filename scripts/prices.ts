/**
 * Refreshes data/prices.json from the AWS Price List's public bulk files: `npm run prices [region ...]`.
 * The files are large (some hundred MB a region for EC2); they are read as they arrive and not kept.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { instanceTypes } from '../data/instance-types.ts'
import { regions } from '../data/regions.ts'
import { messageOf, runCommand, UsageError } from './lib/command.ts'
import { collectOffer, noPrices, offers, type OfferCode } from './lib/price-list/collect.ts'
import { formatTable, mergeRegion, type PriceTable, type Published } from './lib/price-list/merge.ts'

const file = new URL('../data/prices.json', import.meta.url)
const addressOf = (offer: OfferCode, region: string) =>
  `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${offer}/current/${region}/index.csv`

async function* download(address: string): AsyncGenerator<string> {
  const response = await fetch(address)
  if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`)
  const decoder = new TextDecoder()
  for await (const bytes of response.body) yield decoder.decode(bytes, { stream: true })
}

await runCommand('npm run prices [-- REGION ...]', { allowPositionals: true }, async ({ positionals }) => {
  const unknown = positionals.filter(region => !Object.hasOwn(regions, region))
  if (unknown.length > 0) throw new UsageError(`There is no region ${unknown.join(', ')}, only ${Object.keys(regions).join(', ')}.`)

  let table = JSON.parse(await readFile(file, 'utf8')) as PriceTable
  for (const region of positionals.length > 0 ? positionals : Object.keys(regions)) {
    const found = noPrices()
    const published: Published = { AmazonEC2: null, AmazonECS: null, AmazonEKS: null }
    for (const offer of Object.keys(offers) as OfferCode[]) {
      const address = addressOf(offer, region)
      published[offer] = await collectOffer(offer, download(address), found).catch((error: unknown) => {
        throw new Error(`${address}: ${messageOf(error)}. ${region} is left as it was; the regions named before it are refreshed.`)
      })
      console.log(`${region} ${offer}: published ${published[offer] ?? 'on a day that the file does not say'}`)
    }
    const merged = mergeRegion(table, region, found, published, instanceTypes.map(({ name }) => name))
    table = merged.table
    // Region by region: what fails late must not throw away an hour of downloads.
    await writeFile(file, formatTable(table))
    for (const what of merged.missing) console.warn(`not found, left as it was: ${what}`)
  }
})
