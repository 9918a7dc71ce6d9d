import { languages } from '../../data/localized.ts'
import { CACHE_CONTROL, SECURITY_HEADERS } from './headers.ts'

/**
 * The headers as `_headers`, which Netlify and Cloudflare Pages read. Both have all files asked for anew by themselves, and
 * would join a second word on caches to ours: only files that are kept for good are named.
 *
 * @param base the path that the deck is hosted under, with a slash at both ends
 */
export function headersFile(base: string): string {
  const rule = (path: string, headers: Readonly<Record<string, string>>) =>
    [base + path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n')
  return [
    rule('*', SECURITY_HEADERS),
    ...languages.map(language => rule(`${language}/assets/*`, { 'Cache-Control': CACHE_CONTROL.hashed })),
  ].join('')
}
