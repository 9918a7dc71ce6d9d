/**
 * Nodes as upstream's disruption tests set them up, and what Karpenter then does with them. Nothing happens by itself: a node that
 * is deleted stays, being drained, and a replacement is there only when the test says so.
 */
import type { KarpenterEvent, KarpenterHost } from '../../../../engine/aws/karpenter/host.ts'
import type { OfferedType } from '../../../../engine/aws/karpenter/instancetype.ts'
import { Karpenter, type KarpenterSettings } from '../../../../engine/aws/karpenter/karpenter.ts'
import type { ClaimSpec } from '../../../../engine/aws/karpenter/newclaim.ts'
import type { NodePool } from '../../../../engine/aws/karpenter/nodepool.ts'
import type { StateNode } from '../../../../engine/aws/karpenter/statenode.ts'
import { CAPACITY_TYPE_LABEL, NODE_POOL_LABEL } from '../../../../engine/aws/eks-node.ts'
import { amountsOf } from '../../../../engine/kubernetes/apimachinery/resources.ts'
import type { Labels, Pod, PodDisruptionBudget, ResourceList } from '../../../../engine/kubernetes/types/index.ts'
import { HOSTNAME_LABEL, INSTANCE_TYPE_LABEL, OS_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import { nodePool } from './lane.ts'
import { fakeType, pod, type PodOptions } from './provisioning.ts'

/** fake.InstanceTypesAssorted: every size, architecture and system, each of them in one zone, bought in one way. */
export const ASSORTED: readonly OfferedType[] = [1, 2, 4, 8, 16, 32, 64].flatMap(cpu => [1, 2, 4, 8, 16, 32, 64, 128].flatMap(memory => [1, 2, 3].flatMap(zone => (['spot', 'on-demand'] as const).flatMap(capacityType =>
  (['linux', 'windows'] as const).flatMap(os => (['amd64', 'arm64'] as const).map((arch): OfferedType => {
    const name = `${cpu}-cpu-${memory}-mem-${arch}-${os}-test-zone-${zone}-${capacityType}`
    const type = fakeType(name, { cpu: String(cpu), memory: `${memory}Gi` }, { arch })
    const [{ price } = { price: 0 }] = type.offerings
    return { ...type, labels: { ...type.labels, [OS_LABEL]: os }, offerings: [{ zone: `test-zone-${zone}`, capacityType, price }] }
  }))))))

const byPrice = (types: readonly OfferedType[]) => [...types].sort((a, b) => (a.offerings[0]?.price ?? 0) - (b.offerings[0]?.price ?? 0))

/** The cheapest and the dearest of the assorted types that are bought in a way, in a zone if one is given. */
export function extremes(capacityType: 'spot' | 'on-demand', zone?: number): { least: OfferedType, most: OfferedType } {
  const types = byPrice(ASSORTED.filter(({ offerings: [offering] }) => offering?.capacityType === capacityType && (zone === undefined || offering.zone === `test-zone-${zone}`)))
  const [least, most] = [types[0], types.at(-1)]
  if (!least || !most) throw new Error('no such type')
  return { least, most }
}

export const MOST = extremes('on-demand').most
export const LEAST = extremes('on-demand').least

export interface NodeOptions extends Partial<StateNode> {
  type?: OfferedType
  resources?: ResourceList
  pool?: string
  extraLabels?: Labels
}

let made = 0

/** test.NodeClaimAndNode, initialized: of the dearest type, with 32 cores, unless told otherwise. */
export function node({ type = MOST, resources = { cpu: '32', pods: '100' }, pool = 'default', extraLabels, ...change }: NodeOptions = {}): StateNode {
  const name = change.name ?? `node-${String(++made).padStart(4, '0')}`
  const [offering] = type.offerings
  return {
    name, nodeClaim: `claim-${name}`, nodePool: pool, taints: [], allocatable: amountsOf(resources), capacity: type.capacity, pods: [], registered: true, initialized: true,
    ready: true, createdAt: 0, initializedAt: 0, deleting: false,
    labels: {
      ...type.labels, [NODE_POOL_LABEL]: pool, [HOSTNAME_LABEL]: name, [INSTANCE_TYPE_LABEL]: type.name,
      [CAPACITY_TYPE_LABEL]: offering?.capacityType ?? '', [ZONE_LABEL]: offering?.zone ?? '', ...extraLabels,
    },
    ...change,
  }
}

/** A pod that runs on a node. */
export function running(options: PodOptions & { annotations?: Record<string, string>, owner?: string, status?: Pod['status'], deletedAt?: string } = {}): Pod {
  const { annotations, owner = 'ReplicaSet', status, deletedAt, ...rest } = options
  const made = pod(rest)
  const [apiVersion, kind] = owner === 'Node' ? ['v1', owner] : ['apps/v1', owner]
  return {
    ...made, status: { phase: 'Running', ...status },
    metadata: {
      ...made.metadata, ...(annotations && { annotations }), ...(deletedAt && { deletionTimestamp: deletedAt }),
      ...(owner && { ownerReferences: [{ apiVersion, kind, name: 'owner', uid: 'owner', controller: true }] }),
    },
  }
}

/** A budget that lets nothing go. */
export function blocking(labels: Labels, change: Partial<PodDisruptionBudget['spec']> & { name?: string, namespace?: string } = {}): PodDisruptionBudget {
  const { name = 'pdb', namespace = 'default', ...spec } = change
  return {
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace }, spec: { maxUnavailable: 0, selector: { matchLabels: labels }, ...spec },
    status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
  }
}

/** A NodePool that lets all its nodes go at once. */
export function willing(name = 'default', disruption: NodePool['spec']['disruption'] = {}, requirements: NodePool['spec']['template']['spec']['requirements'] = []): NodePool {
  return nodePool(name, { requirements, disruption: { consolidateAfter: '0s', budgets: [{ nodes: '100%' }], ...disruption }, template: { expireAfter: 'Never' } })
}

export interface Setting {
  nodes?: readonly StateNode[]
  pools?: readonly NodePool[]
  types?: readonly OfferedType[]
  pending?: readonly Pod[]
  budgets?: readonly PodDisruptionBudget[]
  daemonPods?: readonly Pod[]
  settings?: Partial<KarpenterSettings>
}

export class Disrupting implements KarpenterHost {
  now = 0
  readonly karpenter: Karpenter
  readonly told: KarpenterEvent[] = []
  readonly logged: { at: number, message: string, params: Record<string, unknown> }[] = []
  readonly claims: { name: string, spec: ClaimSpec }[] = []
  readonly deleted: string[] = []
  readonly tainted = new Set<string>()
  #setting: Required<Omit<Setting, 'settings'>>
  #next = 0

  constructor({ settings, ...setting }: Setting = {}) {
    this.karpenter = new Karpenter({ spotToSpot: true, ...settings })
    const nodes = (setting.nodes ?? []).map(one => ({ ...one, pods: one.pods.map(({ spec, ...rest }) => ({ ...rest, spec: { ...spec, nodeName: one.name } })) }))
    this.#setting = { pools: [willing()], types: ASSORTED, pending: [], budgets: [], daemonPods: [], ...setting, nodes }
  }

  pools = () => this.#setting.pools
  types = () => this.#setting.types
  nodes = () => this.#setting.nodes
  pendingPods = () => this.#setting.pending
  daemonPods = () => this.#setting.daemonPods
  budgets = () => this.#setting.budgets
  namespaceLabels = () => ({})
  volumeZones = () => undefined
  suffix = () => String(this.claims.length)

  createClaim(name: string, spec: ClaimSpec): void {
    this.claims.push({ name, spec })
    const [type] = spec.types
    if (!type) throw new Error('nothing to launch')
    this.change({ nodes: [...this.nodes(), node({
      type, name, nodeClaim: name, pool: spec.template.name, registered: false, initialized: false, ready: false, createdAt: this.now,
      resources: undefined, allocatable: type.allocatable, initializedAt: undefined,
    })] })
  }

  deleteClaim(name: string): void {
    this.deleted.push(name)
    this.change({ nodes: this.nodes().map(one => (one.nodeClaim === name ? { ...one, deleting: true } : one)) })
  }

  taint(name: string, reason: string | undefined): void {
    if (reason) this.tainted.add(name)
    else this.tainted.delete(name)
  }

  event(event: KarpenterEvent): void {
    this.told.push(event)
  }

  log(message: string, params: Record<string, unknown>): void {
    this.logged.push({ at: this.now, message, params })
  }

  /** Changes what is there, as if somebody else had. */
  change(change: Partial<Setting>): void {
    this.#setting = { ...this.#setting, ...change }
    this.karpenter.clusterChanged(this.now)
    this.#next = this.now
  }

  changeNode(name: string, change: Partial<StateNode>): void {
    this.change({ nodes: this.nodes().map(one => (one.name === name ? { ...one, ...change } : one)) })
  }

  /** Replacements, and whatever else was launched, become ready. */
  initialize(): this {
    const isNew = new Set(this.claims.map(({ name }) => name))
    this.change({ nodes: this.nodes().map(one => (isNew.has(one.name) ? { ...one, registered: true, initialized: true, ready: true, initializedAt: this.now } : one)) })
    return this.step()
  }

  /** One turn, now. */
  step(): this {
    this.#next = this.karpenter.step(this)
    return this
  }

  /** Lets time pass. @param ms 16 s by default: a search, and the second look at what it decided */
  run(ms = 16_000): this {
    const until = this.now + ms
    while (this.#next <= until) {
      this.now = Math.max(this.#next, this.now)
      this.step()
    }
    this.now = until
    return this
  }

  /** Lets time pass until something was decided, at most until a decision would have been looked at twice. */
  reconcile(): this {
    const before = this.commands.length
    const until = this.now + 16_000
    while (this.#next <= until && this.commands.length === before) {
      this.now = Math.max(this.#next, this.now)
      this.step()
    }
    return this
  }

  /** Every command that has begun. */
  get commands(): { decision: unknown, reason: unknown, nodes: string[] }[] {
    return this.logged.filter(({ message }) => message === 'disrupting node(s)').map(({ params }) => ({ decision: params.decision, reason: params.reason, nodes: String(params.nodes).split(',').sort() }))
  }

  /** Nodes that were there from the beginning and stay, by name. */
  get staying(): string[] {
    const isNew = new Set(this.claims.map(({ name }) => name))
    return this.nodes().filter(({ name, deleting }) => !deleting && !isNew.has(name)).map(({ name }) => name).sort()
  }

  /** How often an event of a reason was published, on whatever object. */
  count = (reason: string): number => this.told.filter(one => one.reason === reason).length

  says = (text: string): boolean => this.told.some(({ message }) => message.includes(text))
}
