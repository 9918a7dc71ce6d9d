/**
 * What makes Karpenter's kinds known to a cluster. Models pkg/apis/crds of kubernetes-sigs/karpenter and of
 * aws/karpenter-provider-aws, as far as the fields have an effect here; others are kept as they are.
 */
import { autoModeDefaults, karpenterDefaults } from '../../../../data/timings.ts'
import type { CustomResourceDefinition, JSONSchemaProps } from '../../../kubernetes/types/index.ts'
import { autoModePolicy } from '../../auto-mode.ts'
import { AUTO_MODE_GROUP, type ConsolidationPolicy } from '../nodepool.ts'

const ANY: JSONSchemaProps = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
const TAINTS: JSONSchemaProps = { type: 'array', items: { ...ANY, required: ['key', 'effect'] } }
const NILLABLE_DURATION = '^(([0-9]+(s|m|h))+|Never)$'

const REQUIREMENTS: JSONSchemaProps = {
  type: 'array', maxItems: 100,
  items: {
    ...ANY, required: ['key', 'operator'],
    properties: {
      key: { type: 'string' }, operator: { type: 'string', enum: ['Gte', 'Lte', 'In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] },
      values: { type: 'array', items: { type: 'string' } },
    },
  },
}

const NODE_CLASS_REF: JSONSchemaProps = {
  type: 'object', required: ['group', 'kind', 'name'], properties: { group: { type: 'string' }, kind: { type: 'string' }, name: { type: 'string' } },
}

/** What differs between Karpenter and Auto Mode. */
interface Defaults {
  /** Seconds. */
  expireAfter: number
  consolidationPolicy: ConsolidationPolicy
}

/** What NodePools and NodeClaims say of a node alike. */
const nodeFields = ({ expireAfter }: Defaults): Record<string, JSONSchemaProps> => ({
  requirements: REQUIREMENTS, nodeClassRef: NODE_CLASS_REF, taints: TAINTS, startupTaints: TAINTS,
  expireAfter: { type: 'string', pattern: NILLABLE_DURATION, default: `${expireAfter / 3600}h` },
  terminationGracePeriod: { type: 'string', pattern: '^([0-9]+(s|m|h))+$' },
})

const BUDGET: JSONSchemaProps = {
  type: 'object', required: ['nodes'],
  properties: {
    nodes: { type: 'string', pattern: '^((100|[0-9]{1,2})%|[0-9]+)$', default: '10%' },
    reasons: { type: 'array', items: { type: 'string', enum: ['Underutilized', 'Empty', 'Drifted'] } },
    schedule: { type: 'string', pattern: '^(@(annually|yearly|monthly|weekly|daily|midnight|hourly))|((.+)\\s(.+)\\s(.+)\\s(.+)\\s(.+))$' },
    duration: { type: 'string', pattern: '^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$' },
  },
}

const nodePool = (defaults: Defaults): JSONSchemaProps => ({
  type: 'object', required: ['template'],
  properties: {
    template: {
      type: 'object', required: ['spec'],
      properties: { metadata: ANY, spec: { ...ANY, required: ['nodeClassRef', 'requirements'], properties: nodeFields(defaults) } },
    },
    disruption: {
      type: 'object', default: {},
      properties: {
        consolidationPolicy: { type: 'string', enum: ['WhenEmpty', 'WhenEmptyOrUnderutilized', 'Balanced'], default: defaults.consolidationPolicy },
        consolidateAfter: { type: 'string', pattern: NILLABLE_DURATION, default: '0s' },
        budgets: { type: 'array', maxItems: 50, items: BUDGET, default: [{ nodes: '10%' }] },
      },
    },
    limits: { type: 'object', additionalProperties: { 'x-kubernetes-int-or-string': true } },
    weight: { type: 'integer', minimum: 1, maximum: 100 },
  },
})

type Columns = CustomResourceDefinition['spec']['versions'][number]['additionalPrinterColumns']

function definition(group: string, kind: string, spec: JSONSchemaProps, additionalPrinterColumns: Columns = []): CustomResourceDefinition {
  const plural = kind.endsWith('ss') ? `${kind.toLowerCase()}es` : `${kind.toLowerCase()}s`
  const openAPIV3Schema: JSONSchemaProps = { type: 'object', required: ['spec'], properties: { spec, status: ANY } }
  return {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: `${plural}.${group}` },
    spec: {
      group, scope: 'Cluster', names: { plural, singular: kind.toLowerCase(), kind, categories: ['karpenter'] },
      versions: [{ name: 'v1', served: true, storage: true, subresources: { status: {} }, additionalPrinterColumns, schema: { openAPIV3Schema } }],
    },
  }
}

const READY = { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' }

const core = (defaults: Defaults) => [
  definition('karpenter.sh', 'NodePool', nodePool(defaults), [
    { name: 'NodeClass', type: 'string', jsonPath: '.spec.template.spec.nodeClassRef.name' }, { name: 'Nodes', type: 'string', jsonPath: '.status.nodes' }, READY,
  ]),
  definition('karpenter.sh', 'NodeClaim', { ...ANY, required: ['nodeClassRef', 'requirements'], properties: { ...nodeFields(defaults), resources: ANY } }, [
    { name: 'Type', type: 'string', jsonPath: '.metadata.labels.node\\.kubernetes\\.io/instance-type' },
    { name: 'Capacity', type: 'string', jsonPath: '.metadata.labels.karpenter\\.sh/capacity-type' },
    { name: 'Zone', type: 'string', jsonPath: '.metadata.labels.topology\\.kubernetes\\.io/zone' },
    { name: 'Node', type: 'string', jsonPath: '.status.nodeName' }, READY,
  ]),
]

/** For nodes of Karpenter. */
export const KARPENTER_CRDS: readonly CustomResourceDefinition[] = [...core(karpenterDefaults), definition('karpenter.k8s.aws', 'EC2NodeClass', ANY)]

/** For EKS Auto Mode, by the version of the control plane, such as `1.36`. */
export function autoModeCrds(version?: string): readonly CustomResourceDefinition[] {
  return [...core({ expireAfter: autoModeDefaults.expireAfter, consolidationPolicy: autoModePolicy(version) }), definition(AUTO_MODE_GROUP, 'NodeClass', ANY)]
}
