import type { Language } from '../../../data/localized.ts'
import { withPolicy } from '../policy.ts'
import { scriptlessCss, stageCss, stageScript, startScript } from './stage.ts'
import type { Snapshot } from './snapshot.ts'

/** What a built page of Slidev's is made of. */
export interface Shell {
  /** The script that runs before anything is drawn (index.html). */
  head: string
  entry: string
  preloads: string[]
  styles: string[]
}

export interface PageOf {
  language: Language
  /** The path that the language's deck is hosted under, such as `/ko/`. */
  base: string
  title: string
  description: string
  author: string
  layout: string
  /** Where this page stands, in each language: addresses, in full where the site's is known. */
  addresses: Record<Language, string>
  picture: { address: string, words: string }
  /** For readers without scripts: notes as HTML, and links. */
  notes: string
  /** How they begin, as HTML: what a small screen shows of them below the slide. */
  beginning: string
  links: { address: string, text: string, language?: Language }[]
}

const escapes: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' }
export const escapeHtml = (text: string) => text.replaceAll(/[&"<>]/g, character => escapes[character] ?? '')

/** Takes a page apart that Slidev has built. */
export function readShell(html: string): Shell {
  const all = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, found = '']) => found)
  const [head = ''] = all(/<script>([^]*?)<\/script>/g)
  const [entry] = all(/<script type="module"[^>]* src="([^"]+)"/g)
  if (!entry)
    throw new Error('Slidev builds its page in another way now: scripts/lib/prerender/document.ts has to know it.')
  return { head, entry, preloads: all(/<link rel="modulepreload"[^>]* href="([^"]+)"/g), styles: all(/<link rel="stylesheet"[^>]* href="([^"]+)"/g) }
}

const link = (rel: string, href: string, rest = '') => `<link rel="${rel}" href="${escapeHtml(href)}"${rest}>`

/** What every page of a deck begins with. */
function begin(shell: Shell, page: PageOf, robots = ''): string {
  const home = page.base.replace(/[^/]+\/$/, '')
  const meta = (name: string, content: string) => `<meta name="${name}" content="${escapeHtml(content)}">`
  return [
    '<!doctype html>',
    `<html lang="${page.language}" data-base="${page.base}" data-layout="${page.layout}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(page.title)}</title>`,
    `<script>${shell.head}</script>`,
    meta('description', page.description),
    meta('author', page.author),
    robots,
    '<meta name="theme-color" content="#fbfaf6" media="(prefers-color-scheme: light)">',
    '<meta name="theme-color" content="#0e1117" media="(prefers-color-scheme: dark)">',
    link('icon', `${page.base}favicon.svg`),
    link('apple-touch-icon', `${home}icon-192.png`),
    link('manifest', `${home}manifest.webmanifest`),
  ].filter(Boolean).join('\n')
}

/** A slide's own page: it paints itself, and the app takes its place. */
export function slideDocument(shell: Shell, page: PageOf, snapshot: Snapshot, faces: string, files: string[]): string {
  const property = (name: string, content: string) => `<meta property="${name}" content="${escapeHtml(content)}">`
  const isStyle = (file: string) => file.endsWith('.css')
  const scripts = [...files.filter(file => !isStyle(file)), shell.entry]
  const styles = [...new Set([...shell.styles, ...snapshot.styles, ...files.filter(isStyle)])]
  return withPolicy([
    begin(shell, page),
    link('canonical', page.addresses[page.language]),
    ...Object.entries(page.addresses).map(([language, address]) => link('alternate', address, ` hreflang="${language}"`)),
    link('alternate', page.addresses.en, ' hreflang="x-default"'),
    property('og:type', 'article'), property('og:title', page.title), property('og:description', page.description),
    property('og:url', page.addresses[page.language]), property('og:locale', { ko: 'ko_KR', en: 'en_US' }[page.language]),
    property('og:image', page.picture.address), property('og:image:width', '980'), property('og:image:height', '552'), property('og:image:alt', page.picture.words),
    '<meta name="twitter:card" content="summary_large_image">',
    `<style>${faces}\n${snapshot.css}\n${stageCss}</style>`,
    `<noscript><style>${scriptlessCss}</style></noscript>`,
    '</head>',
    '<body>',
    `<div id="app">${snapshot.html}</div>`,
    page.beginning && `<section class="reader-notes beginning">${page.beginning}</section>`,
    `<script>${stageScript}</script>`,
    `<script>${startScript(scripts, styles)}</script>`,
    `<noscript><div class="scriptless"><nav>${page.links.map(({ address, text, language }) => `<a href="${escapeHtml(address)}"${language ? ` hreflang="${language}" lang="${language}"` : ''}>${escapeHtml(text)}</a>`).join('\n')}</nav>`,
    page.layout === 'figure' ? `<img src="${escapeHtml(page.picture.address)}" width="980" height="552" loading="lazy" alt="${escapeHtml(page.picture.words)}">` : '',
    `${page.notes}</div></noscript>`,
    '</body>',
    '</html>',
    '',
  ].filter(Boolean).join('\n'))
}

/** A page of the app alone: the presenter's, the overview, the notes, the print page. */
export function appDocument(shell: Shell, page: PageOf, faces: string): string {
  return withPolicy([
    begin(shell, page, '<meta name="robots" content="noindex">'),
    `<script type="module" crossorigin src="${shell.entry}"></script>`,
    ...shell.preloads.map(script => link('modulepreload', script, ' crossorigin')),
    ...shell.styles.map(style => link('stylesheet', style, ' crossorigin')),
    `<style>${faces}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '</body>',
    '</html>',
    '',
  ].join('\n'))
}
