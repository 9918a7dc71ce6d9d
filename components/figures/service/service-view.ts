/** What the service figure draws: the cluster, and what the Service's EndpointSlice says of its pods. */
import { parseTimestamp } from '../../../engine/kubernetes/apimachinery/clock.ts'
import { controllerOf } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { firstRevisionOf } from '../../../engine/kubernetes/controllers/deployment/replicasets.ts'
import { appModelOf } from '../../../engine/kubernetes/controllers/kubelet/app.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { endpointsOf } from '../../../engine/kubernetes/traffic/requests.ts'
import type { Pod } from '../../../engine/kubernetes/types/index.ts'
import { type StageView, stageView } from '../stage/view.ts'

export interface EndpointView {
  uid: string
  name: string
  /** Whether requests go there; else whether it is on its way out, or not there yet. */
  state: 'ready' | 'starting' | 'ending'
}

export interface ServiceView {
  stage: StageView
  service: string
  endpoints: readonly EndpointView[]
}

/** Without a probe a pod is ready as soon as its container runs: its application may not listen yet. */
function isDeaf(pod: Pod, { clock, config }: Simulation): boolean {
  const [container] = pod.spec.containers
  const startedAt = pod.status?.containerStatuses?.find(({ name }) => name === container?.name)?.state?.running?.startedAt
  return container !== undefined && startedAt !== undefined && clock.now < parseTimestamp(startedAt) + appModelOf(pod, container, 'main', config).startMs
}

export function serviceView(simulation: Simulation): ServiceView {
  const { store, world } = simulation
  const [service] = store.list('Service')
  const versionOf = (uid: string | undefined) => {
    const set = store.list('ReplicaSet').find(({ metadata }) => metadata.uid === uid)
    return set && firstRevisionOf(set)
  }
  return {
    stage: stageView(store.list('Node'), store.list('Pod'), pod => ({ version: versionOf(controllerOf(pod)?.uid), deaf: isDeaf(pod, simulation) }), world.deadNodes),
    service: service?.metadata.name ?? '',
    endpoints: endpointsOf(store, service?.metadata.namespace ?? '', service?.metadata.name ?? '').map(({ targetRef, conditions }) => ({
      uid: targetRef?.uid ?? '', name: targetRef?.name ?? '',
      state: conditions?.ready ? 'ready' : conditions?.terminating ? 'ending' : 'starting',
    })),
  }
}
