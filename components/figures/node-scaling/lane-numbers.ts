import type { Language, Localized } from '../../../data/localized.ts'
import { timeWords } from '../../charts/time-axis.ts'
import { dollars } from '../controls/number-words.ts'
import { scalingNames } from '../race/race-words.ts'
import type { LaneStory } from './node-scaling-found.ts'
import type { LaneStage } from './node-scaling-view.ts'
import { counted, parenthesized, strings } from './node-scaling-words.ts'

export interface LaneNumber {
  said: ReturnType<typeof counted>
  /** Whether it is of pods that wait. */
  waits: boolean
  /** Whether it is a part of the one before it. */
  part: boolean
}

/** What a lane has now, those on their way beside those that are there; in the end, how many nodes came and went, how long pods waited for them, and what it cost. */
export function laneNumbers({ nodes, starting, pending, cents, own, over }: LaneStage, { before, left, placedAt, pendingFrom, result: { totals } }: LaneStory, language: Language): LaneNumber[] {
  const number = (value: string, word: Localized, waits = false): LaneNumber => ({ said: counted(value, word, language), waits, part: false })
  const ownCost = own > 0 ? [{ said: parenthesized(dollars(own), scalingNames['system-nodes'], language), waits: false, part: true }] : []
  if (!over)
    return [number(starting > 0 ? `${nodes - starting} + ${starting}` : String(nodes), nodes === 1 ? strings.node : strings.nodes), number(String(pending), strings.pending, pending > 0), number(dollars(cents), strings.soFar), ...ownCost]
  return [
    number([before, totals.mostNodes, left].join(' → '), strings.nodes),
    ...placedAt !== undefined && pendingFrom !== undefined ? [number(timeWords(placedAt - pendingFrom, language), strings.untilPlaced)] : [],
    number(dollars(cents), strings.inAll),
    ...ownCost,
  ]
}
