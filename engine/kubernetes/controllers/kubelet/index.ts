/**
 * Every node's kubelet: takes pods bound to its node, runs them, tells their status, and says that the node lives.
 * Models pkg/kubelet/kubelet.go (syncPod, HandlePodAdditions). Leaves out: eviction under pressure, static pods,
 * cgroups, mounts (a volume is there or not), in-place resize,
 * timeouts of mounts. An emptyDir lives as long as its pod's uid.
 */
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import { timestamp } from '../../apimachinery/clock.ts'
import type { WatchEvent } from '../../apiserver/store.ts'
import { isPodTerminal, isTerminating, keyOf } from '../../apimachinery/meta.ts'
import { toBytes } from '../../apimachinery/quantity.ts'
import type { Container, KubeObject, Node, Pod } from '../../types/index.ts'
import { rejectionOf } from './admit.ts'
import type { Rejection } from './admit.ts'
import { appModelOf } from './app.ts'
import { KUBELET_CONFIG } from './config.ts'
import type { ContainerEnv } from './container.ts'
import { FAULT_COMMANDS, faultsChanged, NO_FAULTS } from './faults.ts'
import { ALL_MACHINES_UP, MACHINE_COMMANDS, nodesConcerned } from './machines.ts'
import { heartbeat, NO_NETWORK } from './node.ts'
import { advancePod, isStopped, nextTurn, restartsAfter } from './pod.ts'
import type { PodRuntime, Role } from './pod.ts'
import { claimProblem } from './mounts.ts'
import type { MountProblem } from './mounts.ts'
import { missingEnvironment, missingVolume } from './references.ts'
import { buildStatus } from './status.ts'
import { loadOn } from './usage.ts'
import type { World } from '../../simulation/world.ts'

interface KubeletState {
  pods: ReadonlyMap<string, PodRuntime>
  /** `node/image` of what was pulled. */
  images: ReadonlySet<string>
  addresses: number
  mounts: ReadonlyMap<string, MountRetry>
  rejected: ReadonlyMap<string, RejectedPod>
}

/** A mount that failed is tried again after so long, doubled each time (pkg/util/goroutinemap/exponentialbackoff). */
const FIRST_MOUNT_RETRY_MS = 500
const LONGEST_MOUNT_RETRY_MS = 122_000

interface RejectedPod {
  rejection: Rejection
  /** When its status says so (ms). */
  at: number
}

interface MountRetry {
  failures: number
  at: number
}

const podKey = (object: KubeObject) => `pod:${keyOf(object)}`

export class Kubelet implements Controller {
  readonly name = 'kubelet'
  readonly commands = { ...FAULT_COMMANDS, ...MACHINE_COMMANDS }
  readonly world = { ...NO_FAULTS, ...ALL_MACHINES_UP }
  readonly config = KUBELET_CONFIG
  readonly watches: readonly Watch[] = [
    { kind: 'Pod', keysFor: ({ object, type }) => ((object as Pod).spec.nodeName && type !== 'DELETED' ? [podKey(object)] : []) },
    { kind: 'Node', keysFor: (event, ctx) => (event.type === 'ADDED' ? [`node:${event.object.metadata.name}`] : this.#attachedOn(event, ctx)) },
    { kind: 'PersistentVolumeClaim', keysFor: ({ object }, ctx) => this.#waiting(object, ctx) },
  ]

  #pods = new Map<string, PodRuntime>()
  #images = new Set<string>()
  #addresses = 0
  /** Pods whose volumes are missing, by uid. */
  #mounts = new Map<string, MountRetry>()
  /** Pods that were refused and do not show it yet, by uid. */
  #rejected = new Map<string, RejectedPod>()

  /** Forgets a pod that is gone. */
  observe({ object, type }: WatchEvent): void {
    if (type !== 'DELETED') return
    this.#pods.delete(object.metadata.uid ?? '')
    this.#mounts.delete(object.metadata.uid ?? '')
    this.#rejected.delete(object.metadata.uid ?? '')
  }

  reconcile(key: string, ctx: Context): void {
    const name = key.slice(key.indexOf(':') + 1)
    if (key.startsWith('node:')) this.#syncNode(name, ctx)
    else this.#syncPod(name, ctx)
  }

  worldChanged(ctx: Context, before: World): void {
    const { store, world } = ctx
    const nodes = nodesConcerned(before, world)
    const pods = faultsChanged(before, world) ? store.list('Pod') : [...nodes].flatMap(node => store.listPodsByNode(node))
    for (const pod of pods) if (pod.spec.nodeName) ctx.enqueueAfter(podKey(pod), 0)
    for (const node of nodes) ctx.enqueueAfter(`node:${node}`, 0)
  }

  save(): KubeletState {
    return { pods: new Map(this.#pods), images: new Set(this.#images), addresses: this.#addresses, mounts: new Map(this.#mounts), rejected: new Map(this.#rejected) }
  }

  restore(state: KubeletState): void {
    this.#pods = new Map(state.pods)
    this.#images = new Set(state.images)
    this.#addresses = state.addresses
    this.#mounts = new Map(state.mounts)
    this.#rejected = new Map(state.rejected)
  }

  /** Pods of a node that have not begun, when a volume was attached to it or detached. */
  #attachedOn({ object, old, type }: WatchEvent, { store }: Context): string[] {
    if (type === 'DELETED' || (object as Node).status?.volumesAttached === (old as Node).status?.volumesAttached) return []
    return store.listPodsByNode(object.metadata.name).filter(({ spec, metadata }) => spec.volumes && !this.#pods.has(metadata.uid ?? '')).map(podKey)
  }

  /** Pods of a namespace that have not begun: one of them may wait for this volume. */
  #waiting({ metadata }: KubeObject, { store }: Context): string[] {
    const pods = store.list('Pod', { namespace: metadata.namespace })
    return pods.filter(({ spec, metadata: { uid } }) => spec.nodeName && spec.volumes && !this.#pods.has(uid ?? '')).map(podKey)
  }

  #syncNode(name: string, ctx: Context): void {
    const node = ctx.store.get('Node', '', name)
    if (!node || ctx.world.deadNodes.includes(name)) return
    heartbeat(node, ctx)
    ctx.enqueueAfter(`node:${name}`, ctx.config.heartbeatIntervalMs)
  }

  #syncPod(key: string, ctx: Context): void {
    const { store, clock, world } = ctx
    const pod = store.getByKey('Pod', key)
    const node = pod?.spec.nodeName ? store.get('Node', '', pod.spec.nodeName) : undefined
    if (!pod || !node || world.deadNodes.includes(node.metadata.name)) return
    if (world.nodesWithoutNetwork.includes(node.metadata.name) && !pod.spec.hostNetwork) return ctx.event(pod, 'Warning', 'NetworkNotReady', `network is not ready: ${NO_NETWORK}`)
    const uid = pod.metadata.uid ?? ''
    const before = this.#pods.get(uid)
    if (!before && (isTerminating(pod) || isPodTerminal(pod))) {
      if (isTerminating(pod)) store.delete('Pod', pod.metadata.namespace, pod.metadata.name, { gracePeriodSeconds: 0 })
      return
    }
    const runtime = before ?? this.#admit(pod, node, ctx)
    if (!runtime) return
    const after = advancePod(runtime, pod, (container, role) => this.#envOf(pod, container, role, ctx), clock.now)
    this.#pods.set(uid, after)
    try {
      post(pod, after, node, ctx)
      if (isTerminating(pod) && isStopped(after)) store.delete('Pod', pod.metadata.namespace, pod.metadata.name, { gracePeriodSeconds: 0, preconditionUid: uid })
    } finally {
      // Containers go on without an API that hears of it.
      const at = nextTurn(after)
      if (at !== undefined) ctx.enqueueAfter(`pod:${key}`, at - clock.now)
    }
  }

  #admit(pod: Pod, node: Node, ctx: Context): PodRuntime | undefined {
    const uid = pod.metadata.uid ?? ''
    // A pod that waits for its volumes was admitted before.
    const isAdmitted = (one: string) => this.#pods.has(one) || this.#mounts.has(one)
    const rejection = isAdmitted(uid) ? undefined : this.#rejected.get(uid)?.rejection ?? rejectionOf(pod, node, ctx.store, isAdmitted)
    if (rejection) {
      this.#reject(uid, pod, rejection, ctx)
      return undefined
    }
    if (!pod.spec.volumes) return this.#admitted(uid, ctx)
    const others = ctx.store.listRunningPodsByNode(node.metadata.name).filter(one => one !== pod && this.#pods.has(one.metadata.uid ?? ''))
    const problem = claimProblem(pod, node, ctx.store, others, ctx.config.volumeAttachMs !== undefined) ?? setUpProblem(pod, ctx)
    if (problem) {
      if (problem.message === undefined) this.#mounts.set(uid, { failures: 0, at: ctx.clock.now })
      else this.#retryMount(uid, pod, problem.message, ctx)
      post(pod, { uid, startedAt: ctx.clock.now, containers: {} }, node, ctx)
      return undefined
    }
    return this.#admitted(uid, ctx)
  }

  #reject(uid: string, pod: Pod, rejection: Rejection, ctx: Context): void {
    const { clock: { now }, config, store } = ctx
    const at = this.#rejected.get(uid)?.at ?? now + config.podRejectionMs
    if (at > now) {
      this.#rejected.set(uid, { rejection, at })
      return ctx.enqueueAfter(podKey(pod), at - now)
    }
    this.#rejected.delete(uid)
    ctx.event(pod, 'Warning', rejection.reason, rejection.message)
    store.updateStatus({ ...pod, status: { ...pod.status, phase: 'Failed', reason: rejection.reason, message: `Pod was rejected: ${rejection.message}`, startTime: timestamp(now) } })
  }

  #admitted(uid: string, ctx: Context): PodRuntime {
    this.#mounts.delete(uid)
    const n = ++this.#addresses
    return { uid, startedAt: ctx.clock.now, ip: `10.0.${(n >> 8) & 255}.${n & 255}`, containers: {} }
  }

  /** Says that a mount failed, once a try. */
  #retryMount(uid: string, pod: Pod, message: string, ctx: Context): void {
    const { now } = ctx.clock
    const before = this.#mounts.get(uid)
    if (before && before.at > now) return ctx.enqueueAfter(podKey(pod), before.at - now)
    const failures = before?.failures ?? 0
    const wait = Math.min(FIRST_MOUNT_RETRY_MS * 2 ** failures, LONGEST_MOUNT_RETRY_MS)
    this.#mounts.set(uid, { failures: failures + 1, at: now + wait })
    ctx.event(pod, 'Warning', 'FailedMount', message)
    ctx.enqueueAfter(podKey(pod), wait)
  }

  #envOf(pod: Pod, container: Container, role: Role, ctx: Context): ContainerEnv {
    const { config, world, clock, store } = ctx
    const { image = '' } = container
    const isMissing = world.missingImages.includes(image) || new RegExp(config.missingImagePattern).test(image)
    const limit = toBytes(container.resources?.limits?.memory)
    const isFirst = container === pod.spec.containers[0]
    const load = isFirst && limit > 0 && world.loads.length > 0 ? loadOn(pod, 'memory', store, world) : undefined
    const app = appModelOf(pod, container, role, config)
    return {
      pod, container, app, config, world,
      now: clock.now,
      hasImage: this.#images.has(`${pod.spec.nodeName}/${image}`),
      isMissing,
      configError: missingEnvironment(container, pod, store),
      outOfMemory: limit > 0 && (load ?? app.memoryBytes) > limit,
      restarts: exitCode => restartsAfter(pod, role, exitCode),
      emit: (type, reason, message, params) => {
        if (reason === 'Pulled') this.#images.add(`${pod.spec.nodeName}/${image}`)
        ctx.event(pod, type, reason, message, params, `spec.${role === 'main' ? 'containers' : 'initContainers'}{${container.name}}`)
      },
    }
  }
}

function setUpProblem(pod: Pod, { store }: Context): MountProblem | undefined {
  const message = missingVolume(pod, store)
  return message === undefined ? undefined : { message }
}

/** Writes what the kubelet knows of a pod into its status. */
function post(pod: Pod, runtime: PodRuntime, node: Node, { store, clock }: Context): void {
  const hostIP = node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address
  store.updateStatus({ ...pod, status: buildStatus(pod, runtime, hostIP, clock.now) })
}
