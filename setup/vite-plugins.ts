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

/** Slidev 53 writes a meta tag's text with quotation marks around it, which search results would show. */
function unquoteMeta() {
  return {
    name: 'eks-primer:unquote-meta',
    transformIndexHtml: (html: string) => html.replaceAll(/content="&quot;(.*?)&quot;"/g, 'content="$1"'),
  }
}

export default defineVitePluginsSetup(() => [dropWoff(), unquoteMeta()])
