/** Nodes and pods as upstream's tests build them. Models cluster-autoscaler/utils/test/test_utils.go. */
import { timestamp } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import type { Node, OwnerReference, Pod, Taint } from '../../../../engine/kubernetes/types/index.ts'
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
