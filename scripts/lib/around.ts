import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { headersFile } from './headers-file.ts'
import { licencesPage } from './licences.ts'
import { withPolicy } from './policy.ts'

const pretendard = dirname(createRequire(import.meta.url).resolve('pretendard/package.json'))

/** The files that come with no slide, which the fonts' licences come from. */
const fonts = ['pretendard', '@fontsource/jetbrains-mono']

/**
 * Writes what stands around the decks: the page that offers a language, the one of an address that is none, licences, headers.
 *
 * @param base the path that all is hosted under, with a slash at both ends
 * @param packages whose code is in the build
 */
export function writeAround(folder: string, base: string, packages: readonly string[]): void {
  const write = (file: string, html: string) => writeFileSync(join(folder, file), withPolicy(html.replaceAll('%BASE%', base)))
  write('index.html', readFileSync('deploy/landing.html', 'utf8'))
  write('404.html', readFileSync('deploy/not-found.html', 'utf8'))
  mkdirSync(join(folder, 'licenses'))
  write('licenses/index.html', licencesPage([...packages, ...fonts]))
  writeFileSync(join(folder, '_headers'), headersFile(base))
  cpSync('public/favicon.svg', join(folder, 'favicon.svg'))
  cpSync(join(pretendard, 'dist/web/static/woff2-subset/Pretendard-SemiBold.subset.woff2'), join(folder, 'Pretendard-SemiBold.woff2'))
}
