/** Text in columns, as Go's text/tabwriter sets them. */

/** Rows in columns. @param padding blanks between columns. @param minimum width of a column with its padding */
export function columns(rows: readonly (readonly string[])[], padding = 3, minimum = 6): string {
  const widths: number[] = []
  for (const row of rows) row.slice(0, -1).forEach((cell, i) => {
    widths[i] = Math.max(widths[i] ?? minimum, cell.length + padding)
  })
  return rows.map(row => `${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('')}\n`).join('')
}

/** What kubectl prints when a cell has nothing. */
export const NONE = '<none>'

/** `a=b,c=d`, sorted, or `<none>`. */
export function labelsText(labels: Record<string, string> | undefined): string {
  const entries = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.length === 0 ? NONE : entries.map(([key, value]) => `${key}=${value}`).join(',')
}
