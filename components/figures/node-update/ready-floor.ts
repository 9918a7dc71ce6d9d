/**
 * Where the axis of the ready pods begins: so far below the fewest, or the promise, that a dip of one pod is seen. At 0 where
 * that is not far, or where there is neither a dip nor a promise to be seen.
 */
export function readyFloor(counts: readonly number[], promise?: number): number {
  const most = Math.max(...counts)
  const least = Math.min(...counts, promise ?? most)
  const floor = least - Math.ceil((most - least) / 2)
  return least === most || floor <= most / 3 ? 0 : floor
}
