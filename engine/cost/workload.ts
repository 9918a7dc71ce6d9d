/** A workload to price: groups of identical pods, when they run, and what each asks for. */
import type { Localized } from '../../data/localized.ts'
import { fargateObstacles, type FargateContext, type FargateObstacle } from '../aws/fargate-fit.ts'
import { fargateSize, type FargateSize } from '../aws/fargate-size.ts'
import { containersOf, defaultPod } from '../kubernetes/apiserver/defaults/pod.ts'
import { clone } from '../kubernetes/apimachinery/meta.ts'
import { isRecord } from '../kubernetes/apimachinery/patch.ts'
import { amountsOf, podRequests, type ResourceAmounts } from '../kubernetes/apimachinery/resources.ts'
import { requiredNodeAffinity, type SelectableNode } from '../kubernetes/scheduler/nodeselector.ts'
import type { Pod } from '../kubernetes/types/index.ts'
import { placementRulesOf, type PlacementRules } from './placement-rules.ts'
import { checkNumber, costProblem, type CostProblem } from './problem.ts'
import { checkUsage, type ReplicaRange, type Usage } from './running-hours.ts'

/** Kubernetes is tested with no more pods in a cluster. */
export const MAX_PODS = 150_000
/** Pods with rules between them are placed one by one. */
export const MAX_PODS_WITH_RULES = 5000
const MAX_GROUPS = 2000

/** Identical pods, such as a Deployment's. */
export interface PodGroup {
  name: string
  /** The pod, with its requests. Limits without requests count as requests, as the API server has it. */
  pod: Pod
  /** Replicas at most. A DaemonSet's are ignored: it runs once a node. */
  replicas: number
  /** Replicas at least, where the usage is a profile. @default replicas */
  minReplicas?: number
  /** The kind of what owns the pods; `DaemonSet` makes it part of every node. @default 'Deployment' */
  ownerKind?: string
  /** volumeClaimTemplates of its StatefulSet: volumes that Fargate cannot mount. @default 0 */
  claimTemplates?: number
}

export interface Workload {
  name?: Localized
  groups: readonly PodGroup[]
  /** @default always */
  usage?: Usage
  /** Where a claim of the manifest leads; see FargateContext. */
  driverOfClaim?: FargateContext['driverOfClaim']
}

/** A group that has been checked, with everything about its pod worked out once. */
export interface PricedGroup extends ReplicaRange, PlacementRules {
  name: string
  pod: Pod
  requests: ResourceAmounts
  /** What it requires of a node's labels; undefined when nothing. */
  nodeAffinity: ((node: SelectableNode) => boolean) | undefined
  /** Why Fargate cannot run it; empty when it can. */
  obstacles: readonly FargateObstacle[]
  /** What Fargate bills for one pod; null when it cannot run it. */
  fargateSize: FargateSize | null
}

export interface PricedWorkload {
  groups: PricedGroup[]
  /** The manifest's own DaemonSets: one pod on every node. */
  daemonSets: PricedGroup[]
  usage: Usage
}

/** Checks a workload and works out its pods. With any problem there is no workload. */
export function readWorkload(workload: Workload): { workload: PricedWorkload | null, problems: CostProblem[] } {
  const problems: CostProblem[] = []
  const usage = workload.usage ?? { kind: 'always' }
  problems.push(...checkUsage(usage))
  const given: readonly PodGroup[] = Array.isArray(workload.groups) ? workload.groups : []
  if (given.length === 0 && workload.groups?.length !== 0) problems.push(costProblem('bad-pod', 'groups'))
  if (given.length > MAX_GROUPS) {
    return { workload: null, problems: [costProblem('too-many-groups', 'groups', { value: given.length, max: MAX_GROUPS })] }
  }
  const read = given.flatMap((group, index) => {
    const one = readGroup(group, `groups[${index}]`, workload, problems)
    return one ? [{ ...one, daemon: group.ownerKind === 'DaemonSet' }] : []
  })
  const rules = placementRulesOf(read.map(group => group.pod))
  const priced = read.map((group, index) => ({ ...group, ...(rules[index] ?? { exclusive: [], needsPlugins: false }) }))
  const groups = priced.filter(group => !group.daemon)
  checkTotals(groups, problems)
  if (problems.length > 0) return { workload: null, problems }
  return { workload: { groups, daemonSets: priced.filter(group => group.daemon), usage }, problems }
}

function checkTotals(groups: readonly PricedGroup[], problems: CostProblem[]): void {
  const total = groups.reduce((sum, group) => sum + group.replicas, 0)
  if (total > MAX_PODS) problems.push(costProblem('too-many-pods', 'groups', { value: total, max: MAX_PODS }))
  else if (total > MAX_PODS_WITH_RULES && groups.some(group => group.needsPlugins)) {
    problems.push(costProblem('too-many-pods-with-rules', 'groups', { value: total, max: MAX_PODS_WITH_RULES }))
  }
}

function readGroup(group: PodGroup, field: string, { driverOfClaim }: Workload, problems: CostProblem[]): ReadGroup | null {
  const before = problems.length
  if (!isRecord(group)) {
    problems.push(costProblem('bad-pod', field))
    return null
  }
  const replicas = checkNumber(group.replicas, `${field}.replicas`, [0, MAX_PODS], problems, true) ?? 0
  const minReplicas = group.minReplicas === undefined
    ? replicas
    : checkNumber(group.minReplicas, `${field}.minReplicas`, [0, replicas], problems, true) ?? 0
  if (!Array.isArray(group.pod?.spec?.containers)) {
    problems.push(costProblem('bad-pod', `${field}.pod`))
    return null
  }
  try {
    const { pod, requests, ...rest } = podFacts(group.pod)
    for (const { resources } of [...containersOf(pod.spec), pod.spec]) {
      const own = amountsOf(resources?.requests)
      for (const resource in own) {
        const value = own[resource] ?? 0
        if (value < 0) problems.push(costProblem('negative-request', `${field}.pod`, { resource, value }))
      }
    }
    if (problems.length > before) return null
    const obstacles = fargateObstacles(pod, { ownerKind: group.ownerKind, claimTemplates: group.claimTemplates, driverOfClaim })
    return {
      name: group.name, pod, requests, ...rest, replicas, minReplicas, obstacles,
      fargateSize: obstacles.length > 0 ? null : rest.fargateSize,
    }
  } catch (error) {
    problems.push(costProblem('bad-quantity', `${field}.pod`, { reason: error instanceof Error ? error.message : String(error) }))
    return null
  }
}

type ReadGroup = Omit<PricedGroup, keyof PlacementRules>
type PodFacts = Pick<PricedGroup, 'pod' | 'requests' | 'nodeAffinity' | 'fargateSize'>

/** A slider redraws with the same pods over and over. Objects are never mutated, so they are read once. */
const known = new WeakMap<Pod, PodFacts>()

/** A pod's requests, what it requires of a node, and what Fargate bills for it. @throws Error when a quantity cannot be read */
export function podFacts(given: Pod): PodFacts {
  const hit = known.get(given)
  if (hit) return hit
  const pod = packable(given)
  const requests = podRequests(pod)
  const read: PodFacts = {
    pod, requests, nodeAffinity: requiredNodeAffinity(pod),
    fargateSize: fargateSize({
      cpuMilli: requests.cpu ?? 0, memoryBytes: requests.memory ?? 0, storageBytes: requests['ephemeral-storage'] ?? 0,
    }),
  }
  known.set(given, read)
  return read
}

/** A copy with the API server's defaults, free of the node it may already be on. */
function packable(given: Pod): Pod {
  const pod = clone(given)
  defaultPod(pod)
  delete pod.spec.nodeName
  delete pod.status
  const { name, generateName, namespace } = pod.metadata ?? {}
  pod.metadata = { ...pod.metadata, name: name ?? generateName ?? 'pod', namespace: namespace ?? 'default' }
  return pod
}
