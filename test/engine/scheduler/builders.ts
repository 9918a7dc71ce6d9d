/** Short ways to write what scheduling tests need beside nodes and pods. */
import type { KubeObject, Node, ObjectMeta, Pod } from '../../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'

/** Any object by kind and name, with whatever else it has. */
export function make<T extends KubeObject = KubeObject>(kind: string, name: string, rest: Omit<T, 'apiVersion' | 'kind' | 'metadata'> & { metadata?: Partial<ObjectMeta> }): T {
  return { apiVersion: 'v1', kind, ...rest, metadata: { name, ...rest.metadata } } as T
}

/** A node whose kubelet, which is not there in these tests, has said Ready. */
export function readyNode(...words: Parameters<typeof makeNode>): Node {
  const node = makeNode(...words)
  return { ...node, status: { ...node.status, conditions: [{ type: 'Ready', status: 'True' }] } }
}

/** A pod that has run since a time. */
export function started(pod: Pod, startTime: string | undefined): Pod {
  return startTime === undefined ? pod : { ...pod, status: { phase: 'Running', startTime } }
}

/** A generator that always takes the first, for tests in which chance has no part. */
export const FIRST = { int: () => 0 }
