/**
 * A node group: as many machines as are wanted, evenly over its zones; what is lost is replaced. Follows engine/aws/autoscaling (a look
 * every minute; a zone that is cut off for three) and, for managed groups, EKS' drain and early replacement of Spot nodes.
 */
import type { InstanceType } from '../../../data/instance-types.ts'
import { AUTO_SCALING_CONFIG } from '../../aws/autoscaling/controller.ts'
import { SPOT_NOTICE_MS } from '../../aws/ec2/faults.ts'
import type { LaneContext } from './context.ts'
import type { Evictions } from './eviction.ts'
import type { Machines } from './machines.ts'
import type { RequestOf } from './node-requests.ts'
import type { LaneNode } from './objects.ts'
import type { Outages } from './outages.ts'

const OWNER = 'ec2-auto-scaling'
const UNHEALTHY = 'ec2-unhealthy'
const NEVER = Number.POSITIVE_INFINITY

export interface NodeGroupParts {
  machines: Machines
  evictions: Evictions
  outages: Outages
  requestOf: RequestOf
  type: InstanceType
  zones: readonly string[]
  /** Whether the n-th machine is bought as Spot. */
  isSpot: (n: number) => boolean
  /** EKS drains and replaces Spot nodes on notice; on your own nodes nobody does. */
  managed: boolean
}

export interface LaneNodeGroup {
  /** How many are wanted. */
  readonly desired: number
  /** Machines that are there or on their way, the oldest first. */
  readonly members: readonly LaneNode[]
  /** Those that have been there all along. */
  begin: (count: number) => void
  /** Wants another number and sees to it. */
  resize: (desired: number) => void
  /** Ends a machine and wants one fewer. */
  terminate: (node: LaneNode) => void
}

export function laneNodeGroup({ machines, evictions, outages, requestOf, type, zones, isSpot, managed }: NodeGroupParts, ctx: LaneContext): LaneNodeGroup {
  let made = 0
  let desired = 0
  const members = new Set<LaneNode>()
  /** On notice: their replacement starts before they go. */
  const leaving = new Set<LaneNode>()
  const range = ctx.inputs.times.startSeconds['node-group']
  const group: LaneNodeGroup = {
    get desired() { return desired },
    get members() { return [...members] },
    begin: (count) => {
      desired = count
      for (let i = 0; i < count; i++) members.add(machines.existing(requestOf(type, zoneFor() ?? '', isSpot(made++))))
    },
    resize: (wanted) => {
      desired = wanted
      ctx.emit('groupResized')
      fill()
    },
    terminate: (node) => {
      desired--
      members.delete(node)
      machines.remove(node)
    },
  }

  ctx.handle(OWNER, fill)
  ctx.on('nodeDead', (node) => {
    if (!members.has(node)) return
    const ended = node.span.billedUntil !== NEVER
    ctx.after(ended ? AUTO_SCALING_CONFIG.autoScalingPeriodMs : AUTO_SCALING_CONFIG.unhealthyMachineMs, UNHEALTHY, String(node.index))
  })
  ctx.handle(UNHEALTHY, (key) => {
    const node = ctx.nodes[Number(key)]
    if (!node || !members.delete(node)) return
    machines.end(node)
    fill()
  })
  outages.onSpotNotice((node) => {
    if (!members.has(node)) return
    ctx.after(SPOT_NOTICE_MS, SPOT_END, String(node.index))
    if (!managed) return
    leaving.add(node)
    evictions.drain(node, () => undefined)
    fill()
  })
  ctx.handle(SPOT_END, (key) => {
    const node = ctx.nodes[Number(key)]
    if (!node || node.span.goneAt !== NEVER) return
    if (leaving.delete(node)) members.delete(node)
    machines.kill(node, true)
  })

  /** The zone with the fewest machines that are to stay, of those that are not cut off. */
  function zoneFor(): string | undefined {
    const counts = new Map(zones.filter(zone => !outages.isDown(zone)).map(zone => [zone, 0]))
    for (const { span: { zone } } of staying()) if (counts.has(zone)) counts.set(zone, (counts.get(zone) ?? 0) + 1)
    let best: string | undefined
    for (const [zone, count] of counts) if (best === undefined || count < (counts.get(best) ?? 0)) best = zone
    return best
  }

  function staying(): LaneNode[] {
    return [...members].filter(node => !leaving.has(node))
  }

  function fill(): void {
    for (let missing = desired - staying().length; missing > 0; missing--) {
      const zone = zoneFor()
      if (zone === undefined) return ctx.after(AUTO_SCALING_CONFIG.autoScalingPeriodMs, OWNER)
      members.add(machines.request(requestOf(type, zone, isSpot(made++)), range))
    }
  }

  return group
}

const SPOT_END = 'spot-end'
