/** Text in columns, as Go's text/tabwriter sets them. */

/** How wide each column but the last is, with its padding. @param before widths that are kept at least, as tabwriter's RememberWidths does */
export function widthsOf(rows: readonly (readonly string[])[], padding = 3, minimum = 6, before: readonly number[] = []): number[] {
  const widths = [...before]
  for (const row of rows) row.slice(0, -1).forEach((cell, i) => {
    widths[i] = Math.max(widths[i] ?? minimum, cell.length + padding)
  })
  return widths
}

/** Rows in columns. @param padding blanks between columns. @param minimum width of a column with its padding. @param before widths that are kept at least */
export function columns(rows: readonly (readonly string[])[], padding = 3, minimum = 6, before: readonly number[] = []): string {
  const widths = widthsOf(rows, padding, minimum, before)
  return rows.map(row => `${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('')}\n`).join('')
}

/** What kubectl prints when a cell has nothing. */
export const NONE = '<none>'

/** `a=b,c=d`, sorted, or `<none>`. */
export function labelsText(labels: Record<string, string> | undefined): string {
  const entries = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.length === 0 ? NONE : entries.map(([key, value]) => `${key}=${value}`).join(',')
}
