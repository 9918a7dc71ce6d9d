import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import type { Language } from '../../data/localized.ts'
import { entries } from './decks.ts'

const cli = join(dirname(createRequire(import.meta.url).resolve('@slidev/cli/package.json')), 'bin/slidev.mjs')

/** Starts Slidev's command line under this same Node. */
export function spawnSlidev(args: string[], env: Record<string, string> = {}, stdio: StdioOptions = 'inherit'): ChildProcess {
  // Whoever installs for production says so in this variable, and Vite where it serves a build: the development server then
  // leaves its client out of the components, and with it all that it defines; a build for development is twice as large.
  const mode = args[0] === 'build' ? 'production' : 'development'
  return spawn(process.execPath, [cli, ...args], { stdio, env: { ...process.env, NODE_ENV: mode, ...env } })
}

/**
 * Builds decks, each in a folder of its language's name.
 *
 * @param base the path that this folder will be hosted under, with a slash at both ends
 * @param options.quiet tells nothing of the build but why it failed
 * @param options.withoutNotes leaves out what the presenter says
 * @throws when Slidev fails
 */
export async function buildDecks(languages: readonly Language[], base: string, folder: string, options: BuildOptions = {}): Promise<void> {
  // All at once: a build keeps one core busy. Where one fails, another may still be writing.
  const built = await Promise.allSettled(languages.map(language => buildDeck(language, `${base}${language}/`, join(folder, language), options)))
  for (const each of built) {
    if (each.status === 'rejected')
      throw each.reason
  }
}

interface BuildOptions {
  quiet?: boolean
  withoutNotes?: boolean
}

async function buildDeck(language: Language, base: string, folder: string, { quiet = false, withoutNotes = false }: BuildOptions): Promise<void> {
  const slidev = spawnSlidev(['build', entries[language], '--base', base, '--out', folder, ...withoutNotes ? ['--without-notes'] : []], {}, quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit')
  const said: Buffer[] = []
  for (const stream of [slidev.stdout, slidev.stderr])
    stream?.on('data', (chunk: Buffer) => said.push(chunk))
  const [code] = await once(slidev, 'close')
  if (code !== 0)
    throw new Error(`${Buffer.concat(said).toString()}Slidev did not build ${entries[language]}; its message is above.`)
}
