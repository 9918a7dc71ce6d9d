/** Notes how many pods are ready and how many machines there are, from each instant on: what a chart of an update shows. It models no upstream file. */
import { isPodReady, isTerminating } from '../../kubernetes/apimachinery/meta.ts'
import type { Context, Controller, Watch } from '../../kubernetes/simulation/controller.ts'
import type { World } from '../../kubernetes/simulation/world.ts'

export interface TallyEntry {
  /** Virtual ms. */
  at: number
  /** Ready pods that are not on their way out, as a PodDisruptionBudget counts them. */
  ready: number
  machines: number
}

declare module '../../kubernetes/simulation/world.ts' {
  interface World {
    tally: readonly TallyEntry[]
  }
}

export class Tally implements Controller {
  readonly name = 'tally'
  readonly watches: readonly Watch[] = [{ kind: 'Pod', keysFor: () => [''] }]
  readonly world = { tally: [] }

  worldChanged(ctx: Context, before: World): void {
    if (ctx.world.machines !== before.machines) ctx.enqueue('')
  }

  reconcile(_: string, { store, world, clock, changeWorld }: Context): void {
    const ready = store.list('Pod').filter(pod => isPodReady(pod) && !isTerminating(pod)).length
    const machines = world.machines.filter(({ stoppedAt }) => stoppedAt === undefined).length
    const last = world.tally.at(-1)
    if (last?.ready !== ready || last.machines !== machines) changeWorld({ tally: [...world.tally, { at: clock.now, ready, machines }] })
  }
}
