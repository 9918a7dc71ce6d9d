/** From a command line's words to what carries it out. Models how cobra walks kubectl's tree of commands. */
import { editDistance, nearest } from '../apimachinery/nearest.ts'
import { UsageError } from './errors.ts'
import type { FlagSpecs } from './flags.ts'
import { GLOBAL_FLAGS } from './flags.ts'
import { VERBS } from './verbs/index.ts'
import type { Overview, RefusedVerb, Verb, VerbGroup } from './verbs/verb.ts'

export interface FoundVerb {
  /** `get`, `rollout undo`. */
  path: string
  verb: Verb | RefusedVerb
  /** The words that are left: arguments and flags. */
  words: string[]
}

/** Words that people type for a verb of another name: cobra's SuggestFor in kubectl's commands, and some of other tools'. */
const SUGGESTED_FOR: Readonly<Record<string, string>> = {
  list: 'get', ls: 'get', inspect: 'describe', rm: 'delete', remove: 'delete', stats: 'top',
  show: 'get', ps: 'get', kill: 'delete', stop: 'delete', destroy: 'delete', start: 'run', add: 'create', update: 'replace', restart: 'rollout', rollback: 'rollout', ssh: 'exec',
}

/** @throws UsageError when no such verb is there, with those that may be meant */
export function findVerb(words: readonly string[]): FoundVerb | Overview {
  const all = words[0] === 'kubectl' || words[0] === 'k' ? words.slice(1) : [...words]
  const { word, rest } = takeWord(all, GLOBAL_FLAGS)
  if (word === '') return { path: '', choices: VERBS, incomplete: false }
  if (word === 'help') return findVerb([...rest, '--help'])
  const found = VERBS.get(word)
  if (!found) throw unknownVerb(word)
  return 'verbs' in found ? inGroup(word, found, rest) : { path: word, verb: found, words: rest }
}

function inGroup(path: string, group: VerbGroup, words: readonly string[]): FoundVerb | Overview {
  const { word, rest } = takeWord(words, { ...GLOBAL_FLAGS, ...group.own?.flags, ...SHARED })
  const name = group.aliases?.[word] ?? word
  const found = Object.hasOwn(group.verbs, name) ? group.verbs[name] : undefined
  if (found) return 'verbs' in found ? inGroup(`${path} ${name}`, found, rest) : { path: `${path} ${name}`, verb: found, words: rest }
  if (group.own && (word === '' || words.some(one => /^(?:-f|-k|--filename|--kustomize)/.test(one)))) return { path, verb: group.own, words: [...words] }
  if (word === '') return { path, choices: new Map(Object.entries(group.verbs)), incomplete: !words.some(one => one === '--help' || one === '-h') }
  const meant = nearest(word, Object.keys(group.verbs))
  throw new UsageError(`unknown command ${JSON.stringify(word)}${meant ? `\nDid you mean "${path} ${meant}"?` : ''}\nSee 'kubectl ${path} -h' for help and examples`)
}

/** Flags with a value that may stand before a verb's second word. */
const SHARED: FlagSpecs = { filename: { type: 'list', short: 'f' }, selector: { type: 'string', short: 'l' }, output: { type: 'string', short: 'o' } }

/** The first word that is no flag and no flag's value, and all others. */
function takeWord(words: readonly string[], specs: FlagSpecs): { word: string, rest: string[] } {
  let at = 0
  while (words[at]?.startsWith('-')) at += takesNext(words[at] ?? '', specs) ? 2 : 1
  return { word: words[at] ?? '', rest: [...words.slice(0, at), ...words.slice(at + 1)] }
}

function takesNext(word: string, specs: FlagSpecs): boolean {
  const spec = Object.entries(specs).find(([name, { short }]) => word === `--${name}` || (short !== undefined && word === `-${short}`))?.[1]
  return spec !== undefined && spec.type !== 'boolean' && spec.bare === undefined
}

/** As cobra suggests, nearest first and those alone: at most two letters differ, or the word begins the verb, or it is what such a word means. */
function unknownVerb(word: string): UsageError {
  const lower = word.toLowerCase()
  const meant = SUGGESTED_FOR[lower]
  const far = (verb: string) => (verb === meant ? 0 : verb.startsWith(lower) ? 1 : editDistance(lower, verb))
  const nearestBy = Math.min(2, ...[...VERBS.keys()].map(far))
  const suggestions = [...VERBS.keys()].filter(verb => far(verb) === nearestBy)
  return new UsageError(`unknown command "${word}" for "kubectl"${suggestions.length > 0 ? `\n\nDid you mean this?\n${suggestions.map(verb => `\t${verb}`).join('\n')}` : ''}`)
}
