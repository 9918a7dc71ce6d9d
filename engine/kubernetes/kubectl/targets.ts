/** What kubectl works on, and what its verbs share: resolving resource types, finding objects, naming them. */
import { ApiError } from '../apiserver/errors.ts'
import type { KindInfo } from '../apiserver/kinds.ts'
import { groupOf, resourceName } from '../apiserver/kinds.ts'
import { parseSelector } from '../apimachinery/selectors.ts'
import type { Store } from '../apiserver/store.ts'
import type { Manifest } from '../manifest/index.ts'
import type { KubeObject } from '../types/index.ts'
import { nearest } from '../apimachinery/nearest.ts'
import { UsageError } from './errors.ts'
import type { ParsedArguments } from './flags.ts'
import type { Pending, PendingDrain } from './pending.ts'
import { NOT_SIMULATED } from './notsimulated.ts'
import { typedName } from './print/tables.ts'

/** A file that `-f` can name: its objects, or all that the manifest reader had to say about it. */
export type KubectlFile = readonly KubeObject[] | Pick<Manifest, 'objects' | 'unsupported' | 'ignored' | 'problems'>

/** A simulation fits; a bare store does too. */
export interface KubectlCluster {
  readonly store: Store
  /** Files that `-f` can name, already read (the manifest reader is a chunk of its own). */
  readonly files?: Readonly<Record<string, KubectlFile>>
  /** Wakes a controller; `drain` lets its evictions go on in virtual time with it. */
  wake?(controller: string, key: string): void
  /** What a pod uses now, for `top`: millicores and bytes; with a name, what one of its containers uses. */
  usage?(pod: KubeObject, container?: string): { cpu: number, memory: number } | undefined
  /**
   * Whether somebody lets time pass and asks again: a command that waits then says what for, in place of giving up.
   * `over`: its time is up. @default a command is one instant
   */
  readonly patience?: 'waits' | 'over'
  /** What the command has begun and goes on with. */
  readonly begun?: PendingDrain
  /** Hears what is written as it is: a terminal shows both streams in their order. */
  written?(stream: 'stdout' | 'stderr', text: string): void
}

/** What a verb gets. */
export interface Invocation extends ParsedArguments {
  verb: string
  cluster: KubectlCluster
  /** The cluster's store; with `--dry-run` a copy of it that is thrown away. */
  store: Store
  dryRun?: 'client' | 'server'
  /** Of `-n`, else `default`. */
  namespace: string
  out(text: string): void
  /** A line on stderr that makes the exit code 1. */
  err(text: string): void
  /** A `Warning:` on stderr. */
  warn(text: string): void
  /** A line on stderr that is neither. */
  note(text: string): void
  /** The command has not ended: it goes on with this while time passes. */
  waitFor(pending: Pending): void
  flag(name: string): string | undefined
  /** Of a number flag: its value; of a duration: milliseconds. */
  number(name: string): number | undefined
  has(name: string): boolean
  list(name: string): string[]
  /** The line as `--record` keeps it: words, then the flags that were given, by name. */
  readonly changeCause: string
}

export interface Target {
  info: KindInfo
  object: KubeObject
}

/** The kind that a user's word means: kind, plural, singular or short name, with or without group. @throws UsageError */
export function resolveType(word: string, store: Store): KindInfo {
  const [name = '', ...group] = word.toLowerCase().split('.')
  const kinds = store.kinds()
  const names = (info: KindInfo) => [info.plural, info.singular, ...info.shortNames]
  const found = kinds.find(info => names(info).includes(name) && (group.length === 0 || groupOf(info.apiVersion) === group.join('.').replace(/^v\d\w*\.?/, '')))
  if (found) return found
  const known = NOT_SIMULATED.get(name)
  if (known) throw new UsageError(`this cluster does not simulate ${known}`)
  const meant = nearest(name, kinds.flatMap(info => [info.plural, info.singular]))
  throw new UsageError(`the server doesn't have a resource type "${word}"${meant ? `\nDid you mean "${meant}"?` : ''}`)
}

/** `deployment.apps/web`. */
export function displayName(info: KindInfo, name: string): string {
  return `${typedName(info)}/${name}`
}

/** Splits arguments in kubectl's three forms: `TYPE[,TYPE] [NAME...]`, `TYPE/NAME...`. @throws UsageError */
export function readTargets(args: readonly string[], store: Store): { info: KindInfo, names: string[] }[] {
  const [first] = args
  if (first === undefined) return []
  if (args.some(arg => arg.includes('/'))) {
    return args.map((arg) => {
      const [type, name, more] = arg.split('/')
      if (!type || !name) throw new UsageError('there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. \'kubectl get resource/<resource_name>\' instead of \'kubectl get resource resource/<resource_name>\'')
      if (more !== undefined) throw new UsageError('arguments in resource/name form may not have more than one slash')
      return { info: resolveType(type, store), names: [name] }
    })
  }
  return first.split(',').flatMap(word => (word === 'all' ? ALL : [word])).map(type => ({ info: resolveType(type, store), names: args.slice(1) }))
}

const ALL = ['pods', 'services', 'daemonsets', 'deployments', 'replicasets', 'statefulsets', 'horizontalpodautoscalers', 'jobs']

/** Objects that arguments, `-l`, `--field-selector`, `-A` and `-n` name. Missing names are reported and left out. @throws UsageError */
export function findObjects(call: Invocation, args: readonly string[] = call.args, needsName = false): Target[] {
  const { store, namespace } = call
  const selector = call.flag('selector')
  const labels = selector === undefined ? undefined : readSelector(selector)
  const fields = fieldMatcher(call.flag('field-selector'))
  return readTargets(args, store).flatMap(({ info, names }) => {
    if (needsName && names.length === 0 && labels === undefined && !call.has('all')) throw new UsageError('resource(s) were provided, but no name was specified')
    if (names.length > 0) {
      if (labels !== undefined) throw new UsageError('name cannot be provided when a selector is specified')
      if (call.has('all-namespaces')) throw new UsageError('a resource cannot be retrieved by name across all namespaces')
      return names.flatMap((name) => {
        const object = store.get(info.kind, info.namespaced ? namespace : '', name)
        if (!object) call.err(`Error from server (NotFound): ${resourceName(info)} "${name}" not found`)
        return object ? [{ info, object }] : []
      })
    }
    const scope = info.namespaced && !call.has('all-namespaces') ? namespace : undefined
    const byName = (a: KubeObject, b: KubeObject) => order(a.metadata.namespace, b.metadata.namespace) || order(a.metadata.name, b.metadata.name)
    const found = store.list(info.kind, { namespace: scope, labels }).filter(fields)
    return (info.kind === 'Event' ? found : found.sort(byName)).map(object => ({ info, object }))
  })
}

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** @throws UsageError */
export function readSelector(text: string): ReturnType<typeof parseSelector> {
  try {
    return parseSelector(text)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function fieldMatcher(text: string | undefined): (object: KubeObject) => boolean {
  if (!text) return () => true
  const terms = text.split(',').map(term => /^([\w.]+)(!=|==?)(.*)$/.exec(term))
  return object => terms.every((term) => {
    if (!term) throw new ApiError('BadRequest', `invalid field selector: "${text}"; can't understand`)
    const [, path = '', operator, value] = term
    const found = path.split('.').reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined), object)
    return (String(found ?? '') === value) === (operator !== '!=')
  })
}
