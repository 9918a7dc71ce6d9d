/** The NodePool that a lane's nodes come from: of Karpenter's getting-started page, or Auto Mode's built-in `general-purpose`. */
import type { NodePool } from '../../aws/karpenter/nodepool.ts'
import type { RequirementSpec } from '../../aws/karpenter/requirements.ts'
import type { CostOptions } from '../../cost/index.ts'
import { ARCH_LABEL, OS_LABEL } from '../../kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL } from '../../aws/eks-node.ts'

type Choice = Pick<CostOptions, 'architecture' | 'purchase' | 'spotShare'>

/** As the page has it, with the architecture and the way of buying that the options name. */
export function karpenterPool({ architecture, purchase, spotShare }: Choice): NodePool {
  return {
    apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'default' },
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' }, expireAfter: '720h',
          requirements: [
            ...common(architecture), { key: CAPACITY_TYPE_LABEL, operator: 'In', values: purchase === 'spot' && spotShare > 0 ? ['spot', 'on-demand'] : ['on-demand'] },
            { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] }, { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['2'] },
          ],
        },
      },
      disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '1m' },
    },
  }
}

/** As the EKS user guide prints it. Its nodes are on demand whatever the options say. */
export function autoModePool({ architecture }: Choice): NodePool {
  return {
    apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'general-purpose' },
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: 'eks.amazonaws.com', kind: 'NodeClass', name: 'default' }, expireAfter: '336h', terminationGracePeriod: '24h0m0s',
          requirements: [
            ...common(architecture), { key: CAPACITY_TYPE_LABEL, operator: 'In', values: ['on-demand'] },
            { key: 'eks.amazonaws.com/instance-category', operator: 'In', values: ['c', 'm', 'r'] }, { key: 'eks.amazonaws.com/instance-generation', operator: 'Gt', values: ['4'] },
          ],
        },
      },
      disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '30s', budgets: [{ nodes: '10%' }] },
    },
  }
}

function common(architecture: Choice['architecture']): RequirementSpec[] {
  return [{ key: ARCH_LABEL, operator: 'In', values: architecture === 'any' ? ['amd64', 'arm64'] : [architecture] }, { key: OS_LABEL, operator: 'In', values: ['linux'] }]
}
