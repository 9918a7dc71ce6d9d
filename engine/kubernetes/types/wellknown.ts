/** Names that the project itself gives a meaning. Models staging/src/k8s.io/api/core/v1/well_known_labels.go, well_known_taints.go and types.go. */

export const HOSTNAME_LABEL = 'kubernetes.io/hostname'
export const OS_LABEL = 'kubernetes.io/os'
export const ARCH_LABEL = 'kubernetes.io/arch'
export const ZONE_LABEL = 'topology.kubernetes.io/zone'
export const REGION_LABEL = 'topology.kubernetes.io/region'
export const INSTANCE_TYPE_LABEL = 'node.kubernetes.io/instance-type'

export const NODE_LEASE_NAMESPACE = 'kube-node-lease'
/** What every cluster begins with; the API server takes objects into them whether they are there or not. */
export const SYSTEM_NAMESPACES: readonly string[] = ['default', 'kube-system', 'kube-public', NODE_LEASE_NAMESPACE]

export const NOT_READY_TAINT = 'node.kubernetes.io/not-ready'
export const UNREACHABLE_TAINT = 'node.kubernetes.io/unreachable'
export const UNSCHEDULABLE_TAINT = 'node.kubernetes.io/unschedulable'
