import { createHash } from 'node:crypto'

const inline = /<script>([^]*?)<\/script>/g

/** The scripts that stand in a page itself, as a policy names them. */
export function scriptHashes(html: string): string[] {
  return [...html.matchAll(inline)].map(([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
}

/**
 * What a page may do: run its own files and the inline scripts that it was built with, ask its own host, and nothing else.
 * Styles may stand inline: Vue and SVG write them, and they can run nothing.
 */
export function contentPolicy(hashes: readonly string[]): string {
  return [
    'default-src \'self\'', `script-src ${['\'self\'', ...[...new Set(hashes)].sort()].join(' ')}`, 'style-src \'self\' \'unsafe-inline\'',
    'img-src \'self\' data: blob:', 'font-src \'self\' data:', 'worker-src \'self\'', 'connect-src \'self\'',
    'object-src \'none\'', 'base-uri \'none\'', 'form-action \'none\'',
  ].join('; ')
}

/** Puts a page's own policy into it, before anything that it is about: it holds on hosts that send no headers. */
export function withPolicy(html: string): string {
  return html.replace(/<meta charset="utf-8">/i, `$&\n<meta http-equiv="Content-Security-Policy" content="${contentPolicy(scriptHashes(html))}">`)
}
