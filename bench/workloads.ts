/** Clusters and pods to measure with, in the shape of upstream's scheduler_perf (SchedulingBasic and its kin). */
import type { KubeObject, Node, Pod, ReplicaSet, Service } from '../engine/kubernetes/types/index.ts'

export interface Workload {
  name: string
  /** Besides the nodes: Services, ReplicaSets. */
  objects: KubeObject[]
  pod: (index: number) => Pod
}

const ZONES = ['a', 'b', 'c']

/** Nodes in three zones, each large enough that 100 of them hold 10,000 pods. */
export function makeNodes(count: number): Node[] {
  return Array.from({ length: count }, (_, i) => {
    const name = `node-${i}`
    const allocatable = { cpu: '32', memory: '128Gi', pods: '110' }
    return {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': ZONES[i % ZONES.length] ?? '' } },
      spec: {},
      status: { capacity: allocatable, allocatable },
    }
  })
}

function makePod(index: number, rest: { metadata?: Partial<Pod['metadata']>, spec?: Partial<Pod['spec']> } = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${index}`, namespace: 'default', labels: { app: 'web' }, ...rest.metadata },
    spec: { containers: [{ name: 'app', image: 'app', resources: { requests: { cpu: '100m', memory: '500Mi' } } }], ...rest.spec },
  }
}

const labelSelector = { matchLabels: { app: 'web' } }
const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default' }, spec: { selector: { app: 'web' } } }
const replicaSet: ReplicaSet = {
  apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web', namespace: 'default', uid: 'rs' },
  spec: { selector: labelSelector, template: { spec: { containers: [] } } },
}

export const WORKLOADS: readonly Workload[] = [
  { name: 'plain pods', objects: [], pod: index => makePod(index) },
  {
    name: 'pods of a Deployment with a Service (spread by the system defaults)',
    objects: [service, replicaSet],
    pod: index => makePod(index, { metadata: { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'rs', controller: true }] } }),
  },
  {
    name: 'pods spread over zones (DoNotSchedule, maxSkew 5)',
    objects: [],
    pod: index => makePod(index, { spec: { topologySpreadConstraints: [{ maxSkew: 5, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector }] } }),
  },
]
