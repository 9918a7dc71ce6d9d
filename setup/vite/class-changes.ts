import type { Plugin } from 'vite'

/** UnoCSS's way out of its typography, for what stands in an element of this class. */
const exempt = /:not\(:where\(\[class~="?not-prose"?\],\s*\[class~="?not-prose"?\] \*\)\)/g

/**
 * Keeps a change of an element's class from having all that it contains styled anew. A rule that asks for the class of
 * whatever an element stands in makes that of every change, on every page: four hundred parts when the first one is
 * turned. Only the presenter's notes are set as prose, and none of them asks to be let out of it.
 */
export function classChanges(): Plugin {
  return {
    name: 'eks-primer:class-changes',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'asset' && file.fileName.endsWith('.css'))
            file.source = String(file.source).replaceAll(exempt, '')
        }
      },
    },
  }
}
