/** A race and what it came to, as text: JSON knows neither columns of numbers nor infinity. */
import type { RaceInputs } from '../../../engine/race/inputs/inputs.ts'
import type { RaceResult } from '../../../engine/race/result/result.ts'

export interface RunRace {
  inputs: RaceInputs
  result: RaceResult
}

const INFINITY = '∞'
const columns = { Float64Array, Int32Array, Uint8Array }

export function packRace(race: RunRace): string {
  return JSON.stringify(race, (_, value: unknown) => {
    if (value === Number.POSITIVE_INFINITY)
      return INFINITY
    for (const [columnsOf, Columns] of Object.entries(columns)) {
      if (value instanceof Columns)
        return { columnsOf, values: [...value] }
    }
    return value
  })
}

/** @param text as `packRace` made it */
export function unpackRace(text: string): RunRace {
  return JSON.parse(text, (_, value: unknown) => {
    if (value === INFINITY)
      return Number.POSITIVE_INFINITY
    if (typeof value !== 'object' || value === null || !('columnsOf' in value))
      return value
    const { columnsOf, values } = value as { columnsOf: keyof typeof columns, values: number[] }
    return columns[columnsOf].from(values)
  }) as RunRace
}
