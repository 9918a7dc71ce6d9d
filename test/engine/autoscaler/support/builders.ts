/** Nodes and pods as upstream's tests build them. Models cluster-autoscaler/utils/test/test_utils.go. */
import { timestamp } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import { NodeInfo } from '../../../../engine/kubernetes/scheduler/nodeinfo.ts'
import { podInfoOf } from '../../../../engine/kubernetes/scheduler/podinfo.ts'
import type { Labels, Node, OwnerReference, Pod, PodDisruptionBudget, Taint } from '../../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../../engine/kubernetes/types/make.ts'
import type { NodeWords, PodWords } from '../../../../engine/kubernetes/types/make.ts'

export interface TestNodeWords extends NodeWords {
  /** @default true */
  ready?: boolean
  createdAt?: number
  annotations?: Record<string, string>
  taints?: Taint[]
}

/** A node with a Ready condition. */
export function testNode(name: string, { ready = true, createdAt = 0, annotations, taints, ...words }: TestNodeWords = {}): Node {
  const node = makeNode(name, words)
  return {
    ...node,
    metadata: { ...node.metadata, creationTimestamp: timestamp(createdAt), ...(annotations && { annotations }) },
    spec: { ...node.spec, ...(taints && { taints }) },
    status: { ...node.status, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }
}

export interface TestPodWords extends PodWords {
  /** The controller: `ReplicaSet/rs`; `none` for none. @default 'ReplicaSet/rs' */
  by?: string
  annotations?: Record<string, string>
  createdAt?: number
}

/** A pod of a controller. */
export function testPod(name: string, { by = 'ReplicaSet/rs', annotations, createdAt, metadata, ...words }: TestPodWords = {}): Pod {
  return makePod(name, {
    ...words,
    metadata: {
      ...(by !== 'none' && { ownerReferences: [ownerRef(by)] }),
      ...(annotations && { annotations }),
      ...(createdAt !== undefined && { creationTimestamp: timestamp(createdAt) }),
      ...metadata,
    },
  })
}

function ownerRef(by: string): OwnerReference {
  const [kind = '', name = ''] = by.split('/')
  return { apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, name, uid: by, controller: true }
}

export const MINUTES = 60_000

/** BuildTestNode: millicores, bytes. */
export function node(name: string, milliCPU: number, bytes: number, words: TestNodeWords = {}): Node {
  return testNode(name, { cpu: `${milliCPU}m`, memory: String(bytes), ...words })
}

/** BuildTestPod and BuildScheduledTestPod: millicores, bytes, and the node that it is on. */
export function pod(name: string, milliCPU: number, bytes: number, on?: string, words: TestPodWords = {}): Pod {
  return testPod(name, { cpu: `${milliCPU}m`, memory: String(bytes), ...(on !== undefined && { on }), ...words })
}

/** A budget of which so many pods may go now. */
export function budget(disruptionsAllowed: number, matchLabels: Labels | undefined, namespace = 'default'): PodDisruptionBudget {
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: `pdb-${disruptionsAllowed}`, namespace }, spec: { ...(matchLabels && { selector: { matchLabels } }) }, status: { disruptionsAllowed } }
}

/** A node with pods on it, as the scheduler sees it. */
export function nodeInfo(object: Node, ...pods: readonly Pod[]): NodeInfo {
  const info = new NodeInfo(object.metadata.name)
  info.setNode(object)
  for (const one of pods) info.addPod(podInfoOf(one))
  return info
}
