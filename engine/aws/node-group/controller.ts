/**
 * Managed node groups: takes updates from phase to phase, reports health issues, repairs nodes.
 * Models the EKS user guide, "Simplify node lifecycle with managed node groups". Leaves out node groups' own creation and deletion
 * as processes, labels and taints that are changed later, and custom launch templates.
 */
import { equal } from '../../kubernetes/apimachinery/meta.ts'
import type { Context, Controller, Watch } from '../../kubernetes/simulation/controller.ts'
import type { World } from '../../kubernetes/simulation/world.ts'
import { groupNamed } from '../autoscaling/group.ts'
import { machineOf } from '../ec2/machine.ts'
import { NODE_GROUP_COMMANDS } from './commands.ts'
import { issuesOf } from './health.ts'
import { managedGroup, NO_NODE_GROUPS, withGroup, type UpdatePhase } from './node-group.ts'
import { repair, REPAIR_COMMANDS } from './repair.ts'
import { rollbackPhase } from './rollback.ts'
import { scaleDownPhase, setUpPhase, scaleUpPhase, upgradePhase, type Step } from './update.ts'
import { tell } from './update-nodes.ts'

const STEPS: Readonly<Record<UpdatePhase, Step>> = { 'setup': setUpPhase, 'scale-up': scaleUpPhase, 'upgrade': upgradePhase, 'scale-down': scaleDownPhase, 'rollback': rollbackPhase }

const HEALTH = 'health:'
const UPDATE = 'update:'
const REPAIR = 'repair:'

export class ManagedNodeGroups implements Controller {
  readonly name = 'eks-node-groups'
  readonly watches: readonly Watch[] = [
    { kind: 'Node', keysFor: ({ object }, ctx) => keysOfNode(object.metadata.name, ctx) },
  ]
  readonly commands = { ...NODE_GROUP_COMMANDS, ...REPAIR_COMMANDS }
  readonly world = NO_NODE_GROUPS
  readonly config = { nodeGroupPollMs: 5_000, nodeGroupSetupMs: 15_000 }

  worldChanged(ctx: Context, before: World): void {
    const { managedNodeGroups, autoScalingGroups, launchBlocks } = ctx.world
    for (const { name, update } of managedNodeGroups) {
      if (update?.status === 'InProgress' && managedGroup(name, before)?.update?.startedAt !== update.startedAt) ctx.enqueueAfter(UPDATE + name, 0)
      if (launchBlocks !== before.launchBlocks || groupNamed(name, ctx.world)?.failure !== groupNamed(name, before)?.failure) ctx.enqueueAfter(HEALTH + name, 0)
      if (autoScalingGroups !== before.autoScalingGroups) ctx.enqueueAfter(HEALTH + name, ctx.config.nodeGroupPollMs)
    }
  }

  reconcile(key: string, ctx: Context): void {
    if (key.startsWith(UPDATE)) return this.#advance(key.slice(UPDATE.length), ctx)
    if (key.startsWith(HEALTH)) return reportHealth(key.slice(HEALTH.length), ctx)
    const node = key.slice(REPAIR.length)
    const owner = machineOf(node, ctx.world)?.owner ?? ''
    const again = managedGroup(owner, ctx.world)?.nodeRepair ? repair(owner, node, ctx) : undefined
    if (again !== undefined) ctx.enqueueAfter(key, again)
  }

  #advance(name: string, ctx: Context): void {
    const update = managedGroup(name, ctx.world)?.update
    const group = groupNamed(name, ctx.world)
    if (!group || update?.status !== 'InProgress') return
    const next = STEPS[update.phase](update, group, ctx)
    ctx.changeWorld(withGroup(ctx.world, name, { update: next }))
    if (next.status === 'InProgress') ctx.enqueueAfter(UPDATE + name, next.phase === update.phase ? ctx.config.nodeGroupPollMs : 0)
  }
}

function keysOfNode(node: string, { world }: Context): string[] {
  const owner = machineOf(node, world)?.owner ?? ''
  const group = managedGroup(owner, world)
  return group ? [HEALTH + owner, ...(group.nodeRepair ? [REPAIR + node] : [])] : []
}

/** Tells what is new, and what is over. */
function reportHealth(name: string, ctx: Context): void {
  const group = managedGroup(name, ctx.world)
  if (!group) return
  const issues = issuesOf(name, ctx)
  if (equal(issues, group.issues)) return
  ctx.changeWorld(withGroup(ctx.world, name, { issues }))
  for (const { code, message, resourceIds } of issues) {
    if (group.issues.every(one => one.code !== code)) tell(name, 'Warning', code, message, { code, resources: resourceIds.join(', ') }, ctx)
  }
  for (const { code } of group.issues) if (issues.every(one => one.code !== code)) tell(name, 'Normal', 'IssueResolved', `${code} is over`, { code }, ctx)
}
