import type { Language } from '../../../data/localized.ts'
import { timeWords } from '../../charts/time-axis.ts'
import { dollars } from '../controls/number-words.ts'
import type { LaneStory } from './node-scaling-found.ts'
import type { LaneStage } from './node-scaling-view.ts'
import { counted, strings } from './node-scaling-words.ts'

type Said = ReturnType<typeof counted>

export interface LaneNumbers {
  /** Nodes that pods of the app run on, those on their way beside those that are there; in the end, how many came and went. */
  nodes: Said
  /** Pods without a node; in the end, how long it took until all had one. */
  waits: Said
  /** What it has cost up to now, and what of it is for the nodes that Karpenter itself runs on. */
  cost: string
  own?: string
}

/** What a lane has now; in the end, what it came to. */
export function laneNumbers({ stage, nodes, starting, pending, cents, own, over }: LaneStage, { before, left, placedAt, pendingFrom, result: { totals } }: LaneStory, language: Language): LaneNumbers {
  const there = starting > 0 ? `${nodes - starting} + ${starting}` : String(nodes)
  const waited = over && placedAt !== undefined && pendingFrom !== undefined
  return {
    // Beside nodes of the system it is said which of them are meant.
    nodes: counted(over ? [before, totals.mostNodes, left].join('→') : there, stage.nodes.some(({ system }) => system) ? strings.appNodes : nodes === 1 ? strings.node : strings.nodes, language),
    waits: waited ? counted(timeWords(placedAt - pendingFrom, language), strings.untilPlaced, language) : counted(String(pending), strings.pending, language),
    cost: dollars(cents),
    ...(own > 0 && { own: `(${counted(dollars(own), strings.systemNode, language).join('')})` }),
  }
}
