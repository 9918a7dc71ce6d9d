import type { FigureDefinition } from './define.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import { authorsRecord } from './record.ts'
import { useLiveFigure } from './useLiveFigure.ts'
import { useStill } from '../../deck/useStill.ts'
import { useStillFigure } from './useStillFigure.ts'

export interface FigureOptions<P extends ParamSet, S extends string> {
  /** Tells two figures of one definition apart; the same in both languages. */
  id: string
  /** The scenario that the slide opens with. */
  scenario: S
  /** Inputs that begin with another value on this slide. */
  params?: Partial<ValuesOf<P>>
}

/**
 * A figure on a slide: its record, shared between windows; its cluster at the instant that is shown; its clock, its story
 * on the clicker, its link. A still frame has the same face and cannot be pressed.
 */
export function useFigure<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, { id, scenario, params }: FigureOptions<P, S>) {
  const { still, clicks } = useStill()
  const begin = (name: S) => authorsRecord(figure, name, params)
  return still.value ? useStillFigure(figure, begin, scenario, clicks.value) : useLiveFigure(figure, begin, id, scenario)
}

export type Figure<P extends ParamSet, S extends string, T, V> = ReturnType<typeof useFigure<P, S, T, V>>
