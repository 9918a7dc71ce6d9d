/** How many files of the built deck the container's nginx hands out, 200 asked for at once, and how long the slowest of a hundred waits. */
import { readdirSync } from 'node:fs'
import { haveNginx, serveByNginx } from '../scripts/lib/nginx.ts'
import { load, type Load } from './load.ts'

export interface HostingBench extends Load {
  requests: number
  inFlight: number
}

/**
 * @param folder a built deck
 * @returns undefined where there is no nginx
 */
export async function benchHosting(folder = 'dist', requests = 10_000, inFlight = 200): Promise<HostingBench | undefined> {
  if (!haveNginx()) return undefined
  const { address, close } = await serveByNginx(folder)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.(js|css|html|woff2)$/.test(file))
  const measured = await load(files.map(file => address + file), { requests, inFlight })
  await close()
  return { requests, inFlight, ...measured }
}
