/** Decks to hold ours against, built in the same run: Slidev's starter, reveal.js' demo, and a Marp deck of our own text. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { loadSlides } from '../scripts/lib/decks.ts'

/** Packages that only this needs, with a lock of their own: they would double what everybody installs. */
const peers = resolve(import.meta.dirname, 'peers')
const installed = join(peers, 'node_modules')
const built = join(installed, '.cache/eks-primer')

export interface Deck {
  name: string
  /** Its files, built. */
  folder: string
  /** The page that is opened, within it. */
  start: string
}

/** Installs what bench/peers/package-lock.json names, once. */
export function installPeers(): void {
  if (!existsSync(join(installed, 'lighthouse')))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: peers, stdio: 'inherit', shell: process.platform === 'win32' })
}

/** The file of a package's command. */
export const peerCommand = (file: string): string => join(installed, file)

/** @throws when a peer cannot be built */
export async function buildPeers(): Promise<Deck[]> {
  rmSync(built, { recursive: true, force: true })
  mkdirSync(built, { recursive: true })
  return [
    { name: 'Slidev’s starter', folder: buildStarter(), start: '' },
    { name: 'reveal.js’ demo', folder: copyReveal(), start: 'demo.html' },
    { name: 'Marp, our text', folder: await buildMarp(), start: '' },
  ]
}

function buildStarter(): string {
  const [source, folder] = [join(built, 'starter-source'), join(built, 'starter')]
  cpSync(join(installed, 'create-slidev/template'), source, { recursive: true })
  const slidev = join(dirname(createRequire(import.meta.url).resolve('@slidev/cli/package.json')), 'bin/slidev.mjs')
  execFileSync(process.execPath, [slidev, 'build', join(source, 'slides.md'), '--out', folder], { cwd: source, stdio: ['ignore', 'ignore', 'inherit'] })
  return folder
}

function copyReveal(): string {
  const folder = join(built, 'reveal')
  cpSync(join(installed, 'reveal.js'), folder, { recursive: true })
  return folder
}

async function buildMarp(): Promise<string> {
  const folder = join(built, 'marp')
  mkdirSync(folder)
  const slides = await loadSlides('ko')
  // Words alone: what our figures and diagrams are made of, Marp does not have.
  const words = slides.map(({ content }) => content.replaceAll(/```mermaid[^]*?```|<!--[^]*?-->|<[^>]+>|^<<<.*$/gm, '').trim())
  writeFileSync(join(folder, 'deck.md'), `---\nmarp: true\n---\n\n${words.join('\n\n---\n\n')}\n`)
  execFileSync(process.execPath, [join(installed, '@marp-team/marp-cli/marp-cli.js'), join(folder, 'deck.md'), '-o', join(folder, 'index.html')], { stdio: ['ignore', 'ignore', 'inherit'] })
  return folder
}
