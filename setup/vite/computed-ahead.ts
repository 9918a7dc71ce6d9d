import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { runJson } from './run-json.ts'

/** Names a script of this folder, and what of that which it prints. */
const ID = /^virtual:eks-primer\/(?<script>authors-(?:race|bills))\/(?<of>[\w-]+)$/

/** What figures open with and takes a while, computed once where the deck is made instead of by everyone who opens it. */
export function computedAhead(): Plugin {
  const printed = new Map<string, Promise<Record<string, string>>>()
  return {
    name: 'eks-primer:computed-ahead',
    resolveId: id => ID.test(id) ? `\0${id}` : undefined,
    load: async (id) => {
      const { script, of } = (id.startsWith('\0') && ID.exec(id.slice(1))?.groups) || {}
      if (script === undefined || of === undefined)
        return
      const json = printed.get(script) ?? runJson(fileURLToPath(new URL(`${script}.run.ts`, import.meta.url)))
      printed.set(script, json)
      return `export default ${JSON.stringify((await json)[of])}`
    },
  }
}
