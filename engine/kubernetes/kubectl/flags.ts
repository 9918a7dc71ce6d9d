/** Command-line flags as pflag reads them: `--name=value`, `--name value`, `-n value`, `-nvalue`, `-A`. */
import { nearest } from '../apimachinery/nearest.ts'
import { UsageError } from './errors.ts'

/** A number is whole, a duration as Go spells it; both are kept as text. */
export type FlagType = 'boolean' | 'string' | 'list' | 'number' | 'duration'

/** A flag by its long name: whether it takes a value, its one-letter name, and what it is worth when it stands alone. */
export interface FlagSpec {
  type: FlagType
  short?: string
  /** For a string flag that may stand without a value. */
  bare?: string
  /** Why the flag would change nothing here: it is read, and that is said. */
  idle?: string
  /** Whether `idle` holds only where a command is one instant: on a terminal time passes. */
  inTime?: boolean
  /** Why what it asks for cannot be had here: the command is refused. */
  refused?: string
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>

export interface ParsedArguments {
  /** Words that are no flags. */
  args: string[]
  /** Of `args`, those after `--`. */
  rest: string[]
  flags: Record<string, string | boolean | string[]>
}

type Types = Readonly<Record<string, FlagType | readonly [type: FlagType, short: string]>>

function specs(types: Types, extra: Pick<FlagSpec, 'idle' | 'inTime' | 'refused'>): FlagSpecs {
  return Object.fromEntries(Object.entries(types).map(([name, type]): [string, FlagSpec] =>
    [name, typeof type === 'string' ? { type, ...extra } : { type: type[0], short: type[1], ...extra }]))
}

/** Flags that kubectl has and that have nothing to act on here. */
export const idle = (why: string, types: Types): FlagSpecs => specs(types, { idle: why })

/** Flags that need time to pass. */
export const inTime = (types: Types): FlagSpecs => specs(types, { idle: 'a command here is one instant', inTime: true })

/** Flags as they are where time passes. */
export function whereTimePasses(specs: FlagSpecs): FlagSpecs {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.inTime ? { ...spec, idle: undefined } : spec]))
}

/** Flags that kubectl has and that ask for what is not simulated. */
export const refused = (why: string, types: Types): FlagSpecs => specs(types, { refused: why })

/** The flags of every verb (cli-runtime/pkg/genericclioptions/config_flags.go). */
export const GLOBAL_FLAGS: FlagSpecs = {
  'namespace': { type: 'string', short: 'n' },
  'help': { type: 'boolean', short: 'h' },
  'warnings-as-errors': { type: 'boolean' },
  ...idle('there is one cluster here, and no configuration of it', { context: 'string', cluster: 'string', kubeconfig: 'string', kuberc: 'string', server: ['string', 's'] }),
  ...idle('a command here takes no time and crosses no network', {
    'request-timeout': 'string', 'cache-dir': 'string', 'disable-compression': 'boolean', 'insecure-skip-tls-verify': 'boolean',
    'tls-server-name': 'string', 'certificate-authority': 'string', 'match-server-version': 'boolean', 'profile': 'string', 'profile-output': 'string',
  }),
  ...idle('the engine writes no log of its own', { 'v': ['string', 'v'], 'vmodule': 'string', 'log-flush-frequency': 'string' }),
  ...refused('nobody is authenticated or authorised here', {
    'as': 'string', 'as-group': 'list', 'as-uid': 'string', 'as-user-extra': 'list', 'user': 'string', 'token': 'string', 'username': 'string', 'password': 'string',
    'client-certificate': 'string', 'client-key': 'string',
  }),
}

/**
 * @param note told of each idle flag
 * @throws UsageError naming an unknown flag with the nearest known one, or why a flag is refused
 */
export function parseFlags(words: readonly string[], specs: FlagSpecs, note: (text: string) => void = () => undefined): ParsedArguments {
  const parsed: ParsedArguments = { args: [], rest: [], flags: {} }
  const shorts = new Map(Object.entries(specs).flatMap(([name, { short }]) => (short ? [[short, name] as const] : [])))
  const set = (name: string, spec: FlagSpec, value: string | boolean) => {
    if (spec.type === 'number') wholeNumber(String(value), name, spec)
    if (spec.type === 'duration') goDuration(String(value), name, spec)
    if (spec.refused && value !== false) throw new UsageError(`--${name} is not simulated: ${spec.refused}`)
    if (spec.idle) note(`--${name} has no effect: ${spec.idle}`)
    const old = parsed.flags[name]
    parsed.flags[name] = spec.type === 'list' ? [...(Array.isArray(old) ? old : []), String(value)] : value
  }
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '--') {
      parsed.rest = words.slice(i + 1)
      parsed.args.push(...parsed.rest)
      break
    }
    if (!word.startsWith('-') || word === '-') {
      parsed.args.push(word)
      continue
    }
    const take = (name: string, spec: FlagSpec, inline: string | undefined, shown: string): void => {
      if (spec.type === 'boolean') set(name, spec, readBoolean(inline, name, spec))
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
    if (name === undefined || !spec) throw new UsageError(`unknown shorthand flag: '${letter}' in ${word}\nSee 'kubectl --help' for usage.`)
    const rest = word.slice(at + 1)
    if (spec.type === 'boolean' && !rest.startsWith('=')) {
      take(name, spec, undefined, `-${letter}`)
      continue
    }
    take(name, spec, rest ? rest.replace(/^=/, '') : undefined, `'${letter}' in ${word}`)
    return
  }
}

function readBoolean(text: string | undefined, name: string, spec: FlagSpec): boolean {
  if (text === undefined || text === 'true' || text === '1' || text === 't') return true
  if (text === 'false' || text === '0' || text === 'f') return false
  throw invalidArgument(text, name, spec, `strconv.ParseBool: parsing "${text}": invalid syntax`)
}

function invalidArgument(text: string, name: string, { short }: Pick<FlagSpec, 'short'>, why: string): UsageError {
  return new UsageError(`invalid argument "${text}" for "${short ? `-${short}, ` : ''}--${name}" flag: ${why}`)
}

function hint(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  return meant === undefined ? '' : `\nDid you mean --${meant}?`
}

/** A whole number as pflag reads one. @throws UsageError */
export function wholeNumber(text: string, name: string, spec: Pick<FlagSpec, 'short'> = {}): number {
  if (!/^[-+]?\d+$/.test(text)) throw invalidArgument(text, name, spec, `strconv.ParseInt: parsing "${text}": invalid syntax`)
  return Number(text)
}

const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Milliseconds of a Go duration such as `90s` or `1h30m`. @throws UsageError */
export function goDuration(text: string, name: string, spec: Pick<FlagSpec, 'short'> = {}): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?|\.\d+)(ns|us|ms|s|m|h)/g)]
  const sign = text.startsWith('-') ? -1 : 1
  const bare = text.replace(/^[-+]/, '')
  if (bare === '0') return 0
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== bare) {
    const why = /^[-+]?\d+(\.\d+)?$/.test(text) ? `missing unit in duration "${text}"` : `invalid duration "${text}"`
    throw invalidArgument(text, name, spec, `time: ${why}`)
  }
  return sign * parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0), 0)
}
