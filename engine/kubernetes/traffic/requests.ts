/** Requests to a Service: which pod each goes to, and what comes of it. They change nothing in the cluster. */
import { Random } from '../apimachinery/random.ts'
import type { ObjectReader } from '../apiserver/objectreader.ts'
import { SERVICE_NAME_LABEL } from '../controllers/endpointslice.ts'
import type { Replay } from '../simulation/replay.ts'
import type { Endpoint } from '../types/index.ts'
import { usableEndpoints } from './endpoints.ts'
import { Listeners } from './listeners.ts'
import type { Loss } from './listeners.ts'

export interface Request {
  /** Virtual ms. */
  at: number
  /** The pod that it was sent to; absent without an endpoint. */
  uid?: string
  /** Why it came to nothing; absent: it was served. */
  lost?: Loss
}

export interface Clients {
  namespace?: string
  /** The Service's name. */
  service: string
  /** Requests a second, evenly. */
  perSecond: number
  /** Virtual ms of the first request, and of the last at most. */
  from: number
  to: number
  /** From a change of an EndpointSlice to the nodes' rules (ms). An assumption: kube-proxy rewrites its rules at most once a second. */
  proxySyncMs: number
}

/**
 * Sends requests through a run, as clients on nodes do: each to one of the endpoints that kube-proxy's rules know, by chance
 * with equal shares (iptables mode). The replay is left where the last request is sent.
 */
export function sendRequests<P extends object>(replay: Replay<P>, { namespace = 'default', service, perSecond, from, to, proxySyncMs }: Clients): Request[] {
  const random = new Random(replay.run.seed)
  const listeners = new Listeners()
  const known: { at: number, endpoints: readonly Endpoint[] }[] = []
  let rules = 0
  return Array.from({ length: Math.max(0, Math.floor((to - from) * perSecond / 1000)) }, (_, index): Request => {
    const at = Math.round(from + index * 1000 / perSecond)
    const simulation = replay.seek(at)
    listeners.follow(simulation.log.entries)
    const endpoints = endpointsOf(simulation.store, namespace, service)
    if (known.at(-1)?.endpoints !== endpoints) known.push({ at, endpoints })
    while ((known[rules + 1]?.at ?? Number.POSITIVE_INFINITY) + proxySyncMs <= at) rules++
    const usable = usableEndpoints(known[rules]?.endpoints ?? [])
    const target = usable[random.int(Math.max(1, usable.length))]?.targetRef
    if (!target) return { at, lost: 'noEndpoint' }
    const pod = simulation.store.get('Pod', target.namespace, target.name ?? '')
    const lost = listeners.lossOf(pod?.metadata.uid === target.uid ? pod : undefined, simulation)
    return { at, uid: target.uid, ...(lost && { lost }) }
  })
}

/** What the Service's EndpointSlice lists: the same list for as long as nothing in it changes. */
export function endpointsOf(store: ObjectReader, namespace: string, service: string): readonly Endpoint[] {
  return store.list('EndpointSlice', { namespace, labels: labels => labels?.[SERVICE_NAME_LABEL] === service })[0]?.endpoints ?? NONE
}

const NONE: readonly Endpoint[] = []
