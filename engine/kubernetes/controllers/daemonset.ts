/**
 * DaemonSet: one pod on every node that can take it, each pinned to its node by affinity and placed by the scheduler.
 * Models pkg/controller/daemon/daemon_controller.go; daemonset-update.ts has the rolling update. A pod
 * that failed is deleted after 1 s, then 2 s, up to 15 minutes, so that it does not fight with a kubelet that refuses it.
 */
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { defaultDaemonSet } from '../apiserver/defaults/workloads.ts'
import { rulesOf } from '../apiserver/kindrules.ts'
import { isPodReady, isPodTerminal, isTerminating, keyOf } from '../apimachinery/meta.ts'
import { requiredNodeAffinity } from '../scheduler/nodeselector.ts'
import { findUntoleratedTaint } from '../scheduler/taints.ts'
import type { DaemonSet, Node, Pod, PodSpec, Toleration } from '../types/index.ts'
import { checkDaemonSet } from '../apiserver/validation/workloads.ts'
import { claim, ownerKeys } from './claim.ts'
import { allowsSurge, isUpdated, planUpdate } from './daemonset-update.ts'
import { availableAt, isPodActive, isPodAvailable } from './pods.ts'
import { hashOf, REVISION_HASH_LABEL, syncRevision, truncateHistory } from './revisions.ts'
import { deleteOwnedPod, POD_CONTROL_CONFIG, PodControl } from './podcontrol.ts'
import type { Bucket } from './podcontrol.ts'
import { podFromTemplate } from './template.ts'

const tolerate = (name: string, effect: 'NoExecute' | 'NoSchedule'): Toleration => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists', effect })

/** What every daemon tolerates: a sick node needs its daemons most. */
const DAEMON_TOLERATIONS: readonly Toleration[] = [
  tolerate('not-ready', 'NoExecute'), tolerate('unreachable', 'NoExecute'), tolerate('disk-pressure', 'NoSchedule'),
  tolerate('memory-pressure', 'NoSchedule'), tolerate('pid-pressure', 'NoSchedule'), tolerate('unschedulable', 'NoSchedule'),
]

/** The template's spec with the daemon tolerations, pinned to a node. */
export function daemonPodSpec(spec: PodSpec, nodeName: string): PodSpec {
  const pin = { matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: [nodeName] }] }
  const network = spec.hostNetwork ? [tolerate('network-unavailable', 'NoSchedule')] : []
  return {
    ...spec,
    tolerations: [...spec.tolerations ?? [], ...DAEMON_TOLERATIONS, ...network],
    affinity: {
      ...spec.affinity,
      nodeAffinity: { ...spec.affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [pin] } },
    },
  }
}

/** Whether a node gets a daemon's pod, and whether one that is there may stay (NodeShouldRunDaemonPod). */
export function nodeShouldRunDaemonPod(node: Node, daemonSet: DaemonSet): { shouldRun: boolean, shouldContinue: boolean } {
  const { spec } = daemonSet.spec.template
  const tolerations = daemonPodSpec(spec, node.metadata.name).tolerations ?? []
  const fits = requiredNodeAffinity({ apiVersion: 'v1', kind: 'Pod', metadata: { name: '' }, spec })
  const matches = (!spec.nodeName || spec.nodeName === node.metadata.name) && (!fits || fits({ name: node.metadata.name, labels: node.metadata.labels ?? {} }))
  if (!matches) return { shouldRun: false, shouldContinue: false }
  const taints = (node.spec.taints ?? []).filter(({ effect }) => effect !== 'PreferNoSchedule')
  if (!findUntoleratedTaint(taints, tolerations)) return { shouldRun: true, shouldContinue: true }
  return { shouldRun: false, shouldContinue: !findUntoleratedTaint(taints.filter(({ effect }) => effect === 'NoExecute'), tolerations) }
}

/** The node that a daemon pod is for, bound or not. */
function targetOf(pod: Pod): string {
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return pod.spec.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0] ?? ''
}

export class DaemonSetController implements Controller {
  readonly name = 'daemonset-controller'
  readonly config = POD_CONTROL_CONFIG
  readonly rules = [rulesOf('DaemonSet', { defaults: defaultDaemonSet, check: checkDaemonSet })]
  readonly watches: readonly Watch[] = [
    { kind: 'DaemonSet', keysFor: ({ object }) => [keyOf(object)] },
    { kind: 'Pod', keysFor: ({ object }, { store }) => ownerKeys(object, 'DaemonSet', store) },
    { kind: 'Node', keysFor: ({ object, old }, { store }) => (sameForDaemons(object as Node, old as Node | undefined) ? [] : store.list('DaemonSet').map(keyOf)) },
  ]

  readonly #pods = new PodControl()
  /** By DaemonSet's uid, generation and node: the last wait (ms) and when it began. */
  #failures = new Map<string, Failures>()

  save(): State {
    return { bucket: this.#pods.save(), failures: new Map(this.#failures) }
  }

  restore({ bucket, failures }: State): void {
    this.#pods.restore(bucket)
    this.#failures = new Map(failures)
  }

  reconcile(key: string, ctx: Context): void {
    const { store } = ctx
    const daemonSet = store.getByKey('DaemonSet', key)
    if (!daemonSet || isTerminating(daemonSet)) return
    const revision = syncRevision(daemonSet, store)
    const makes = (node: string) => this.#create(daemonSet, node, hashOf(revision), ctx)
    manage(daemonSet, hashOf(revision), makes, (pod, node) => this.#mayDelete(daemonSet, pod, node, ctx), ctx)
    if (daemonSet.spec.updateStrategy?.type !== 'OnDelete') rollingUpdate(daemonSet, hashOf(revision), makes, ctx)
    updateStatus(daemonSet, hashOf(revision), ctx)
    const hashes = podsOf(daemonSet, ctx).map(({ metadata }) => metadata.labels?.[REVISION_HASH_LABEL] ?? '')
    truncateHistory(daemonSet, new Set([...hashes, hashOf(revision)]), store)
  }

  #create(daemonSet: DaemonSet, nodeName: string, hash: string, ctx: Context): void {
    if (this.#pods.allowed(ctx) === 0) return ctx.enqueueAfter(keyOf(daemonSet), this.#pods.waitMs(ctx))
    const { template } = daemonSet.spec
    const labels = { ...template.metadata?.labels, [REVISION_HASH_LABEL]: hash }
    const pinned = { metadata: { ...template.metadata, labels }, spec: daemonPodSpec(template.spec, nodeName) }
    this.#pods.create(daemonSet, podFromTemplate(pinned, daemonSet, { generateName: `${daemonSet.metadata.name}-` }), ctx, { node: nodeName })
  }

  /** Whether a pod that has ended may go now. One that failed waits longer each time, so that a kubelet that refuses it is left alone. */
  #mayDelete(daemonSet: DaemonSet, pod: Pod, node: string, ctx: Context): boolean {
    const { namespace, name } = pod.metadata
    if (pod.status?.phase === 'Succeeded') {
      ctx.event(daemonSet, 'Normal', 'SucceededDaemonPod', `Found succeeded daemon pod ${namespace}/${name} on node ${node}, will try to delete it`, { pod: name, node })
      return true
    }
    const { now } = ctx.clock
    const id = `${daemonSet.metadata.uid}/${daemonSet.metadata.generation}/${node}`
    const before = this.#failures.get(id)
    if (before && now < before.at + before.waitMs) {
      ctx.enqueueAfter(keyOf(daemonSet), before.at + before.waitMs - now)
      return false
    }
    const goesOn = before && now - before.at <= 2 * LONGEST_WAIT_MS
    this.#failures.set(id, { at: now, waitMs: goesOn ? Math.min(before.waitMs * 2, LONGEST_WAIT_MS) : FIRST_WAIT_MS })
    ctx.event(daemonSet, 'Warning', 'FailedDaemonPod', `Found failed daemon pod ${namespace}/${name} on node ${node}, will try to kill it`, { pod: name, node })
    return true
  }
}

/** failedPodsBackoff: from 1 s to 15 minutes. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 900_000

interface Failures {
  at: number
  waitMs: number
}

interface State {
  bucket: Bucket | undefined
  failures: ReadonlyMap<string, Failures>
}

function sameForDaemons(node: Node, old: Node | undefined): boolean {
  return old !== undefined && old !== node && old.spec === node.spec && old.metadata.labels === node.metadata.labels
}

function podsOf(daemonSet: DaemonSet, { store }: Context): Pod[] {
  return claim(daemonSet, 'Pod', store)
}

function remove(pod: Pod, daemonSet: DaemonSet, ctx: Context): void {
  if (!isTerminating(pod)) deleteOwnedPod(daemonSet, pod, ctx)
}

/** Creates what is missing, deletes what failed, is too much or may not stay. */
function manage(daemonSet: DaemonSet, hash: string, create: (node: string) => void, mayDelete: (pod: Pod, node: string) => boolean, ctx: Context): void {
  const pods = podsOf(daemonSet, ctx)
  for (const node of ctx.store.list('Node')) {
    const here = pods.filter(pod => targetOf(pod) === node.metadata.name)
    const { shouldRun, shouldContinue } = nodeShouldRunDaemonPod(node, daemonSet)
    for (const pod of here) {
      if (!shouldContinue || (isPodTerminal(pod) && !isTerminating(pod) && mayDelete(pod, node.metadata.name))) remove(pod, daemonSet, ctx)
    }
    const running = here.filter(isPodActive)
    // A node's next pod comes when the last one is gone.
    if (shouldRun && here.length === 0) create(node.metadata.name)
    if (!shouldContinue) continue
    const extras = allowsSurge(daemonSet) ? [true, false].flatMap(updated => running.filter(pod => isUpdated(pod, hash) === updated).slice(1)) : running.slice(1)
    for (const extra of extras) remove(extra, daemonSet, ctx)
  }
}

/** One step of the update; on its way there may be an old and a new pod on a node. */
function rollingUpdate(daemonSet: DaemonSet, hash: string, create: (node: string) => void, ctx: Context): void {
  const pods = podsOf(daemonSet, ctx).filter(isPodActive)
  const nodes = ctx.store.list('Node').filter(node => nodeShouldRunDaemonPod(node, daemonSet).shouldRun)
    .map(({ metadata: { name } }) => ({ node: name, pods: pods.filter(pod => targetOf(pod) === name) }))
  const { remove: old, surgeOnto } = planUpdate(daemonSet, nodes, hash, ctx.clock.now)
  for (const pod of old) remove(pod, daemonSet, ctx)
  for (const node of surgeOnto) create(node)
}

function updateStatus(daemonSet: DaemonSet, hash: string, ctx: Context): void {
  const { store, clock } = ctx
  const pods = podsOf(daemonSet, ctx).filter(isPodActive)
  const minReadySeconds = daemonSet.spec.minReadySeconds ?? 0
  const counts = { current: 0, desired: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 }
  for (const node of store.list('Node')) {
    const pod = pods.find(one => targetOf(one) === node.metadata.name)
    const { shouldRun } = nodeShouldRunDaemonPod(node, daemonSet)
    if (!shouldRun) {
      counts.misscheduled += pod ? 1 : 0
      continue
    }
    counts.desired++
    if (!pod) continue
    counts.current++
    const ready = isPodAvailable(pod, 0, clock.now)
    counts.ready += ready ? 1 : 0
    counts.updated += isUpdated(pod, hash) ? 1 : 0
    if (isPodAvailable(pod, minReadySeconds, clock.now)) counts.available++
  }
  const waiting = pods.filter(pod => isPodReady(pod) && !isPodAvailable(pod, minReadySeconds, clock.now))
  for (const pod of waiting) ctx.enqueueAfter(keyOf(daemonSet), availableAt(pod, minReadySeconds) - clock.now)
  const fresh = store.get('DaemonSet', daemonSet.metadata.namespace, daemonSet.metadata.name)
  if (!fresh) return
  store.updateStatus({
    ...fresh,
    status: {
      ...fresh.status, observedGeneration: fresh.metadata.generation, currentNumberScheduled: counts.current,
      desiredNumberScheduled: counts.desired, numberMisscheduled: counts.misscheduled, numberReady: counts.ready,
      numberAvailable: counts.available, numberUnavailable: counts.desired - counts.available, updatedNumberScheduled: counts.updated,
    },
  })
}
