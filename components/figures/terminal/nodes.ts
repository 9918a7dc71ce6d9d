import { releaseWords } from '../../../engine/aws/ami-release.ts'
import type { Node } from '../../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'

/** A node in each zone, as EKS makes them: who asks for nodes sees the version of their kubelets. */
export const nodes: readonly Node[] = ['a', 'b', 'c'].map((zone) => {
  const { nodeInfo } = releaseWords('1.35.6-20261018')
  const node = makeNode(`node-${zone}`, { cpu: '2', memory: '4Gi', zone: `ap-northeast-2${zone}` })
  return { ...node, status: { ...node.status, nodeInfo } }
})
