/** Room for words that are drawn, where nothing can be measured, as on paper. */

/** About how wide a text is at a size (px): Hangul about as wide as high, Latin little more than half. */
export function textRoom(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u1100' ? 0.92 : 0.57) * size, 0)
}

/**
 * Rows for words that begin at `x`, so that none touches another of its row: each in the uppermost row that has room.
 *
 * @returns the row of each, from 0
 */
export function rowsFor(words: readonly { x: number, width: number }[], gap: number): number[] {
  const ends: number[] = []
  const rows = words.map(() => 0)
  const order = words.map((_, index) => index).sort((a, b) => (words[a]?.x ?? 0) - (words[b]?.x ?? 0))
  for (const index of order) {
    const { x, width } = words[index] ?? { x: 0, width: 0 }
    const free = ends.findIndex(end => end + gap <= x)
    const row = free < 0 ? ends.length : free
    ends[row] = x + width
    rows[index] = row
  }
  return rows
}
