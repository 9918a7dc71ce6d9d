/** Still frames: the author's record at one beat, for paper, the overview and previews. Nothing moves, nothing can be pressed. */
import type { FigureDefinition } from './define.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import type { FigureRecord } from './record.ts'
import { positionAt, playbackOf, tellAtOnce, type Telling, tellingBeat } from './telling.ts'

export interface StillFrame<P extends ParamSet, S extends string, T, V> {
  record: FigureRecord<ValuesOf<P>, S>
  telling: Telling<P, T>
  beat: number
  /** Virtual ms. */
  now: number
  view: V
}

/**
 * The frame of an author's record after so many beats.
 *
 * @param beat absent: the telling one
 */
export function stillFrame<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, author: FigureRecord<ValuesOf<P>, S>, beat?: number): StillFrame<P, S, T, V> {
  const first = playbackOf(figure, author)
  const told = tellAtOnce(figure, author, first)
  const shown = Math.min(beat ?? tellingBeat(told.beats, told.span), told.beats.length)
  const { params } = positionAt(told.beats, shown, told.span)
  const record = { ...author, params: { ...author.params, ...params } }
  // Only where the story sets inputs itself is it another run.
  const another = Object.keys(params).length > 0
  const playback = another ? playbackOf(figure, record) : first
  const telling = another ? tellAtOnce(figure, record, playback) : told
  const now = positionAt(telling.beats, shown, telling.span).at
  playback?.seek(now)
  return { record, telling, beat: shown, now, view: playback?.look() as V }
}
