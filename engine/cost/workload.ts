/** A workload to price: groups of identical pods, when they run, and what each asks for. */
import type { Localized } from '../../data/localized.ts'
import { eksDaemonSets } from '../aws/daemonsets.ts'
import { blockDriver, fargateObstacles, type FargateContext, type FargateObstacle } from '../aws/fargate-fit.ts'
import { fargateSize, type FargateSize } from '../aws/fargate-size.ts'
import { containersOf, defaultPod } from '../kubernetes/apiserver/defaults/pod.ts'
import { clone } from '../kubernetes/apimachinery/meta.ts'
import { isRecord } from '../kubernetes/apimachinery/patch.ts'
import { amountsOf, podRequests, type ResourceAmounts } from '../kubernetes/apimachinery/resources.ts'
import { requiredNodeAffinity, type SelectableNode } from '../kubernetes/scheduler/nodeselector.ts'
import type { Pod, ResourceList } from '../kubernetes/types/index.ts'
import { readCron } from '../kubernetes/apimachinery/cron.ts'
import type { ExtraId } from './extras.ts'
import { defaultOptions, type CostOptions } from './options.ts'
import { placementRulesOf, type PlacementRules } from './placement-rules.ts'
import { checkNumber, costProblem, shown, type CostProblem } from './problem.ts'
import { checkUsage, type ReplicaRange, type Runs, type Usage } from './usage.ts'

/** Kubernetes is tested with no more pods in a cluster. */
export const MAX_PODS = 150_000
/** Pods with rules between them are placed one by one. */
export const MAX_PODS_WITH_RULES = 5000
const MAX_GROUPS = 2000

/** A resource name for EBS volumes, upstream's own for volumes that the scheduler counts like one. */
export const VOLUMES = 'attachable-volumes-aws-ebs'
/** The words of the scheduler's NodeVolumeLimits. */
export const TOO_MANY_VOLUMES = 'node(s) exceed max volume count'

/** What pods really use, on the average of one pod. */
export interface PodUsage {
  cpuMilli: number
  memoryBytes: number
}

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
  /** A schedule of its own, such as a CronJob's. @default the workload's usage */
  runs?: Runs
  /** What one pod uses of its requests. @default not known */
  used?: PodUsage
}

/** A volume that is claimed, whether or not its pods run. */
export interface Claim {
  /** How many alike. */
  count: number
  gib: number
  /** @default 3000, which gp3 includes */
  iops?: number
  /** EBS volume type, or a driver's name where it is not EBS. @default 'gp3' */
  volume?: string
}

export interface Workload {
  name?: Localized
  groups: readonly PodGroup[]
  /** @default always */
  usage?: Usage
  /** Where a claim of the manifest leads; see FargateContext. */
  driverOfClaim?: FargateContext['driverOfClaim']
  /** @default none */
  claims?: readonly Claim[]
  /** What is around the cluster and can be counted, such as Services of type LoadBalancer. @default nothing */
  counted?: Partial<Record<ExtraId, number>>
}

/** A group that has been checked, with everything about its pod worked out once. */
export interface PricedGroup extends ReplicaRange, PlacementRules {
  name: string
  ownerKind: string
  /** With what is assumed and what its volumes count as in its requests. */
  pod: Pod
  requests: ResourceAmounts
  /** What it does not request, so that an assumption stands in; an explicit zero stays. */
  assumed: readonly ('cpu' | 'memory')[]
  used: PodUsage | undefined
  /** What it requires of a node's labels; undefined when nothing. */
  nodeAffinity: ((node: SelectableNode) => boolean) | undefined
  /** Why Fargate cannot run it; empty when it can. */
  obstacles: readonly FargateObstacle[]
  /** What Fargate bills for one pod; null when it cannot run it. */
  fargateSize: FargateSize | null
}

export interface PricedWorkload {
  groups: PricedGroup[]
  /** The manifest's own DaemonSets: one pod on every node that they select. */
  daemonSets: PricedGroup[]
  usage: Usage
  claims: readonly Claim[]
  counted: Partial<Record<ExtraId, number>>
}

/** Whether a node's labels suit a pod: nodeSelector and required node affinity. */
export function podLabelsFit({ nodeAffinity }: PricedGroup, node: SelectableNode): boolean {
  return nodeAffinity?.(node) ?? true
}

/** What a pod without requests counts as. */
export type AssumedRequests = Pick<CostOptions, 'assumedCpuMilli' | 'assumedMemoryMiB'>

/** Checks a workload and works out its pods. With any problem there is no workload. */
export function readWorkload(workload: Workload, assumed: AssumedRequests = defaultOptions): { workload: PricedWorkload | null, problems: CostProblem[] } {
  const problems: CostProblem[] = []
  const usage = workload.usage ?? { kind: 'always' }
  problems.push(...checkUsage(usage))
  const given: readonly PodGroup[] = Array.isArray(workload.groups) ? workload.groups : []
  if (given.length === 0 && workload.groups?.length !== 0) problems.push(costProblem('bad-pod', 'groups'))
  if (given.length > MAX_GROUPS) {
    return { workload: null, problems: [costProblem('too-many-groups', 'groups', { value: given.length, max: MAX_GROUPS })] }
  }
  const read = given.flatMap((group, index) => {
    const one = readGroup(group, `groups[${index}]`, workload, assumed, problems)
    return one ? [{ ...one, daemon: group.ownerKind === 'DaemonSet' }] : []
  })
  const rules = placementRulesOf(read.map(group => group.pod))
  const priced = read.map((group, index) => ({ ...group, ...(rules[index] ?? { exclusive: [], needsPlugins: false, near: [], together: false }) }))
  const groups = priced.filter(group => !group.daemon)
  checkTotals(groups, problems)
  if (problems.length > 0) return { workload: null, problems }
  const daemonSets = priced.filter(group => group.daemon && !EKS_DAEMON_SETS.has(group.name))
  // Their numbers are of the priced groups, without DaemonSets in between.
  const place = new Map(priced.filter(group => !group.daemon).map((group, index) => [priced.indexOf(group), index]))
  const placed = groups.map(group => ({ ...group, near: group.near.flatMap(other => place.get(other) ?? []) }))
  return { workload: { groups: placed, daemonSets, usage, claims: workload.claims ?? [], counted: workload.counted ?? {} }, problems }
}

function checkTotals(groups: readonly PricedGroup[], problems: CostProblem[]): void {
  const total = groups.reduce((sum, group) => sum + group.replicas, 0)
  if (total > MAX_PODS) problems.push(costProblem('too-many-pods', 'groups', { value: total, max: MAX_PODS }))
  else if (total > MAX_PODS_WITH_RULES && groups.some(group => group.needsPlugins)) {
    problems.push(costProblem('too-many-pods-with-rules', 'groups', { value: total, max: MAX_PODS_WITH_RULES }))
  }
}

/** EKS's own, which a paste of a whole cluster brings along: nodes have them anyway, and Fargate does not need them. */
const EKS_DAEMON_SETS = new Set(eksDaemonSets.map(({ name }) => name))

function readGroup(
  group: PodGroup, field: string, { driverOfClaim }: Workload, assumed: AssumedRequests, problems: CostProblem[],
): ReadGroup | null {
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
    const { pod } = podFacts(group.pod)
    for (const { resources } of [...containersOf(pod.spec), pod.spec]) {
      const own = amountsOf(resources?.requests)
      for (const resource in own) {
        const value = own[resource] ?? 0
        if (value < 0) problems.push(costProblem('negative-request', `${field}.pod`, { resource, value }))
      }
    }
    if (group.runs && !readCron(group.runs.schedule)) problems.push(costProblem('bad-schedule', `${field}.runs`, { value: shown(group.runs.schedule) }))
    if (problems.length > before) return null
    const isDaemon = group.ownerKind === 'DaemonSet'
    const counted = countedPod(pod, isDaemon ? NOTHING_ASSUMED : assumed, volumesOf(pod, group, driverOfClaim))
    const obstacles = fargateObstacles(pod, { ownerKind: group.ownerKind, claimTemplates: group.claimTemplates, driverOfClaim })
    return {
      name: group.name, ownerKind: group.ownerKind ?? 'Deployment', ...counted, replicas, minReplicas, obstacles,
      runs: group.runs, used: group.used, fargateSize: obstacles.length > 0 ? null : counted.fargateSize,
    }
  } catch (error) {
    problems.push(costProblem('bad-quantity', `${field}.pod`, { reason: error instanceof Error ? error.message : String(error) }))
    return null
  }
}

type ReadGroup = Omit<PricedGroup, keyof PlacementRules>
type PodFacts = Pick<PricedGroup, 'pod' | 'requests' | 'nodeAffinity' | 'fargateSize'>

const NOTHING_ASSUMED: AssumedRequests = { assumedCpuMilli: 0, assumedMemoryMiB: 0 }

/** A slider redraws with the same pods over and over. Objects are never mutated, so they are read once. */
const known = new WeakMap<Pod, PodFacts>()
const counted = new WeakMap<Pod, Map<string, PodFacts & Pick<PricedGroup, 'assumed'>>>()

/** A pod's requests, what it requires of a node, and what Fargate bills for it. @throws Error when a quantity cannot be read */
export function podFacts(given: Pod): PodFacts {
  const hit = known.get(given)
  if (hit) return hit
  const read = factsOf(packable(given))
  known.set(given, read)
  return read
}

function factsOf(pod: Pod): PodFacts {
  const requests = podRequests(pod)
  return {
    pod, requests, nodeAffinity: requiredNodeAffinity(pod),
    fargateSize: fargateSize({
      cpuMilli: requests.cpu ?? 0, memoryBytes: requests.memory ?? 0, storageBytes: requests['ephemeral-storage'] ?? 0,
    }),
  }
}

/** The pod as it is packed: what it does not request assumed, its volumes counted like a resource. */
function countedPod(pod: Pod, { assumedCpuMilli, assumedMemoryMiB }: AssumedRequests, volumes: number): PodFacts & Pick<PricedGroup, 'assumed'> {
  const key = [assumedCpuMilli, assumedMemoryMiB, volumes].join()
  const byKey = counted.get(pod) ?? new Map<string, PodFacts & Pick<PricedGroup, 'assumed'>>()
  counted.set(pod, byKey)
  const hit = byKey.get(key)
  if (hit) return hit
  const requests = podRequests(pod)
  const assumed = [
    ...(requests.cpu === undefined && assumedCpuMilli > 0 ? ['cpu' as const] : []), ...(requests.memory === undefined && assumedMemoryMiB > 0 ? ['memory' as const] : []),
  ]
  const more: ResourceList = {
    ...(assumed.includes('cpu') && { cpu: `${assumedCpuMilli}m` }), ...(assumed.includes('memory') && { memory: `${assumedMemoryMiB}Mi` }),
    ...(volumes > 0 && { [VOLUMES]: String(volumes) }),
  }
  const [first, ...others] = pod.spec.containers
  const packed = first && Object.keys(more).length > 0
    ? { ...pod, spec: { ...pod.spec, containers: [{ ...first, resources: { ...first.resources, requests: { ...first.resources?.requests, ...more } } }, ...others] } }
    : pod
  const read = { ...factsOf(packed), assumed }
  byKey.set(key, read)
  return read
}

/** EBS volumes that one pod attaches. */
function volumesOf(pod: Pod, { claimTemplates = 0 }: PodGroup, driverOfClaim: Workload['driverOfClaim']): number {
  return claimTemplates + (pod.spec.volumes ?? []).filter(volume => blockDriver(volume, { driverOfClaim })?.endsWith(EBS_DRIVER)).length
}

const EBS_DRIVER = 'ebs.csi.aws.com'

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
