/** Asks a server for many files at once, as a room does that opens a deck at the same moment. */
import { Agent, get } from 'node:http'

export interface Load {
  /** Answers of 200 that came whole. */
  ok: number
  /** What went wrong with the others, each as often as it did. */
  failed: Record<string, number>
  bytes: number
  perSecond: number
  /** Milliseconds from a request to its last byte. */
  p50: number
  p99: number
}

export interface LoadOptions {
  requests: number
  inFlight: number
  /** After each answer, with how many there were. */
  onAnswer?: (answers: number) => void
}

/** Goes through the addresses in turn, so many requests at once, over connections that stay open. */
export async function load(addresses: readonly string[], { requests, inFlight, onAnswer }: LoadOptions): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight })
  const failed: Record<string, number> = {}
  const times: number[] = []
  let [next, bytes, answers] = [0, 0, 0]
  const begun = performance.now()
  async function ask(): Promise<void> {
    while (next < requests) {
      const address = addresses[next++ % addresses.length] ?? ''
      const asked = performance.now()
      try {
        const size = await whole(address, agent)
        bytes += size
        times.push(performance.now() - asked)
      }
      catch (error) {
        const { code, message } = error as NodeJS.ErrnoException
        failed[code ?? message] = (failed[code ?? message] ?? 0) + 1
      }
      onAnswer?.(++answers)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, ask))
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(Math.floor(times.length * share), times.length - 1)] ?? Number.NaN
  return { ok: times.length, failed, bytes, perSecond: times.length / (performance.now() - begun) * 1000, p50: at(0.5), p99: at(0.99) }
}

/** The bytes of one answer. @throws when it is no 200, or ends before its length */
function whole(address: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(address, { agent, headers: { 'accept-encoding': 'br, gzip' } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => bytes += chunk.length)
      response.on('error', reject)
      response.on('end', () => {
        const length = Number(response.headers['content-length'])
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`))
        else if (bytes !== length) reject(new Error(`${bytes} of ${length} bytes`))
        else resolve(bytes)
      })
    }).on('error', reject)
  })
}
