/**
 * A subset of kubectl over a store: the same words, columns and messages. A command is one instant of virtual time, so
 * nothing waits (`-w`, `rollout status`, `drain` say how far things are).
 */
import { nearest } from '../apimachinery/nearest.ts'
import type { Invocation, KubectlCluster } from './cluster.ts'
import { errorText, UsageError } from './errors.ts'
import { GLOBAL_FLAGS, parseFlags } from './flags.ts'
import { tokenize } from './tokenize.ts'
import { VERBS } from './verbs/index.ts'

export interface KubectlResult {
  stdout: string
  stderr: string
  /** 0, or 1 when anything went wrong. */
  exitCode: number
}

const NOTICES = /^No resources found/

/** Runs one command line, with or without `kubectl` at its start. Never throws. */
export function kubectl(line: string, cluster: KubectlCluster): KubectlResult {
  let stdout = ''
  let stderr = ''
  let exitCode = 0
  const fail = (text: string) => {
    stderr += `${text}\n`
    if (!NOTICES.test(text)) exitCode = 1
  }
  try {
    const { verb, rest } = readVerb(tokenize(line))
    const spec = VERBS.get(verb)
    if (!spec) throw unknownVerb(verb)
    const { args, flags } = parseFlags(rest, { ...GLOBAL_FLAGS, ...spec.flags })
    const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined)
    const call: Invocation = {
      verb, args, flags, cluster, store: cluster.store,
      namespace: text('namespace') ?? 'default',
      out: (more) => { stdout += more },
      err: fail,
      warn: (more) => { stderr += `Warning: ${more}\n` },
      flag: text,
      has: name => name in flags && flags[name] !== false,
      list: name => (Array.isArray(flags[name]) ? flags[name] : []),
    }
    spec.run(call)
  } catch (error) {
    fail(errorText(error))
  }
  return { stdout, stderr, exitCode }
}

/** Whether a command line changes the cluster, and so belongs into a record. Unknown verbs change nothing. */
export function mutates(line: string): boolean {
  try {
    const { verb, rest } = readVerb(tokenize(line))
    if (verb === 'rollout') return rest.find(word => !word.startsWith('-')) !== 'status' && rest.find(word => !word.startsWith('-')) !== 'history'
    return VERBS.get(verb)?.mutates ?? false
  } catch {
    return false
  }
}

/** The verb and all other words; flags may stand before the verb. */
function readVerb(words: readonly string[]): { verb: string, rest: string[] } {
  const all = words[0] === 'kubectl' || words[0] === 'k' ? words.slice(1) : [...words]
  let at = 0
  while (all[at]?.startsWith('-')) at += /^(?:-n|--namespace|--context|--kubeconfig)$/.test(all[at] ?? '') ? 2 : 1
  return { verb: all[at] ?? '', rest: [...all.slice(0, at), ...all.slice(at + 1)] }
}

function unknownVerb(verb: string): UsageError {
  if (verb === '') return new UsageError(`a command is required: ${[...VERBS.keys()].join(', ')}`)
  const meant = nearest(verb, VERBS.keys())
  return new UsageError(`unknown command "${verb}" for "kubectl"${meant ? `\n\nDid you mean this?\n\t${meant}` : ''}`)
}
