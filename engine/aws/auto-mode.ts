/**
 * EKS Auto Mode's own NodePools and NodeClass: Karpenter by another name, run by AWS. Models the EKS user guide (set-builtin-node-pools,
 * create-node-pool, create-node-class, auto-change) and the objects as kubectl prints them. Its nodes and their 110 pods are in
 * node-allocatable.ts, its fee in data/prices.ts, its 21 days in karpenter/nodepool.ts. Leaves out drift, by which it brings new AMIs,
 * node auto repair and the other settings of a NodeClass. Taken to be so: built-in NodePools follow the default policy of their version.
 */
import { autoModeDefaults } from '../../data/timings.ts'
import type { KubeObject } from '../kubernetes/types/index.ts'
import { ARCH_LABEL, OS_LABEL } from '../kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL } from './eks-node.ts'
import { AUTO_MODE_GROUP, type ConsolidationPolicy, type NodePool } from './karpenter/nodepool.ts'

export interface BuiltInOptions {
  /** The control plane's version when the NodePool was made, such as `1.36`. @default '1.36' */
  version?: string
  /** Instead of those that AWS chose: amd64 for `general-purpose`, both for `system`. */
  architectures?: string[]
}

/** The consolidation policy of a NodePool that names none. */
export function autoModePolicy(version = '1.36'): ConsolidationPolicy {
  return Number(version.split('.')[1]) >= autoModeDefaults.balancedSince ? 'Balanced' : 'WhenEmptyOrUnderutilized'
}

/** A NodePool that a cluster of Auto Mode begins with: for everything, or for add-ons that tolerate its taint. On demand only. */
export function builtInNodePool(name: 'general-purpose' | 'system', { version, architectures = name === 'system' ? ['amd64', 'arm64'] : ['amd64'] }: BuiltInOptions = {}): NodePool {
  return {
    apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'eks' } },
    spec: {
      disruption: { budgets: [{ nodes: '10%' }], consolidateAfter: '30s', consolidationPolicy: autoModePolicy(version) },
      template: {
        spec: {
          expireAfter: `${autoModeDefaults.expireAfter / 3600}h`, terminationGracePeriod: '24h0m0s',
          nodeClassRef: { group: AUTO_MODE_GROUP, kind: 'NodeClass', name: 'default' },
          requirements: [
            { key: CAPACITY_TYPE_LABEL, operator: 'In', values: ['on-demand'] },
            { key: `${AUTO_MODE_GROUP}/instance-category`, operator: 'In', values: ['c', 'm', 'r'] },
            { key: `${AUTO_MODE_GROUP}/instance-generation`, operator: 'Gt', values: ['4'] },
            { key: ARCH_LABEL, operator: 'In', values: architectures },
            { key: OS_LABEL, operator: 'In', values: ['linux'] },
          ],
          ...(name === 'system' && { taints: [{ key: 'CriticalAddonsOnly', effect: 'NoSchedule' }] }),
        },
      },
    },
  }
}

/** The NodeClass of the built-in NodePools. */
export const DEFAULT_NODE_CLASS: KubeObject & { spec: object } = {
  apiVersion: `${AUTO_MODE_GROUP}/v1`, kind: 'NodeClass', metadata: { name: 'default', labels: { 'app.kubernetes.io/managed-by': 'eks' } },
  spec: { ephemeralStorage: { iops: 3000, size: '80Gi', throughput: 125 }, networkPolicy: 'DefaultAllow', networkPolicyEventLogs: 'Disabled', snatPolicy: 'Random' },
}
