import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { runJson } from './run-json.ts'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The name of the figure that a module defines; undefined where it defines none. */
export function definedName(code: string): string | undefined {
  return /^export const \w+ = defineFigure\b[^]*?^ {2}name: '([\w-]+)',$/m.exec(code)?.[1]
}

/**
 * Whoever opens a figure would go through its run first, to know the instants of its beats: tenths of a second in which a page
 * answers nothing. The runs that figures open with are gone through here, and come with the figure's definition.
 */
export function authorsRuns(): Plugin {
  let runs: Promise<Record<string, string>> | undefined
  return {
    name: 'eks-primer:authors-runs',
    // What is being written changes with every edit, and is run as it is.
    apply: 'build',
    // Before types are taken out, and quotation marks changed.
    enforce: 'pre',
    async transform(code, id) {
      const name = id.endsWith('.ts') ? definedName(code) : undefined
      if (name === undefined)
        return
      runs ??= runJson(file('authors-runs.run.ts'))
      const told = (await runs)[name]
      if (told === undefined)
        return
      return `import { remember as rememberRun } from ${JSON.stringify(file('../../components/figures/shell/told-ahead.ts'))}\n${code}\nrememberRun(${JSON.stringify(name)}, ${JSON.stringify(told)})\n`
    },
  }
}
