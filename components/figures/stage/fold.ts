/** What of a list has room: its beginning stays in sight, and its end; what lies between is folded into one line. Pure. */
export function fold<T>(rows: readonly T[], room: number): { first: readonly T[], folded: number, last: readonly T[] } {
  if (rows.length <= room)
    return { first: rows, folded: 0, last: [] }
  const last = rows.slice(rows.length - Math.max(1, room - 2))
  return { first: rows.slice(0, 1), folded: rows.length - 1 - last.length, last }
}
