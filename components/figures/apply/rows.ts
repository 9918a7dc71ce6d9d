/** The writes as rows of a picture. Pure. */
import { DRAWN, type Step } from './steps.ts'

/** What one has written without another's write between. */
export interface WriteRow {
  by: string
  /** Never empty. */
  steps: readonly [Step, ...Step[]]
}

export function rowsOf(steps: readonly Step[]): WriteRow[] {
  const rows: WriteRow[] = []
  for (const step of steps) {
    const last = rows.at(-1)
    if (last?.by === step.by)
      rows.splice(-1, 1, { by: step.by, steps: [...last.steps, step] })
    else
      rows.push({ by: step.by, steps: [step] })
  }
  return rows
}

/** The write that a row is about: the last object that it has made, not the counts that its maker wrote afterwards. */
export function aboutOf({ steps }: WriteRow): Step {
  return steps.findLast(({ verb }) => verb === 'create') ?? steps.at(-1) ?? steps[0]
}

/** When the last row with a wanted step in it is whole, before an instant: who has written goes on with what belongs to it. Undefined when there is none. */
export function rowEnd(steps: readonly Step[], isWanted: (step: Step) => boolean, before = Number.POSITIVE_INFINITY): number | undefined {
  const row = rowsOf(steps.filter(({ shownAt }) => shownAt < before)).findLast(each => each.steps.some(isWanted))
  return row && (row.steps.at(-1) ?? row.steps[0]).shownAt + DRAWN
}
