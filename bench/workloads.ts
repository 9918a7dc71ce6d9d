/** Clusters and pods to measure with, in the shape of upstream's scheduler_perf (SchedulingBasic and its kin). */
import type { KubeObject, Node, Pod, ReplicaSet, Service } from '../engine/kubernetes/types/index.ts'
import { makeNode, makePod, type PodWords } from '../engine/kubernetes/types/make.ts'
import { ZONE_LABEL } from '../engine/kubernetes/types/wellknown.ts'

export interface Workload {
  name: string
  /** Besides the nodes: Services, ReplicaSets. */
  objects: KubeObject[]
  pod: (index: number) => Pod
}

const ZONES = ['a', 'b', 'c']

/** Nodes in three zones, each large enough that 100 of them hold 10,000 pods. */
export function makeNodes(count: number): Node[] {
  return Array.from({ length: count }, (_, i) => makeNode(`node-${i}`, { zone: ZONES[i % ZONES.length], cpu: '32', memory: '128Gi' }))
}

const webPod = (index: number, rest: Pick<PodWords, 'metadata' | 'spec'> = {}) => makePod(`pod-${index}`, { cpu: '100m', memory: '500Mi', labels: { app: 'web' }, ...rest })

const labelSelector = { matchLabels: { app: 'web' } }
const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default' }, spec: { selector: { app: 'web' } } }
const replicaSet: ReplicaSet = {
  apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web', namespace: 'default', uid: 'rs' },
  spec: { selector: labelSelector, template: { spec: { containers: [] } } },
}

export const WORKLOADS: readonly Workload[] = [
  { name: 'plain pods', objects: [], pod: index => webPod(index) },
  {
    name: 'pods of a Deployment with a Service (spread by the system defaults)',
    objects: [service, replicaSet],
    pod: index => webPod(index, { metadata: { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'rs', controller: true }] } }),
  },
  {
    name: 'pods spread over zones (DoNotSchedule, maxSkew 5)',
    objects: [],
    pod: index => webPod(index, { spec: { topologySpreadConstraints: [{ maxSkew: 5, topologyKey: ZONE_LABEL, whenUnsatisfiable: 'DoNotSchedule', labelSelector }] } }),
  },
]
