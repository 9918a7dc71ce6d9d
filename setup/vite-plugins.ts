import { defineVitePluginsSetup } from '@slidev/types'

/** Pretendard's style sheets name a WOFF beside each WOFF2; no browser that runs this deck needs it. */
function dropWoff() {
  return {
    name: 'eks-primer:drop-woff',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      if (!/(pretendard|fontsource).*\.css/.test(id))
        return
      return code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, '')
    },
  }
}

export default defineVitePluginsSetup(() => [dropWoff()])
