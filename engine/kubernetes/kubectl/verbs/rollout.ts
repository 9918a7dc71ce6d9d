/**
 * `kubectl rollout`. Models kubectl/pkg/cmd/rollout. `status` prints where the rollout is now and does not wait.
 */
import { timestamp } from '../../apimachinery/clock.ts'
import { revisionOf } from '../../controllers/deployment/replicasets.ts'
import { revisionsOf } from '../../controllers/revisions.ts'
import { resourceName } from '../../apiserver/kinds.ts'
import { nearest } from '../../apimachinery/nearest.ts'
import type { Deployment, KubeObject } from '../../types/index.ts'
import { displayName, findObjects } from '../cluster.ts'
import type { Invocation, Target } from '../cluster.ts'
import { UsageError } from '../errors.ts'
import { say } from '../print/message.ts'
import { columns } from '../print/table.ts'
import { rolloutStatusOf } from './rolloutstatus.ts'
import { undo } from './rolloutundo.ts'
import type { Verb } from './verb.ts'

const WITH_TEMPLATE = ['Deployment', 'DaemonSet', 'StatefulSet']
const CHANGE_CAUSE = 'kubernetes.io/change-cause'

const COMMANDS: Readonly<Record<string, (call: Invocation, target: Target) => void>> = {
  status(call, { object }) {
    call.out(`${rolloutStatusOf(object).message}\n`)
  },
  history(call, { info, object }) {
    const versions = historyOf(call, object)
    const rows = versions.map(({ revision, cause }) => [String(revision), cause || '<none>'])
    call.out(`${displayName(info, object.metadata.name)} \n${columns([['REVISION', 'CHANGE-CAUSE'], ...rows], 2, 0)}\n`)
  },
  undo,
  pause: (call, target) => setPaused(call, target, true),
  resume: (call, target) => setPaused(call, target, false),
  restart(call, target) {
    const { info, object } = target
    if (!WITH_TEMPLATE.includes(info.kind)) throw new UsageError(`${resourceName(info)} "${object.metadata.name}" restarting is not supported`)
    if ((object as Deployment).spec.paused) throw new UsageError('can\'t restart paused deployment (run rollout resume first)')
    const annotations = { 'kubectl.kubernetes.io/restartedAt': timestamp(call.store.clock.now) }
    patch(call, target, { template: { metadata: { annotations } } })
    say(call, target, 'restarted')
  },
}

export const rollout: Verb = {
  mutates: true,
  flags: {
    'to-revision': { type: 'string' }, 'watch': { type: 'boolean', short: 'w' }, 'timeout': { type: 'string' }, 'revision': { type: 'string' },
    'selector': { type: 'string', short: 'l' }, 'output': { type: 'string', short: 'o' },
  },
  run(call) {
    const [word = '', ...rest] = call.args
    const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined
    if (!command) {
      const meant = nearest(word, Object.keys(COMMANDS))
      throw new UsageError(word ? `unknown command "rollout ${word}" for "kubectl"${meant ? `\nDid you mean "${meant}"?` : ''}` : `required subcommand: ${Object.keys(COMMANDS).join(', ')}`)
    }
    if (rest.length === 0) throw new UsageError('required resource not specified')
    for (const target of findObjects(call, rest)) command(call, target)
  },
}

function patch(call: Invocation, { info, object }: Target, spec: object): void {
  call.store.patch(info.kind, object.metadata.namespace, object.metadata.name, { spec })
}

function setPaused(call: Invocation, target: Target, paused: boolean): void {
  const { info, object } = target
  if (info.kind !== 'Deployment') throw new UsageError(`${resourceName(info)} "${object.metadata.name}" ${paused ? 'pausing' : 'resuming'} is not supported`)
  if (Boolean((object as Deployment).spec.paused) === paused) {
    throw new UsageError(`${resourceName(info)} "${object.metadata.name}" is ${paused ? 'already' : 'not'} paused`)
  }
  patch(call, target, { paused: paused || null })
  say(call, target, paused ? 'paused' : 'resumed')
}

function historyOf(call: Invocation, object: KubeObject): { revision: number, cause: string | undefined }[] {
  const { store } = call
  const causeOf = ({ metadata }: KubeObject) => metadata.annotations?.[CHANGE_CAUSE]
  const versions = object.kind === 'Deployment'
    ? store.listByOwner(object.metadata.uid ?? '', 'ReplicaSet').map(set => ({ revision: revisionOf(set), cause: causeOf(set) }))
    : revisionsOf(object, store).map(one => ({ revision: one.revision, cause: causeOf(one) }))
  return versions.sort((a, b) => a.revision - b.revision)
}
