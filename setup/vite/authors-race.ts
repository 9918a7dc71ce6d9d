import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { runJson } from './run-json.ts'

/** Imported by authors-race.ts of each figure that shows a race, followed by the figure's name. */
const ID = 'virtual:eks-primer/authors-race/'

const run = fileURLToPath(new URL('authors-race.run.ts', import.meta.url))

/** The races that figures open with, run once where the deck is made instead of by everyone who opens it. */
export function authorsRace(): Plugin {
  let races: Promise<Record<string, string>> | undefined
  return {
    name: 'eks-primer:authors-race',
    resolveId: id => id.startsWith(ID) ? `\0${id}` : undefined,
    load: async (id) => {
      if (!id.startsWith(`\0${ID}`))
        return
      races ??= runJson(run)
      return `export default ${JSON.stringify((await races)[id.slice(ID.length + 1)])}`
    },
  }
}
