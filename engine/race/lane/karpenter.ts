/**
 * Nodes that Karpenter, or EKS Auto Mode, makes and takes away: the engine's own state machine (engine/aws/karpenter) on the lane's
 * machines. Auto Mode is the same with its own NodePool, start time and fee, and without pods of the system.
 */
import { SPOT_NOTICE_MS } from '../../aws/ec2/faults.ts'
import { Karpenter } from '../../aws/karpenter/karpenter.ts'
import type { Launch } from '../../aws/karpenter/launch.ts'
import type { LaneContext } from './context.ts'
import { karpenterHost } from './karpenter-host.ts'
import { autoModePool, karpenterPool } from './node-pools.ts'
import { beginSystem } from './system-nodes.ts'
import type { LaneNode, LanePod } from './objects.ts'
import { laneScheduler } from './scheduling.ts'
import type { Supply, SupplyParts } from './supply.ts'

const OWNER = 'karpenter'
const SPOT_END = 'karpenter-spot-end'

export const karpenterSupply = (parts: SupplyParts, ctx: LaneContext): Supply => provisionerSupply('karpenter', parts, ctx)
export const autoModeSupply = (parts: SupplyParts, ctx: LaneContext): Supply => provisionerSupply('auto-mode', parts, ctx)

function provisionerSupply(kind: 'karpenter' | 'auto-mode', parts: SupplyParts, ctx: LaneContext): Supply {
  const { machines, outages, system } = parts
  const { clock } = ctx
  const { options } = ctx.inputs
  const scheduler = laneScheduler(ctx, machines.byName)
  const karpenter = new Karpenter()
  const refused = ({ type, offering }: Launch) => karpenter.refused(type.name, offering.zone, offering.capacityType, clock.now)
  const host = karpenterHost(kind, kind === 'karpenter' ? karpenterPool(options) : autoModePool(options), parts, scheduler, refused, ctx)
  let plannedAt = Number.POSITIVE_INFINITY

  function podsChanged({ node }: LanePod): void {
    host.touched(node, true)
    if (node) karpenter.clusterChanged(clock.now)
    plan(clock.now)
  }
  ctx.on('podBound', podsChanged)
  ctx.on('podDeleted', podsChanged)
  ctx.on('podGone', podsChanged)
  for (const event of ['podReady', 'podUnready'] as const) ctx.on(event, () => host.touched(undefined))
  ctx.on('podUnschedulable', () => plan(clock.now))
  for (const event of ['nodeReady', 'nodeUpdated', 'nodeDead'] as const) ctx.on(event, node => changed(node))
  ctx.on('nodeGone', (node) => {
    host.gone(node)
    changed(node)
  })
  outages.onSpotNotice((node) => {
    if (!host.owns(node)) return
    host.interrupt(node)
    ctx.after(SPOT_NOTICE_MS, SPOT_END, String(node.index))
    changed(node)
  })
  ctx.handle(SPOT_END, (key) => {
    const node = ctx.nodes[Number(key)]
    if (node && host.owns(node)) machines.kill(node, true)
  })
  ctx.handle(OWNER, () => {
    if (clock.now < plannedAt) return
    plannedAt = Number.POSITIVE_INFINITY
    plan(karpenter.step(host))
  })

  function changed(node: LaneNode): void {
    host.touched(node)
    karpenter.clusterChanged(clock.now)
    plan(clock.now)
  }

  function plan(at: number): void {
    if (at >= plannedAt || !Number.isFinite(at)) return
    plannedAt = Math.max(at, clock.now)
    ctx.after(plannedAt - clock.now, OWNER)
  }

  return {
    begin: (settled) => {
      beginSystem(system, machines, options)
      plan(0)
      return host.begin(settled?.nodes ?? [])
    },
    place: scheduler.place,
  }
}
