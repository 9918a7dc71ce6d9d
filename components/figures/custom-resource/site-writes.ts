/** Looks back at a run: who wrote what about the Website, and when each thing was true. */
import { USER } from '../../../engine/kubernetes/apiserver/store.ts'
import { historyOf } from '../../../engine/kubernetes/simulation/history.ts'
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
  /** Since when something was so at the end of an act (virtual ms); undefined when it was not. */
  when: (act: number, isSo: (view: SiteView) => boolean) => number | undefined
  /** How many objects somebody other than a person made and took away in an act. */
  made: (act: number) => number
  gone: (act: number) => number
}

const KINDS = new Set(['Website', 'Deployment', 'ReplicaSet', 'Service', 'Pod'])

export function findWrites(replay: Replay<SiteInputs>): SiteWrites {
  const { params: inputs } = replay.run
  const scenario = replay.run.scenario as SiteScenario
  const end = endOf(scenario)
  const samples = historyOf(replay, START, end, siteView)
  const writes = writesOf(replay, end, kind => KINDS.has(kind))
  const within = (act: number, at: number) => at >= actAt(act) && at < actAt(act + 1)
  const count = (act: number, verb: Write['verb']) => writes.filter(write => write.verb === verb && write.by !== USER && within(act, write.at)).length
  return {
    inputs, writes,
    draft: siteWords(draftOf(scenario, inputs)),
    wanted: Number(siteOf(inputs).spec?.replicas ?? 1),
    when: (act, isSo) => {
      const before = samples.findLastIndex(({ at, value }) => at < actAt(act + 1) && !isSo(value))
      const since = samples[before + 1]
      return since && since.at < actAt(act + 1) ? Math.max(since.at, actAt(act)) : undefined
    },
    made: act => count(act, 'create'),
    gone: act => count(act, 'delete'),
  }
}
