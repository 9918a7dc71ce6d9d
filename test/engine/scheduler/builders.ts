/** Short ways to write the objects that scheduling tests need. */
import type {
  KubeObject, Node, NodeSpec, ObjectMeta, Pod, PodSpec, ResourceList,
} from '../../../engine/kubernetes/types/index.ts'

interface NodeOptions {
  cpu?: string
  memory?: string
  pods?: string
  extra?: ResourceList
  labels?: Record<string, string>
  zone?: string
  spec?: NodeSpec
}

export function makeNode(name: string, { cpu = '4', memory = '8Gi', pods = '110', extra, labels, zone, spec = {} }: NodeOptions = {}): Node {
  const allocatable = { cpu, memory, pods, ...extra }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, ...(zone && { 'topology.kubernetes.io/zone': zone }), ...labels },
    },
    spec,
    status: { capacity: allocatable, allocatable, conditions: [{ type: 'Ready', status: 'True' }] },
  }
}

interface PodOptions {
  cpu?: string
  memory?: string
  on?: string
  labels?: Record<string, string>
  namespace?: string
  priority?: number
  startTime?: string
  metadata?: Partial<ObjectMeta>
  spec?: Partial<PodSpec>
}

export function makePod(name: string, { cpu, memory, on, labels, namespace = 'default', priority, startTime, metadata, spec }: PodOptions = {}): Pod {
  const requests = { ...(cpu && { cpu }), ...(memory && { memory }) }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, ...metadata },
    spec: {
      containers: [{ name: 'app', image: 'example.com/app:1', resources: { requests } }],
      ...(on && { nodeName: on }),
      ...(priority !== undefined && { priority }),
      ...spec,
    },
    status: { phase: on ? 'Running' : 'Pending', ...(startTime && { startTime }) },
  }
}

/** Any object by kind and name, with whatever else it has. */
export function make<T extends KubeObject = KubeObject>(kind: string, name: string, rest: Omit<T, 'apiVersion' | 'kind' | 'metadata'> & { metadata?: Partial<ObjectMeta> }): T {
  return { apiVersion: 'v1', kind, ...rest, metadata: { name, ...rest.metadata } } as T
}

/** A generator that always takes the first, for tests in which chance has no part. */
export const FIRST = { int: () => 0 }
