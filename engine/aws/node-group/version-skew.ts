/** Which version a node group may have beside its control plane. Models the EKS user guide (update-managed-node-group, update-cluster) and Kubernetes' version skew policy. */

/** How many minor versions a kubelet may be behind its API server: three since 1.25, two before. */
function mostBehind(kubelet: number): number {
  return kubelet >= 25 ? 3 : 2
}

const minorOf = (version: string) => Number(version.split('.')[1])

/** Why nodes of a version cannot be beside a control plane of another; undefined when they can. */
export function skewProblem(nodes: string, controlPlane: string): string | undefined {
  const [node, server] = [minorOf(nodes), minorOf(controlPlane)]
  if (node > server) return `Requested Nodegroup version ${nodes} is newer than the cluster version ${controlPlane}`
  if (server - node > mostBehind(node)) return `Requested Nodegroup version ${nodes} is more than ${mostBehind(node)} minor versions older than the cluster version ${controlPlane}`
  return undefined
}
