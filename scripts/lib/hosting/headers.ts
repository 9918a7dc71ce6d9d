/** What a host sends with the files of a built deck: one list, for every host that deploy/ knows, `npm run preview` and `_headers`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentPolicy, scriptHashes } from './policy.ts'

export type Headers = Readonly<Record<string, string>>

export interface HeaderRule {
  /** Addresses beneath the path that the deck is hosted under; `*` stands for any characters: `/*`, `/ko/assets/*`. */
  path: string
  headers: Headers
}

/** Files whose names are made of what is in them: what a browser has once fetched, it need not ask for again. */
const IMMUTABLE: Headers = { 'Cache-Control': 'public, max-age=31536000, immutable' }

/** All else is asked for anew, and answered by 304 where it has not changed: a new deck stands at the next visit. */
const REVALIDATED: Headers = { 'Cache-Control': 'no-cache' }

/**
 * The headers of a built deck. Of the rules that match an address, the first that names a header is the one that counts.
 * `Strict-Transport-Security` is left to who owns the host: it binds all that stands there.
 *
 * @param folder the build; its pages' inline scripts are what the policy allows
 */
export function headerRules(folder: string): HeaderRule[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const hashes = files.filter(file => file.endsWith('.html')).flatMap(file => scriptHashes(readFileSync(join(folder, file), 'utf8')))
  const assets = new Set(files.flatMap(file => /^\w+[\\/]assets(?=[\\/])/.exec(file)?.[0].replace('\\', '/') ?? []))
  return [
    ...[...assets].sort().map(path => ({ path: `/${path}/*`, headers: IMMUTABLE })),
    {
      path: '/*',
      headers: {
        ...REVALIDATED,
        'Content-Security-Policy': `${contentPolicy(hashes)}; frame-ancestors 'self'`,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'strict-origin-when-cross-origin',
        'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
        'Cross-Origin-Opener-Policy': 'same-origin',
      },
    },
  ]
}

/** All headers of an address beneath the deck's path, such as `/ko/assets/index.js`. */
export function headersOf(rules: readonly HeaderRule[], address: string): Headers {
  const matching = rules.filter(({ path }) => matches(path, address))
  return Object.assign({}, ...matching.toReversed().map(({ headers }) => headers)) as Headers
}

function matches(path: string, address: string): boolean {
  const [before = '', after = ''] = path.split('*')
  return path.includes('*') ? address.startsWith(before) && address.endsWith(after) : address === path
}

/**
 * The list as Netlify and Cloudflare Pages read it. Both join a header that two rules name, and both have files asked for
 * anew by themselves: what the last rule says of caches is theirs.
 *
 * @param base the path that the deck is hosted under, with a slash at both ends
 */
export function headersFile(rules: readonly HeaderRule[], base: string): string {
  return rules.map(({ path, headers }) => [
    base + path.slice(1),
    ...Object.entries(headers).filter(([name]) => path !== '/*' || name !== 'Cache-Control').map(([name, value]) => `  ${name}: ${value}`),
    '',
  ].join('\n')).join('')
}
