/**
 * The same update of self-managed nodes, by a person: a new group, the old nodes cordoned and drained one by one, the old group deleted.
 * Models "Migrate applications to a new node group" (migrate-stack) of the EKS user guide. How long the person takes to come to the
 * next step is an input; leaves out mistakes, security groups and the Cluster Autoscaler.
 */
import type { CommandHandlers } from '../../kubernetes/simulation/commands.ts'
import type { Context, Controller } from '../../kubernetes/simulation/controller.ts'
import type { World } from '../../kubernetes/simulation/world.ts'
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import { groupNamed, hasEndingMachine, machinesOf } from '../autoscaling/group.ts'
import { stopMachines } from '../ec2/machine.ts'
import { drainOnce } from './drain.ts'
import { changeGroup, isReadyNode, setAside, tell } from './update-nodes.ts'

export type HandStep = 'find-ami' | 'create-group' | 'cordon' | 'drain' | 'delete-group'

/** A person's way through the steps. */
export interface Migration {
  /** The old group; the new one has `-new` after its name. */
  name: string
  release: string
  /** Milliseconds until the person comes to the next step. */
  personMs: number
  /** One for each step; one `drain` a node. */
  steps: readonly { step: HandStep, node?: string }[]
  /** The step that is being done, or waits for the person; as many as there are when all are done. */
  at: number
  waiting: boolean
  /** When it began to wait, or to be done (virtual ms). */
  since: number
  startedAt: number
  /** Milliseconds for which everything waited for the person. */
  waitedMs: number
}

declare module '../../kubernetes/simulation/world.ts' {
  interface World {
    migration: Migration | null
  }
}

declare module '../../kubernetes/simulation/commands.ts' {
  interface Commands {
    'migrate-by-hand': { name: string, release: string, personMs: number }
  }
}

const POLL_MS = 5_000
const NAME = 'person'

export class ByHand implements Controller {
  readonly name = NAME
  readonly watches = []
  readonly world = { migration: null }
  readonly commands: CommandHandlers = {
    'migrate-by-hand': (simulation, { name, release, personMs }) => {
      if (!groupNamed(name, simulation.world)) throw new ApiError('NotFound', `No node group found for name: ${name}.`)
      const { now } = simulation.clock
      const drains = machinesOf({ name }, simulation.world).map(({ node }) => ({ step: 'drain' as const, node }))
      simulation.changeWorld({
        migration: {
          name, release, personMs, at: 0, waiting: true, since: now, startedAt: now, waitedMs: 0,
          steps: [{ step: 'find-ami' }, { step: 'create-group' }, { step: 'cordon' }, ...drains, { step: 'delete-group' }],
        },
      })
    },
  }

  worldChanged(ctx: Context, before: World): void {
    const { migration } = ctx.world
    if (migration && migration.startedAt !== before.migration?.startedAt) ctx.enqueueAfter(migration.name, migration.personMs)
  }

  reconcile(_: string, ctx: Context): void {
    const { migration } = ctx.world
    const step = migration?.steps[migration.at]
    if (!migration || !step) return
    const { now } = ctx.clock
    const doing: Migration = migration.waiting ? { ...migration, waiting: false, since: now, waitedMs: migration.waitedMs + now - migration.since } : migration
    if (migration.waiting) begin(doing, step.step, step.node, ctx)
    if (!isDone(doing, step.step, step.node, ctx)) {
      ctx.changeWorld({ migration: doing })
      return ctx.enqueueAfter(migration.name, POLL_MS)
    }
    const last = migration.at + 1 === migration.steps.length
    ctx.changeWorld({ migration: { ...doing, at: migration.at + 1, waiting: !last, since: now } })
    if (last) tell(migration.name, 'Normal', 'MigrationDone', `All nodes are at ${migration.release}`, { seconds: Math.round((now - migration.startedAt) / 1000), waited: Math.round(doing.waitedMs / 1000) }, ctx)
    else ctx.enqueueAfter(migration.name, migration.personMs)
  }
}

const fresh = (name: string) => `${name}-new`

function begin({ name, release, at, steps }: Migration, step: HandStep, node: string | undefined, ctx: Context): void {
  tell(name, 'Normal', 'HandStep', `Step ${at + 1} of ${steps.length}: ${step}${node ? ` ${node}` : ''}`, { step, at: at + 1, of: steps.length, node }, ctx)
  const group = groupNamed(name, ctx.world)
  if (!group) return
  if (step === 'create-group') ctx.changeWorld({ autoScalingGroups: [...ctx.world.autoScalingGroups, { ...group, name: fresh(name), release }] })
  if (step === 'cordon') setAside(machinesOf({ name }, ctx.world), true, ctx)
  if (step !== 'delete-group') return
  changeGroup(name, { minSize: 0, desiredCapacity: 0 }, ctx)
  stopMachines(machinesOf({ name }, ctx.world).map(({ id }) => id), ctx)
  ctx.changeWorld({ autoScalingGroups: ctx.world.autoScalingGroups.filter(one => one.name !== name) })
}

function isDone({ name, since }: Migration, step: HandStep, node: string | undefined, ctx: Context): boolean {
  if (step === 'drain') return drainOnce({ node: node ?? '', since }, ctx).emptyAt !== undefined
  if (step === 'delete-group') return !hasEndingMachine({ name }, ctx.world)
  if (step !== 'create-group') return true
  const machines = machinesOf({ name: fresh(name) }, ctx.world)
  return machines.length === groupNamed(fresh(name), ctx.world)?.desiredCapacity && machines.every(machine => isReadyNode(machine, ctx))
}
