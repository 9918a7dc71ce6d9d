/** The x at which a line that ends above a height comes over it for the last time. */
export function leavesAt(points: readonly { x: number, y: number }[], height: number): number {
  const after = points.findLastIndex(({ y }) => y <= height) + 1
  const [from, to] = [points[after - 1], points[after]]
  return from && to ? from.x + (to.x - from.x) * (height - from.y) / (to.y - from.y) : points[0]?.x ?? 0
}
