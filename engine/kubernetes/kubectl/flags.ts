/** Command-line flags as pflag reads them: `--name=value`, `--name value`, `-n value`, `-nvalue`, `-A`. */
import { nearest } from '../apimachinery/nearest.ts'
import { UsageError } from './errors.ts'

/** A flag by its long name: whether it takes a value, its one-letter name, and what it is worth when it stands alone. */
export interface FlagSpec {
  type: 'boolean' | 'string' | 'list'
  short?: string
  /** For a string flag that may stand without a value. */
  bare?: string
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>

export interface ParsedArguments {
  args: string[]
  flags: Record<string, string | boolean | string[]>
}

export const GLOBAL_FLAGS: FlagSpecs = {
  'namespace': { type: 'string', short: 'n' },
  'context': { type: 'string' },
  'kubeconfig': { type: 'string' },
  'request-timeout': { type: 'string' },
  'v': { type: 'string', short: 'v' },
}

/** @throws UsageError naming an unknown flag with the nearest known one */
export function parseFlags(words: readonly string[], specs: FlagSpecs): ParsedArguments {
  const parsed: ParsedArguments = { args: [], flags: {} }
  const shorts = new Map(Object.entries(specs).flatMap(([name, { short }]) => (short ? [[short, name] as const] : [])))
  const set = (name: string, spec: FlagSpec, value: string | boolean) => {
    const old = parsed.flags[name]
    parsed.flags[name] = spec.type === 'list' ? [...(Array.isArray(old) ? old : []), String(value)] : value
  }
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '--') {
      parsed.args.push(...words.slice(i + 1))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      parsed.args.push(word)
      continue
    }
    const take = (name: string, spec: FlagSpec, inline: string | undefined, shown: string): void => {
      if (spec.type === 'boolean') set(name, spec, readBoolean(shown, inline))
      else if (inline !== undefined) set(name, spec, inline)
      else if (spec.bare !== undefined) set(name, spec, spec.bare)
      else if (i + 1 < words.length) set(name, spec, words[++i] ?? '')
      else throw new UsageError(`flag needs an argument: ${shown}`)
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=')
      const name = word.slice(2, equals < 0 ? undefined : equals)
      const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
      if (!spec) throw new UsageError(`unknown flag: --${name}${hint(name, Object.keys(specs))}\nSee 'kubectl --help' for usage.`)
      take(name, spec, equals < 0 ? undefined : word.slice(equals + 1), `--${name}`)
      continue
    }
    readShorts(word, specs, shorts, take)
  }
  return parsed
}

function readShorts(
  word: string, specs: FlagSpecs, shorts: ReadonlyMap<string, string>,
  take: (name: string, spec: FlagSpec, inline: string | undefined, shown: string) => void,
): void {
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] ?? ''
    const name = shorts.get(letter)
    const spec = name === undefined ? undefined : specs[name]
    if (name === undefined || !spec) throw new UsageError(`unknown shorthand flag: '${letter}' in ${word}${hint(letter, [...shorts.keys()].map(short => `-${short}`))}\nSee 'kubectl --help' for usage.`)
    const rest = word.slice(at + 1)
    if (spec.type === 'boolean' && !rest.startsWith('=')) {
      take(name, spec, undefined, `-${letter}`)
      continue
    }
    take(name, spec, rest ? rest.replace(/^=/, '') : undefined, `'${letter}' in ${word}`)
    return
  }
}

function readBoolean(shown: string, text: string | undefined): boolean {
  if (text === undefined || text === 'true' || text === '1' || text === 't') return true
  if (text === 'false' || text === '0' || text === 'f') return false
  throw new UsageError(`invalid argument "${text}" for "${shown}" flag: strconv.ParseBool: parsing "${text}": invalid syntax`)
}

function hint(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  return meant === undefined || meant.startsWith('-') ? '' : `\nDid you mean --${meant}?`
}
