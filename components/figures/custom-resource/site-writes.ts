/** Looks back at a run: who wrote what about the Website, and when each thing was true. */
import { USER } from '../../../engine/kubernetes/apiserver/store.ts'
import { historyOf, type Sample } from '../../../engine/kubernetes/simulation/history.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import { type Write, writesOf } from '../../../engine/kubernetes/simulation/writes.ts'
import { actAt, draftOf, endOf, type SiteInputs, type SiteScenario, siteOf, START } from './site-plan.ts'
import { type Site, type SiteView, siteView, siteWords } from './site-view.ts'

export interface SiteWrites {
  inputs: SiteInputs
  /** Replicas that the Website asks for at first. */
  wanted: number
  writes: readonly Write[]
  /** The Website as somebody is about to write it first. */
  draft: Site
  /** What was there over time. */
  samples: readonly Sample<SiteView>[]
}

const within = (act: number, at: number) => at >= actAt(act) && at < actAt(act + 1)

/** Since when something was so at the end of an act (virtual ms); undefined when it was not. */
export function since({ samples }: Pick<SiteWrites, 'samples'>, act: number, isSo: (view: SiteView) => boolean): number | undefined {
  const before = samples.findLastIndex(({ at, value }) => at < actAt(act + 1) && !isSo(value))
  const first = samples[before + 1]
  return first && first.at < actAt(act + 1) ? Math.max(first.at, actAt(act)) : undefined
}

/** What hung on the Website when it was last there (virtual ms); undefined while it is, and before it was. */
export function remainsOf({ samples }: Pick<SiteWrites, 'samples'>, now: number): SiteView | undefined {
  const seen = samples.filter(({ at }) => at <= now)
  return seen.at(-1)?.value.site ? undefined : seen.findLast(({ value }) => value.site)?.value
}

/** How many objects somebody other than a person made, or took away, in an act. */
export function countIn({ writes }: Pick<SiteWrites, 'writes'>, act: number, verb: Write['verb']): number {
  return writes.filter(write => write.verb === verb && write.by !== USER && within(act, write.at)).length
}

const KINDS = new Set(['Website', 'Deployment', 'ReplicaSet', 'Service', 'EndpointSlice', 'Pod'])

export function findWrites(replay: Replay<SiteInputs>): SiteWrites {
  const { params: inputs } = replay.run
  const scenario = replay.run.scenario as SiteScenario
  const end = endOf(scenario)
  return {
    inputs,
    writes: writesOf(replay, end, kind => KINDS.has(kind)),
    draft: siteWords(draftOf(scenario, inputs)),
    wanted: Number(siteOf(inputs).spec?.replicas ?? 1),
    samples: historyOf(replay, START, end, siteView),
  }
}
