/**
 * PersistentVolume controller: claims find volumes, or a StorageClass makes one, in the zone of the pod that waits for it. A claim
 * without a class takes the default one when it comes.
 * Models pkg/controller/volume/persistentvolume/pv_controller.go, pvcprotection, and a CSI driver's external-provisioner
 * (provision.ts). Leaves out: expansion, snapshots, pv-protection, and the turn every 15 s that repeats a claim's event.
 */
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import { defaultClass } from '../../apiserver/admission-plugins.ts'
import { equal, isPodTerminal, isTerminating, keyOf, withMetadata } from '../../apimachinery/meta.ts'
import { SELECTED_NODE_ANNOTATION } from '../../scheduler/plugins/volumebinding.ts'
import type { Store } from '../../apiserver/store.ts'
import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../types/index.ts'
import { ZONE_LABEL } from '../../types/wellknown.ts'
import { removeFinalizer } from '../garbagecollector.ts'
import { findMatchingVolume, isReachable, isReservedFor, mismatchOf } from './match.ts'
import { claimKeys, podsUsing } from './podclaims.ts'
import { allowedZone, driverOf, newVolume, refusalOf } from './provision.ts'

declare module '../../simulation/config.ts' {
  interface SimulationConfig {
    /** Creating a volume in the cloud. An assumption. @default 3000 ms */
    volumeProvisionMs: number
  }
}

const PROTECTION = 'kubernetes.io/pvc-protection'
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed'
const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller'
const PROVISIONER = 'volume.kubernetes.io/storage-provisioner'

interface State {
  /** When the volume of a claim will be there (ms), by the claim's uid. */
  provisioning: ReadonlyMap<string, number>
  /** The last event about a claim that waits, by its uid: one that would repeat at every look is written once. */
  told: ReadonlyMap<string, string>
}

export class PersistentVolumeController implements Controller {
  readonly name = 'persistentvolume-controller'
  readonly config = { volumeProvisionMs: 3_000 }
  readonly watches: readonly Watch[] = [
    { kind: 'PersistentVolumeClaim', keysFor: ({ object, type }, { store }) => (type === 'DELETED' ? volumesOf(object as PersistentVolumeClaim, store) : [claimKey(object as PersistentVolumeClaim)]) },
    { kind: 'PersistentVolume', keysFor: ({ object, type }, { store }) => (type === 'DELETED' ? claimsBoundTo(object as PersistentVolume, store) : [`volume:${object.metadata.name}`, ...waitingClaims(store)]) },
    { kind: 'StorageClass', keysFor: (_event, { store }) => waitingClaims(store) },
    { kind: 'Pod', keysFor: ({ object, type }) => (type === 'MODIFIED' && !isPodTerminal(object as Pod) ? [] : claimKeys(object as Pod).map(key => `claim:${key}`)) },
  ]

  #provisioning = new Map<string, number>()
  #told = new Map<string, string>()

  reconcile(key: string, ctx: Context): void {
    const name = key.slice(key.indexOf(':') + 1)
    if (key.startsWith('volume:')) return syncVolume(name, ctx)
    const claim = ctx.store.getByKey('PersistentVolumeClaim', name)
    if (!claim) return
    if (isTerminating(claim)) return unprotect(claim, ctx)
    if (claim.metadata.annotations?.[BIND_COMPLETED] || claim.status?.phase === 'Bound') this.#syncBound(claim, ctx)
    else if (claim.spec.volumeName) this.#syncNamed(claim, claim.spec.volumeName, ctx)
    else this.#syncUnbound(key, claim, ctx)
  }

  save(): State {
    return { provisioning: new Map(this.#provisioning), told: new Map(this.#told) }
  }

  restore({ provisioning, told }: State): void {
    this.#provisioning = new Map(provisioning)
    this.#told = new Map(told)
  }

  #syncBound(claim: PersistentVolumeClaim, ctx: Context): void {
    const volume = ctx.store.get('PersistentVolume', '', claim.spec.volumeName ?? '')
    if (volume && isReservedFor(volume, claim)) return bind(claim, volume, ctx)
    if (claim.status?.phase === 'Lost') return
    ctx.store.updateStatus({ ...claim, status: { ...claim.status, phase: 'Lost' } })
    if (volume) ctx.event(claim, 'Warning', 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly')
    else ctx.event(claim, 'Warning', 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!')
  }

  /** A claim that asks for one volume by name. */
  #syncNamed(claim: PersistentVolumeClaim, name: string, ctx: Context): void {
    const volume = ctx.store.get('PersistentVolume', '', name)
    if (!volume || (volume.spec.claimRef && !isReservedFor(volume, claim))) return
    const mismatch = volume.spec.claimRef ? undefined : mismatchOf(volume, claim)
    if (mismatch === undefined) return bind(claim, volume, ctx)
    this.#once(claim, ctx, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume "${name}": ${mismatch}`)
  }

  #syncUnbound(key: string, claim: PersistentVolumeClaim, ctx: Context): void {
    const { store } = ctx
    const className = claim.spec.storageClassName
    const storageClass = store.get('StorageClass', '', className ?? '')
    const selectedNode = store.get('Node', '', claim.metadata.annotations?.[SELECTED_NODE_ANNOTATION] ?? '')
    const waits = storageClass?.volumeBindingMode === 'WaitForFirstConsumer' && !selectedNode
    const volumes = store.list('PersistentVolume').filter(volume => (waits ? isReservedFor(volume, claim) : !selectedNode || isReachable(volume, selectedNode)))
    const volume = findMatchingVolume(claim, volumes)
    if (volume) return bind(claim, volume, ctx)
    if (className === undefined && this.#takeDefaultClass(claim, ctx)) return
    if (waits) return this.#waitForConsumer(claim, ctx)
    if (!className) return this.#once(claim, ctx, 'Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set')
    if (!storageClass) return this.#once(claim, ctx, 'Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${className}" not found`)
    const driver = driverOf(storageClass)
    if (!driver) return this.#once(claim, ctx, 'Warning', 'ProvisioningFailed', `no volume plugin matched name: ${storageClass.provisioner}`)
    this.#provision(key, claim, storageClass, driver, selectedNode?.metadata.labels?.[ZONE_LABEL], ctx)
  }

  /** A default class that came after the claim (assignDefaultStorageClass). The change wakes the claim again. */
  #takeDefaultClass(claim: PersistentVolumeClaim, { store }: Context): boolean {
    const storageClass = defaultClass(store)
    if (storageClass) store.update({ ...claim, spec: { ...claim.spec, storageClassName: storageClass.metadata.name } })
    return storageClass !== undefined
  }

  #waitForConsumer(claim: PersistentVolumeClaim, ctx: Context): void {
    const names = podsUsing(claim, ctx.store).filter(pod => !pod.spec.nodeName && !isTerminating(pod)).map(({ metadata }) => metadata.name)
    if (names.length === 0) return this.#once(claim, ctx, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding')
    this.#once(claim, ctx, 'Normal', 'WaitForPodScheduled', `waiting for ${names.length === 1 ? 'pod' : 'pods'} ${names.join(',')} to be scheduled`)
  }

  #provision(key: string, claim: PersistentVolumeClaim, storageClass: StorageClass, driver: string, zone: string | undefined, ctx: Context): void {
    const { uid = '' } = claim.metadata
    const due = this.#provisioning.get(uid)
    if (due === undefined) {
      this.#provisioning.set(uid, ctx.clock.now + ctx.config.volumeProvisionMs)
      annotate(claim, { [PROVISIONER]: driver }, ctx)
      ctx.event(claim, 'Normal', 'ExternalProvisioning', `Waiting for a volume to be created either by the external provisioner '${driver}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`)
      ctx.event(claim, 'Normal', 'Provisioning', `External provisioner is provisioning volume for claim "${keyOf(claim)}"`)
      return ctx.enqueueAfter(key, ctx.config.volumeProvisionMs)
    }
    const refusal = refusalOf(claim, storageClass, driver)
    if (refusal) return this.#once(claim, ctx, 'Warning', 'ProvisioningFailed', refusal)
    if (due > ctx.clock.now) return ctx.enqueueAfter(key, due - ctx.clock.now)
    this.#provisioning.delete(uid)
    const volume = ctx.store.create(newVolume(claim, storageClass, driver, zone ?? allowedZone(storageClass, ctx)))
    ctx.event(claim, 'Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${volume.metadata.name}`, { volume: volume.metadata.name })
    bind(claim, volume, ctx)
  }

  #once(claim: PersistentVolumeClaim, ctx: Context, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const { uid = '' } = claim.metadata
    if (this.#told.get(uid) === message) return
    this.#told.set(uid, message)
    ctx.event(claim, type, reason, message)
  }
}

const claimKey = (claim: PersistentVolumeClaim) => `claim:${keyOf(claim)}`

function annotate(claim: PersistentVolumeClaim, more: Record<string, string>, { store }: Context): PersistentVolumeClaim {
  const annotations = { ...claim.metadata.annotations, ...more }
  return equal(annotations, claim.metadata.annotations ?? {}) ? claim : store.update(withMetadata(claim, { annotations }))
}

/** Ties a claim and its volume together, each side once. */
function bind(claim: PersistentVolumeClaim, volume: PersistentVolume, ctx: Context): void {
  const { store } = ctx
  const { namespace, name, uid } = claim.metadata
  const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid }
  const owned = store.update({ ...volume, spec: { ...volume.spec, claimRef } })
  store.updateStatus({ ...owned, status: { ...owned.status, phase: 'Bound' } })
  const marks = { [BIND_COMPLETED]: 'yes', ...(!claim.spec.volumeName && { [BOUND_BY_CONTROLLER]: 'yes' }) }
  const fresh = annotate(store.mustGet('PersistentVolumeClaim', namespace, name), marks, ctx)
  const named = store.update({ ...fresh, spec: { ...fresh.spec, volumeName: volume.metadata.name } })
  store.updateStatus({ ...named, status: { ...named.status, phase: 'Bound', accessModes: volume.spec.accessModes, capacity: volume.spec.capacity } })
}

/** A volume without its claim is free, released, or gone, as its reclaim policy says. */
function syncVolume(name: string, { store }: Context): void {
  const volume = store.get('PersistentVolume', '', name)
  if (!volume || isTerminating(volume)) return
  const { claimRef } = volume.spec
  if (!claimRef?.uid) {
    if (volume.status?.phase !== 'Available') store.updateStatus({ ...volume, status: { ...volume.status, phase: 'Available' } })
    return
  }
  const claim = store.get('PersistentVolumeClaim', claimRef.namespace, claimRef.name ?? '')
  if (claim?.metadata.uid === claimRef.uid) return
  if (volume.spec.persistentVolumeReclaimPolicy === 'Delete') store.delete('PersistentVolume', '', name)
  else if (volume.status?.phase !== 'Released') store.updateStatus({ ...volume, status: { ...volume.status, phase: 'Released' } })
}

/** A claim that a pod still uses stays until the pod is done. */
function unprotect(claim: PersistentVolumeClaim, { store }: Context): void {
  const inUse = podsUsing(claim, store).some(pod => !isPodTerminal(pod) && pod.spec.nodeName)
  if (!inUse && claim.metadata.finalizers?.includes(PROTECTION)) removeFinalizer(claim, PROTECTION, store)
}

function volumesOf(claim: PersistentVolumeClaim, store: Store): string[] {
  return store.list('PersistentVolume').filter(({ spec }) => spec.claimRef?.uid === claim.metadata.uid).map(({ metadata }) => `volume:${metadata.name}`)
}

function claimsBoundTo({ metadata }: PersistentVolume, store: Store): string[] {
  return store.list('PersistentVolumeClaim').filter(({ spec }) => spec.volumeName === metadata.name).map(claimKey)
}

function waitingClaims(store: Store): string[] {
  return store.list('PersistentVolumeClaim').filter(({ status }) => status?.phase !== 'Bound').map(claimKey)
}
