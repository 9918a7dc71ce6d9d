/**
 * How many pods a node takes, by its network interfaces.
 * Models nodeadm/internal/kubelet/eni_max_pods.go and max-pods-calculator.sh of awslabs/amazon-eks-ami, and
 * ENILimitedPods of aws/karpenter-provider-aws. Leaves out security groups for pods and custom networking.
 */
import { evaluateExpression } from './max-pods-expression.ts'

/** What the kubelet takes when the instance type is not known. */
export const DEFAULT_MAX_PODS = 110

/** Prefix delegation gives each address slot a /28: 16 addresses. */
const ADDRESSES_PER_PREFIX = 16

/** Interfaces of the default network card and IPv4 addresses on each. */
export interface EniLimits {
  enis: number
  ipv4PerEni: number
  /** Interfaces of that card that carry EFA only and no pods. @default 0 */
  efaOnlyInterfaces?: number
}

/** Pods by secondary addresses: each interface keeps one for itself; 2 pods (aws-node, kube-proxy) use the host's network. */
export function eniMaxPods({ enis, ipv4PerEni, efaOnlyInterfaces = 0 }: EniLimits): number {
  return (enis - efaOnlyInterfaces) * (ipv4PerEni - 1) + 2
}

/** Pods with prefix delegation, capped as AWS recommends: 110 to 30 vCPU, 250 above. */
export function prefixDelegationMaxPods(limits: EniLimits, vcpu: number): number {
  const { enis, ipv4PerEni, efaOnlyInterfaces = 0 } = limits
  return Math.min((enis - efaOnlyInterfaces) * (ipv4PerEni - 1) * ADDRESSES_PER_PREFIX + 2, vcpu > 30 ? 250 : 110)
}

/**
 * Pods by a node configuration's `maxPodsExpression`, such as `(default_enis * (ips_per_eni - 1)) + 3`.
 * It may name `default_enis`, `ips_per_eni` and `max_pods`. Null when it cannot be read or is no positive number.
 */
export function maxPodsByExpression(expression: string, limits: EniLimits): number | null {
  const value = evaluateExpression(expression, {
    default_enis: limits.enis, ips_per_eni: limits.ipv4PerEni, max_pods: eniMaxPods(limits),
  })
  return value !== null && value >= 1 ? Math.floor(value) : null
}
