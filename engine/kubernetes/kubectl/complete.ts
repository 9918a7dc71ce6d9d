/**
 * What Tab offers. Models the completions that kubectl gives (kubectl/pkg/util/completion/completion.go): verbs, types,
 * names, `type/name`, flags, and the values of some flags; leaves out containers and the keys of fields.
 */
import { tokenize } from './tokenize.ts'
import { GLOBAL_FLAGS } from './flags.ts'
import type { FlagSpecs } from './flags.ts'
import { resolveType } from './targets.ts'
import type { KubectlCluster } from './targets.ts'
import { VERBS } from './verbs/index.ts'
import type { AnyVerb } from './verbs/verb.ts'

export interface Completion {
  /** Where in the line the word begins that is completed. */
  from: number
  /** Whole words, in order; each begins with what is typed. */
  choices: string[]
}

/** What a verb's arguments name. Verbs that are not here name types and their objects. */
const NAMES: Readonly<Record<string, 'Pod' | 'Node' | 'nothing'>> = {
  'logs': 'Pod', 'top pod': 'Pod', 'run': 'nothing', 'create': 'nothing', 'apply': 'nothing', 'replace': 'nothing', 'version': 'nothing', 'options': 'nothing',
  'api-resources': 'nothing', 'api-versions': 'nothing', 'events': 'nothing', 'cordon': 'Node', 'uncordon': 'Node', 'drain': 'Node', 'top node': 'Node',
}

const SIMULATED = [...VERBS].filter(([, verb]) => !('refused' in verb)).map(([name]) => name)
const OUTPUTS = ['custom-columns=', 'json', 'jsonpath=', 'name', 'wide', 'yaml']

/** Completes the word at the end of a line; never throws. */
export function complete(line: string, cluster: KubectlCluster): Completion {
  const typed = /\S*$/.exec(line)?.[0] ?? ''
  const from = line.length - typed.length
  const offer = (choices: readonly string[]): Completion => ({ from, choices: [...new Set(choices)].filter(choice => choice.startsWith(typed)).sort() })
  try {
    const words = tokenize(line.slice(0, from))
    const given = words[0] === 'kubectl' || words[0] === 'k' ? words.slice(1) : words
    const { verb, path, rest } = walk(given)
    if (!verb) return given.length > 0 ? offer([]) : offer([...words.length === 0 && typed ? ['kubectl'] : [], ...SIMULATED])
    const specs = flagsOf(verb)
    const flag = flagNamed(specs, given.at(-1) ?? '')
    if (flag) return offer(valuesOf(flag, cluster))
    if (typed.startsWith('-')) return offer(Object.entries(specs).filter(([, { idle, refused }]) => !idle && !refused).map(([name, { type }]) => `--${name}${type === 'boolean' ? '' : '='}`))
    if ('verbs' in verb) return offer(Object.keys(verb.verbs))
    return offer(argumentsOf(path, typed, argumentsIn(rest, specs), namespaceIn(given), cluster))
  } catch {
    return { from, choices: [] }
  }
}

/** The verb that the words begin with, and what follows it. */
function walk(words: readonly string[]): { verb?: AnyVerb, path: string, rest: readonly string[] } {
  let verb = VERBS.get(words[0] ?? '')
  let used = 1
  while (verb && 'verbs' in verb) {
    const inner: AnyVerb | undefined = verb.verbs[words[used] ?? '']
    if (!inner) break
    verb = inner
    used++
  }
  return { verb, path: words.slice(0, used).join(' '), rest: words.slice(used) }
}

function flagsOf(verb: AnyVerb): FlagSpecs {
  if ('refused' in verb) return {}
  return { ...GLOBAL_FLAGS, ...'verbs' in verb ? verb.own?.flags : verb.flags }
}

/** The flag that the word is, when it still wants a value. */
function flagNamed(specs: FlagSpecs, word: string): string | undefined {
  return Object.entries(specs).find(([name, { short, type, bare }]) => type !== 'boolean' && bare === undefined && (word === `--${name}` || (short !== undefined && word === `-${short}`)))?.[0]
}

function valuesOf(flag: string, { store, files = {} }: KubectlCluster): string[] {
  switch (flag) {
    case 'namespace': return store.list('Namespace').map(({ metadata }) => metadata.name)
    case 'filename': return ['-', ...Object.keys(files)]
    case 'output': return OUTPUTS
    default: return []
  }
}

/** Words that are neither flags nor their values. */
function argumentsIn(words: readonly string[], specs: FlagSpecs): string[] {
  return words.filter((word, index) => !word.startsWith('-') && flagNamed(specs, words[index - 1] ?? '') === undefined)
}

function namespaceIn(words: readonly string[]): string {
  const at = words.findIndex(word => word === '-n' || word === '--namespace')
  return words.find(word => word.startsWith('--namespace='))?.slice('--namespace='.length) ?? (at >= 0 ? words[at + 1] : undefined) ?? 'default'
}

function argumentsOf(path: string, typed: string, before: readonly string[], namespace: string, { store }: KubectlCluster): string[] {
  const namesOf = (kind: string, namespaced: boolean) => store.list(kind, namespaced ? { namespace } : {}).map(({ metadata }) => metadata.name)
  const fixed = NAMES[path]
  if (fixed === 'nothing') return []
  if (fixed) return namesOf(fixed, fixed === 'Pod')
  const [type = ''] = before.length > 0 ? before : typed.split('/')
  if (before.length === 0 && !typed.includes('/')) return store.kinds().map(({ plural }) => plural)
  const info = resolveType(type, store)
  const names = namesOf(info.kind, info.namespaced).filter(name => !before.includes(name))
  return before.length > 0 ? names : names.map(name => `${type}/${name}`)
}
