/**
 * kubectl over a store: the same words, columns and messages. A command is one instant of virtual time; where the cluster
 * has patience (a terminal), `-w`, `wait`, `rollout status` and `drain` say what they go on with, else how far things are. What this
 * cluster cannot do is refused in one line; a flag that cannot change anything here says so.
 */
import { warningsOf } from '../apiserver/warnings.ts'
import type { Pending } from './pending.ts'
import type { Invocation, KubectlCluster } from './targets.ts'
import { errorText, UsageError } from './errors.ts'
import { findVerb } from './findverb.ts'
import type { FlagSpec, FlagSpecs, ParsedArguments } from './flags.ts'
import { GLOBAL_FLAGS, goDuration, parseFlags, whereTimePasses, wholeNumber } from './flags.ts'
import { helpText, overviewText } from './help.ts'
import { scratchCopy } from './scratch.ts'
import { tokenize } from './tokenize.ts'

export interface KubectlResult {
  stdout: string
  stderr: string
  /** 0, or 1 when anything went wrong. */
  exitCode: number
  /** What it goes on with, where it has not ended; only in a cluster with patience. */
  pending?: Pending
}

const NOTICES = /^No (?:resources|events) found/

/** Runs one command line, with or without `kubectl` at its start. Never throws. */
export function kubectl(line: string, cluster: KubectlCluster): KubectlResult {
  const result: KubectlResult = { stdout: '', stderr: '', exitCode: 0 }
  let warnings = 0
  const put = (stream: 'stdout' | 'stderr', text: string) => {
    result[stream] += text
    cluster.written?.(stream, text)
  }
  const note = (text: string) => put('stderr', `${text}\n`)
  const fail = (text: string) => {
    note(text)
    if (!NOTICES.test(text)) result.exitCode = 1
  }
  const warn = (text: string) => {
    warnings++
    note(`Warning: ${text}`)
  }
  try {
    const found = findVerb(tokenize(line))
    if ('choices' in found) {
      put('stdout', overviewText(found))
      return { ...result, exitCode: found.incomplete ? 1 : 0 }
    }
    const { path, verb, words } = found
    if ('refused' in verb) throw new UsageError(`kubectl ${path} is not simulated: ${verb.refused}`)
    const specs = { ...GLOBAL_FLAGS, ...cluster.patience ? whereTimePasses(verb.flags) : verb.flags }
    if (asksForHelp(words)) {
      put('stdout', helpText(path, verb))
      return result
    }
    // What a line's own words are warned of is said once, when it begins.
    const parsed = parseFlags(words, specs, cluster.begun ? undefined : warn)
    if ('record' in parsed.flags && !cluster.begun) note('Flag --record has been deprecated, --record will be removed in the future')
    const call = invocation(path, parsed, specs, cluster, { out: text => put('stdout', text), err: fail, warn, note, waitFor: (pending) => { result.pending = pending } })
    const stop = call.store.watch(({ type, object, old }) => {
      if (type !== 'DELETED') warningsOf(object, old).forEach(warn)
    })
    try {
      cluster.store.ready()
      verb.run(call)
    } finally {
      stop()
    }
    if (parsed.flags['warnings-as-errors'] === true && warnings > 0) fail(`error: ${warnings} warning${warnings === 1 ? '' : 's'} received`)
  } catch (error) {
    fail(errorText(error))
  }
  return result
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  return words.slice(0, end < 0 ? undefined : end).some(word => word === '--help' || word === '-h')
}

function invocation(
  path: string, parsed: ParsedArguments, specs: FlagSpecs, cluster: KubectlCluster, print: Pick<Invocation, 'out' | 'err' | 'warn' | 'note' | 'waitFor'>,
): Invocation {
  const { flags } = parsed
  const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined)
  const dryRun = dryRunOf(text('dry-run'), print.warn)
  const store = dryRun ? scratchCopy(cluster.store) : cluster.store
  return {
    ...parsed, ...print, verb: path, store, dryRun,
    cluster: dryRun ? { ...cluster, store, wake: undefined } : cluster,
    namespace: text('namespace') ?? 'default',
    flag: text,
    number: name => numberOf(name, specs[name], text(name)),
    has: name => name in flags && flags[name] !== false,
    list: name => (Array.isArray(flags[name]) ? flags[name] : []),
    changeCause: ['kubectl', path, ...parsed.args, ...Object.keys(flags).sort().map(name => `--${name}=${String(flags[name])}`)].join(' '),
  }
}

function numberOf(name: string, spec: FlagSpec | undefined, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return spec?.type === 'duration' ? goDuration(text, name) : wholeNumber(text, name)
}

/** Models GetDryRunStrategy of kubectl/pkg/cmd/util/helpers.go. @throws UsageError */
function dryRunOf(value: string | undefined, warn: (text: string) => void): Invocation['dryRun'] {
  switch (value) {
    case undefined: case 'none': return undefined
    case 'client': case 'server': return value
    case 'unchanged': case 'true':
      warn(`--dry-run${value === 'true' ? '=true' : ''} is deprecated and can be replaced with --dry-run=client.`)
      return 'client'
    case 'false':
      warn('--dry-run=false is deprecated (boolean value) and can be replaced with --dry-run=none.')
      return undefined
    default: throw new UsageError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`)
  }
}

/** Whether a command line changes the cluster, and so belongs into a record. Unknown verbs and dry runs change nothing. */
export function mutates(line: string): boolean {
  try {
    const found = findVerb(tokenize(line))
    if ('choices' in found) return false
    const { verb, words } = found
    if ('refused' in verb || !verb.mutates || asksForHelp(words)) return false
    const value = parseFlags(words, { ...GLOBAL_FLAGS, ...verb.flags }).flags['dry-run']
    return value === undefined || value === 'none' || value === 'false'
  } catch {
    return false
  }
}
