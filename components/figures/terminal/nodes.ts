import { releaseWords } from '../../../engine/aws/ami-release.ts'
import { eksDaemonSets } from '../../../engine/aws/daemonsets.ts'
import type { KubeObject, Node } from '../../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'

/** A node in each zone, as EKS makes them: who asks for nodes sees the version of their kubelets. */
export const nodes: readonly Node[] = ['a', 'b', 'c'].map((zone) => {
  const { nodeInfo } = releaseWords('1.37.1-20261112')
  const node = makeNode(`node-${zone}`, { cpu: '2', memory: '4Gi', zone: `ap-northeast-2${zone}` })
  return { ...node, status: { ...node.status, nodeInfo } }
})

/** What EKS puts on every node: who drains one is told of them, as they stay. */
export const nodeAgents: readonly KubeObject[] = eksDaemonSets.map(({ name, requests: { cpu } }) => ({
  apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name, namespace: 'kube-system' },
  spec: {
    selector: { matchLabels: { 'k8s-app': name } },
    template: {
      metadata: { labels: { 'k8s-app': name } },
      spec: { hostNetwork: true, priorityClassName: 'system-node-critical', tolerations: [{ operator: 'Exists' }], containers: [{ name, image: name, resources: { requests: { cpu: `${cpu}m` } } }] },
    },
  },
} as KubeObject))
