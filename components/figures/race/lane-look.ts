/** How lanes are told apart: each has its data plane's colour; nodes that nobody adds to are managed nodes as well, and have a dash of their own. */
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import type { LaneResult } from '../../../engine/race/result/result.ts'
import type { Tone } from '../../charts/tone.ts'
import { planeLook } from '../cost/plane-look.ts'

/** Where a lane stands by itself. */
export const laneDash = (lane: LaneKind) => lane === 'fixed' ? '12 4' : undefined

/** Where lanes share a chart. */
export function laneLook({ lane, plane }: Pick<LaneResult, 'lane' | 'plane'>): { tone: Tone, dash?: string } {
  const dash = laneDash(lane)
  return { ...planeLook[plane], ...(dash && { dash }) }
}
