/**
 * Text with tabs in columns, as Go's text/tabwriter sets it for `describe` (no minimum width, two blanks between): a column is the
 * cells of adjacent lines, so that a line without a tab ends it.
 */

const PADDING = 2

/** The text with each tab-terminated cell as wide as its column. Ends with a line feed. */
export function tabbed(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n').map(line => line.split('\t'))
  const widths = lines.map(() => [] as number[])
  for (const [at, cells] of lines.entries()) {
    for (let column = 0; column < cells.length - 1; column++) {
      if (at > 0 && (lines[at - 1]?.length ?? 0) - 1 > column) continue
      let width = 0
      let end = at
      for (; end < lines.length && (lines[end]?.length ?? 0) - 1 > column; end++) width = Math.max(width, (lines[end]?.[column] ?? '').length)
      for (let line = at; line < end; line++) (widths[line] ?? [])[column] = width + PADDING
    }
  }
  return lines.map((cells, at) => cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[at]?.[column] ?? 0))).join('').trimEnd()).join('\n') + '\n'
}
