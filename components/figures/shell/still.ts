/** Still frames: the author's record at one beat, for paper, the overview and previews. Nothing moves, nothing can be pressed. */
import type { FigureDefinition } from './define.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import type { FigureRecord } from './record.ts'
import { positionAt, replayOf, tellAtOnce, type Telling, tellingBeat } from './telling.ts'

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
  const { beats, span } = tellAtOnce(figure, author, replayOf(figure, author))
  const shown = Math.min(beat ?? tellingBeat(beats, span), beats.length)
  const record = { ...author, params: { ...author.params, ...positionAt(beats, shown, span).params } }
  // The story's own inputs may make another run of it.
  const replay = replayOf(figure, record)
  const telling = tellAtOnce(figure, record, replay)
  const now = positionAt(telling.beats, shown, telling.span).at
  return { record, telling, beat: shown, now, view: (replay && figure.run?.look(replay.seek(now))) as V }
}
