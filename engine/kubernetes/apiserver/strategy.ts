/**
 * What the API server itself fills into a new object.
 * Models pkg/registry's PrepareForCreate strategies: a Service gets its address, a Job its selector, a gated pod its condition.
 */
import type { AdmissionReader } from './kindrules.ts'
import type { Job, Pod, Service, ServiceSpec } from '../types/index.ts'
import { isRecord } from '../apimachinery/patch.ts'

/** A pod with scheduling gates says so from the start (applySchedulingGatedCondition). */
export function holdGated(pod: Pod): void {
  if (!isRecord(pod.spec) || !pod.spec.schedulingGates?.length) return
  pod.status = { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates' }] }
}

/** Addresses from 10.100.0.0/16; which ports and addresses are free is told from the Services that are there. */
export function allocateAddress(service: Service, store: AdmissionReader): void {
  const spec = service.spec as ServiceSpec | undefined
  if (!spec || spec.type === 'ExternalName') return
  spec.clusterIP ||= freeAddress(store)
  spec.clusterIPs ??= [spec.clusterIP]
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return
  const taken = new Set<number | undefined>(store.list('Service').flatMap(one => one.spec.ports?.map(port => port.nodePort) ?? []))
  for (const port of Array.isArray(spec.ports) ? spec.ports : []) {
    while (!port.nodePort || (taken.has(port.nodePort) && taken.size < 2768)) port.nodePort = 30_000 + store.random.int(2768)
    taken.add(port.nodePort)
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
