import { useNav } from '@slidev/client'
import { computed, type ComputedRef } from 'vue'
import type { FigureDefinition } from './define.ts'
import { figureState } from './figure-state.ts'
import type { FigureOptions } from './useFigure.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import { authorsRecord, type FigureRecord } from './record.ts'
import { stillFrame } from './still.ts'
import { useStill } from '../../deck/useStill.ts'

/**
 * What a figure of another slide stands on, for a slide that speaks of its numbers: its record as the room has left it, and what was
 * found in its run. On paper, the author's.
 */
export function useFigureElsewhere<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, { id, scenario, params }: FigureOptions<P, S>): { record: ComputedRef<FigureRecord<ValuesOf<P>, S>>, found: ComputedRef<T> } {
  const { still } = useStill()
  const { isPresenter } = useNav()
  const author = authorsRecord(figure, scenario, params)
  if (still.value) {
    const { record, telling } = stillFrame(figure, author)
    return { record: computed(() => record), found: computed(() => telling.found) }
  }
  const { record, telling } = figureState(figure, id, author, () => isPresenter.value)
  return { record, found: computed(() => telling.value.found) }
}
