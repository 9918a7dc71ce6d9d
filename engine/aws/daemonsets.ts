/** The DaemonSets that EKS puts on every node of a node group. Auto Mode runs the same as processes of the node: no pods, no requests. */
import type { DaemonSetShare } from './node-allocatable.ts'

export const eksDaemonSets: readonly DaemonSetShare[] = [
  /** Two containers, aws-node and the network policy agent, with 25m each. Neither requests memory. */
  { name: 'aws-node', requests: { cpu: 50 }, source: 'aws-node-chart' },
  { name: 'kube-proxy', requests: { cpu: 100 }, source: 'kube-proxy-addon' },
]
