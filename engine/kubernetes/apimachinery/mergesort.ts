/**
 * Sorts by a comparison that need not be transitive, in the same way everywhere: what Array.prototype.sort makes of such a comparison
 * differs between versions of JavaScript engines, and so would a simulation. Stable; the list stays as it is.
 */
export function mergeSorted<T>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  if (items.length < 2) return [...items]
  const middle = items.length >> 1
  const [left, right] = [mergeSorted(items.slice(0, middle), compare), mergeSorted(items.slice(middle), compare)]
  const sorted: T[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) sorted.push(compare(left[i] as T, right[j] as T) <= 0 ? left[i++] as T : right[j++] as T)
  return [...sorted, ...left.slice(i), ...right.slice(j)]
}
