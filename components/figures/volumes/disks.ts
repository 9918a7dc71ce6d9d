/** The volumes that pods write to, read from the engine's own objects: where each is, who has it, who writes now. */
import { isPodReady } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { claimNames } from '../../../engine/kubernetes/controllers/volume/podclaims.ts'
import { attachedName, isAttached } from '../../../engine/kubernetes/controllers/volume/attachable.ts'
import type { Sample } from '../../../engine/kubernetes/simulation/history.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { PersistentVolume, Pod } from '../../../engine/kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../../engine/kubernetes/types/wellknown.ts'

export const diskKinds = ['emptyDir', 'volume'] as const
export type DiskKind = (typeof diskKinds)[number]

export interface Disk {
  /** Unique over the run: a new pod has a new emptyDir. */
  id: string
  kind: DiskKind
  /** What a reader calls it: the claim's name, or the volume's in its pod. */
  name: string
  /** Of an emptyDir: what its pod is called. */
  owner?: string
  /** Of a PersistentVolume; empty where it has none, and while a claim waits for one. */
  zone: string
  /** Whether it is there: a claim that waits has nothing to be written to. */
  made: boolean
  /** Nodes that it is attached to. */
  nodes: readonly string[]
  /** Uids of pods that name it. */
  pods: readonly string[]
  /** How many of them write: ready, on a machine that answers. */
  writers: number
}

export function disksOf({ store, world }: Pick<Simulation, 'store' | 'world'>): Disk[] {
  const pods = store.list('Pod')
  const nodes = store.list('Node')
  const writers = (users: readonly Pod[]) => users.filter(pod => isPodReady(pod) && !world.deadNodes.includes(pod.spec.nodeName ?? '')).length
  const uids = (users: readonly Pod[]) => users.map(({ metadata: { uid = '' } }) => uid)
  const own = pods.flatMap(pod => (pod.spec.volumes ?? []).filter(({ emptyDir }) => emptyDir).map(({ name }): Disk => ({
    id: `${pod.metadata.uid ?? ''}/${name}`, kind: 'emptyDir', name, owner: nameOf(pod), zone: '', made: pod.spec.nodeName !== undefined, nodes: pod.spec.nodeName ? [pod.spec.nodeName] : [], pods: uids([pod]), writers: writers([pod]),
  })))
  const claimed = store.list('PersistentVolumeClaim').map(({ metadata: { namespace, name, uid = '' }, spec }): Disk => {
    const volume = store.get('PersistentVolume', '', spec.volumeName ?? '')
    const users = pods.filter(pod => pod.metadata.namespace === namespace && claimNames(pod).includes(name))
    const attached = volume && attachedName(volume)
    return {
      id: uid, kind: 'volume', name, zone: volume ? zoneOfVolume(volume) : '', made: volume !== undefined,
      nodes: attached ? nodes.filter(node => isAttached(attached, node)).map(({ metadata }) => metadata.name) : [], pods: uids(users), writers: writers(users),
    }
  })
  return [...own, ...claimed]
}

/** What a reader calls a pod: its application, where it has one. */
export const nameOf = ({ metadata: { labels, name } }: Pod): string => labels?.app ?? name

function zoneOfVolume({ metadata, spec }: PersistentVolume): string {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms ?? []
  return terms.flatMap(({ matchExpressions = [] }) => matchExpressions).find(({ key }) => key === ZONE_LABEL)?.values?.[0] ?? metadata.labels?.[ZONE_LABEL] ?? ''
}

/** A disk that is gone, as it last was, and what was on it. */
export interface LostDisk {
  disk: Disk
  records: number
}

/** What was written by an instant: on each disk, and what went with disks that are gone. */
export interface Ledger {
  /** By a disk's id. */
  records: ReadonlyMap<string, number>
  /** In the order in which they went. */
  gone: readonly LostDisk[]
  lost: Readonly<Record<DiskKind, number>>
  written: Readonly<Record<DiskKind, number>>
}

/**
 * Adds up what pods have written.
 * @param samples the disks over time
 * @param now virtual ms
 * @param everyMs virtual ms from one record of a pod to the next
 */
export function ledgerAt(samples: readonly Sample<readonly Disk[]>[], now: number, everyMs: number): Ledger {
  const time = new Map<string, { disk: Disk, ms: number }>()
  const gone: LostDisk[] = []
  const whole = (ms: number) => Math.floor(ms / everyMs)
  for (const [index, { at, value }] of samples.entries()) {
    if (at > now)
      break
    for (const [id, { disk, ms }] of time) {
      if (value.some(disk => disk.id === id))
        continue
      gone.push({ disk, records: whole(ms) })
      time.delete(id)
    }
    const until = Math.min(now, samples[index + 1]?.at ?? now)
    for (const disk of value)
      time.set(disk.id, { disk, ms: (time.get(disk.id)?.ms ?? 0) + disk.writers * (until - at) })
  }
  const records = new Map([...time].map(([id, { ms }]) => [id, whole(ms)]))
  const kept = (kind: DiskKind) => [...time].reduce((sum, [, { disk, ms }]) => disk.kind === kind ? sum + whole(ms) : sum, 0)
  const lostOf = (kind: DiskKind) => gone.reduce((sum, { disk, records }) => disk.kind === kind ? sum + records : sum, 0)
  const lost = { emptyDir: lostOf('emptyDir'), volume: lostOf('volume') }
  return { records, gone, lost, written: { emptyDir: lost.emptyDir + kept('emptyDir'), volume: lost.volume + kept('volume') } }
}

/** The last disk of each application that went with its pod, if anything was on it. */
export function lostWithPods({ gone }: Pick<Ledger, 'gone'>): LostDisk[] {
  const last = new Map(gone.map(lost => [lost.disk.owner, lost]))
  return [...last.values()].filter(({ disk, records }) => disk.owner !== undefined && records > 0)
}
