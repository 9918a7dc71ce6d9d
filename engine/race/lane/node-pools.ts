/** The NodePool that a lane's nodes come from: of Karpenter's getting-started page, or Auto Mode's built-in `general-purpose`. */
import { builtInNodePool } from '../../aws/auto-mode.ts'
import type { NodePool } from '../../aws/karpenter/nodepool.ts'
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
            { key: ARCH_LABEL, operator: 'In', values: architecturesOf(architecture) }, { key: OS_LABEL, operator: 'In', values: ['linux'] },
            { key: CAPACITY_TYPE_LABEL, operator: 'In', values: purchase === 'spot' && spotShare > 0 ? ['spot', 'on-demand'] : ['on-demand'] },
            { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] }, { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['2'] },
          ],
        },
      },
      disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '1m' },
    },
  }
}

/** Auto Mode's own, for the architectures that the options allow. Its nodes are on demand whatever the options say. */
export function autoModePool({ architecture }: Choice): NodePool {
  return builtInNodePool('general-purpose', { architectures: architecturesOf(architecture) })
}

function architecturesOf(architecture: Choice['architecture']): string[] {
  return architecture === 'any' ? ['amd64', 'arm64'] : [architecture]
}
