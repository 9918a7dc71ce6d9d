/** What pods use: idle use by their application, or the load put on them. Feeds `kubectl top`, the HPA and the OOM killer. */
import type { SimulationConfig } from '../../simulation/config.ts'
import { isPodReady, isTerminating } from '../../apimachinery/meta.ts'
import { toMilli } from '../../apimachinery/quantity.ts'
import type { Store } from '../../apiserver/store.ts'
import type { Pod } from '../../types/index.ts'
import type { World } from '../../simulation/world.ts'
import { appModelOf } from './app.ts'
import { isTarget } from './faults.ts'
import type { Load } from './faults.ts'

export interface ContainerUsage {
  name: string
  /** Millicores. */
  cpu: number
  /** Bytes. */
  memory: number
}

/** The use of each running container. A CPU limit throttles; load goes to the first container. */
export function podUsage(pod: Pod, store: Store, world: World, config: SimulationConfig): ContainerUsage[] {
  const running = new Set(pod.status?.containerStatuses?.filter(({ state }) => state?.running).map(({ name }) => name))
  return pod.spec.containers.filter(({ name }) => running.has(name)).map((container, i) => {
    const app = appModelOf(pod, container, 'main', config)
    const requests = i === 0 ? loadOn(pod, 'requests', store, world) ?? 0 : 0
    const cpu = ((i === 0 ? loadOn(pod, 'cpu', store, world) : undefined) ?? app.cpuMilli) + Math.round(requests * app.cpuMilliPerRequest)
    const limit = toMilli(container.resources?.limits?.cpu)
    const memory = (i === 0 ? loadOn(pod, 'memory', store, world) : undefined) ?? app.memoryBytes
    return { name: container.name, cpu: limit > 0 ? Math.min(cpu, limit) : cpu, memory }
  })
}

/** The load on one pod (millicores, bytes, requests a second); undefined when nobody puts any. */
export function loadOn(pod: Pod, resource: Load['resource'], store: Store, world: World): number | undefined {
  const load = world.loads.find(one => one.resource === resource && isTarget(one, pod))
  if (!load) return undefined
  if (load.share === 'perPod') return load.amount
  if (!takesLoad(pod)) return 0
  const sharing = store.list('Pod', { namespace: pod.metadata.namespace }).filter(one => takesLoad(one) && isTarget(load, one)).length
  const share = load.amount / Math.max(sharing, 1)
  return resource === 'requests' ? share : Math.round(share)
}

/** As an EndpointSlice has it: ready, and not on its way out. */
function takesLoad(pod: Pod): boolean {
  return isPodReady(pod) && !isTerminating(pod)
}
