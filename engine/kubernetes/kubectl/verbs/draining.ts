/**
 * A drain's way from node to node: asks pods to leave, asks again for what a budget holds back, and says when they are gone.
 * Models RunDrain of kubectl/pkg/cmd/drain/drain.go and evictPods, deletePods and waitForDelete of kubectl/pkg/drain/drain.go.
 */
import { drainKey, isSkipped, RETRY_MS, takeOff } from '../../controllers/drain.ts'
import type { DrainOptions } from '../../controllers/drain.ts'
import type { Pod } from '../../types/index.ts'
import type { DrainedPod, FailedNode, PendingDrain } from '../pending.ts'
import { dryRunSuffix } from '../print/message.ts'
import type { Invocation } from '../targets.ts'
import { fullName, sortOut } from './drainfilters.ts'

/** Drains one node after another. Where no time passes, each goes on by the controller of drains. */
export function drainNodes(call: Invocation, nodes: readonly string[], failed: readonly FailedNode[], options: DrainOptions): void {
  const [node, ...next] = nodes
  if (node === undefined) return sayFailed(call, failed)
  const { evict, warnings, errors } = sortOut(call, node, options)
  if (errors.length > 0) return drainNodes(call, next, [...failed, unable(call, node, errors)], options)
  if (warnings.length > 0) call.warn(warnings.join('; '))
  if (call.dryRun) for (const pod of evict) call.out(`evicting pod ${fullName(pod)}${dryRunSuffix(call)}\n`)
  const pods = call.dryRun ? [] : evict.map(({ metadata: { namespace, name, uid } }): DrainedPod => ({ namespace: namespace ?? '', name, uid }))
  look(call, { of: 'drain', node, pods, since: call.store.clock.now, next, failed }, options)
}

/** One look at the pods of a node; once it is done with them all, the next node. */
export function look(call: Invocation, drain: PendingDrain, options: DrainOptions): void {
  const { node, next, failed, since } = drain
  // All are asked side by side: what is said of an answer comes after.
  if (!options.disableEviction) for (const { namespace, name } of drain.pods.filter(pod => isAsked(pod, call, since))) call.out(`evicting pod ${namespace}/${name}\n`)
  const pods = drain.pods.flatMap(pod => lookAt(pod, call, since, options))
  if (pods.some(({ error }) => error === undefined)) {
    if (call.cluster.patience) return call.waitFor({ ...drain, pods })
    call.cluster.wake?.('kubectl-drain', drainKey(node, options))
    return drainNodes(call, next, failed, options)
  }
  const errors = [...new Set(pods.flatMap(({ error }) => error ?? []))]
  if (errors.length === 0) {
    call.out(`node/${node} drained${dryRunSuffix(call)}\n`)
    return drainNodes(call, next, failed, options)
  }
  const still = sortOut(call, node, options).evict
  if (still.length > 0) call.note(`There are pending pods in node "${node}" when an error occurred: ${listed(errors)}\n${still.map(({ metadata }) => `pod/${metadata.name}`).join('\n')}`)
  drainNodes(call, next, [...failed, unable(call, node, errors)], options)
}

/** A pod as it is after a look at it; nothing when the drain is done with it. */
function lookAt(pod: DrainedPod, call: Invocation, since: number, options: DrainOptions): DrainedPod[] {
  if (pod.error !== undefined || (!pod.leaves && !isAsked(pod, call, since))) return [pod]
  const timeIsUp = options.timeout !== undefined && call.store.clock.now - since >= (call.number('timeout') ?? 0)
  const asked = pod.leaves ? [pod] : ask(pod, call, timeIsUp, options)
  return asked.flatMap(one => (one.leaves ? awaitEnd(one, call, timeIsUp, options) : [one]))
}

/** Whether it is a pod's turn to be asked to go: at once, and every five seconds until it may. */
function isAsked({ error, leaves }: DrainedPod, { store }: Invocation, since: number): boolean {
  return error === undefined && !leaves && (store.clock.now - since) % RETRY_MS === 0
}

/** The pod itself, and not another that has got its name since. */
function living({ namespace, name, uid }: DrainedPod, { store }: Invocation): Pod | undefined {
  const found = store.get('Pod', namespace, name)
  return found?.metadata.uid === uid ? found : undefined
}

/** Asks the API server to let a pod go. */
function ask(pod: DrainedPod, call: Invocation, timeIsUp: boolean, options: DrainOptions): DrainedPod[] {
  const { namespace, name } = pod
  const why = `error when evicting pods/"${name}" -n "${namespace}"`
  if (timeIsUp) return [{ ...pod, error: `${why}: ${overdue(options)}` }]
  const live = living(pod, call)
  if (!live) return []
  const error = takeOff(live, options, call.store)
  if (!error) return [{ ...pod, leaves: true }]
  if (error.status !== 429) return [{ ...pod, error: `${why}: ${error.message}` }]
  call.note(`${why} (will retry after 5s): ${error.message}`)
  return [pod]
}

/** Says that a pod has gone, or that it is not waited for any more. */
function awaitEnd(pod: DrainedPod, call: Invocation, timeIsUp: boolean, options: DrainOptions): DrainedPod[] {
  const { namespace, name } = pod
  const { disableEviction, skipWaitForDeleteSeconds } = options
  const live = living(pod, call)
  if (!live) {
    call.out(`pod/${name} ${disableEviction ? 'deleted' : 'evicted'}\n`)
    return []
  }
  if (isSkipped(live, options, call.store.clock.now)) {
    call.out(`pod "${name}" has DeletionTimestamp older than ${skipWaitForDeleteSeconds} seconds, skipping\n`)
    return []
  }
  if (!timeIsUp) return [pod]
  return [{ ...pod, error: disableEviction ? 'timed out waiting for the condition' : `error when waiting for pod "${name}" in namespace "${namespace}" to terminate: ${overdue(options)}` }]
}

const overdue = ({ timeout }: DrainOptions) => `global timeout reached: ${timeout?.text ?? ''}`
const listed = (errors: readonly string[]) => (errors.length === 1 ? errors[0] ?? '' : `[${errors.join(', ')}]`)

/** Says that a node is not drained and will not be. */
function unable(call: Invocation, name: string, errors: readonly string[]): FailedNode {
  call.err(`error: unable to drain node "${name}" due to error: ${listed(errors)}, continuing command...`)
  return { name, errors }
}

function sayFailed(call: Invocation, failed: readonly FailedNode[]): void {
  if (failed.length === 0) return
  call.err(`There are pending nodes to be drained:\n${failed.map(({ name }) => ` ${name}`).join('\n')}`)
  failed.flatMap(({ errors }) => errors).forEach(call.err)
}
