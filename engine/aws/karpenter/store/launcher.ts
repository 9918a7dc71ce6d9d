/**
 * Asks EC2 for a NodeClaim's machine: one offering after the other, the cheapest first. What EC2 refuses is not asked for again for
 * three minutes; a claim that gets nothing is deleted, and its pods start over.
 * Models pkg/controllers/nodeclaim/lifecycle/launch.go of kubernetes-sigs/karpenter and pkg/providers/instance of
 * aws/karpenter-provider-aws.
 */
import { without } from '../../../kubernetes/apimachinery/meta.ts'
import { toResourceList } from '../../../kubernetes/apimachinery/resources.ts'
import { removeFinalizer } from '../../../kubernetes/controllers/garbagecollector.ts'
import type { Context } from '../../../kubernetes/simulation/controller.ts'
import type { Labels } from '../../../kubernetes/types/index.ts'
import { HOSTNAME_LABEL } from '../../../kubernetes/types/wellknown.ts'
import { launchMachine } from '../../ec2/machine.ts'
import { NODE_POOL_LABEL, type CapacityType } from '../../eks-node.ts'
import type { CatalogOptions } from '../catalog.ts'
import { insufficientCapacity } from '../events.ts'
import type { KarpenterHost } from '../host.ts'
import { NOTHING_UNAVAILABLE } from '../instancetype.ts'
import { launchedNode, launchOrder, type Launch } from '../launch.ts'
import type { ClaimSpec } from '../newclaim.ts'
import { setClaimCondition, TERMINATION_FINALIZER, UNREGISTERED_TAINT, type NodeClaim } from './nodeclaim.ts'

export interface LauncherOptions {
  catalog: CatalogOptions
  /** Told of what EC2 refuses. */
  refused: (instanceType: string, zone: string, capacityType: CapacityType) => void
  host: () => Pick<KarpenterHost, 'event' | 'log'>
}

export function launchClaim(claim: NodeClaim, spec: ClaimSpec, ctx: Context, { catalog, refused, host }: LauncherOptions): void {
  let why = 'no instance type is available'
  for (const launch of launchOrder(spec, NOTHING_UNAVAILABLE, ctx.random)) {
    const { type, offering: { zone, capacityType } } = launch
    const template = launchedNode(launch, spec.template, catalog, spec.requirements)
    const withStartup = { ...template, spec: { ...template.spec, taints: [...template.spec.taints ?? [], UNREGISTERED_TAINT] } }
    const answer = launchMachine({ instanceType: type.name, zone, capacityType, kind: catalog.kind, owner: spec.template.name, template: withStartup }, ctx)
    if ('id' in answer) return markLaunched(claim, launch, template.metadata.labels, answer.id, ctx, host())
    refused(type.name, zone, capacityType)
    why = `${answer.errorCode}: ${answer.errorMessage}`
  }
  const teller = host()
  teller.event(insufficientCapacity(claim.metadata.name, `insufficient capacity, ${why}`))
  teller.log('failed launching nodeclaim', { NodeClaim: claim.metadata.name, why })
  ctx.store.delete('NodeClaim', '', claim.metadata.name)
  removeFinalizer(claim, TERMINATION_FINALIZER, ctx.store)
}

/** The claim learns what it has become. */
function markLaunched(claim: NodeClaim, { type, offering: { zone, capacityType, price } }: Launch, labels: Labels | undefined, id: string, { store }: Context, host: Pick<KarpenterHost, 'log'>): void {
  const labelled = store.update({ ...claim, metadata: { ...claim.metadata, labels: { ...without(labels ?? {}, HOSTNAME_LABEL), ...claim.metadata.labels } } })
  const status = { ...labelled.status, providerID: `aws:///${zone}/${id}`, capacity: toResourceList(type.capacity), allocatable: toResourceList(type.allocatable) }
  setClaimCondition(store.updateStatus({ ...labelled, status }), { type: 'Launched', status: 'True' }, store)
  host.log('launched nodeclaim', { 'NodeClaim': claim.metadata.name, 'NodePool': claim.metadata.labels?.[NODE_POOL_LABEL], 'instance': id, 'instance-type': type.name, zone, 'capacity-type': capacityType, price })
}
