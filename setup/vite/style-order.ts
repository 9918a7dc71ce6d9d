import type { Plugin } from 'vite'

/** Where Vite puts the styles of what is loaded later. */
const atHeadsEnd = 'document.head.appendChild(link)'

/**
 * Keeps styles in one order on every page: those of the whole deck first, those of a slide or a figure behind them, so that
 * of two rules that weigh the same a component's own holds. A slide's own page has the first ones in its body
 * (scripts/lib/prerender/document.ts), and what came later into its head would stand above them.
 */
export function styleOrder(): Plugin {
  return {
    name: 'eks-primer:style-order',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('vite/preload-helper'))
        return
      if (!code.includes(atHeadsEnd))
        this.error('Vite loads styles in another way now: setup/vite/style-order.ts has to know it.')
      return code.replace(atHeadsEnd, '(link.rel === "stylesheet" ? document.body : document.head).appendChild(link)')
    },
  }
}
