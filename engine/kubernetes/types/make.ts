/** Nodes and pods in a few words, for scenarios, tests and measurements. Models pkg/scheduler/testing/wrappers.go (MakeNode, MakePod). */
import type { Labels, Node, NodeSpec, ObjectMeta, Pod, PodSpec, ResourceList } from './index.ts'
import { ARCH_LABEL, HOSTNAME_LABEL, OS_LABEL, ZONE_LABEL } from './wellknown.ts'

export interface NodeWords {
  /** @default '4' */
  cpu?: string
  /** @default '8Gi' */
  memory?: string
  /** @default '110' */
  pods?: string
  /** Further resources, such as `nvidia.com/gpu`. */
  resources?: ResourceList
  zone?: string
  /** Beside those of every node: hostname, os and arch. */
  labels?: Labels
  spec?: NodeSpec
}

/** A node all of whose machine is there for pods; its kubelet fills in the rest. */
export function makeNode(name: string, { cpu = '4', memory = '8Gi', pods = '110', resources, zone, labels, spec = {} }: NodeWords = {}): Node {
  const machine = { cpu, memory, pods, ...resources }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { [HOSTNAME_LABEL]: name, [OS_LABEL]: 'linux', [ARCH_LABEL]: 'amd64', ...(zone && { [ZONE_LABEL]: zone }), ...labels } },
    spec,
    status: { capacity: machine, allocatable: machine },
  }
}

export interface PodWords {
  cpu?: string
  memory?: string
  /** @default 'app:1' */
  image?: string
  /** The node that it is on. */
  on?: string
  labels?: Labels
  /** @default 'default' */
  namespace?: string
  priority?: number
  metadata?: Partial<ObjectMeta>
  spec?: Partial<PodSpec>
}

/** A pod of one container, `app`, that requests so much. */
export function makePod(name: string, { cpu, memory, image = 'app:1', on, labels, namespace = 'default', priority, metadata, spec }: PodWords = {}): Pod {
  const requests = { ...(cpu && { cpu }), ...(memory && { memory }) }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...(labels && { labels }), ...metadata },
    spec: {
      containers: [{ name: 'app', image, resources: { requests } }],
      ...(on && { nodeName: on }), ...(priority !== undefined && { priority }), ...spec,
    },
  }
}
