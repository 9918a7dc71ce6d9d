import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { unicodeRange } from '../../scripts/lib/unicode-range.ts'

/** Imported by styles/index.ts. */
const ID = 'virtual:eks-primer/fonts.css'

const { resolve: locate } = createRequire(import.meta.url)
const pretendard = join(dirname(locate('pretendard/package.json')), 'dist/web/static/woff2')
const mono = join(dirname(locate('@fontsource/jetbrains-mono/package.json')), 'files')
const cache = 'node_modules/.cache/eks-primer-fonts'

const weights = [['Regular', 400], ['SemiBold', 600], ['ExtraBold', 800]] as const
const latin = Array.from({ length: 0x7F - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index)).join('')

/** All that a slide, a figure or the engine can say stands in one of these. */
const texts = '{slides,components,data,diagrams,engine,layouts,sync}/**/*.{md,vue,ts,json,yaml,svg}'

/** @param swaps whether another font stands in while it comes: only such a font is not fetched ahead (components/deck/useAhead.ts) */
const face = (family: string, weight: number, file: string, range?: string, swaps = false) => [
  `@font-face { font-family: ${family}; font-style: normal; font-weight: ${weight}; font-display: ${swaps ? 'swap' : 'block'};`,
  `src: url(${JSON.stringify(file)}) format('woff2');${range ? ` unicode-range: ${range};` : ''} }`,
].join(' ')

/** The characters that Pretendard has, as its own style sheet names them: for others the browser looks elsewhere, and the audit sees that. */
function covered(): string {
  const css = readFileSync(join(pretendard, '../pretendard-dynamic-subset.css'), 'utf8')
  const points = [...css.matchAll(/unicode-range: ([^;}]+)/g)].flatMap(([, list = '']) => list.split(',')).flatMap((part) => {
    const [from = 0, to = from] = part.trim().replace('U+', '').split('-').map(point => Number.parseInt(point, 16))
    return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))
  })
  return unicodeRange(points)
}

/** A font with no more than some characters, as a file that is kept: the other language asks for the same. */
async function subsetOf(whole: string, text: string): Promise<string> {
  const font = readFileSync(whole)
  const hash = createHash('sha256').update(font).update(text).digest('hex').slice(0, 12)
  const file = join(process.cwd(), cache, `${basename(whole, '.woff2')}.deck-${hash}.woff2`)
  if (existsSync(file))
    return file
  const { default: subset } = await import('subset-font')
  mkdirSync(cache, { recursive: true })
  const own = `${file}.${process.pid}`
  writeFileSync(own, await subset(font, text, { targetFormat: 'woff2' }))
  renameSync(own, file)
  return file
}

/**
 * Pretendard in two files a weight instead of 93: what the deck says, and all else for text that somebody types. Static
 * weights: a variable font would reach the PDF as Type 3 outlines.
 */
async function subsets(): Promise<string[]> {
  const said = latin + globSync(texts).map(file => readFileSync(file, 'utf8')).join('')
  const text = [...new Set(said)].filter(character => character > '\u001F').sort().join('')
  const all = covered()
  const faces = await Promise.all(weights.map(async ([name, weight]) => {
    const whole = join(pretendard, `Pretendard-${name}.woff2`)
    const file = await subsetOf(whole, text)
    // The last of the rules that name a character is the one that counts.
    return [face('Pretendard', weight, whole, all, true), face('Pretendard', weight, file, unicodeRange(text))]
  }))
  return faces.flat()
}

/** The deck's fonts as a style sheet. */
export function fonts(): Plugin {
  let building = false
  return {
    name: 'eks-primer:fonts',
    enforce: 'pre',
    configResolved({ command }) {
      building = command === 'build'
    },
    resolveId: id => id === ID ? `\0${ID}` : undefined,
    async load(id) {
      if (id !== `\0${ID}`)
        return
      const sans = building ? await subsets() : weights.map(([name, weight]) => face('Pretendard', weight, join(pretendard, `Pretendard-${name}.woff2`)))
      const code = [400, 700].map(weight => face('JetBrains Mono', weight, join(mono, `jetbrains-mono-latin-${weight}-normal.woff2`)))
      return [...sans, ...code].join('\n')
    },
  }
}
