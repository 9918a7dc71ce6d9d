/** `kubectl top`. Models kubectl/pkg/cmd/top and kubectl/pkg/metricsutil; the numbers are those of the simulation's pods. */
import { amountOf } from '../../apimachinery/resources.ts'
import type { Node, Pod } from '../../types/index.ts'
import { findObjects } from '../targets.ts'
import type { Invocation } from '../targets.ts'
import { UsageError } from '../errors.ts'
import type { FlagSpecs } from '../flags.ts'
import { idle, refused } from '../flags.ts'
import { columns } from '../print/table.ts'
import type { Verb, VerbGroup } from './verb.ts'
import { NAMED_FLAGS, SELECTOR_FLAGS } from './verb.ts'

const MIB = 1024 * 1024
const FLAGS: FlagSpecs = {
  'sort-by': { type: 'string' }, 'no-headers': { type: 'boolean' },
  ...idle('a command here crosses no network', { 'use-protocol-buffers': 'boolean' }),
  ...refused('nodes here have no swap', { 'show-swap': 'boolean' }),
}

interface Used {
  cpu: number
  memory: number
}

interface Row {
  used: Used
  cells: string[]
}

const pod: Verb = {
  mutates: false,
  flags: { ...SELECTOR_FLAGS, ...FLAGS, containers: { type: 'boolean' }, sum: { type: 'boolean' } },
  run(call) {
    const usage = usageOf(call)
    const everywhere = call.has('all-namespaces')
    const perContainer = call.has('containers')
    const rows = findObjects(call, ['pods', ...call.args]).flatMap(({ object }): Row[] => {
      const { name, namespace = '' } = object.metadata
      const lead = [...(everywhere ? [namespace] : []), name]
      const parts = perContainer ? (object as Pod).spec.containers.map(container => ({ used: usage(object, container.name), lead: [...lead, container.name] })) : [{ used: usage(object), lead }]
      return parts.flatMap(({ used, lead: cells }) => (used ? [{ used, cells: [...cells, ...amounts(used)] }] : []))
    })
    if (rows.length === 0) return call.err(everywhere ? 'No resources found' : `No resources found in ${call.namespace} namespace.`)
    sortByUse(call, rows)
    const lead = [...(everywhere ? ['NAMESPACE'] : []), ...(perContainer ? ['POD', 'NAME'] : ['NAME'])]
    print(call, [...lead, 'CPU(cores)', 'MEMORY(bytes)'], rows.map(({ cells }) => cells))
    if (!call.has('sum')) return
    const total = rows.reduce((sum, { used }) => ({ cpu: sum.cpu + used.cpu, memory: sum.memory + used.memory }), { cpu: 0, memory: 0 })
    const blank = lead.map(() => '')
    call.out(columns([[...blank, '________', '________'], [...blank, ...amounts(total)]]))
  },
}

const node: Verb = {
  mutates: false,
  flags: { ...NAMED_FLAGS, ...FLAGS, 'show-capacity': { type: 'boolean' } },
  run(call) {
    const usage = usageOf(call)
    const rows = findObjects(call, ['nodes', ...call.args]).map(({ object }): Row => {
      const used = { cpu: 0, memory: 0 }
      for (const one of call.store.listPodsByNode(object.metadata.name)) {
        const part = usage(one)
        used.cpu += part?.cpu ?? 0
        used.memory += part?.memory ?? 0
      }
      const { allocatable = {}, capacity = {} } = (object as Node).status ?? {}
      const share = (name: 'cpu' | 'memory') => {
        const all = amountOf(name, call.has('show-capacity') ? capacity[name] : allocatable[name])
        return all > 0 ? `${Math.floor(used[name] * 100 / all)}%` : '<unknown>'
      }
      const [cpu = '', memory = ''] = amounts(used)
      return { used, cells: [object.metadata.name, cpu, share('cpu'), memory, share('memory')] }
    })
    sortByUse(call, rows)
    print(call, ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], rows.map(({ cells }) => cells))
  },
}

function usageOf({ cluster }: Invocation): NonNullable<Invocation['cluster']['usage']> {
  if (!cluster.usage) throw new UsageError('Metrics API not available')
  return (object, container) => cluster.usage?.(object, container)
}

function sortByUse(call: Invocation, rows: Row[]): void {
  const by = call.flag('sort-by')
  if (by === undefined || by === '') return
  if (by !== 'cpu' && by !== 'memory') throw new UsageError('--sort-by accepts only cpu or memory')
  rows.sort((a, b) => b.used[by] - a.used[by])
}

function amounts({ cpu, memory }: Used): string[] {
  return [`${Math.ceil(cpu)}m`, `${Math.floor(memory / MIB)}Mi`]
}

function print(call: Invocation, header: string[], rows: string[][]): void {
  call.out(columns(call.has('no-headers') ? rows : [header, ...rows]))
}

export const top: VerbGroup = { verbs: { pod, node }, aliases: { pods: 'pod', po: 'pod', nodes: 'node', no: 'node' } }
