/**
 * PersistentVolume controller: claims find volumes, or a StorageClass makes one, in the zone of the pod that waits for it.
 * Models pkg/controller/volume/persistentvolume/pv_controller.go, pvcprotection, and a CSI driver's external-provisioner
 * (one zone a volume). Leaves out: expansion, snapshots, pv-protection, attach limits.
 */
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { isPodTerminal, isTerminating, keyOf } from '../apimachinery/meta.ts'
import { toBytes } from '../apimachinery/quantity.ts'
import { SELECTED_NODE_ANNOTATION } from '../scheduler/plugins/volumebinding.ts'
import { matchesLabels } from '../apimachinery/selectors.ts'
import type { Store } from '../apiserver/store.ts'
import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../types/index.ts'
import { ZONE_LABEL } from '../types/wellknown.ts'
import { removeFinalizer } from './garbagecollector.ts'

declare module '../simulation/config.ts' {
  interface SimulationConfig {
    /** Creating a volume in the cloud. An assumption. @default 3000 ms */
    volumeProvisionMs: number
  }
}

const PROTECTION = 'kubernetes.io/pvc-protection'
const NO_PROVISIONER = 'kubernetes.io/no-provisioner'

const sizeOf = (volume: PersistentVolume) => toBytes(volume.spec.capacity?.storage)
const wantedSize = (claim: PersistentVolumeClaim) => toBytes(claim.spec.resources?.requests?.storage)

/** Whether a volume can serve a claim: class, mode, access, size, labels, and not another's. */
function canServe(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { claimRef, accessModes = [], storageClassName = '', volumeMode = 'Filesystem' } = volume.spec
  const mine = !claimRef || (claimRef.namespace === claim.metadata.namespace && claimRef.name === claim.metadata.name && (!claimRef.uid || claimRef.uid === claim.metadata.uid))
  return mine && !isTerminating(volume) && storageClassName === (claim.spec.storageClassName ?? '') && volumeMode === (claim.spec.volumeMode ?? 'Filesystem')
    && (claim.spec.accessModes ?? []).every(mode => accessModes.includes(mode)) && sizeOf(volume) >= wantedSize(claim)
    && matchesLabels(claim.spec.selector?.matchLabels ?? {}, volume.metadata.labels)
}

/** The smallest volume that can serve a claim; one that is reserved for it comes first. */
export function findMatchingVolume(claim: PersistentVolumeClaim, volumes: readonly PersistentVolume[]): PersistentVolume | undefined {
  const fitting = volumes.filter(volume => canServe(volume, claim) && (volume.status?.phase !== 'Bound' || volume.spec.claimRef?.uid === claim.metadata.uid) && volume.status?.phase !== 'Released')
  return fitting.find(({ spec }) => spec.claimRef) ?? fitting.reduce<PersistentVolume | undefined>((best, one) => (!best || sizeOf(one) < sizeOf(best) ? one : best), undefined)
}

export class PersistentVolumeController implements Controller {
  readonly name = 'persistentvolume-controller'
  readonly config = { volumeProvisionMs: 3_000 }
  readonly watches: readonly Watch[] = [
    { kind: 'PersistentVolumeClaim', keysFor: ({ object, type }, { store }) => (type === 'DELETED' ? volumesOf(object as PersistentVolumeClaim, store) : [`claim:${keyOf(object)}`]) },
    { kind: 'PersistentVolume', keysFor: ({ object, type }, { store }) => (type === 'DELETED' ? [] : [`volume:${object.metadata.name}`, ...waitingClaims(store)]) },
    { kind: 'StorageClass', keysFor: (_event, { store }) => waitingClaims(store) },
    { kind: 'Pod', keysFor: ({ object, type }) => (type === 'MODIFIED' && !isPodTerminal(object as Pod) ? [] : claimsOf(object as Pod)) },
  ]

  /** When provisioning of a claim will be done (ms), by its uid. */
  #provisioning = new Map<string, number>()

  reconcile(key: string, ctx: Context): void {
    const name = key.slice(key.indexOf(':') + 1)
    if (key.startsWith('volume:')) return syncVolume(name, ctx)
    const claim = ctx.store.getByKey('PersistentVolumeClaim', name)
    if (!claim) return
    if (isTerminating(claim)) return unprotect(claim, ctx)
    if (claim.spec.volumeName) return bind(claim, ctx.store.get('PersistentVolume', '', claim.spec.volumeName), ctx)
    this.#findVolume(key, claim, ctx)
  }

  save(): ReadonlyMap<string, number> {
    return new Map(this.#provisioning)
  }

  restore(state: ReadonlyMap<string, number>): void {
    this.#provisioning = new Map(state)
  }

  #findVolume(key: string, claim: PersistentVolumeClaim, ctx: Context): void {
    const { store } = ctx
    const storageClass = store.get('StorageClass', '', claim.spec.storageClassName ?? '')
    const selectedNode = claim.metadata.annotations?.[SELECTED_NODE_ANNOTATION]
    const waits = storageClass?.volumeBindingMode === 'WaitForFirstConsumer' && !selectedNode
    if (waits) return void this.#once(claim, ctx, 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding')
    const zone = store.get('Node', '', selectedNode ?? '')?.metadata.labels?.[ZONE_LABEL]
    const volume = findMatchingVolume(claim, store.list('PersistentVolume').filter(one => !zone || zoneOf(one) === undefined || zoneOf(one) === zone))
    if (volume) return bind(claim, volume, ctx)
    if (!storageClass || storageClass.provisioner === NO_PROVISIONER) {
      return void this.#once(claim, ctx, 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set')
    }
    this.#provision(key, claim, storageClass, zone, ctx)
  }

  #provision(key: string, claim: PersistentVolumeClaim, storageClass: StorageClass, zone: string | undefined, ctx: Context): void {
    const { uid = '' } = claim.metadata
    const due = this.#provisioning.get(uid)
    if (due === undefined) {
      ctx.event(claim, 'Normal', 'ExternalProvisioning', `Waiting for a volume to be created either by the external provisioner '${storageClass.provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`)
      this.#provisioning.set(uid, ctx.clock.now + ctx.config.volumeProvisionMs)
      return ctx.enqueueAfter(key, ctx.config.volumeProvisionMs)
    }
    if (due > ctx.clock.now) return ctx.enqueueAfter(key, due - ctx.clock.now)
    this.#provisioning.delete(uid)
    const volume = ctx.store.create(newVolume(claim, storageClass, zone ?? allowedZone(storageClass, ctx)))
    ctx.event(claim, 'Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${volume.metadata.name}`, { volume: volume.metadata.name })
    bind(claim, volume, ctx)
  }

  /** An event that would repeat at every look is written once. */
  #once(claim: PersistentVolumeClaim, ctx: Context, reason: string, message: string): void {
    const mark = `${claim.metadata.uid}/${reason}`
    if (this.#provisioning.has(mark)) return
    this.#provisioning.set(mark, ctx.clock.now)
    ctx.event(claim, 'Normal', reason, message)
  }
}

function zoneOf({ spec }: PersistentVolume): string | undefined {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms ?? []
  return terms.flatMap(term => term.matchExpressions ?? []).find(({ key }) => key === ZONE_LABEL)?.values?.[0]
}

/** Without a pod to follow, a zone that the class allows, else any that has a node: drawn, as the driver draws one. */
function allowedZone(storageClass: StorageClass, { random, store }: Context): string | undefined {
  const expressions = (storageClass.allowedTopologies ?? []).flatMap(one => one.matchLabelExpressions ?? [])
  const zones = expressions.find(({ key }) => key === ZONE_LABEL)?.values ?? zonesOf(store)
  return zones[random.int(zones.length)]
}

function zonesOf(store: Store): string[] {
  return [...new Set(store.list('Node').flatMap(({ metadata }) => metadata.labels?.[ZONE_LABEL] ?? []))].sort()
}

function newVolume(claim: PersistentVolumeClaim, storageClass: StorageClass, zone: string | undefined): PersistentVolume {
  const { namespace, name, uid = '' } = claim.metadata
  const affinity = zone && { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE_LABEL, operator: 'In' as const, values: [zone] }] }] } } }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, ...(zone && { labels: { [ZONE_LABEL]: zone } }), annotations: { 'pv.kubernetes.io/provisioned-by': storageClass.provisioner } },
    spec: {
      capacity: { storage: claim.spec.resources?.requests?.storage ?? '1Gi' },
      accessModes: claim.spec.accessModes,
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      volumeMode: claim.spec.volumeMode,
      claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid },
      csi: { driver: storageClass.provisioner, volumeHandle: `vol-${uid.replaceAll('-', '').slice(0, 17)}` },
      ...affinity,
    },
  }
}

/** Ties a claim and its volume together, each side once. */
function bind(claim: PersistentVolumeClaim, volume: PersistentVolume | undefined, { store }: Context): void {
  if (!volume) {
    if (claim.status?.phase === 'Bound') store.updateStatus({ ...claim, status: { ...claim.status, phase: 'Lost' } })
    return
  }
  const { namespace, name, uid } = claim.metadata
  const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid }
  if (volume.spec.claimRef && volume.spec.claimRef.uid && volume.spec.claimRef.uid !== uid) return
  const owned = store.update({ ...volume, spec: { ...volume.spec, claimRef } })
  store.updateStatus({ ...owned, status: { ...owned.status, phase: 'Bound' } })
  const named = store.update({ ...claim, spec: { ...claim.spec, volumeName: volume.metadata.name } })
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
  const inUse = store.list('Pod', { namespace: claim.metadata.namespace }).some(pod =>
    !isPodTerminal(pod) && pod.spec.nodeName && claimsOf(pod).includes(`claim:${keyOf(claim)}`))
  if (!inUse && claim.metadata.finalizers?.includes(PROTECTION)) removeFinalizer(claim, PROTECTION, store)
}

function claimsOf({ spec, metadata }: Pod): string[] {
  return (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => (persistentVolumeClaim ? [`claim:${metadata.namespace}/${persistentVolumeClaim.claimName}`] : []))
}

function volumesOf(claim: PersistentVolumeClaim, store: Store): string[] {
  return store.list('PersistentVolume').filter(({ spec }) => spec.claimRef?.uid === claim.metadata.uid).map(({ metadata }) => `volume:${metadata.name}`)
}

function waitingClaims(store: Store): string[] {
  return store.list('PersistentVolumeClaim').filter(({ spec }) => !spec.volumeName).map(claim => `claim:${keyOf(claim)}`)
}
