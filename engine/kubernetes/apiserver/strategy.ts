/**
 * What the API server itself fills into an object.
 * Models pkg/registry's PrepareForCreate strategies: a Service gets its address and keeps it, a Job its selector, a gated pod its
 * condition.
 */
import { invalid, invalidObject } from './errors.ts'
import type { AdmissionReader } from './kindrules.ts'
import type { Job, Pod, Service, ServiceSpec } from '../types/index.ts'
import { isRecord } from '../apimachinery/patch.ts'

/** A pod with scheduling gates says so from the start (applySchedulingGatedCondition). */
export function holdGated(pod: Pod): void {
  if (!isRecord(pod.spec) || !pod.spec.schedulingGates?.length) return
  pod.status = { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates' }] }
}

/** Addresses from 10.100.0.0/16; which ports and addresses are free is told from the Services that are there. @throws ApiError Invalid when a port is taken */
export function allocateAddress(service: Service, store: AdmissionReader): void {
  const spec = service.spec as ServiceSpec | undefined
  if (!spec) return
  if (needsClusterIP(spec)) {
    spec.clusterIP ||= freeAddress(store)
    spec.clusterIPs ??= [spec.clusterIP]
  }
  allocateNodePorts(service, store)
}

const needsClusterIP = ({ type }: ServiceSpec) => type !== 'ExternalName'
const needsNodePort = ({ type }: ServiceSpec) => type === 'NodePort' || type === 'LoadBalancer'
const portsOf = (spec: ServiceSpec) => (Array.isArray(spec.ports) ? spec.ports : [])

function allocateNodePorts({ spec, metadata }: Service, store: AdmissionReader): void {
  if (!needsNodePort(spec)) return
  const taken = new Set(store.list('Service').filter(one => one.metadata.uid !== metadata.uid).flatMap(one => portsOf(one.spec).map(port => port.nodePort)))
  const again = portsOf(spec).findIndex(({ nodePort }) => nodePort && taken.has(nodePort))
  if (again >= 0) throw invalidObject(store.kindInfo('Service'), metadata.name, [invalid(`spec.ports[${again}].nodePort`, spec.ports?.[again]?.nodePort, 'provided port is already allocated')])
  for (const { nodePort } of portsOf(spec)) taken.add(nodePort)
  for (const port of portsOf(spec)) {
    if (port.nodePort) continue
    do port.nodePort = 30_000 + store.random.int(2768)
    while (taken.has(port.nodePort) && taken.size < 2768)
    taken.add(port.nodePort)
  }
}

/**
 * What was allocated stays (patchAllocatedValues), goes when the new type has no use for it (dropTypeDependentFields), and what
 * the new type needs is allocated. @throws ApiError Invalid when a port is taken
 */
export function keepAddress(service: Service, before: Service, store: AdmissionReader): void {
  const spec = service.spec as ServiceSpec | undefined
  const old = before.spec as ServiceSpec | undefined
  if (!spec || !old) return
  if (needsClusterIP(old) && needsClusterIP(spec)) {
    spec.clusterIP ||= old.clusterIP
    if (!spec.clusterIPs?.length && spec.clusterIP === old.clusterIP) spec.clusterIPs = old.clusterIPs
  } else if (needsClusterIP(old) && spec.clusterIP === old.clusterIP) {
    delete spec.clusterIP
    delete spec.clusterIPs
  }
  if (needsNodePort(old)) keepNodePorts(spec, old)
  allocateAddress(service, store)
}

function keepNodePorts(spec: ServiceSpec, old: ServiceSpec): void {
  const before = new Map(portsOf(old).map(({ name, nodePort }) => [name ?? '', nodePort]))
  const kept = portsOf(spec).filter(({ nodePort }) => nodePort !== undefined && [...before.values()].includes(nodePort))
  if (!needsNodePort(spec)) {
    if (kept.length === portsOf(spec).filter(({ nodePort }) => nodePort).length) for (const port of kept) delete port.nodePort
    return
  }
  const used = new Set(kept.map(({ nodePort }) => nodePort))
  for (const port of portsOf(spec)) {
    const known = before.get(port.name ?? '')
    if (port.nodePort || known === undefined || used.has(known)) continue
    port.nodePort = known
    used.add(known)
  }
}

function freeAddress(store: AdmissionReader): string {
  const taken = new Set(store.list('Service').map(one => one.spec.clusterIP))
  for (;;) {
    const address = `10.100.${store.random.int(256)}.${1 + store.random.int(254)}`
    if (!taken.has(address)) return address
  }
}

/** A Job selects its own pods by its uid, and its template gets the labels. */
export function selectOwnPods(job: Job): void {
  if (!isRecord(job.spec) || job.spec.manualSelector) return
  const { uid = '', name } = job.metadata
  const labels = { 'batch.kubernetes.io/controller-uid': uid, 'batch.kubernetes.io/job-name': name, 'controller-uid': uid, 'job-name': name }
  job.spec.selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } }
  const { template } = job.spec
  if (isRecord(template)) template.metadata = { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } }
}
