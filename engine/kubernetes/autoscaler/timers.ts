/** When something ends by itself. */

/** The first of these times that is still to come; Infinity when none is. NaN is no time. */
export function firstAfter(now: number, times: Iterable<number>): number {
  let first = Infinity
  for (const time of times) if (time > now && time < first) first = time
  return first
}
