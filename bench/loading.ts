/** How soon a deck's first slide is there, and takes a key, in a browser that is four times slower than this one and has nothing kept. */
import process from 'node:process'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright'
import { requireBrowser } from '../scripts/lib/browser.ts'
import { serveByNginx } from '../scripts/lib/nginx.ts'
import type { Deck } from './peers.ts'

/** Lighthouse's slow 4G, as it hands it to the browser: bytes a second, and milliseconds before each answer. */
const NETWORKS = {
  'loopback': { latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
  'slow 4G': { latency: 562.5, downloadThroughput: 1_474_560 / 8, uploadThroughput: 675_000 / 8 },
} as const

export type NetworkName = keyof typeof NETWORKS
export const networks = Object.keys(NETWORKS) as NetworkName[]

/** How many times slower than it is the processor is made. */
export const THROTTLE = 4
const VIEWPORT = { width: 1280, height: 720 }
/** A deck that takes no key by then (ms) is given up. */
const PATIENCE = 300_000

/** One visit; milliseconds from the moment that the address was opened. */
export interface Visit {
  fcp: number
  lcp: number
  /** The first press of a key that turns the page, pressed again and again. */
  answers: number
  /** Of scripts and styles, as they travelled, until the network rests. */
  bytes: number
  requests: number
}

/** Chromium that can reach this machine alone: no deck may wait for another host. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: requireBrowser(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost', '--disable-background-networking', '--disable-component-update'],
  })
}

/**
 * Visits every deck on every network in turn, so that a busy machine slows all of them alike; the medians count.
 *
 * @param rounds how often each is visited
 */
export async function benchLoading(decks: readonly Deck[], rounds: number): Promise<Record<NetworkName, Map<string, Visit>>> {
  const browser = await launch()
  const hosts = await Promise.all(decks.map(async deck => ({ deck, nginx: await serveByNginx(deck.folder) })))
  const visits = Object.fromEntries(networks.map(network => [network, new Map(decks.map(({ name }) => [name, [] as Visit[]]))])) as Record<NetworkName, Map<string, Visit[]>>
  try {
    for (let round = 0; round < rounds; round++) {
      for (const network of networks) {
        for (const { deck, nginx } of hosts)
          visits[network].get(deck.name)?.push(await visit(browser, nginx.address + deck.start, network))
        console.warn(`visited on ${network}, ${round + 1} of ${rounds}`)
      }
    }
  }
  finally {
    await browser.close()
    await Promise.all(hosts.map(({ nginx }) => nginx.close()))
  }
  return Object.fromEntries(networks.map(network => [network, new Map([...visits[network]].map(([name, each]) => [name, medians(each)]))])) as Record<NetworkName, Map<string, Visit>>
}

function medians(visits: readonly Visit[]): Visit {
  const median = (key: keyof Visit) => visits.map(visit => visit[key]).sort((a, b) => a - b)[Math.floor(visits.length / 2)] ?? Number.NaN
  return { fcp: median('fcp'), lcp: median('lcp'), answers: median('answers'), bytes: median('bytes'), requests: median('requests') }
}

/** Twice, each time with nothing kept: what is painted last is no longer looked at once a key is pressed. */
async function visit(browser: Browser, address: string, network: NetworkName): Promise<Visit> {
  const { settled, ...painted } = await paint(browser, address, network)
  return { ...painted, answers: await answer(browser, address, network, settled) }
}

async function open(browser: Browser, network: NetworkName): Promise<{ context: BrowserContext, page: Page, session: CDPSession }> {
  const context = await browser.newContext({ viewport: VIEWPORT })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, ...NETWORKS[network] })
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
  return { context, page, session }
}

async function paint(browser: Browser, address: string, network: NetworkName) {
  const { context, page, session } = await open(browser, network)
  const kinds = new Map<string, string>()
  let bytes = 0
  session.on('Network.requestWillBeSent', ({ requestId, type = '', request }) => request.url.startsWith('http') && kinds.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (['Script', 'Stylesheet'].includes(kinds.get(requestId) ?? ''))
      bytes += encodedDataLength
  })
  await page.addInitScript(() => {
    new PerformanceObserver(list => Object.assign(globalThis, { lcp: list.getEntries().at(-1)?.startTime })).observe({ type: 'largest-contentful-paint', buffered: true })
  })
  const response = await page.goto(address, { waitUntil: 'networkidle', timeout: PATIENCE })
  if (!response?.ok())
    throw new Error(`${address} answers with ${response?.status() ?? 'nothing'}.`)
  // A busy browser tells of it some time after it has painted.
  await page.waitForFunction(() => 'lcp' in globalThis, undefined, { timeout: PATIENCE })
  const times = await page.evaluate(() => ({
    fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    lcp: (globalThis as unknown as { lcp?: number }).lcp ?? Number.NaN,
  }))
  const settled = page.url()
  await context.close()
  return { ...times, bytes, requests: kinds.size, settled }
}

async function answer(browser: Browser, address: string, network: NetworkName, settled: string): Promise<number> {
  const { context, page } = await open(browser, network)
  let answered = 0
  // A deck may put the first slide's own address into the place of the deck's: that is no answer.
  page.on('framenavigated', (frame) => {
    if (![address, settled, 'about:blank'].includes(frame.url()))
      answered ||= Date.now()
  })
  const begun = Date.now()
  await page.goto(address, { waitUntil: 'commit', timeout: PATIENCE })
  while (!answered && Date.now() - begun < PATIENCE)
    await Promise.all([page.keyboard.press('ArrowRight'), new Promise(resolve => setTimeout(resolve, 50))])
  await context.close()
  return (answered || Number.NaN) - begun
}
