/**
 * `kubectl rollout`. Models kubectl/pkg/cmd/rollout. `status` prints where the rollout is now, and waits where time passes.
 */
import { parseTimestamp, timestamp } from '../../apimachinery/clock.ts'
import { revisionOf } from '../../controllers/deployment/replicasets.ts'
import { resourceName } from '../../apiserver/kinds.ts'
import type { Deployment } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects } from '../targets.ts'
import { UsageError } from '../errors.ts'
import type { FlagSpecs } from '../flags.ts'
import { inTime } from '../flags.ts'
import { say } from '../print/message.ts'
import { liveTargets, namesFiles } from './files.ts'
import { history } from './rollouthistory.ts'
import { rolloutStatusOf } from './rolloutstatus.ts'
import { undo } from './rolloutundo.ts'
import type { Verb, VerbGroup } from './verb.ts'
import { CHANGE_FLAGS, FIELD_MANAGER_FLAGS, FILE_FLAGS, NAMED_FLAGS, OUTPUT_FLAGS } from './verb.ts'

const WITH_TEMPLATE = ['Deployment', 'DaemonSet', 'StatefulSet']
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt'
const CHANGE: FlagSpecs = { ...OUTPUT_FLAGS, ...FIELD_MANAGER_FLAGS }

function subcommand(mutates: boolean, flags: FlagSpecs, run: (call: Invocation, target: Target) => void): Verb {
  return {
    mutates,
    flags: { ...FILE_FLAGS, ...NAMED_FLAGS, ...flags },
    run(call) {
      if (call.args.length === 0 && !namesFiles(call)) throw new UsageError('required resource not specified')
      const targets = namesFiles(call) ? liveTargets(call) : findObjects(call)
      if (targets.length === 0 && call.args.length === 1 && !call.args[0]?.includes('/')) call.err(`No resources found in ${call.namespace} namespace.`)
      for (const target of targets) run(call, target)
    },
  }
}

function status(call: Invocation, { object }: Target): void {
  const revision = call.number('revision') ?? 0
  if (revision < 0) throw new UsageError(`revision must be a positive integer: ${revision}`)
  const running = object.kind === 'Deployment' ? revisionOf(object as Deployment) : revision
  if (revision > 0 && revision !== running) throw new UsageError(`desired revision (${revision}) is different from the running revision (${running})`)
  const { message, done } = rolloutStatusOf(object)
  call.out(`${message}\n`)
  if (done || call.flags.watch === false) return
  const timeoutMs = call.number('timeout')
  if (call.cluster.patience === 'waits') call.waitFor({ of: 'condition', ...(timeoutMs && { timeoutMs }) })
  else if (call.cluster.patience === 'over') throw new UsageError('timed out waiting for the condition')
}

function restart(call: Invocation, target: Target): void {
  const { info, object } = target
  const { name } = object.metadata
  if (!WITH_TEMPLATE.includes(info.kind)) throw new UsageError(`${resourceName(info)} "${name}" restarting is not supported`)
  const { paused, template } = (object as Deployment).spec
  if (paused) throw new UsageError(`${resourceName(info)} "${name}" can't restart paused deployment (run rollout resume first)`)
  const { now } = call.store.clock
  const last = parseTimestamp(template.metadata?.annotations?.[RESTARTED_AT])
  if (last >= Math.trunc(now / 1000) * 1000) throw new UsageError(`failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`)
  const annotations = { [RESTARTED_AT]: timestamp(now) }
  say(call, patch(call, target, { template: { metadata: { annotations } } }), 'restarted')
}

function patch(call: Invocation, { info, object }: Target, spec: object): Target {
  return { info, object: call.store.patch(info.kind, object.metadata.namespace, object.metadata.name, { spec }) }
}

function setPaused(call: Invocation, target: Target, paused: boolean): void {
  const { info, object } = target
  const name = `${resourceName(info)} "${object.metadata.name}"`
  if (info.kind !== 'Deployment') throw new UsageError(`${name} ${paused ? 'pausing' : 'resuming'} is not supported`)
  if (Boolean((object as Deployment).spec.paused) === paused) throw new UsageError(`${name} is ${paused ? 'already' : 'not'} paused`)
  say(call, patch(call, target, { paused: paused || null }), paused ? 'paused' : 'resumed')
}

export const rollout: VerbGroup = {
  verbs: {
    status: subcommand(false, { revision: { type: 'number' }, ...inTime({ watch: ['boolean', 'w'], timeout: 'duration' }) }, status),
    history: subcommand(false, { ...OUTPUT_FLAGS, revision: { type: 'number' } }, history),
    undo: subcommand(true, { ...CHANGE_FLAGS, 'to-revision': { type: 'number' } }, undo),
    pause: subcommand(true, CHANGE, (call, target) => setPaused(call, target, true)),
    resume: subcommand(true, CHANGE, (call, target) => setPaused(call, target, false)),
    restart: subcommand(true, CHANGE, restart),
  },
}
