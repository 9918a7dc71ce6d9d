/** What every NodeClaim of a NodePool begins with. Models pkg/controllers/provisioning/scheduling/nodeclaimtemplate.go of kubernetes-sigs/karpenter. */
import { amountsOf, type ResourceAmounts } from '../../kubernetes/apimachinery/resources.ts'
import { findUntoleratedTaint } from '../../kubernetes/scheduler/taints.ts'
import type { Labels, Pod, Taint } from '../../kubernetes/types/index.ts'
import { NODE_POOL_LABEL } from '../eks-node.ts'
import { cheapestPrice, filterTypes, suits, type OfferedType, type Unavailable } from './instancetype.ts'
import type { NodePool } from './nodepool.ts'
import { podDataOf } from './podrequests.ts'
import { relax } from './preferences.ts'
import { LabelRequirement } from './requirement.ts'
import { incompatibility, labelRequirements, requirementsOf, withRequirements, type Requirements } from './requirements.ts'
import { add, isOverfull, subtract } from './statenode.ts'

export interface ClaimTemplate {
  pool: NodePool
  name: string
  requirements: Requirements
  labels: Labels
  taints: readonly Taint[]
  /** Those that its requirements allow and EC2 has. */
  types: readonly OfferedType[]
  /** Pods of DaemonSets that a node of a type would have. */
  daemonsOn: (type: OfferedType) => readonly Pod[]
  /** What DaemonSets take of a node of a type. */
  overhead: (type: OfferedType) => ResourceAmounts
  /** What they leave for other pods. */
  room: (type: OfferedType) => ResourceAmounts
  /** The least that a node of each type costs, USD an hour, the cheapest first: what no launch can fall below. */
  floors: readonly { room: ResourceAmounts, price: number }[]
  /** `spec.limits`. */
  limits: ResourceAmounts | undefined
}

/** Labels that a node has once it is registered and initialized: DaemonSets may wait for them. */
const SIMULATED = [LabelRequirement.of('karpenter.sh/registered', 'In', ['true']), LabelRequirement.of('karpenter.sh/initialized', 'In', ['true'])]

export function claimTemplate(pool: NodePool, types: readonly OfferedType[], daemonPods: readonly Pod[], unavailable: Unavailable): ClaimTemplate {
  const { template, limits } = pool.spec
  const { name } = pool.metadata
  const { group, kind, name: nodeClass } = template.spec.nodeClassRef
  const labels = { ...template.metadata?.labels, [NODE_POOL_LABEL]: name, [`${group}/${kind.toLowerCase()}`]: nodeClass }
  const requirements = withRequirements(requirementsOf(template.spec.requirements), labelRequirements(labels).values())
  const taints = template.spec.taints ?? []
  const fitting = filterTypes(types, requirements, () => true, unavailable).types
  const simulated = withRequirements(requirements, SIMULATED)
  const daemons = new Map(fitting.map(type => [type, daemonPods.filter(pod => runsOn(pod, taints, simulated, type))]))
  const daemonsOn = (type: OfferedType) => daemons.get(type) ?? NOBODY
  const overheads = new Map(fitting.map(type => [type, overheadOf(daemonsOn(type))]))
  const overhead = (type: OfferedType) => overheads.get(type) ?? NOTHING
  const rooms = new Map(fitting.map(type => [type, roomFor(type, overhead(type))]))
  const room = (type: OfferedType) => rooms.get(type) ?? NOTHING
  const floors = fitting.map(type => ({ room: room(type), price: cheapestPrice(type, requirements, unavailable) })).sort((x, y) => x.price - y.price)
  return { pool, name, requirements, labels, taints, types: fitting, daemonsOn, overhead, room, floors, limits: limits && amountsOf(limits) }
}

const NOTHING: ResourceAmounts = {}
const NOBODY: readonly Pod[] = []

/** On a machine that its DaemonSets alone overfill there is room for nothing. */
function roomFor({ allocatable }: OfferedType, overhead: ResourceAmounts): ResourceAmounts {
  const left = subtract(allocatable, overhead)
  return isOverfull(left) ? NOTHING : left
}

function overheadOf(pods: readonly Pod[]): ResourceAmounts {
  const sum: ResourceAmounts = {}
  for (const pod of pods) add(sum, podDataOf(pod).requests)
  return sum
}

/** Whether a DaemonSet's pod would run on a node of that type; of its required node affinity any term is enough (isDaemonPodCompatible). */
function runsOn(pod: Pod, taints: readonly Taint[], requirements: Requirements, type: OfferedType): boolean {
  const hard = taints.filter(({ effect }) => effect !== 'PreferNoSchedule')
  if (findUntoleratedTaint(hard, pod.spec.tolerations ?? [])) return false
  for (let one: Pod | undefined = pod; one; one = nextTerm(one)) {
    const { strict } = podDataOf(one)
    if (!incompatibility(requirements, strict, true) && suits(type, strict)) return true
  }
  return false
}

function nextTerm(pod: Pod): Pod | undefined {
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  return terms.length > 1 ? relax(pod, false) : undefined
}
