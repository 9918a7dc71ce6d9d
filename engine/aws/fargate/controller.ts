/**
 * Fargate: a webhook that hands pods to fargate-scheduler, that scheduler, and a machine for every pod that it takes.
 * Models the EKS user guide, "Simplify compute management with AWS Fargate": profiles decide when a pod is created and never later; what
 * is asked is rounded up and written on the pod; a node has one pod and goes with it. Leaves out quotas, shortages, and OS patches.
 * That the webhook leaves DaemonSets' pods to the default scheduler is an assumption: eksctl's own profile selects all of kube-system,
 * whose DaemonSets run on EC2 nodes beside it.
 */
import { isPodTerminal, isTerminating } from '../../kubernetes/apimachinery/meta.ts'
import { CORE_RULES } from '../../kubernetes/apiserver/corerules.ts'
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import { rulesOf, type KindRules } from '../../kubernetes/apiserver/kindrules.ts'
import type { CommandHandlers } from '../../kubernetes/simulation/commands.ts'
import type { Context, Controller, Watch } from '../../kubernetes/simulation/controller.ts'
import { markUnschedulable } from '../../kubernetes/scheduler/podconditions.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import { makeNode } from '../../kubernetes/types/make.ts'
import { startTimes } from '../../../data/timings.ts'
import { machineStart, type MachineStart } from '../ec2/machine-start.ts'
import { fargateRequest } from '../fargate-fit.ts'
import { fargateSize, type FargateSize } from '../fargate-size.ts'
import { fargateLogging } from './logging.ts'
import { COMPUTE_TYPE_LABEL, FARGATE_PROFILE_LABEL, profileFor, profileProblem, type FargateProfile } from './profile.ts'
import { fargateRefusal } from './refusal.ts'

export const FARGATE_SCHEDULER = 'fargate-scheduler'

/** A pod's machine, from its order to its end. */
export interface FargateMachine {
  pod: string
  node: string
  zone: string
  size: FargateSize
  start: MachineStart
}

declare module '../../kubernetes/simulation/world.ts' {
  interface World {
    fargateProfiles: readonly FargateProfile[]
    /** By the uid of their pod. */
    fargateMachines: readonly FargateMachine[]
    fargateOrdered: number
  }
}

declare module '../../kubernetes/simulation/config.ts' {
  interface SimulationConfig {
    /** From a pod to its machine, in seconds. An assumption: data/timings.ts. */
    fargateStartSeconds: readonly [fastest: number, slowest: number]
  }
}

declare module '../../kubernetes/simulation/commands.ts' {
  interface Commands {
    'create-fargate-profile': { profile: FargateProfile }
    /** Its pods are stopped and come again, wherever they may run then. */
    'delete-fargate-profile': { name: string }
  }
}

const COMMANDS: CommandHandlers = {
  'create-fargate-profile': (simulation, { profile }) => {
    const problem = profileProblem(profile, simulation.world.fargateProfiles)
    if (problem) throw new ApiError('BadRequest', problem)
    simulation.changeWorld({ fargateProfiles: [...simulation.world.fargateProfiles, profile] })
  },
  'delete-fargate-profile': (simulation, { name }) => {
    const { store, world } = simulation
    if (world.fargateProfiles.every(one => one.name !== name)) throw new ApiError('NotFound', `No Fargate Profile found with name: ${name}.`)
    simulation.changeWorld({ fargateProfiles: world.fargateProfiles.filter(one => one.name !== name) })
    for (const { metadata } of store.list('Pod').filter(pod => pod.metadata.labels?.[FARGATE_PROFILE_LABEL] === name)) store.delete('Pod', metadata.namespace, metadata.name)
  },
}

const RETRY_MS = 60_000

export class Fargate implements Controller {
  readonly name = FARGATE_SCHEDULER
  readonly watches: readonly Watch[] = [{ kind: 'Pod', keysFor: ({ object, type }) => (type !== 'DELETED' && isOnFargate(object as Pod) ? [`${object.metadata.namespace}/${object.metadata.name}`] : type === 'DELETED' ? [`gone/${object.metadata.uid}`] : []) }]
  readonly commands = COMMANDS
  readonly world = { fargateProfiles: [], fargateMachines: [], fargateOrdered: 0 }
  readonly config = { fargateStartSeconds: startTimes.fargate.seconds }
  readonly rules: readonly KindRules[]
  #profiles: () => readonly FargateProfile[] = () => []

  constructor() {
    const core = CORE_RULES.find(({ kind }) => kind === 'Pod')
    this.rules = [{ ...core, ...rulesOf('Pod', { prepare: (pod, reader) => { core?.prepare?.(pod, reader); admit(pod, this.#profiles()) } }) }]
  }

  start(ctx: Context): void {
    this.#profiles = () => ctx.world.fargateProfiles
  }

  reconcile(key: string, ctx: Context): void {
    if (key.startsWith('gone/')) return release(key.slice('gone/'.length), ctx)
    const pod = ctx.store.getByKey('Pod', key)
    if (!pod || pod.spec.nodeName || isTerminating(pod) || isPodTerminal(pod)) return
    const machine = ctx.world.fargateMachines.find(one => one.pod === pod.metadata.uid)
    if (!machine) return order(pod, key, ctx)
    if (machine.start.readyAt > ctx.clock.now) return ctx.enqueueAfter(key, machine.start.readyAt - ctx.clock.now)
    join(pod, machine, ctx)
  }
}

const isOnFargate = ({ spec }: Pod) => spec.schedulerName === FARGATE_SCHEDULER

/** The webhook: a new pod that a profile selects is fargate-scheduler's. */
function admit(pod: Pod, profiles: readonly FargateProfile[]): void {
  if ((pod.spec.schedulerName ?? 'default-scheduler') !== 'default-scheduler' || pod.spec.nodeName) return
  if (pod.metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet')) return
  const profile = profileFor(pod, profiles)
  if (!profile) return
  pod.spec.schedulerName = FARGATE_SCHEDULER
  pod.metadata.labels = { ...pod.metadata.labels, [FARGATE_PROFILE_LABEL]: profile.name }
}

/** Orders a machine for a pod, or says why there will be none. */
function order(pod: Pod, key: string, ctx: Context): void {
  const { store, world, random, clock, config } = ctx
  const refusal = fargateRefusal(pod, store)
  const size = fargateSize(fargateRequest(pod))
  const profile = world.fargateProfiles.find(({ name }) => name === pod.metadata.labels?.[FARGATE_PROFILE_LABEL])
  if (refusal !== undefined || !size || !profile) {
    const why = refusal ?? 'no Fargate profile selects the pod'
    const said = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message === why
    if (!said) ctx.event(pod, 'Warning', 'FailedScheduling', why, { pod: pod.metadata.name })
    if (!said) markUnschedulable(pod, why, undefined, ctx)
    return ctx.enqueueAfter(key, RETRY_MS)
  }
  const logging = fargateLogging(store)
  const annotations = { ...pod.metadata.annotations, CapacityProvisioned: `${size.vcpu}vCPU ${size.memoryGB}GB`, Logging: logging.annotation }
  const told = store.update({ ...pod, metadata: { ...pod.metadata, annotations } })
  ctx.event(told, logging.enabled ? 'Normal' : 'Warning', logging.enabled ? 'LoggingEnabled' : 'LoggingDisabled', logging.message, { pod: pod.metadata.name })
  const n = world.fargateOrdered
  const zone = profile.zones[n % profile.zones.length] ?? ''
  const machine: FargateMachine = { pod: pod.metadata.uid ?? '', node: nodeName(zone, n), zone, size, start: machineStart(random, clock.now, config.fargateStartSeconds) }
  ctx.changeWorld({ fargateMachines: [...world.fargateMachines, machine], fargateOrdered: n + 1 })
  ctx.enqueueAfter(key, machine.start.readyAt - clock.now)
}

/** The machine becomes a node, and the pod is on it. */
function join(pod: Pod, { node, zone, size }: FargateMachine, ctx: Context): void {
  const { namespace = 'default', name } = pod.metadata
  ctx.store.create(makeNode(node, {
    cpu: String(size.vcpu), memory: `${size.memoryGB}Gi`, pods: '1', zone, labels: { [COMPUTE_TYPE_LABEL]: 'fargate' }, spec: { taints: [{ key: COMPUTE_TYPE_LABEL, value: 'fargate', effect: 'NoSchedule' }] },
  }))
  ctx.store.bind(namespace, name, node)
  ctx.event(pod, 'Normal', 'Scheduled', `Successfully assigned ${namespace}/${name} to ${node}`, { namespace, pod: name, node, vcpu: size.vcpu, memoryGB: size.memoryGB })
}

/** The machine goes with its pod. */
function release(uid: string, { store, world, changeWorld }: Context): void {
  const machine = world.fargateMachines.find(one => one.pod === uid)
  if (!machine) return
  changeWorld({ fargateMachines: world.fargateMachines.filter(one => one !== machine) })
  if (store.get('Node', '', machine.node)) store.delete('Node', '', machine.node)
}

function nodeName(zone: string, n: number): string {
  const subnet = (zone.codePointAt(zone.length - 1) ?? 97) - 97
  return `fargate-ip-10-0-${128 + 32 * (subnet & 3)}-${n & 255}`
}
