/** Which pods take connections, as one outside of the API finds out: by trying. */
import { appModelOf } from '../controllers/kubelet/app.ts'
import { isAnswering } from '../controllers/kubelet/faults.ts'
import { preStopMs } from '../controllers/kubelet/prestop.ts'
import type { LogEntry } from '../simulation/log.ts'
import type { Simulation } from '../simulation/simulation.ts'
import type { Pod } from '../types/index.ts'

/** Why a connection came to nothing. */
export type Loss =
  /** The service has no endpoint: kube-proxy rejects it. */
  | 'noEndpoint'
  /** The application does not listen yet, or hangs. */
  | 'notListening'
  /** It has been told to stop, has stopped, or its pod is gone. */
  | 'stopped'
  /** Its machine does not answer. */
  | 'unreachable'

/** When a pod's first container was started and told to stop last. Virtual ms. */
interface Life {
  startedAt: number
  toldAt?: number
}

/**
 * Follows the lives of containers through a run's log. An application listens from its start time after its container's
 * start until SIGTERM, which comes after the preStop hook: from then on it takes no new connections.
 */
export class Listeners {
  readonly #lives = new Map<string, Life>()
  #read = 0

  /** Reads on. The log only grows: a run is gone through forwards. */
  follow(entries: readonly LogEntry[]): void {
    for (const { object: { kind, uid = '', fieldPath = '' }, reason, at } of entries.slice(this.#read)) {
      if (kind !== 'Pod' || !fieldPath.startsWith('spec.containers{')) continue
      const key = `${uid}/${fieldPath}`
      const life = this.#lives.get(key)
      if (reason === 'Started') this.#lives.set(key, { startedAt: at })
      else if (reason === 'Killing' && life) this.#lives.set(key, { ...life, toldAt: life.toldAt ?? at })
    }
    this.#read = entries.length
  }

  /** Why a pod takes no connection now; undefined when it does. @param pod as the cluster has it; absent: it is gone */
  lossOf(pod: Pod | undefined, { world, clock, config }: Pick<Simulation, 'world' | 'clock' | 'config'>): Loss | undefined {
    const [container] = pod?.spec.containers ?? []
    if (!pod || !container) return 'stopped'
    if (world.deadNodes.includes(pod.spec.nodeName ?? '')) return 'unreachable'
    const life = this.#lives.get(`${pod.metadata.uid ?? ''}/spec.containers{${container.name}}`)
    if (life?.toldAt !== undefined && clock.now >= life.toldAt + preStopMs(container)) return 'stopped'
    const runs = pod.status?.containerStatuses?.some(({ name, state }) => name === container.name && state?.running)
    const listens = runs && life && clock.now >= life.startedAt + appModelOf(pod, container, 'main', config).startMs
    return listens && isAnswering(world, pod, 'readiness', clock.now) ? undefined : 'notListening'
  }
}
