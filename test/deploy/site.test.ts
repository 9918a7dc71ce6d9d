/** The folder that a release carries: files, and a server of a few lines that needs nothing but Node. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CACHE_CONTROL, headersOf, SECURITY_HEADERS } from '../../scripts/lib/headers.ts'

const folder = mkdtempSync(join(tmpdir(), 'eks-primer-site-'))
const FILES: Readonly<Record<string, string>> = {
  'index.html': 'landing',
  '404.html': 'no such slide',
  'ko/index.html': '<script type="module" crossorigin src="/ko/assets/index-C56NKtXK.js"></script>',
  'ko/k8s-pod/index.html': '파드',
  'ko/assets/index-C56NKtXK.js': 'let deck',
  'ko/assets/face-1.woff2': '\0font',
  'manifest.webmanifest': '{}',
}

/** A built deck, small. */
function writeDeck(base: string): string {
  const deck = join(folder, 'dist')
  rmSync(deck, { recursive: true, force: true })
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(deck, path)), { recursive: true })
    writeFileSync(join(deck, path), text.replace('src="/', `src="${base}`))
  }
  return deck
}

const site = (...args: string[]) => execFileSync(process.execPath, ['scripts/site.ts', ...args], { encoding: 'utf8', stdio: 'pipe' })

/** Starts the folder's server, with nothing of the project in its reach. */
async function serve(...args: string[]): Promise<{ server: ChildProcess, said: string }> {
  const server = spawn(process.execPath, ['serve.mjs', ...args], { cwd: join(folder, 'out'), env: { PATH: '' } })
  let said = ''
  await new Promise<void>((resolve) => {
    const listen = (chunk: Buffer) => {
      said += String(chunk)
      if (said.includes('\n')) resolve()
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
  })
  return { server, said }
}

interface Answer { status: number, headers: Record<string, unknown>, text: string }

let [address, running]: [string, ChildProcess | undefined] = ['', undefined]

/** An answer to a path that is sent as it is written. */
function ask(path: string, { method = 'GET', ...headers }: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => text += chunk).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    }).on('error', reject).end()
  })
}

const lower = (headers: object) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

beforeAll(async () => {
  site('--from', writeDeck('/'), '--out', join(folder, 'out'))
  const { server, said } = await serve('0', '127.0.0.1')
  running = server
  address = /http:\S+/.exec(said)?.[0] ?? ''
})
afterAll(() => {
  running?.kill()
  rmSync(folder, { recursive: true })
})

describe('serve.mjs', () => {
  it.each([
    ['/', 'index.html', 'text/html; charset=utf-8'], ['/ko/', 'ko/index.html', 'text/html; charset=utf-8'], ['/ko/k8s-pod/?clicks=2', 'ko/k8s-pod/index.html', 'text/html; charset=utf-8'],
    ['/ko/assets/index-C56NKtXK.js', 'ko/assets/index-C56NKtXK.js', 'text/javascript; charset=utf-8'], ['/ko/assets/face-1.woff2', 'ko/assets/face-1.woff2', 'font/woff2'],
    ['/manifest.webmanifest', 'manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
  ])('%s is %s, with the headers of every host', async (path, file, type) => {
    const { status, headers, text } = await ask(path)
    expect([status, text, headers['content-type']]).toEqual([200, FILES[file], type])
    expect(headers).toMatchObject(lower(headersOf(path)))
    const head = await ask(path, { method: 'HEAD' })
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', headers['content-length']])
    const again = await ask(path, { 'if-none-match': String(headers.etag) })
    expect([again.status, again.text]).toEqual([304, ''])
  })

  it.each([['/ko', '/ko/'], ['/ko/k8s-pod?clicks=2', '/ko/k8s-pod/?clicks=2'], ['//ko', '/ko/']])('%s goes to %s', async (path, to) => {
    const { status, headers } = await ask(path)
    expect([status, headers.location]).toEqual([301, to])
  })

  it.each(['/none', '/ko/assets/', '/ko/assets/gone-1.js', '/../headers.json', '/ko/..%2f..%2fheaders.json', '/%', '/a%00b', '/ko\\..\\..\\serve.mjs'])('%s is not there, and a page says so', async (path) => {
    const { status, headers, text } = await ask(path)
    expect([status, text]).toEqual([404, FILES['404.html']])
    expect(headers).toMatchObject(lower({ ...SECURITY_HEADERS, 'Cache-Control': CACHE_CONTROL.other }))
  })

  it('takes no other methods', async () => {
    expect((await ask('/', { method: 'POST' })).status).toBe(405)
  })

  it('says so when its port is taken', async () => {
    const { server, said } = await serve(new URL(address).port, '127.0.0.1')
    const code = server.exitCode ?? await new Promise(resolve => server.once('exit', resolve))
    expect([code, said]).toEqual([1, `Port ${new URL(address).port} is already in use. Choose another: node serve.mjs 8081\n`])
  })
})

describe('npm run site', () => {
  it('lays files, server, licence and a word on how to start it into one folder', () => {
    for (const file of ['serve.mjs', 'headers.json', 'README.txt', 'LICENSE', 'site/ko/index.html'])
      expect(existsSync(join(folder, 'out', file)), file).toBe(true)
    expect(readFileSync(join(folder, 'out/serve.mjs'), 'utf8').match(/from '(?!node:)/)).toBeNull()
  })

  it.each([['/talks/', 'was built for /talks/'], ['', 'There is no built deck in']])('refuses a build that would not work there: %j', (base, sentence) => {
    const from = base ? writeDeck(base) : join(folder, 'none')
    expect(() => site('--from', from, '--out', join(folder, 'other'))).toThrow(sentence)
    expect(existsSync(join(folder, 'other'))).toBe(false)
  })
})
