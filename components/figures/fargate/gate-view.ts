/** What the figure shows: pods by what they are of, what the gate decided, and what each asks and is given. Plain data, read off the engine. */
import { amountsOf, podRequests } from '../../../engine/kubernetes/apimachinery/resources.ts'
import { controllerOf, findCondition, without } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { Pod } from '../../../engine/kubernetes/types/index.ts'
import { FARGATE_SCHEDULER } from '../../../engine/aws/fargate/controller.ts'
import { FARGATE_PROFILE_LABEL } from '../../../engine/aws/fargate/profile.ts'
import { fargateRequest } from '../../../engine/aws/fargate-fit.ts'
import { fargateSize, type FargateSize } from '../../../engine/aws/fargate-size.ts'
import { type PodState, podState } from '../stage/view.ts'

export interface GatePod {
  uid: string
  state: PodState
  /** Whether its machine is there, or on its way. */
  machine: 'none' | 'starting' | 'ready'
}

/** Pods of one name that are alike. */
export interface GateRow {
  key: string
  name: string
  namespace: string
  labels: Readonly<Record<string, string>>
  /** `daemon`: a DaemonSet's; it is left to nodes. */
  way: 'fargate' | 'node' | 'daemon'
  profile?: string
  pods: readonly GatePod[]
  /** Requested cores, and GiB, of one pod; what is provisioned for it on Fargate. */
  cpu: number
  memory: number
  size?: FargateSize
  /** Why its pods have no machine, in the scheduler's words. */
  why?: string
  /** How long the first machine took, in virtual ms. */
  waited?: number
}

export interface GateView {
  profiles: readonly { name: string, selector: string }[]
  rows: readonly GateRow[]
  /** Allocatable cores, and GiB, of the EC2 node. */
  node: { cpu: number, memory: number }
}

const GIB = 2 ** 30

export function gateView({ store, world }: Simulation): GateView {
  const pods = store.list('Pod').filter(({ status, metadata }) => status?.phase !== 'Succeeded' && metadata.deletionTimestamp === undefined)
  const groups = new Map<string, Pod[]>()
  for (const pod of pods) groups.set(keyOf(pod), [...groups.get(keyOf(pod)) ?? [], pod])
  const { cpu = 0, memory = 0 } = amountsOf(store.list('Node').find(({ metadata }) => metadata.name === 'ec2')?.status?.allocatable ?? {})
  return {
    profiles: world.fargateProfiles.map(({ name, selectors }) => ({ name, selector: selectors.map(({ namespace, labels = {} }) => [`namespace ${namespace}`, ...Object.entries(labels).map(([key, value]) => `${key}=${value}`)].join(', ')).join(' · ') })),
    rows: [...groups].map(([key, members]) => rowOf(key, members, { store, world })),
    node: { cpu: cpu / 1000, memory: memory / GIB },
  }
}

/** Pods of a workload that ask alike are one row: a new version stands beside the old one. */
function keyOf(pod: Pod): string {
  const { cpu = 0, memory = 0 } = podRequests(pod)
  return `${pod.metadata.namespace}/${nameOf(pod)}/${cpu}/${memory}`
}

const nameOf = ({ metadata }: Pod) => metadata.labels?.app ?? metadata.generateName?.replace(/-([a-z0-9]+-)?$/, '') ?? metadata.name

/** The labels that were asked for: the webhook adds one of its own. */
function labelsOf(pod: Pod, { store }: Pick<Simulation, 'store'>): Readonly<Record<string, string>> {
  const { kind, name } = controllerOf(pod) ?? { kind: '', name: '' }
  const template = kind === 'ReplicaSet' ? store.get('ReplicaSet', pod.metadata.namespace, name)?.spec.template.metadata?.labels : undefined
  return template ?? without(pod.metadata.labels ?? {}, FARGATE_PROFILE_LABEL)
}

function rowOf(key: string, pods: readonly Pod[], { store, world: { fargateMachines } }: Pick<Simulation, 'store' | 'world'>): GateRow {
  const [first] = pods as [Pod, ...Pod[]]
  const { cpu = 0, memory = 0 } = podRequests(first)
  const isFargate = first.spec.schedulerName === FARGATE_SCHEDULER
  const machines = new Map(fargateMachines.map(machine => [machine.pod, machine]))
  const machine = pods.flatMap(({ metadata }) => machines.get(metadata.uid ?? '') ?? [])[0]
  const scheduled = findCondition(first.status?.conditions, 'PodScheduled')
  return {
    key, name: nameOf(first), namespace: first.metadata.namespace ?? 'default', labels: labelsOf(first, { store }),
    way: isFargate ? 'fargate' : first.metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet') ? 'daemon' : 'node',
    ...(isFargate && { profile: first.metadata.labels?.[FARGATE_PROFILE_LABEL], size: fargateSize(fargateRequest(first)) ?? undefined }),
    pods: pods.map(pod => ({ uid: pod.metadata.uid ?? '', state: podState(pod), machine: pod.spec.nodeName ? 'ready' : machines.has(pod.metadata.uid ?? '') ? 'starting' : 'none' })),
    cpu: cpu / 1000, memory: memory / GIB,
    ...(scheduled?.status === 'False' && { why: scheduled.message }),
    ...(machine && { waited: machine.start.readyAt - machine.start.requestedAt }),
  }
}

/** What all pods on Fargate ask, and what is billed for them. */
export function totals({ rows }: GateView): { asked: { cpu: number, memory: number }, billed: { cpu: number, memory: number }, pods: number } {
  const own = rows.filter(({ way, why }) => way === 'fargate' && why === undefined)
  const sum = (of: (row: GateRow) => number) => own.reduce((total, row) => total + of(row) * row.pods.length, 0)
  return {
    asked: { cpu: sum(({ cpu }) => cpu), memory: sum(({ memory }) => memory) },
    billed: { cpu: sum(({ size }) => size?.vcpu ?? 0), memory: sum(({ size }) => size?.memoryGB ?? 0) },
    pods: own.reduce((total, { pods }) => total + pods.length, 0),
  }
}
