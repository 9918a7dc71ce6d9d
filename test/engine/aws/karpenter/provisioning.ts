/** Upstream's fake cloud provider and ExpectProvisioned: pkg/cloudprovider/fake and pkg/test/expectations of kubernetes-sigs/karpenter. */
import { claimTemplate } from '../../../../engine/aws/karpenter/claimtemplate.ts'
import { NOTHING_UNAVAILABLE, offeringsFor, orderByPrice, type OfferedType, type Offering } from '../../../../engine/aws/karpenter/instancetype.ts'
import type { ClaimSpec } from '../../../../engine/aws/karpenter/newclaim.ts'
import { byWeight, type NodePool } from '../../../../engine/aws/karpenter/nodepool.ts'
import { customLabels, type RequirementSpec } from '../../../../engine/aws/karpenter/requirements.ts'
import { solve } from '../../../../engine/aws/karpenter/scheduler.ts'
import type { StateNode } from '../../../../engine/aws/karpenter/statenode.ts'
import { CAPACITY_TYPE_LABEL, NODE_POOL_LABEL } from '../../../../engine/aws/eks-node.ts'
import { amountsOf } from '../../../../engine/kubernetes/apimachinery/resources.ts'
import type { Labels, NodeSelectorRequirement, Pod, PodAffinityTerm, ResourceList, TopologySpreadConstraint } from '../../../../engine/kubernetes/types/index.ts'
import { makePod } from '../../../../engine/kubernetes/types/make.ts'
import { ARCH_LABEL, HOSTNAME_LABEL, INSTANCE_TYPE_LABEL, OS_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import { nodePool } from './lane.ts'

export const SIZE = 'karpenter.k8s.aws/instance-size'
export const CPU = 'karpenter.k8s.aws/instance-cpu'
const EVERYWHERE = [['spot', 1], ['spot', 2], ['on-demand', 1], ['on-demand', 2], ['on-demand', 3]] as const

/** PriceFromResources: a tenth of a dollar a core and a gigabyte (10^9). */
function priceOf({ cpu = 0, memory = 0 }: Record<string, number>): number {
  return 0.1 * cpu / 1000 + 0.1 * memory / 1e9
}

/** NewInstanceType: 4 cores, 4Gi and 5 pods unless told otherwise, everywhere at one price. */
export function fakeType(name: string, resources: ResourceList = {}, { arch = 'amd64' as 'amd64' | 'arm64', offerings = undefined as readonly Offering[] | undefined } = {}): OfferedType {
  const capacity = amountsOf({ cpu: '4', memory: '4Gi', pods: '5', ...resources })
  const { cpu = 0, memory = 0 } = capacity
  const price = priceOf(capacity)
  return {
    name, capacity, allocatable: { ...capacity, cpu: cpu - 100, memory: memory - 10 * 2 ** 20 },
    type: { name, vcpu: cpu / 1000, memoryMiB: memory / 2 ** 20, arch, enis: 1, ipv4PerEni: 1, ebsVolumes: 1 },
    labels: { [INSTANCE_TYPE_LABEL]: name, [ARCH_LABEL]: arch, [OS_LABEL]: 'linux', [CPU]: String(cpu / 1000), [SIZE]: cpu > 4000 && memory > 8 * 2 ** 30 ? 'large' : 'small' },
    offerings: offerings ?? EVERYWHERE.map(([capacityType, zone]): Offering => ({ capacityType, zone: `test-zone-${zone}`, price })),
  }
}

/** GetInstanceTypes' own. */
export const DEFAULT_TYPES: readonly OfferedType[] = [
  fakeType('default-instance-type'), fakeType('small-instance-type', { cpu: '2', memory: '2Gi' }), fakeType('gpu-vendor-instance-type', { 'nvidia.com/gpu': '2' }),
  fakeType('arm-instance-type', { cpu: '16', memory: '128Gi' }, { arch: 'arm64' }), fakeType('single-pod-instance-type', { pods: '1' }),
]

/** fake.InstanceTypes: one core, 2Gi and 10 pods more each. */
export function growingTypes(count: number): OfferedType[] {
  return Array.from({ length: count }, (_, i) => fakeType(`fake-it-${i}`, { cpu: String(i + 1), memory: `${2 * (i + 1)}Gi`, pods: String(10 * (i + 1)) }))
}

export interface PodOptions {
  cpu?: string
  memory?: string
  resources?: ResourceList
  labels?: Labels
  namespace?: string
  nodeSelector?: Labels
  /** Required node affinity: terms of which one is enough. */
  terms?: NodeSelectorRequirement[][]
  /** Preferred node affinity, the same weight each unless given. */
  prefers?: { weight?: number, expressions: NodeSelectorRequirement[] }[]
  spread?: TopologySpreadConstraint[]
  near?: PodAffinityTerm[]
  apart?: PodAffinityTerm[]
  prefersNear?: PodAffinityTerm[]
  prefersApart?: PodAffinityTerm[]
  spec?: Partial<Pod['spec']>
}

let made = 0

/** test.UnschedulablePod */
export function pod(options: PodOptions = {}): Pod {
  const { cpu, memory, resources, labels, namespace, nodeSelector, terms, prefers, spread, near, apart, prefersNear, prefersApart, spec } = options
  const weighted = (list: PodAffinityTerm[]) => list.map(podAffinityTerm => ({ weight: 50, podAffinityTerm }))
  const affinity: Pod['spec']['affinity'] = {
    ...((terms ?? prefers) && { nodeAffinity: {
      ...(terms && { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms.map(matchExpressions => ({ matchExpressions })) } }),
      ...(prefers && { preferredDuringSchedulingIgnoredDuringExecution: prefers.map(({ weight = 1, expressions }) => ({ weight, preference: { matchExpressions: expressions } })) }),
    } }),
    ...((near ?? prefersNear) && { podAffinity: { ...(near && { requiredDuringSchedulingIgnoredDuringExecution: near }), ...(prefersNear && { preferredDuringSchedulingIgnoredDuringExecution: weighted(prefersNear) }) } }),
    ...((apart ?? prefersApart) && { podAntiAffinity: { ...(apart && { requiredDuringSchedulingIgnoredDuringExecution: apart }), ...(prefersApart && { preferredDuringSchedulingIgnoredDuringExecution: weighted(prefersApart) }) } }),
  }
  const requests = { ...(cpu && { cpu }), ...(memory && { memory }), ...resources }
  const name = `pod-${String(++made).padStart(5, '0')}`
  return makePod(name, {
    labels, namespace, metadata: { uid: name },
    spec: {
      containers: [{ name: 'app', image: 'app:1', resources: { requests } }], ...(nodeSelector && { nodeSelector }),
      ...(Object.keys(affinity).length > 0 && { affinity }), ...(spread && { topologySpreadConstraints: spread }), ...spec,
    },
  })
}

/** test.UnschedulablePods */
export const podsOf = (count: number, options: PodOptions = {}): Pod[] => Array.from({ length: count }, () => pod(options))

/** test.NodePool: nothing required but what is given. */
export function pool(requirements: RequirementSpec[] = [], change: Partial<NodePool['spec']['template']['spec']> & { name?: string, labels?: Labels, limits?: ResourceList, weight?: number } = {}): NodePool {
  const { name = 'default', labels, limits, weight, ...template } = change
  const base = nodePool(name, { requirements, template, limits: limits ?? { cpu: '2000' }, ...(weight !== undefined && { weight }) })
  return labels ? { ...base, spec: { ...base.spec, template: { ...base.spec.template, metadata: { labels } } } } : base
}

export const spread = (topologyKey: string, labels: Labels | undefined, maxSkew = 1, whenUnsatisfiable: TopologySpreadConstraint['whenUnsatisfiable'] = 'DoNotSchedule', more: Partial<TopologySpreadConstraint> = {}): TopologySpreadConstraint =>
  ({ topologyKey, maxSkew, whenUnsatisfiable, ...(labels && { labelSelector: { matchLabels: labels } }), ...more })

/** A cluster into which pods are provisioned, batch by batch; machines start at once and stay uninitialized. */
export class Provisioning {
  nodes: readonly StateNode[] = []
  pools: readonly NodePool[]
  types: readonly OfferedType[]
  daemonPods: readonly Pod[]
  readonly claims: ClaimSpec[] = []

  constructor({ pools = [pool()], types = DEFAULT_TYPES, daemonPods = [], nodes = [] }: { pools?: readonly NodePool[], types?: readonly OfferedType[], daemonPods?: readonly Pod[], nodes?: readonly StateNode[] } = {}) {
    this.pools = pools
    this.types = types
    this.daemonPods = daemonPods
    this.nodes = nodes
  }

  /** ExpectProvisioned: pods that find a place are bound, the others are dropped. */
  provision(...pods: Pod[]): void {
    const templates = byWeight(this.pools).map(one => claimTemplate(one, this.types, this.daemonPods, NOTHING_UNAVAILABLE)).filter(({ types }) => types.length > 0)
    const going = this.nodes.filter(({ deleting }) => !deleting)
    const { newClaims, existing } = solve({ templates, nodes: going, allNodes: this.nodes, pods, daemonPods: this.daemonPods, namespaceLabels: () => ({}) })
    for (const { node, pods: placed } of existing) this.nodes = this.nodes.map(one => (one.name === node.name ? { ...one, pods: [...one.pods, ...placed.map(one => original(one, pods, node.name))] } : one))
    for (const claim of newClaims) {
      this.claims.push(claim)
      this.nodes = [...this.nodes, launched(claim, `node-${this.claims.length}`, pods)]
    }
  }

  nodeOf({ metadata }: Pod): StateNode | undefined {
    return this.nodes.find(({ pods }) => pods.some(one => one.metadata.uid === metadata.uid))
  }

  isScheduled = (one: Pod): boolean => this.nodeOf(one) !== undefined

  /** How many nodes these pods are on. */
  spreadOver = (pods: readonly Pod[]): number => new Set(pods.map(one => this.nodeOf(one)?.name)).size

  /** ExpectSkew: pods a domain, the fewest first. */
  skew(key: string, labels: Labels = {}): number[] {
    const counts = new Map<string, number>()
    for (const { pods, labels: own, name } of this.nodes) {
      const domain = key === HOSTNAME_LABEL ? name : own[key]
      const count = pods.filter(({ metadata }) => Object.entries(labels).every(([label, value]) => metadata.labels?.[label] === value)).length
      if (domain !== undefined && count > 0) counts.set(domain, (counts.get(domain) ?? 0) + count)
    }
    return [...counts.values()].sort((a, b) => a - b)
  }
}

/** The pod as it was given, its preferences not relaxed. */
function original({ metadata }: Pod, pods: readonly Pod[], on: string): Pod {
  const found = pods.find(one => one.metadata.uid === metadata.uid)
  if (!found) throw new Error('a pod that nobody asked for')
  return { ...found, spec: { ...found.spec, nodeName: on } }
}

/** The fake provider's Create: the cheapest type, in the first place that has it. */
function launched(claim: ClaimSpec, name: string, pods: readonly Pod[]): StateNode {
  const { template, requirements, types, pods: own } = claim
  const [type] = orderByPrice(types, requirements, NOTHING_UNAVAILABLE)
  const [offering] = type ? offeringsFor(type, requirements, NOTHING_UNAVAILABLE) : []
  if (!type || !offering) throw new Error('nothing to launch')
  return {
    name, nodeClaim: name, nodePool: template.name, taints: template.taints, allocatable: type.allocatable, capacity: type.capacity, createdAt: 0,
    pods: own.map(one => original(one, pods, name)), registered: true, initialized: false, ready: false, deleting: false,
    labels: { ...type.labels, ...template.labels, ...customLabels(requirements), [NODE_POOL_LABEL]: template.name, [ZONE_LABEL]: offering.zone, [CAPACITY_TYPE_LABEL]: offering.capacityType },
  }
}

/** A node that Karpenter did not make. */
export function foreignNode(name: string, labels: Labels, resources: ResourceList = { cpu: '10', memory: '10Gi', pods: '110' }, change: Partial<StateNode> = {}): StateNode {
  const amounts = amountsOf(resources)
  return { name, labels, taints: [], allocatable: amounts, capacity: amounts, pods: [], registered: true, initialized: true, ready: true, createdAt: 0, deleting: false, ...change }
}
