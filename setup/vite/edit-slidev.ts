import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** What stands in a file, and what is put there. */
export type Edit = [found: string | RegExp, put: string]

/**
 * An import of one of the deck's own files, to be put into one of Slidev's.
 *
 * @param file from the project's root
 */
export function importOf(what: string, file: string): string {
  return `import ${what} from ${JSON.stringify(fileURLToPath(new URL(`../../${file}`, import.meta.url)))}\n`
}

/**
 * The same, put where a script begins: a component's, or a file that is one.
 *
 * @param file from the project's root
 */
export function importing(what: string, file: string): Edit {
  return [/^(?!<)|<script setup lang="ts">\r?\n/, `$&${importOf(what, file)}`]
}

/**
 * Changes what Slidev has no seam for. What is not found, because another release has it otherwise, stops the build.
 *
 * @param edits by the path of the file in Slidev's client
 */
export function editSlidev(name: string, edits: Readonly<Record<string, readonly Edit[]>>): Plugin {
  return {
    name: `eks-primer:${name}`,
    enforce: 'pre',
    transform(code, id) {
      // A development server names a package's files with the version of what it has bundled.
      const [, file = ''] = /@slidev\/client\/([^?]*)(?:\?v=\w+)?$/.exec(id) ?? []
      return edits[file]?.reduce((edited, [found, put]) => {
        if (typeof found === 'string' ? !edited.includes(found) : !found.test(edited))
          this.error(`Slidev's ${file} has changed: what ${name} edits in it, ${String(found)}, is not there.`)
        return edited.replace(found, put)
      }, code)
    },
  }
}
