import { execFile } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Plugin } from 'vite'

/** Imported by components/figures/race/authors-race.ts. */
const ID = 'virtual:eks-primer/authors-race'

const run = fileURLToPath(new URL('authors-race.run.ts', import.meta.url))

/** The race that the slides open with, run once where the deck is made instead of by everyone who opens it. */
export function authorsRace(): Plugin {
  let text: Promise<string> | undefined
  return {
    name: 'eks-primer:authors-race',
    resolveId: id => id === ID ? `\0${ID}` : undefined,
    load: async (id) => {
      if (id !== `\0${ID}`)
        return
      // By Node itself: what loads this file would turn each of the engine's files into JavaScript anew.
      text ??= promisify(execFile)(process.execPath, [run], { maxBuffer: 2 ** 26 }).then(({ stdout }) => stdout)
      return `export default ${JSON.stringify(await text)}`
    },
  }
}
