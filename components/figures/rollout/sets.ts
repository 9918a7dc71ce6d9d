/** A Deployment's ReplicaSets and their pods, as the figure draws and counts them. */
import { controllerOf, findCondition } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { byCreation, firstRevisionOf, replicasOf } from '../../../engine/kubernetes/controllers/deployment/replicasets.ts'
import { deploymentComplete } from '../../../engine/kubernetes/controllers/deployment/progress.ts'
import { isPodActive, isPodAvailable } from '../../../engine/kubernetes/controllers/pods.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { Pod, ReplicaSet } from '../../../engine/kubernetes/types/index.ts'
import { type StagePod, stagePod } from '../stage/view.ts'

/** The pods of one ReplicaSet. */
export interface SetView {
  name: string
  image: string
  /** The revision that it had when it was new. */
  version: number
  pods: readonly StagePod[]
}

export interface RolloutView {
  /** Those that have pods or want some, oldest first. */
  sets: readonly SetView[]
  counts: Counts
}

/** How many pods there are. Those on their way out count for nothing, but are still to be seen. */
export interface Counts {
  wanted: number
  /** Pods by version. */
  versions: Readonly<Record<number, { pods: number, available: number }>>
  available: number
  total: number
  /** The most pods of one version, those on their way out included. */
  shown: number
  /** Whether the Deployment has said that it does not get on. */
  stalled: boolean
  complete: boolean
}

/** The oldest Deployment is the one that it is about. */
function setsOf({ store }: Simulation): { set: ReplicaSet, version: number, pods: Pod[] }[] {
  const [deployment] = store.list('Deployment')
  const pods = store.list('Pod')
  return store.list('ReplicaSet').filter(set => deployment && controllerOf(set)?.uid === deployment.metadata.uid).sort(byCreation)
    .map(set => ({ set, version: firstRevisionOf(set), pods: pods.filter(pod => controllerOf(pod)?.uid === set.metadata.uid) }))
}

export function rolloutView(simulation: Simulation): RolloutView {
  const sets = setsOf(simulation).filter(({ set, pods }) => replicasOf(set) > 0 || pods.length > 0)
  return {
    counts: countsOf(simulation),
    sets: sets.map(({ set: { metadata, spec }, version, pods }) => ({
      name: metadata.name, version,
      image: spec.template.spec.containers[0]?.image ?? '',
      pods: pods.map(pod => ({ ...stagePod(pod), version })),
    })),
  }
}

export function countsOf(simulation: Simulation): Counts {
  const { store, clock } = simulation
  const [deployment] = store.list('Deployment')
  const { replicas: wanted = 1, minReadySeconds = 0 } = deployment?.spec ?? { replicas: 0 }
  const sets = setsOf(simulation).map(({ version, pods }) => {
    const active = pods.filter(isPodActive)
    return { version, pods: active.length, shown: pods.length, available: active.filter(pod => isPodAvailable(pod, minReadySeconds, clock.now)).length }
  })
  const sum = (key: 'pods' | 'available') => sets.reduce((total, set) => total + set[key], 0)
  return {
    wanted,
    versions: Object.fromEntries(sets.map(({ version, pods, available }) => [version, { pods, available }])),
    available: sum('available'),
    total: sum('pods'),
    shown: Math.max(0, ...sets.map(({ shown }) => shown)),
    stalled: findCondition(deployment?.status?.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded',
    complete: deployment?.status !== undefined && deploymentComplete(deployment, deployment.status),
  }
}
