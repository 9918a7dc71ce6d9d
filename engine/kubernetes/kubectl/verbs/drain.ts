/**
 * `kubectl cordon`, `uncordon` and `drain`. Model kubectl/pkg/cmd/drain and kubectl/pkg/drain/filters.go. A drain's
 * evictions go on in virtual time through the controller `kubectl-drain`, which tries again what a budget holds back.
 */
import { cordon as setCordon } from '../../simulation/cordon.ts'
import { controllerOf, isPodTerminal } from '../../apimachinery/meta.ts'
import type { Node, Pod } from '../../types/index.ts'
import { findObjects } from '../cluster.ts'
import type { Invocation } from '../cluster.ts'
import { UsageError } from '../errors.ts'
import type { Verb } from './verb.ts'
import { SELECTOR_FLAGS } from './verb.ts'

function cordonVerb(unschedulable: boolean): Verb {
  return {
    mutates: true,
    flags: SELECTOR_FLAGS,
    run: call => nodesOf(call).forEach(node => sayCordon(call, node, unschedulable)),
  }
}

export const cordon = cordonVerb(true)
export const uncordon = cordonVerb(false)

export const drain: Verb = {
  mutates: true,
  flags: {
    ...SELECTOR_FLAGS,
    'ignore-daemonsets': { type: 'boolean' }, 'delete-emptydir-data': { type: 'boolean' }, 'force': { type: 'boolean' }, 'grace-period': { type: 'string' },
    'timeout': { type: 'string' }, 'disable-eviction': { type: 'boolean' },
  },
  run(call) {
    const nodes = nodesOf(call)
    for (const node of nodes) sayCordon(call, node, true)
    for (const [i, node] of nodes.entries()) {
      const { name } = node.metadata
      const { evict, warnings, errors } = sortOut(call, call.store.listPodsByNode(name))
      if (errors.length > 0) {
        const text = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`
        call.err(`error: unable to drain node "${name}" due to error: ${text}, continuing command...`)
        call.err(`There are pending nodes to be drained:\n${nodes.slice(i).map(({ metadata }) => ` ${metadata.name}`).join('\n')}\n${errors.join('\n')}`)
        return
      }
      if (warnings.length > 0) call.warn(warnings.join('; '))
      for (const pod of evict) call.out(`evicting pod ${fullName(pod)}\n`)
      if (evict.length === 0) call.out(`node/${name} drained\n`)
      else call.cluster.wake?.('kubectl-drain', name)
    }
  },
}

function nodesOf(call: Invocation): Node[] {
  if (call.args.length === 0 && call.flag('selector') === undefined) throw new UsageError(`USAGE: ${call.verb} NODE [flags]`)
  return findObjects(call, ['nodes', ...call.args.map(arg => arg.replace(/^nodes?\//, ''))]).map(({ object }) => object as Node)
}

function sayCordon(call: Invocation, { metadata: { name } }: Node, unschedulable: boolean): void {
  const word = unschedulable ? 'cordoned' : 'uncordoned'
  call.out(`node/${name} ${setCordon(call.store, name, unschedulable) ? word : `already ${word}`}\n`)
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
    if (pod.metadata.annotations?.['kubernetes.io/config.mirror']) continue
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
