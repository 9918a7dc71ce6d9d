/**
 * What EC2 says of machines: a Spot instance is taken back, or an instance ends. Its NodeClaim is deleted at once, so that what it
 * runs finds another place.
 * Models pkg/controllers/interruption of aws/karpenter-provider-aws. Leaves out rebalance recommendations and scheduled events.
 */
import type { Context } from '../../../kubernetes/simulation/controller.ts'
import type { World } from '../../../kubernetes/simulation/world.ts'
import { isTerminating } from '../../../kubernetes/apimachinery/meta.ts'
import type { Machine } from '../../ec2/machine.ts'
import type { Karpenter } from '../karpenter.ts'
import { nodeOfClaim, type NodeClaim } from './nodeclaim.ts'
import type { StoreHost } from './storehost.ts'

export function interrupt(before: World, ctx: Context, host: StoreHost, karpenter: Karpenter): void {
  const known = new Map(before.machines.map(machine => [machine.id, machine]))
  for (const machine of ctx.world.machines) {
    const old = known.get(machine.id)
    if (machine === old) continue
    if (machine.noticeAt !== undefined && old?.noticeAt === undefined) {
      karpenter.refused(machine.instanceType, machine.zone, 'spot', ctx.clock.now)
      deleteClaimOf(machine, 'SpotInterrupted', 'Spot interruption warning was triggered', ctx, host)
    } else if (machine.stoppedAt !== undefined && old?.stoppedAt === undefined) {
      deleteClaimOf(machine, 'InstanceTerminating', 'Instance is terminating', ctx, host)
    }
  }
}

/** Nothing happens to a claim that is being deleted already. */
function deleteClaimOf({ zone, id }: Machine, reason: string, message: string, ctx: Context, host: StoreHost): void {
  const claims = ctx.store.list('NodeClaim') as unknown as NodeClaim[]
  const claim = claims.find(({ status }) => status?.providerID === `aws:///${zone}/${id}`)
  if (!claim || isTerminating(claim)) return
  const node = nodeOfClaim(claim, ctx.store.list('Node'))
  for (const object of [claim, ...(node ? [node] : [])]) ctx.event(object, 'Warning', reason, message, { node: node?.metadata.name })
  host.log('initiating delete from interruption message', { NodeClaim: claim.metadata.name, Node: node?.metadata.name })
  host.deleteClaim(claim.metadata.name)
}
