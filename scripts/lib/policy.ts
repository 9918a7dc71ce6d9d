import { createHash } from 'node:crypto'

/** A script that stands in the page itself. */
const inline = /<script>([^]*?)<\/script>/g

/**
 * What a page may do: run its own files and the inline scripts that it was built with, ask its own host, and nothing else.
 * Styles may stand inline: Vue and SVG write them, and they can run nothing.
 */
function contentPolicy(html: string): string {
  const hashes = [...html.matchAll(inline)].map(([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return [
    'default-src \'self\'', `script-src ${['\'self\'', ...new Set(hashes)].join(' ')}`, 'style-src \'self\' \'unsafe-inline\'',
    'img-src \'self\' data: blob:', 'font-src \'self\' data:', 'worker-src \'self\'', 'connect-src \'self\'',
    'object-src \'none\'', 'base-uri \'none\'', 'form-action \'none\'',
  ].join('; ')
}

/** Puts a page's own policy into it, before anything that it is about: so it holds on hosts that send no headers of ours. */
export function withPolicy(html: string): string {
  return html.replace(/<meta charset="utf-8">/i, `$&\n<meta http-equiv="Content-Security-Policy" content="${contentPolicy(html)}">`)
}
