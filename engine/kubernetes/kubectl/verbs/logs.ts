/**
 * `kubectl logs`: says what keeps a container from having any, in the server's words, and that a container that ran has written
 * none here. Models kubectl/pkg/cmd/logs, polymorphichelpers/logsforobject.go and pkg/registry/core/pod/strategy.go (LogLocation).
 */
import { ApiError } from '../../apiserver/errors.ts'
import { selectorMatcher } from '../../apimachinery/selectors.ts'
import type { Deployment, Pod } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { idle } from '../flags.ts'
import type { Verb } from './verb.ts'
import { NAMED_FLAGS } from './verb.ts'

export const logs: Verb = {
  mutates: false,
  flags: {
    ...NAMED_FLAGS, 'container': { type: 'string', short: 'c' }, 'previous': { type: 'boolean', short: 'p' }, 'all-containers': { type: 'boolean' }, 'all-pods': { type: 'boolean' },
    ...idle('containers here write nothing', {
      'follow': ['boolean', 'f'], 'timestamps': 'boolean', 'limit-bytes': 'number', 'tail': 'number', 'since': 'duration', 'since-time': 'string', 'prefix': 'boolean',
      'ignore-errors': 'boolean', 'max-log-requests': 'number', 'insecure-skip-tls-verify-backend': 'boolean', 'pod-running-timeout': 'duration',
    }),
  },
  run(call) {
    const [word, container = call.flag('container')] = call.args
    if (!word && call.flag('selector') === undefined) throw new UsageError('expected \'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]\'.\nPOD or TYPE/NAME is a required argument for the logs command')
    for (const pod of podsOf(call, word)) read(call, pod, container)
  },
}

function podsOf(call: Invocation, word: string | undefined): Pod[] {
  if (word === undefined) {
    const pods = findObjects(call, ['pods']).map(({ object }) => object as Pod)
    if (pods.length === 0) call.note(`No resources found in ${call.namespace} namespace.`)
    return pods
  }
  const notFound = (text: string) => call.err(`error: ${text.replace(/^E/, 'e')} in namespace "${call.namespace}"`)
  const [target] = findObjects({ ...call, err: notFound }, word.includes('/') ? [word] : ['pods', word])
  if (!target) return []
  const pods = target.info.kind === 'Pod' ? [target.object as Pod] : podsBehind(call, target)
  const [first] = pods
  if (!first) throw new UsageError(`timed out waiting for the condition: ${target.info.singular} "${target.object.metadata.name}" has no pods`)
  if (pods.length > 1 && !call.has('all-pods')) call.note(`Found ${pods.length} pods, using pod/${first.metadata.name}`)
  return call.has('all-pods') ? pods : [first]
}

function podsBehind({ store }: Invocation, { info, object }: Target): Pod[] {
  const { selector } = (object as Partial<Deployment>).spec ?? {}
  if (!selector || (!selector.matchLabels && !selector.matchExpressions)) throw new UsageError(`cannot get the logs from ${info.plural}: selector is not set`)
  return store.list('Pod', { namespace: object.metadata.namespace, labels: selectorMatcher(selector) })
}

function read(call: Invocation, pod: Pod, wanted: string | undefined): void {
  const { name, annotations } = pod.metadata
  const { containers, initContainers = [] } = pod.spec
  const known = [...containers, ...initContainers].map(one => one.name)
  const all = [...containers.map(one => one.name), ...initContainers.map(one => `${one.name} (init)`)].join(', ')
  const preset = annotations?.['kubectl.kubernetes.io/default-container']
  if (preset && !wanted && !known.includes(preset)) call.note(`Default container name "${preset}" not found in pod ${name}`)
  const [first = ''] = known
  const container = wanted ?? (preset && known.includes(preset) ? preset : first)
  if (!wanted && container !== preset && known.length > 1 && !call.has('all-containers') && !call.has('all-pods')) call.note(`Defaulted container "${first}" out of: ${all}`)
  if (!known.includes(container)) throw new UsageError(`container ${container} is not valid for pod ${name} out of: ${all}`)
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {}
  const status = [...containerStatuses, ...initContainerStatuses].find(one => one.name === container)
  if (call.has('previous') && !status?.lastState?.terminated) throw new ApiError('BadRequest', `previous terminated container "${container}" in pod "${name}" not found`)
  if (!pod.spec.nodeName) throw new ApiError('BadRequest', `pod ${name} does not have a host assigned`)
  const { waiting } = status?.state ?? {}
  if (waiting) {
    const why = waiting.reason === 'ImagePullBackOff' || waiting.reason === 'ErrImagePull' ? `trying and failing to pull image` : waiting.reason ?? 'unknown'
    if (!status?.lastState?.terminated) throw new ApiError('BadRequest', `container "${container}" in pod "${name}" is waiting to start: ${why}`)
  }
  throw new UsageError('kubectl logs is not simulated beyond this: containers here run no programs, so they have written nothing')
}
