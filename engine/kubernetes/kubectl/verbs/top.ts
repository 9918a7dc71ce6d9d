/** `kubectl top`. Models kubectl/pkg/cmd/top; the numbers are those of the simulation's pods. */
import { amountOf } from '../../apimachinery/resources.ts'
import type { Node, Pod } from '../../types/index.ts'
import { findObjects, resolveType } from '../cluster.ts'
import type { Invocation } from '../cluster.ts'
import { UsageError } from '../errors.ts'
import { columns } from '../print/table.ts'
import type { Verb } from './verb.ts'
import { SELECTOR_FLAGS } from './verb.ts'

const MIB = 1024 * 1024

export const top: Verb = {
  mutates: false,
  flags: { ...SELECTOR_FLAGS, 'sort-by': { type: 'string' }, 'no-headers': { type: 'boolean' } },
  run(call) {
    const { usage } = call.cluster
    if (!usage) throw new UsageError('Metrics API not available')
    const [word = '', ...names] = call.args
    const kind = word ? resolveType(word, call.store).kind : ''
    if (kind === 'Pod') topPods(call, names, usage)
    else if (kind === 'Node') topNodes(call, names, usage)
    else throw new UsageError(`unknown command "top ${word}" for "kubectl"\nDid you mean "top nodes" or "top pods"?`)
  },
}

type Usage = NonNullable<Invocation['cluster']['usage']>

function topPods(call: Invocation, names: readonly string[], usage: Usage): void {
  const everywhere = call.has('all-namespaces')
  const rows = findObjects(call, ['pods', ...names]).flatMap(({ object }) => {
    const used = usage(object)
    return used ? [{ used, cells: [...(everywhere ? [object.metadata.namespace ?? ''] : []), object.metadata.name, ...amounts(used)] }] : []
  })
  if (rows.length === 0) return call.err(everywhere ? 'No resources found' : `No resources found in ${call.namespace} namespace.`)
  sortByUse(call, rows)
  print(call, [...(everywhere ? ['NAMESPACE'] : []), 'NAME', 'CPU(cores)', 'MEMORY(bytes)'], rows.map(({ cells }) => cells))
}

function topNodes(call: Invocation, names: readonly string[], usage: Usage): void {
  const rows = findObjects(call, ['nodes', ...names]).map(({ object }) => {
    const used = { cpu: 0, memory: 0 }
    for (const pod of call.store.listPodsByNode(object.metadata.name)) {
      const one = usage(pod satisfies Pod)
      used.cpu += one?.cpu ?? 0
      used.memory += one?.memory ?? 0
    }
    const { allocatable = {} } = (object as Node).status ?? {}
    const share = (name: 'cpu' | 'memory') => {
      const all = amountOf(name, allocatable[name])
      return all > 0 ? `${Math.floor(used[name] * 100 / all)}%` : '<unknown>'
    }
    const [cpu = '', memory = ''] = amounts(used)
    return { used, cells: [object.metadata.name, cpu, share('cpu'), memory, share('memory')] }
  })
  sortByUse(call, rows)
  print(call, ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], rows.map(({ cells }) => cells))
}

function sortByUse(call: Invocation, rows: { used: { cpu: number, memory: number } }[]): void {
  const by = call.flag('sort-by')
  if (by === undefined) return
  if (by !== 'cpu' && by !== 'memory') throw new UsageError('--sort-by accepts only cpu or memory')
  rows.sort((a, b) => b.used[by] - a.used[by])
}

function amounts({ cpu, memory }: { cpu: number, memory: number }): string[] {
  return [`${Math.ceil(cpu)}m`, `${Math.floor(memory / MIB)}Mi`]
}

function print(call: Invocation, header: string[], rows: string[][]): void {
  call.out(columns(call.has('no-headers') ? rows : [header, ...rows]))
}
