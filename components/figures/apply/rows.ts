/** The writes as rows of a picture. Pure. */
import type { Step } from './steps.ts'

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
