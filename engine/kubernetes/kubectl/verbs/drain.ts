/**
 * `kubectl cordon`, `uncordon` and `drain`. Model kubectl/pkg/cmd/drain and kubectl/pkg/drain/{drain,filters}.go. A drain's
 * evictions go on in virtual time through the controller `kubectl-drain`, which tries again what a budget holds back; what
 * the API server would answer to the first of them is told at once.
 */
import { drainKey, podsToDrain } from '../../controllers/drain.ts'
import type { DrainOptions } from '../../controllers/drain.ts'
import { checkEviction } from '../../controllers/disruption/eviction.ts'
import { cordon as setCordon } from '../../simulation/cordon.ts'
import { controllerOf, isPodTerminal } from '../../apimachinery/meta.ts'
import type { Node, Pod } from '../../types/index.ts'
import { findObjects } from '../targets.ts'
import type { Invocation } from '../targets.ts'
import { UsageError } from '../errors.ts'
import type { Verb } from './verb.ts'
import { CHUNK_FLAGS, NAMED_FLAGS } from './verb.ts'

const DRY_RUN = { 'dry-run': { type: 'string', bare: 'unchanged' } } as const

function cordonVerb(unschedulable: boolean): Verb {
  return {
    mutates: true,
    flags: { ...NAMED_FLAGS, ...DRY_RUN },
    run: call => nodesOf(call).forEach(node => sayCordon(call, node, unschedulable)),
  }
}

export const cordon = cordonVerb(true)
export const uncordon = cordonVerb(false)

export const drain: Verb = {
  mutates: true,
  flags: {
    ...NAMED_FLAGS, ...DRY_RUN, ...CHUNK_FLAGS,
    'ignore-daemonsets': { type: 'boolean' }, 'delete-emptydir-data': { type: 'boolean' }, 'force': { type: 'boolean' }, 'grace-period': { type: 'number' },
    'timeout': { type: 'duration' }, 'disable-eviction': { type: 'boolean' }, 'pod-selector': { type: 'string' }, 'skip-wait-for-delete-timeout': { type: 'number' },
  },
  run(call) {
    const options = optionsOf(call)
    const nodes = nodesOf(call)
    for (const node of nodes) sayCordon(call, node, true)
    const failed = nodes.map(node => ({ name: node.metadata.name, errors: drainNode(call, node, options) })).filter(({ errors }) => errors.length > 0)
    if (failed.length === 0) return
    call.err(`There are pending nodes to be drained:\n${failed.map(({ name }) => ` ${name}`).join('\n')}`)
    failed.flatMap(({ errors }) => errors).forEach(call.err)
  },
}

/** Why the node is not drained and will not be. */
function drainNode(call: Invocation, node: Node, options: DrainOptions): readonly string[] {
  const { name } = node.metadata
  const { evict, warnings, errors } = sortOut(call, podsToDrain(call.store.listPodsByNode(name), options, true))
  if (errors.length === 0 && warnings.length > 0) call.warn(warnings.join('; '))
  const { blocked, refused } = errors.length > 0 ? { blocked: [], refused: [] } : firstAnswers(call, evict, options)
  const over = refused.length > 0 && refused.length === evict.length
  if (over) call.note(`There are pending pods in node "${name}" when an error occurred: ${listed(refused)}\n${evict.map(({ metadata }) => `pod/${metadata.name}`).join('\n')}`)
  if (errors.length > 0 || over) {
    const why = over ? refused : errors
    call.err(`error: unable to drain node "${name}" due to error: ${listed(why)}, continuing command...`)
    return why
  }
  blocked.forEach(call.note)
  if (evict.length === 0 || call.dryRun) call.out(`node/${name} drained${suffix(call)}\n`)
  else call.cluster.wake?.('kubectl-drain', drainKey(name, options))
  return []
}

const listed = (errors: readonly string[]) => (errors.length === 1 ? errors[0] ?? '' : `[${errors.join(', ')}]`)
const suffix = ({ dryRun }: Invocation) => (dryRun === undefined ? '' : dryRun === 'client' ? ' (dry run)' : ' (server dry run)')

/** Says that the pods are being evicted, and what the API server answers: not now (blocked), or never (refused). */
function firstAnswers(call: Invocation, pods: readonly Pod[], { disableEviction }: DrainOptions): { blocked: string[], refused: string[] } {
  let budgets = call.store.list('PodDisruptionBudget')
  const answers = { blocked: [] as string[], refused: [] as string[] }
  for (const pod of pods) {
    call.out(`${disableEviction ? 'deleting' : 'evicting'} pod ${fullName(pod)}${suffix(call)}\n`)
    if (disableEviction || call.dryRun === 'client') continue
    const { allowed, budget, message = '', status } = checkEviction(pod, budgets)
    const what = `error when evicting pods/"${pod.metadata.name}" -n "${pod.metadata.namespace}"`
    if (!allowed && status === 500) answers.refused.push(`${what}: ${message}`)
    else if (!allowed) answers.blocked.push(`${what} (will retry after 5s): ${message}`)
    else if (budget) budgets = budgets.map(one => (one === budget ? { ...one, status: { ...one.status, disruptionsAllowed: (one.status?.disruptionsAllowed ?? 0) - 1 } } : one))
  }
  return answers
}

/** @throws UsageError */
function optionsOf(call: Invocation): DrainOptions {
  const grace = call.number('grace-period') ?? -1
  const timeout = call.number('timeout') ?? 0
  const skip = call.number('skip-wait-for-delete-timeout') ?? 0
  const podSelector = call.flag('pod-selector')
  return {
    ...(grace >= 0 && { gracePeriodSeconds: grace }), ...(timeout > 0 && { timeout: { text: call.flag('timeout') ?? '', at: call.store.clock.now + timeout } }),
    ...(skip > 0 && { skipWaitForDeleteSeconds: skip }), ...(podSelector && { podSelector }), ...(call.has('disable-eviction') && { disableEviction: true }),
  }
}

function nodesOf(call: Invocation): Node[] {
  if (call.args.length === 0 && call.flag('selector') === undefined) throw new UsageError(`USAGE: ${call.verb} NODE [flags]`)
  if (call.args.length > 0 && call.flag('selector') !== undefined) throw new UsageError('cannot specify both a node name and a --selector option')
  return findObjects(call, ['nodes', ...call.args.map(arg => arg.replace(/^(?:nodes?|no)\//, ''))]).map(({ object }) => object as Node)
}

function sayCordon(call: Invocation, { metadata: { name } }: Node, unschedulable: boolean): void {
  const word = unschedulable ? 'cordoned' : 'uncordoned'
  call.out(`node/${name} ${setCordon(call.store, name, unschedulable) ? `${word}${suffix(call)}` : `already ${word}${suffix(call)}`}\n`)
}

const fullName = ({ metadata }: Pod) => `${metadata.namespace}/${metadata.name}`

interface Sorted {
  evict: Pod[]
  warnings: string[]
  errors: string[]
}

/** Which pods a drain evicts, and why it may not, or only says so. */
function sortOut(call: Invocation, pods: readonly Pod[]): Sorted {
  const ofDaemonSets: Pod[] = []
  const bare: Pod[] = []
  const local: Pod[] = []
  const evict: Pod[] = []
  for (const pod of [...pods].sort((a, b) => (fullName(a) < fullName(b) ? -1 : 1))) {
    const owner = controllerOf(pod)
    if (owner?.kind === 'DaemonSet' && !isPodTerminal(pod)) {
      ofDaemonSets.push(pod)
      continue
    }
    evict.push(pod)
    if (isPodTerminal(pod)) continue
    if (pod.spec.volumes?.some(({ emptyDir }) => emptyDir !== undefined)) local.push(pod)
    if (!owner) bare.push(pod)
  }
  const names = (list: readonly Pod[]) => list.map(fullName).join(', ')
  const warnings: string[] = []
  const errors: string[] = []
  const judge = (list: readonly Pod[], allowed: boolean, error: string, warning?: string) => {
    if (list.length === 0) return
    if (!allowed) errors.push(`${error}: ${names(list)}`)
    else if (warning) warnings.push(`${warning}: ${names(list)}`)
  }
  judge(ofDaemonSets, call.has('ignore-daemonsets'), 'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)', 'ignoring DaemonSet-managed Pods')
  judge(local, call.has('delete-emptydir-data'), 'cannot delete Pods with local storage (use --delete-emptydir-data to override)')
  judge(bare, call.has('force'), 'cannot delete Pods that declare no controller (use --force to override)', 'deleting Pods that declare no controller')
  return { evict, warnings, errors }
}
