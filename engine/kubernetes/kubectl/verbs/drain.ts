/**
 * `kubectl cordon`, `uncordon` and `drain`. Model kubectl/pkg/cmd/drain and kubectl/pkg/drain. On a terminal a drain goes on as
 * upstream's does (draining.ts); elsewhere, after the first answers of the API server, through the controller `kubectl-drain`.
 */
import type { DrainOptions } from '../../controllers/drain.ts'
import { cordon as setCordon } from '../../simulation/cordon.ts'
import type { Node } from '../../types/index.ts'
import { findObjects } from '../targets.ts'
import type { Invocation } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { dryRunSuffix } from '../print/message.ts'
import { drainNodes, look } from './draining.ts'
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
    if (call.cluster.begun) return look(call, call.cluster.begun, options)
    const nodes = nodesOf(call)
    for (const node of nodes) sayCordon(call, node, true)
    drainNodes(call, nodes.map(({ metadata }) => metadata.name), [], options)
  },
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
  call.out(`node/${name} ${setCordon(call.store, name, unschedulable) ? word : `already ${word}`}${dryRunSuffix(call)}\n`)
}
