import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import subset from 'subset-font'
import { unicodeRange } from '../unicode-range.ts'

/** A text and what it is set in. */
export interface SetText {
  family: string
  weight: number
  characters: string
}

/** Texts with another one among them. */
export function withText(texts: readonly SetText[], family: string, weight: number, text: string): SetText[] {
  const isSame = (each: SetText) => each.family === family && each.weight === weight
  const own = texts.find(isSame)?.characters ?? ''
  const characters = [...new Set([' ', ...own, ...text])].filter(character => character >= ' ').sort().join('')
  return [...texts.filter(each => !isSame(each)), { family, weight, characters }]
}

/** Takes the fonts' rules out of a build's style sheets. Each page brings them itself, with those of its own slide behind them. */
export function takeFaces(folder: string): string {
  const assets = join(folder, 'assets')
  const faces: string[] = []
  for (const name of readdirSync(assets).filter(each => each.endsWith('.css'))) {
    const file = join(assets, name)
    const css = readFileSync(file, 'utf8')
    const rest = css.replaceAll(/@font-face\s*\{[^}]*\}/g, (rule) => {
      faces.push(rule)
      return ''
    })
    if (rest !== css)
      writeFileSync(file, rest)
  }
  return faces.join('\n')
}

/**
 * Cuts fonts down to what a single slide says, as rules with the fonts inside: its text stands at once and as it will stay,
 * where a font of its own address would come later and shift it.
 */
export class SlideFonts {
  private readonly sources = new Map<string, Promise<Buffer>>()
  private readonly rules: readonly { family: string, weight: number, file: string, cut: boolean }[]

  /**
   * @param faces the rules of the build's fonts
   * @param fileOf where the file behind a rule's address lies
   */
  constructor(faces: string, fileOf: (address: string) => string) {
    this.rules = [...faces.matchAll(/@font-face\s*\{[^}]*\}/g)].map(([rule]) => ({
      family: /font-family:\s*["']?([^;"'}]+)/.exec(rule)?.[1] ?? '',
      weight: Number(/font-weight:\s*(\d+)/.exec(rule)?.[1]),
      file: fileOf(/url\("?([^")]+)/.exec(rule)?.[1] ?? ''),
      cut: rule.includes('unicode-range') && !rule.includes('swap'),
    }))
  }

  async css(texts: readonly SetText[]): Promise<string> {
    const rules = await Promise.all(texts.map(async ({ family, weight, characters }) => {
      const source = this.ruleFor(family, weight)
      if (!source)
        return ''
      const font = await subset(await this.read(source.file), characters, { targetFormat: 'woff2' })
      return `@font-face{font-family:${JSON.stringify(family)};font-weight:${source.weight};font-display:block;src:url(data:font/woff2;base64,${font.toString('base64')}) format("woff2");unicode-range:${unicodeRange(characters)}}`
    }))
    return rules.join('\n')
  }

  /** The file that a browser would take for a weight: of those with all that the deck says, the next heavier above 500, the next lighter below. */
  private ruleFor(family: string, weight: number) {
    const all = this.rules.filter(rule => rule.family === family)
    const cut = all.filter(rule => rule.cut)
    const weights = (cut.length ? cut : all).sort((a, b) => a.weight - b.weight)
    return weight > 500 ? weights.find(rule => rule.weight >= weight) ?? weights.at(-1) : weights[0]
  }

  /** As TrueType, which is cut many times faster. */
  private read(file: string): Promise<Buffer> {
    const source = this.sources.get(file) ?? subset(readFileSync(file), everything, { targetFormat: 'truetype' })
    this.sources.set(file, source)
    return source
  }
}

/** Every character that a font of the deck can have. */
const everything = Array.from({ length: 0xFFFF - 0x20 }, (_, index) => index + 0x20).filter(point => point < 0xD800 || point > 0xDFFF).map(point => String.fromCodePoint(point)).join('')
