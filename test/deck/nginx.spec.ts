/** The container's nginx, real, on the built deck: what is sent beside the files, and what happens when it is killed. */
import { test as base, expect } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { get, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import process from 'node:process'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type Load, load } from '../../bench/load.ts'
import { CACHE_CONTROL, CONTENT_TYPES, HASHED, SECURITY_HEADERS } from '../../scripts/lib/headers.ts'
import { haveNginx, type Nginx, serveByNginx } from '../../scripts/lib/nginx.ts'
import { baseOf } from '../../scripts/lib/serve.ts'
import { pageInSight } from './deck.ts'
import { visit } from './visit.ts'

const BASES = ['/', '/talks/eks-primer/']
const DIST = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter(file => statSync(join('dist', file)).isFile())
const script = DIST.find(file => /^ko.assets.*\.js$/.test(file) && statSync(join('dist', file)).size > 20_000) ?? ''
const font = DIST.find(file => file.endsWith('.woff2')) ?? ''

const test = base.extend<object, { nginx: (path: string) => Promise<Nginx> }>({
  // One for each base.
  nginx: [async ({ browserName: _ }, use) => {
    const running = new Map<string, Promise<Nginx>>()
    await use(path => running.get(path) ?? running.set(path, serveByNginx('dist', path)).get(path) ?? Promise.reject(new Error(path)))
    for (const server of running.values())
      await (await server).close()
  }, { scope: 'worker' }],
})

// One after the other: they share the servers, and end them.
test.describe.configure({ mode: 'default' })
// A Mac has no such nginx; where CI runs there must be.
test.skip(() => !process.env.CI && !haveNginx(), 'Not here: apt-get install nginx-light libnginx-mod-http-brotli-static')
test.beforeAll(() => expect(haveNginx(), 'nginx-light and libnginx-mod-http-brotli-static can be installed').toBe(true))

interface Answer { status: number, headers: IncomingHttpHeaders, body: Buffer }

/** An answer as it came: not decoded, not followed; the path is sent as it is written. */
function ask(address: string, headers: Record<string, string> = {}): Promise<Answer> {
  const [, port, path] = /^http:..127\.0\.0\.1:(\d+)(.*)/.exec(address) ?? []
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }))
    }).on('error', reject)
  })
}

const security = Object.fromEntries(Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]))
const pick = (headers: IncomingHttpHeaders) => Object.fromEntries(Object.keys(security).map(name => [name, headers[name]]))

for (const path of BASES) {
  test.describe(`under ${path}`, () => {
    test('every file comes whole, with its type, its caching and the security headers', async ({ nginx }) => {
      const { address } = await nginx(path)
      const seen = await Promise.all(DIST.map(async (file) => {
        const { status, headers, body } = await ask(address + file)
        const same = body.equals(readFileSync(join('dist', file)))
        return { file, status, same, cache: headers['cache-control'], type: headers['content-type']?.replace('; charset=utf-8', ''), security: pick(headers) }
      }))
      expect(seen).toEqual(DIST.map(file => ({
        file, status: 200, same: true,
        cache: HASHED.test(`/${file}`) ? CACHE_CONTROL.hashed : CACHE_CONTROL.other,
        type: CONTENT_TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream', security,
      })))
    })

    test('text comes by brotli where the browser takes it, else by gzip, else as it is; a cache keeps them apart', async ({ nginx }) => {
      const { address } = await nginx(path)
      const plain = readFileSync(join('dist', script))
      for (const [accept, encoding, decode] of [['gzip, deflate, br, zstd', 'br', brotliDecompressSync], ['gzip', 'gzip', gunzipSync], ['br;q=0', undefined, (body: Buffer) => body]] as const) {
        const { headers, body } = await ask(address + script, { 'accept-encoding': accept })
        expect(headers['content-encoding'], accept).toBe(encoding)
        expect(headers['content-type'], accept).toBe('text/javascript; charset=utf-8')
        expect(headers.vary, accept).toBe('Accept-Encoding')
        expect(decode(body).equals(plain), accept).toBe(true)
        if (encoding)
          expect(body.length).toBeLessThan(plain.length / 2)
      }
      const { headers } = await ask(address + font, { 'accept-encoding': 'br' })
      expect(headers['content-encoding']).toBeUndefined()
    })

    test('a page that has not changed is a 304, whichever way it was compressed', async ({ nginx }) => {
      const { address } = await nginx(path)
      for (const accept of ['br', 'gzip', 'identity']) {
        const { headers: { etag = '' } } = await ask(`${address}ko/`, { 'accept-encoding': accept })
        const again = await ask(`${address}ko/`, { 'accept-encoding': accept, 'if-none-match': etag })
        expect([again.status, again.body.length, again.headers['cache-control']]).toEqual([304, 0, CACHE_CONTROL.other])
      }
    })

    test('a part of a file can be asked for, and one beyond its end cannot', async ({ nginx }) => {
      const { address } = await nginx(path)
      const whole = readFileSync(join('dist', font))
      const part = await ask(address + font, { range: 'bytes=10-19' })
      expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${whole.length}`])
      expect(part.body.equals(whole.subarray(10, 20))).toBe(true)
      expect((await ask(address + font, { range: `bytes=${whole.length}-` })).status).toBe(416)
    })

    test('an address without its last slash goes to the one with it, on the host and port that were asked', async ({ nginx }) => {
      const { address } = await nginx(path)
      for (const folder of ['ko', 'en/cover', ...(path === '/' ? [] : [''])]) {
        const { status, headers } = await ask((address + folder).replace(/\/$/, ''))
        expect([status, headers.location, headers['cache-control']], folder).toEqual([301, `${path}${folder}/`.replace('//', '/'), CACHE_CONTROL.other])
      }
    })

    test('what is not there is a page that says so, kept by no cache', async ({ nginx }) => {
      const { address } = await nginx(path)
      // Above the root there is no address at all.
      const climbs = path === '/' ? 400 : 404
      for (const missing of ['no-such-slide', 'ko/no/such/slide/', 'ko/assets/', 'ko/assets/gone-12345678.js', `${script}.br`, 'ko/index.html.gz', '../nginx.conf', '%2e%2e/nginx.conf', '.git/config']) {
        const { status, headers, body } = await ask(address + missing)
        expect(status, missing).toBe(missing.includes('nginx.conf') ? climbs : 404)
        expect(headers, missing).toMatchObject({ ...security, 'cache-control': CACHE_CONTROL.other })
        expect(headers['content-type'], missing).toMatch(/^text\/html/)
        if (status === 404)
          expect(body.equals(readFileSync('dist/404.html')), missing).toBe(true)
      }
    })
  })
}

test('its health is asked at one address, whatever the base, and nothing tells its version', async ({ nginx }) => {
  for (const path of BASES) {
    const { address } = await nginx(path)
    const { status, headers, body } = await ask(new URL('/healthz', address).href)
    expect([status, String(body), headers['cache-control'], headers.server]).toEqual([200, 'ok\n', CACHE_CONTROL.other, 'nginx'])
  }
})

/** What a request says whose server went away. */
const BROKEN = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE']

test.describe('under load', () => {
  const files = (address: string) => DIST.filter(file => /^(ko|en).*\.(js|css|html)$/.test(file)).map(file => address + file)

  /** Does something once, after so many answers. */
  function loadAndAt(answers: number, requests: number, address: string, act: () => void): Promise<Load> {
    let done = false
    const onAnswer = (count: number) => {
      if (count < answers || done)
        return
      done = true
      act()
    }
    return load(files(address), { requests, inFlight: 50, onAnswer })
  }

  test('10,000 requests, 200 at once: every one is answered whole', async ({ nginx }) => {
    const { address } = await nginx('/')
    expect(await load(files(address), { requests: 10_000, inFlight: 200 })).toMatchObject({ ok: 10_000, failed: {} })
  })

  test('a worker that is killed takes no more with it than it was serving; another comes in its place', async ({ nginx }) => {
    const { address, workers } = await nginx('/')
    const victims = workers()
    const { ok, failed } = await loadAndAt(1_000, 3_000, address, () => process.kill(victims[0] ?? 0, 'SIGKILL'))
    const lost = Object.values(failed).reduce((sum, count) => sum + count, 0)
    // 50 in flight, and as many idle connections again that are found dead at their next use.
    expect(lost).toBeLessThanOrEqual(100)
    expect(ok).toBe(3_000 - lost)
    expect(workers()).toHaveLength(victims.length)
    expect(workers()).not.toContain(victims[0])
  })

  test('nginx that is killed whole refuses at once, and serves the same files when it is started again', async ({ nginx }) => {
    const server = await nginx('/')
    const all = [server.master.pid ?? 0, ...server.workers()]
    const { failed } = await loadAndAt(300, 1_000, server.address, () => all.forEach(id => process.kill(id, 'SIGKILL')))
    expect(Object.keys(failed).filter(code => !BROKEN.includes(code))).toEqual([])
    expect(failed.ECONNREFUSED).toBeGreaterThan(500)
    await server.restart()
    expect(await load(files(server.address), { requests: 500, inFlight: 50 })).toMatchObject({ ok: 500, failed: {} })
  })

  test('it ends with the process that started it, even one that is killed outright', async () => {
    const program = `import { serveByNginx } from './scripts/lib/nginx.ts'; console.log((await serveByNginx('deploy')).address)`
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = await once(parent.stdout, 'data') as [Buffer]
    const health = `${new URL(String(said)).origin}/healthz`
    expect((await fetch(health)).ok).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => fetch(health).then(() => 'serves', () => 'refuses')).toBe('refuses')
  })

  test('asked to stop, as Kubernetes asks, it cuts no answer short', async ({ nginx }) => {
    const server = await nginx('/')
    const { master } = server
    const { failed } = await loadAndAt(300, 1_000, server.address, () => master.kill('SIGQUIT'))
    // A connection is closed between two requests, or refused.
    expect(Object.keys(failed).filter(code => !BROKEN.includes(code))).toEqual([])
    await expect.poll(() => master.exitCode).toBe(0)
    await server.restart()
  })
})

test.describe('in a browser', () => {
  test.use({ serviceWorkers: 'allow' })
  const built = baseOf('dist') ?? '/'

  test('slides stand at their addresses, through reload, back and forward, and nothing is refused or missing', async ({ page, nginx }) => {
    const { address } = await nginx(built)
    const complaints: string[] = []
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    page.on('response', response => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`))
    const heading = pageInSight(page).locator('.slidev-layout h1')

    await page.goto(address)
    await page.getByRole('link', { name: 'Read in English' }).click()
    await page.waitForURL(/\/en\//)
    await heading.waitFor()
    await page.goto(`${address}en/k8s-pod?clicks=1`)
    await expect(page).toHaveURL(`${address}en/k8s-pod/?clicks=1`)
    const said = await heading.textContent()
    await page.reload()
    await expect(heading).toHaveText(said ?? '')
    await page.goBack()
    await expect(heading).not.toHaveText(said ?? '')
    await page.goForward()
    await expect(heading).toHaveText(said ?? '')
    expect(complaints).toEqual([])
  })

  test('one visit installs the deck: it stands though nginx was killed', async ({ page, nginx }) => {
    const server = await nginx(built)
    await visit(page, `${server.address}ko/`)
    const { master } = server
    const ended = new Promise(resolve => master.once('exit', resolve))
    const workers = server.workers()
    ;[master.pid ?? 0, ...workers].forEach(id => process.kill(id, 'SIGKILL'))
    await ended
    await page.goto(`${server.address}en/k8s-pod/?clicks=1`)
    await expect(pageInSight(page).locator('.slidev-layout h1')).toBeVisible()
    await expect(page.locator('[data-step="2"]').filter({ visible: true })).toBeVisible()
    await server.restart()
  })
})
