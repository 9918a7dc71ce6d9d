import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { baseOf } from '../../scripts/lib/serve.ts'

/** Every case starts Node anew, many at once: on a busy machine that takes as long as it takes. */
vi.setConfig({ testTimeout: 300_000 })

/** Runs a command of scripts/ to its end. */
function run(command: string, ...args: string[]): Promise<{ code: number, said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [`scripts/${command}.ts`, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }))
  })
}

describe('arguments that a command does not take end it with a sentence and how it is called', () => {
  it.concurrent.for<[string, string[], string]>([
    ['build', ['--base', '//'], 'not "//"'],
    ['build', ['--base', 'eks-primer'], 'with a slash at both ends'],
    ['build', ['--base', '/../'], 'not "/../"'],
    ['build', ['--bse', '/x/'], 'Unknown option \'--bse\''],
    ['export', ['--format', 'gif'], 'There is no format "gif".'],
    ['export', ['--language', 'fr'], 'There is no deck in "fr".'],
    ['export', ['--range', '3-'], 'such as 1,4-7, not "3-".'],
    ['export', ['--range', '7-4'], 'such as 1,4-7, not "7-4".'],
    ['export', ['--range', '0,999'], 'not "0,999".'],
    ['export', ['--out'], '--out <value>'],
    ['export', ['pdf'], 'Unexpected argument \'pdf\''],
    ['diagrams', ['--chekc'], 'Unknown option \'--chekc\''],
    ['prices', ['mars-1'], 'There is no region mars-1'],
    ['start', ['fr'], 'There is no deck in "fr", only in ko and en.'],
    ['start', ['ko', 'en'], 'There is no deck in "ko en"'],
    ['start', ['--port', 'http'], 'not "http"'],
    ['start', ['--route', 'tiny'], 'There is no way "tiny" through the deck, only short, main, long.'],
    ['preview', ['--port', '0'], 'not "0"'],
  ])('%s %j', async ([command, args, sentence], { expect }) => {
    const { code, said } = await run(command, ...args)
    expect(code).toBe(1)
    expect(said).toContain(sentence)
    expect(said).toMatch(command === 'start' ? /^npm start \[-- /m : new RegExp(`^npm run ${command} \\[-- `, 'm'))
    expect(said).not.toMatch(/^\s+at /m)
  })
})

describe('a build knows the path that it was made for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eks-primer-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(['/', '/eks-primer/', '/talks/eks-primer/'])('%s', (base) => {
    mkdirSync(join(folder, 'en'), { recursive: true })
    const entry = `${base}en/assets/index-C56NKtXK.js`
    // As Slidev builds it, and as it is once it has been prerendered.
    for (const html of [`<script type="module" crossorigin src="${entry}"></script>`, `<link rel="modulepreload" href="${entry}" crossorigin>`]) {
      writeFileSync(join(folder, 'en/index.html'), html)
      expect(baseOf(folder)).toBe(base)
    }
  })

  it('and where there is none, a command says what to do', async () => {
    expect(baseOf(join(folder, 'none'))).toBeUndefined()
    const { code, said } = await run('export', '--from', join(folder, 'none'))
    expect(code).toBe(1)
    expect(said).toBe(`There is no built deck in ${join(folder, 'none')}: run npm run build first.\n`)
  })
})
