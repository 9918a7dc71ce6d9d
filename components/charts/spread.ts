/**
 * Places for labels that should stand at `wanted` and must be `gap` apart, in the order of what they want:
 * pushed down where they would touch, and up again from the lower bound.
 *
 * @returns places in the order given
 */
export function spread(wanted: readonly number[], gap: number, least: number, most: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const places = wanted.map(place => Math.min(Math.max(place, least), most))
  let last = -Infinity
  for (const index of order) {
    last = Math.max(places[index] ?? 0, last + gap)
    places[index] = last
  }
  let next = most + gap
  for (const index of order.toReversed()) {
    next = Math.min(places[index] ?? 0, next - gap)
    places[index] = next
  }
  return places
}
