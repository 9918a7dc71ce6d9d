import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { escapeHtml } from './prerender/document.ts'

interface Notice {
  name: string
  version: string
  licence: string
  text: string
}

/** What a package says about itself. A package that ships no text of its licence is told by its name. */
function noticeOf(name: string): Notice {
  const folder = join('node_modules', name)
  const { version = '', license = 'see the package', repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as
    { version?: string, license?: string, repository?: string | { url?: string } }
  const file = readdirSync(folder).find(each => /^licen[cs]e(\.|$)/i.test(each)) ?? (existsSync(join(folder, 'dist/LICENSE.txt')) ? 'dist/LICENSE.txt' : undefined)
  const home = typeof repository === 'string' ? repository : repository?.url ?? ''
  return { name, version, licence: license, text: file ? readFileSync(join(folder, file), 'utf8').trim() : home.replace(/^git\+/, '') }
}

/** The page of the licences of all that a built deck carries, its own first. */
export function licencesPage(packages: readonly string[]): string {
  const own: Notice = { name: 'Amazon EKS Primer', version: '', licence: 'MIT', text: readFileSync('LICENSE', 'utf8').trim() }
  const notices = [own, ...[...new Set(packages)].sort().map(noticeOf)]
  return [
    '<!doctype html>', '<html lang="en">', '<head>', '<meta charset="utf-8">', '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Licences · Amazon EKS Primer</title>', '<meta name="description" content="The licences of all that this deck carries.">', '<link rel="icon" href="../favicon.svg">',
    '<style>:root{color-scheme:light dark}body{max-width:50em;margin:0 auto;padding:2rem;font:1rem/1.6 Pretendard,sans-serif}pre{overflow:auto;white-space:pre-wrap;font-size:.85rem}summary{cursor:pointer}</style>',
    '</head>', '<body>', '<main>', '<h1>Licences</h1>', '<p><a href="../">Amazon EKS Primer</a></p>',
    ...notices.map(({ name, version, licence, text }) => `<details><summary>${escapeHtml(`${name} ${version}`.trim())}: ${escapeHtml(licence)}</summary><pre>${escapeHtml(text)}</pre></details>`),
    '</main>', '</body>', '</html>', '',
  ].join('\n')
}
