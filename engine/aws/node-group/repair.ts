/**
 * Node auto repair: replaces a node whose condition stays bad.
 * Models "Automatically repair nodes in EKS clusters" (node-repair) of the EKS user guide: which conditions, after how long, and when
 * it stops. Leaves out reboots (every repair replaces the node), zonal shifts and overrides of the waiting times.
 */
import { timestamp, parseTimestamp } from '../../kubernetes/apimachinery/clock.ts'
import { findCondition, setCondition } from '../../kubernetes/apimachinery/meta.ts'
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import type { CommandHandlers } from '../../kubernetes/simulation/commands.ts'
import type { Context } from '../../kubernetes/simulation/controller.ts'
import type { Node } from '../../kubernetes/types/index.ts'
import { machinesOf } from '../autoscaling/group.ts'
import { endMachine, setAside, tell } from './update-nodes.ts'

/** Conditions that the node monitoring agent adds to the kubelet's. */
export const monitoredConditions = ['AcceleratedHardwareReady', 'ContainerRuntimeReady', 'KernelReady', 'NetworkingReady', 'StorageReady'] as const
export type MonitoredCondition = (typeof monitoredConditions)[number]

declare module '../../kubernetes/simulation/commands.ts' {
  interface Commands {
    /** The node monitoring agent finds, or no longer finds, something wrong with a node. */
    'node-condition': { node: string, condition: MonitoredCondition, status: 'True' | 'False' }
  }
}

const MINUTE = 60_000

/** How long each condition may be bad before the node is replaced. Disk, memory and process pressure are never repaired. */
export const repairAfterMs: Readonly<Record<MonitoredCondition | 'Ready', number>> = {
  AcceleratedHardwareReady: 10 * MINUTE, ContainerRuntimeReady: 30 * MINUTE, KernelReady: 30 * MINUTE, NetworkingReady: 30 * MINUTE, Ready: 30 * MINUTE, StorageReady: 30 * MINUTE,
}

/** In a group of more nodes than this, no repair begins while more than a fifth of them are sick. */
const SMALL_GROUP = 5
const MOST_SICK = 0.2

export const REPAIR_COMMANDS: CommandHandlers = {
  'node-condition': ({ store, clock }, { node: name, condition, status }) => {
    if (!monitoredConditions.includes(condition)) throw new ApiError('BadRequest', `unknown condition "${String(condition)}"`)
    const node = store.mustGet('Node', '', name)
    const reason = status === 'True' ? `${condition.replace(/Ready$/, '')}IsReady` : `${condition.replace(/Ready$/, '')}Issue`
    const conditions = setCondition(node.status?.conditions, { type: condition, status, reason }, timestamp(clock.now))
    store.updateStatus({ ...node, status: { ...node.status, conditions } })
  },
}

/** The first instant (virtual ms) at which a node may be repaired for what it has now; undefined for one that is well. */
export function repairDue(node: Node): number | undefined {
  const due = Object.entries(repairAfterMs).flatMap(([type, wait]) => {
    const condition = findCondition(node.status?.conditions, type)
    return !condition || condition.status === 'True' ? [] : [parseTimestamp(condition.lastTransitionTime) + wait]
  })
  return due.length > 0 ? Math.min(...due) : undefined
}

/** Whether a group is so sick that no repair begins. */
export function isHalted(nodes: number, sick: number): boolean {
  return nodes > SMALL_GROUP && sick / nodes > MOST_SICK
}

/**
 * Repairs a node whose time has come: its machine is replaced.
 * @returns the milliseconds after which to look again; undefined when there is nothing more to do
 */
export function repair(group: string, name: string, ctx: Context): number | undefined {
  const node = ctx.store.get('Node', '', name)
  const due = node && repairDue(node)
  const machines = machinesOf({ name: group }, ctx.world)
  if (due === undefined || machines.every(one => one.node !== name)) return undefined
  if (due > ctx.clock.now) return due - ctx.clock.now
  const sick = machines.filter((one) => {
    const each = ctx.store.get('Node', '', one.node)
    return each && repairDue(each) !== undefined
  })
  if (isHalted(machines.length, sick.length)) {
    tell(group, 'Warning', 'RepairHalted', `Repairs are halted: ${sick.length} of ${machines.length} nodes are unhealthy`, { sick: sick.length, nodes: machines.length }, ctx)
    return MINUTE
  }
  setAside(machines.filter(one => one.node === name), true, ctx)
  tell(group, 'Normal', 'RepairingNode', `Replacing node ${name}`, { node: name }, ctx)
  endMachine(group, name, true, ctx)
  return undefined
}
