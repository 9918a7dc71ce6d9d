/**
 * Attach and detach: a volume that pods need is attached to their node, and detached when none there needs it any more; a
 * ReadWriteOnce volume is on one node at a time.
 * Models pkg/controller/volume/attachdetach (reconciler.go, desired_state_of_world_populator.go). What is attached where stands
 * in the nodes' status. Leaves out: VolumeAttachment objects, drivers that refuse, attach limits.
 */
import { parseTimestamp } from '../../apimachinery/clock.ts'
import { findCondition, isPodTerminal, isTerminating, keyOf } from '../../apimachinery/meta.ts'
import type { WatchEvent } from '../../apiserver/store.ts'
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../types/index.ts'
import { attachedName, isAttached, isMultiAttachAllowed } from './attachable.ts'
import { claimKeys, podsUsing } from './podclaims.ts'

declare module '../../simulation/config.ts' {
  interface SimulationConfig {
    /** Attaching a volume to a node. An assumption. Absent: nobody attaches, and the kubelet does not wait for it. @default 2000 ms */
    volumeAttachMs?: number
    /** Unmounting a volume and detaching it. An assumption. @default 2000 ms */
    volumeDetachMs?: number
  }
}

/** How long a node that may still use a volume keeps it (ReconcilerMaxWaitForUnmountDuration). */
const MAX_WAIT_FOR_UNMOUNT_MS = 360_000
const OUT_OF_SERVICE_TAINT = 'node.kubernetes.io/out-of-service'

/** A volume and a node: when the attach or detach under way is done (ms), and whether a Multi-Attach error was told. */
interface Operation {
  attachedAt?: number
  detachedAt?: number
  isReported?: boolean
}

export class AttachDetachController implements Controller {
  readonly name = 'attachdetach-controller'
  readonly config = { volumeAttachMs: 2_000, volumeDetachMs: 2_000 }
  readonly watches: readonly Watch[] = [
    { kind: 'Pod', keysFor: (event, ctx) => (changesNeed(event) ? volumesOf(event.object as Pod, ctx) : []) },
    { kind: 'PersistentVolumeClaim', keysFor: ({ object }) => [(object as PersistentVolumeClaim).spec.volumeName].filter(name => name !== undefined) },
    { kind: 'Node', keysFor: (event, { store }) => (changesReach(event) ? store.list('PersistentVolume').map(keyOf) : []) },
  ]

  /** By `volume node`. */
  #operations = new Map<string, Operation>()

  reconcile(key: string, ctx: Context): void {
    const volume = ctx.store.get('PersistentVolume', '', key)
    const name = volume && attachedName(volume)
    if (!volume || !name) return
    const needs = podsByNode(volume, ctx)
    const nodes = ctx.store.list('Node')
    for (const node of nodes) if (isAttached(name, node) && !needs.has(node.metadata.name)) this.#detach(volume, name, node, ctx)
    for (const [nodeName, pods] of needs) {
      const node = ctx.store.get('Node', '', nodeName)
      if (node && !isAttached(name, node)) this.#attach(volume, name, node, pods, ctx)
      else this.#operations.delete(`${key} ${nodeName}`)
    }
    for (const [id, { detachedAt }] of this.#operations) {
      if (id.startsWith(`${key} `) && detachedAt === undefined && !needs.has(id.slice(key.length + 1))) this.#operations.delete(id)
    }
  }

  save(): ReadonlyMap<string, Operation> {
    return new Map(this.#operations)
  }

  restore(state: ReadonlyMap<string, Operation>): void {
    this.#operations = new Map(state)
  }

  #attach(volume: PersistentVolume, name: string, node: Node, pods: readonly Pod[], ctx: Context): void {
    const { now } = ctx.clock
    const id = `${volume.metadata.name} ${node.metadata.name}`
    const operation = this.#operations.get(id) ?? {}
    const others = isMultiAttachAllowed(volume) ? [] : this.#holders(volume, name, ctx).filter(one => one !== node.metadata.name)
    if (others.length > 0) {
      const isDetaching = (one: string) => this.#operations.get(`${volume.metadata.name} ${one}`)?.detachedAt !== undefined && isReady(ctx.store.mustGet('Node', '', one))
      if (operation.isReported || others.some(isDetaching)) return
      reportMultiAttachError(volume, others, pods, ctx)
      return void this.#operations.set(id, { isReported: true })
    }
    const attachedAt = operation.attachedAt ?? now + (ctx.config.volumeAttachMs ?? 0)
    if (attachedAt > now) {
      this.#operations.set(id, { ...operation, attachedAt })
      return ctx.enqueueAfter(volume.metadata.name, attachedAt - now)
    }
    this.#operations.delete(id)
    ctx.store.updateStatus({ ...node, status: { ...node.status, volumesAttached: [...node.status?.volumesAttached ?? [], { name, devicePath: '' }] } })
    for (const pod of pods) ctx.event(pod, 'Normal', 'SuccessfulAttachVolume', `AttachVolume.Attach succeeded for volume "${volume.metadata.name}"`, { volume: volume.metadata.name, node: node.metadata.name })
  }

  /** Nodes that have a volume or are getting it. */
  #holders(volume: PersistentVolume, name: string, { store }: Context): string[] {
    const isComing = (node: string) => this.#operations.get(`${volume.metadata.name} ${node}`)?.attachedAt !== undefined
    return store.list('Node').filter(node => isAttached(name, node) || isComing(node.metadata.name)).map(({ metadata }) => metadata.name)
  }

  /** A node that answers lets go of it soon; one that does not may still write to it and is given six minutes. */
  #detach(volume: PersistentVolume, name: string, node: Node, ctx: Context): void {
    const { now } = ctx.clock
    const id = `${volume.metadata.name} ${node.metadata.name}`
    const lastHeard = parseTimestamp(findCondition(node.status?.conditions, 'Ready')?.lastTransitionTime)
    const isOutOfService = node.spec.taints?.some(({ key }) => key === OUT_OF_SERVICE_TAINT) ?? false
    const wait = isReady(node) || isOutOfService || Number.isNaN(lastHeard) ? ctx.config.volumeDetachMs ?? 0 : MAX_WAIT_FOR_UNMOUNT_MS
    const asked = this.#operations.get(id)?.detachedAt
    const detachedAt = Math.min(asked ?? Number.POSITIVE_INFINITY, now + wait)
    if (detachedAt > now) {
      this.#operations.set(id, { detachedAt })
      return ctx.enqueueAfter(volume.metadata.name, detachedAt - now)
    }
    this.#operations.delete(id)
    const volumesAttached = node.status?.volumesAttached?.filter(one => one.name !== name)
    ctx.store.updateStatus({ ...node, status: { ...node.status, volumesAttached } })
  }
}

const isReady = (node: Node) => findCondition(node.status?.conditions, 'Ready')?.status === 'True'

/** Whether a change of a pod changes what it needs: it got its node, ended, or is on its way out. */
function changesNeed({ type, object, old }: WatchEvent): boolean {
  const [pod, before] = [object as Pod, old as Pod]
  if (!pod.spec.nodeName) return false
  return type !== 'MODIFIED' || pod.spec.nodeName !== before.spec.nodeName || needsVolumes(pod) !== needsVolumes(before)
}

/** Whether a node came, went, or began or ceased to answer, or its taints changed. */
function changesReach({ type, object, old }: WatchEvent): boolean {
  return type !== 'MODIFIED' || isReady(object as Node) !== isReady(old as Node) || (object as Node).spec.taints !== (old as Node).spec.taints
}

/** A pod keeps its volumes until its containers have ended. */
function needsVolumes(pod: Pod): boolean {
  const runs = pod.status?.containerStatuses?.some(({ state }) => state?.running) ?? false
  return !isPodTerminal(pod) && (!isTerminating(pod) || runs)
}

function volumesOf(pod: Pod, { store }: Context): string[] {
  return claimKeys(pod).flatMap(key => store.getByKey('PersistentVolumeClaim', key)?.spec.volumeName ?? [])
}

/** The pods that need a volume, by node. */
function podsByNode({ metadata, spec: { claimRef } }: PersistentVolume, { store }: Context): Map<string, Pod[]> {
  const claim = store.get('PersistentVolumeClaim', claimRef?.namespace, claimRef?.name ?? '')
  if (!claim || claim.spec.volumeName !== metadata.name) return new Map()
  const pods = podsUsing(claim, store).filter(pod => pod.spec.nodeName && needsVolumes(pod))
  return Map.groupBy(pods, pod => pod.spec.nodeName ?? '')
}

function reportMultiAttachError(volume: PersistentVolume, nodes: readonly string[], pods: readonly Pod[], ctx: Context): void {
  const needs = podsByNode(volume, ctx)
  const users = nodes.flatMap(node => needs.get(node) ?? []).map(({ metadata }) => metadata.name)
  const why = users.length > 0 ? `Volume is already used by pod(s) ${users.join(', ')}` : "Volume is already exclusively attached to one node and can't be attached to another"
  for (const pod of pods) ctx.event(pod, 'Warning', 'FailedAttachVolume', `Multi-Attach error for volume "${volume.metadata.name}" ${why}`, { volume: volume.metadata.name })
}
