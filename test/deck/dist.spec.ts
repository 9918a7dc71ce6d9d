import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { expect, languages, test } from './deck.ts'

const files = readdirSync('dist', { recursive: true, encoding: 'utf8' })

const read = (pattern: RegExp) => files.filter(file => pattern.test(file)).map(file => ({ file, text: readFileSync(join('dist', file), 'utf8') }))

test('the built deck carries WOFF2 fonts only', () => {
  expect(files.filter(file => file.endsWith('.woff'))).toEqual([])
  expect(files.filter(file => file.endsWith('.woff2')).length).toBeGreaterThan(0)
})

test('it tells the licences of all that it carries', () => {
  const [page] = read(/^licenses.index\.html$/)
  for (const said of ['Kil Hyung-jin', 'JetBrains Mono Project Authors', 'Permission is hereby granted', 'vue-router', 'd3-scale', 'drauu'])
    expect.soft(page?.text).toContain(said)
})

test('nothing of the machine that built it is in it', () => {
  for (const { file, text: whole } of read(/\.(js|css|html|json|svg|webmanifest)$/)) {
    // A font that a page carries may spell anything.
    const text = whole.replaceAll(/base64,[\w+/=]+/g, '')
    for (const trace of [process.cwd(), tmpdir(), `${homedir()}/`, 'node_modules/', 'sourceMappingURL', 'build-facts'])
      expect.soft(text.includes(trace), `${file}: ${trace}`).toBe(false)
  }
  expect(files.filter(file => /\.map$|build-facts/.test(file))).toEqual([])
})

test('every page says what it may do, and no script of it stands inline without its hash', () => {
  for (const { file, text } of read(/\.html$/)) {
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text) ?? []
    const [, scripts = ''] = /script-src ([^;]+)/.exec(policy) ?? []
    expect.soft(scripts, file).toMatch(/^'self'/)
    expect.soft(scripts, file).not.toMatch(/unsafe|data:|blob:|\*/)
    for (const [, code = ''] of text.matchAll(/<script>([^]*?)<\/script>/g))
      expect.soft(scripts, file).toContain(createHash('sha256').update(code).digest('base64'))
    expect.soft(text, file).not.toMatch(/ on(load|error|click)=/)
  }
})

test('no style asks for the class of what an element stands in: each change of a class would style all that it contains anew', () => {
  for (const { file, text } of read(/\.(css|html)$/))
    expect.soft(text.match(/\[class[^\]{}]*\]\s*[ >+~][^{]*\{/)?.[0], file).toBeUndefined()
})

for (const language of languages) {
  test(`${language}: nothing lies beside the deck that only a host's root would read`, () => {
    for (const stray of ['404.html', '_redirects'])
      expect(existsSync(join('dist', language, stray)), stray).toBe(false)
  })
}
