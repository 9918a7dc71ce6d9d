/**
 * `kubectl describe`. Models kubectl/pkg/cmd/describe/describe.go and kubectl/pkg/describe/describe.go. Kinds without a describer
 * of their own are described by their fields.
 */
import type {
  ConfigMap, DaemonSet, Deployment, HorizontalPodAutoscaler, Job, KubeObject, Node, PersistentVolumeClaim, Pod, PodDisruptionBudget, ReplicaSet, Secret, Service, StatefulSet,
} from '../../types/index.ts'
import type { Store } from '../../apiserver/store.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects, readTargets } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { describeGeneric } from '../print/describe/generic.ts'
import { describeNode } from '../print/describe/node.ts'
import { eventLines } from '../print/describe/parts.ts'
import { describePod } from '../print/describe/pod.ts'
import {
  describeConfigMap, describeHorizontalPodAutoscaler, describePersistentVolumeClaim, describePodDisruptionBudget, describeSecret, describeService,
} from '../print/describe/policy.ts'
import { tabbed } from '../print/describe/tabwriter.ts'
import { describeDaemonSet, describeDeployment, describeJob, describeReplicaSet, describeStatefulSet } from '../print/describe/workloads.ts'
import { liveTargets, namesFiles } from './files.ts'
import type { Verb } from './verb.ts'
import { CHUNK_FLAGS, FILE_FLAGS, NAMED_FLAGS } from './verb.ts'

export const describe: Verb = {
  mutates: false,
  flags: { ...FILE_FLAGS, ...NAMED_FLAGS, ...CHUNK_FLAGS, 'all-namespaces': { type: 'boolean', short: 'A' }, 'show-events': { type: 'boolean' } },
  run(call) {
    if (call.args.length === 0 && !namesFiles(call)) throw new UsageError('You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.')
    const found = namesFiles(call) ? liveTargets(call) : byNameOrPrefix(call)
    if (found.length === 0 && call.args.length < 2 && !call.args[0]?.includes('/')) call.err(call.has('all-namespaces') ? 'No resources found' : `No resources found in ${call.namespace} namespace.`)
    const withEvents = call.flags['show-events'] !== false
    call.out(found.map(({ object }) => tabbed(body(object, call.store) + (withEvents && object.kind !== 'Secret' ? eventLines(object, call.store) : ''))).join('\n\n'))
  },
}

/** A name that is not there is taken as the beginning of names. */
function byNameOrPrefix(call: Invocation): Target[] {
  const errors: string[] = []
  const found = findObjects({ ...call, err: text => void errors.push(text) })
  const matching = errors.length === 0 || found.length > 0 ? [] : readTargets(call.args, call.store).flatMap(({ info, names }) =>
    findObjects({ ...call, err: () => undefined }, [info.plural]).filter(({ object }) => names.some(name => object.metadata.name.startsWith(name))))
  if (matching.length > 0) return matching
  errors.forEach(call.err)
  return found
}

function body(object: KubeObject, store: Store): string {
  switch (object.kind) {
    case 'Pod': return describePod(object as Pod, store.clock.now)
    case 'Node': return describeNode(object as Node, store)
    case 'Deployment': return describeDeployment(object as Deployment, store)
    case 'ReplicaSet': return describeReplicaSet(object as ReplicaSet, store)
    case 'StatefulSet': return describeStatefulSet(object as StatefulSet, store)
    case 'DaemonSet': return describeDaemonSet(object as DaemonSet, store)
    case 'Job': return describeJob(object as Job)
    case 'Service': return describeService(object as Service, store)
    case 'ConfigMap': return describeConfigMap(object as ConfigMap)
    case 'Secret': return describeSecret(object as Secret)
    case 'PersistentVolumeClaim': return describePersistentVolumeClaim(object as PersistentVolumeClaim, store)
    case 'PodDisruptionBudget': return describePodDisruptionBudget(object as PodDisruptionBudget)
    case 'HorizontalPodAutoscaler': return describeHorizontalPodAutoscaler(object as HorizontalPodAutoscaler)
    default: return describeGeneric(object)
  }
}
