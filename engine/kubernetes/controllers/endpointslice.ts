/**
 * EndpointSlice: which pods a Service sends to. Models pkg/controller/endpointslice and
 * staging/src/k8s.io/endpointslice (utils.go, util/controller_utils.go). Leaves out: slices of at most 100 (one slice
 * holds all), IPv6, topology hints, Services without selector.
 */
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { controllerRef, equal, isPodReady, isPodTerminal, isTerminating, keyOf } from '../apimachinery/meta.ts'
import { matchesLabels } from '../apimachinery/selectors.ts'
import { hash32 } from '../apimachinery/random.ts'
import type { Endpoint, EndpointSlice, Node, Pod, Service, ServicePort } from '../types/index.ts'
import { ZONE_LABEL } from '../types/wellknown.ts'

export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name'

/** Whether a pod is listed at all. EndpointSlices include terminating pods; old Endpoints did not. */
export function shouldPodBeInEndpoints(pod: Pod, includeTerminating: boolean): boolean {
  if (isPodTerminal(pod)) return false
  if (!pod.status?.podIP && !pod.status?.podIPs?.length) return false
  return includeTerminating || !isTerminating(pod)
}

/** A pod as an endpoint of a service. */
export function podToEndpoint(pod: Pod, node: Node | undefined, service: Service): Endpoint {
  const serving = isPodReady(pod)
  const terminating = isTerminating(pod)
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating)
  const { name, namespace, uid } = pod.metadata
  const ip = pod.status?.podIPs?.find(one => !one.ip.includes(':'))?.ip ?? pod.status?.podIP
  const zone = node?.metadata.labels?.[ZONE_LABEL]
  const { hostname, subdomain, nodeName } = pod.spec
  return {
    addresses: ip ? [ip] : [],
    conditions: { ready, serving, terminating },
    ...(hostname && subdomain === service.metadata.name && { hostname }),
    targetRef: { kind: 'Pod', namespace, name, ...(uid && { uid }) },
    ...(nodeName && { nodeName }),
    ...(zone && { zone }),
  }
}

/** The number that a service's port means on a pod. */
export function findPort(pod: Pod | undefined, { targetPort, port }: ServicePort): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port
  return pod?.spec.containers.flatMap(container => container.ports ?? []).find(({ name }) => name === targetPort)?.containerPort
}

export class EndpointSliceController implements Controller {
  readonly name = 'endpointslice-controller'
  readonly watches: readonly Watch[] = [
    { kind: 'Service', keysFor: ({ object }) => [keyOf(object)] },
    { kind: 'Pod', keysFor: ({ object, old }, ctx) => servicesOf(object as Pod, old as Pod | undefined, ctx) },
  ]

  reconcile(key: string, { store }: Context): void {
    const service = store.getByKey('Service', key)
    if (!service?.spec.selector || isTerminating(service)) return
    const { selector } = service.spec
    const pods = store.list('Pod', { namespace: service.metadata.namespace, labels: labels => matchesLabels(selector, labels) })
      .filter(pod => shouldPodBeInEndpoints(pod, true))
    const endpoints = pods.map(pod => podToEndpoint(pod, store.get('Node', '', pod.spec.nodeName ?? ''), service))
    const ports = service.spec.ports?.map(one => ({ name: one.name ?? '', port: findPort(pods[0], one), protocol: one.protocol }))
    const { name, namespace } = service.metadata
    const slice: EndpointSlice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${name}-${hash32(service.metadata.uid ?? '').toString(36).slice(0, 5)}`,
        namespace,
        labels: { [SERVICE_NAME_LABEL]: name, 'endpointslice.kubernetes.io/managed-by': this.name },
        ownerReferences: [controllerRef(service)],
      },
      addressType: 'IPv4',
      endpoints,
      ports,
    }
    const old = store.get('EndpointSlice', namespace, slice.metadata.name)
    if (!old) store.create(slice)
    else if (!equal(old.endpoints, endpoints) || !equal(old.ports, ports)) store.update({ ...old, endpoints, ports })
  }
}

/** Services that select a pod now or did before; a change that no endpoint shows wakes none. */
function servicesOf(pod: Pod, old: Pod | undefined, { store }: Context): string[] {
  const same = old && old !== pod && old.status?.podIP === pod.status?.podIP && old.status?.phase === pod.status?.phase && isPodReady(old) === isPodReady(pod)
    && isTerminating(old) === isTerminating(pod) && equal(old.metadata.labels, pod.metadata.labels)
  if (same) return []
  const selects = ({ spec }: Service) => spec.selector && (matchesLabels(spec.selector, pod.metadata.labels) || (old && matchesLabels(spec.selector, old.metadata.labels)))
  return store.list('Service', { namespace: pod.metadata.namespace }).filter(selects).map(keyOf)
}
