/** An isometric view: the ground's x runs down to the right, its y down to the left, z stands upright. Units are pixels at scale 1. */
export type Point = readonly [x: number, y: number, z: number]

/** A solid that stands on the ground's grid, from the corner `at` over its `size`. */
export interface Solid {
  shape: 'box' | 'cylinder' | 'prism'
  at: Point
  size: Point
}

/** One side of a solid as path data, and how much light falls on it. */
export interface Face {
  tone: 'lit' | 'shade' | 'mid' | 'deep'
  d: string
}

const cos = Math.cos(Math.PI / 6)
const sin = Math.sin(Math.PI / 6)

/** A horizontal circle of radius 1 is seen as an ellipse with these half axes. */
const wide = Math.SQRT2 * cos
const high = Math.SQRT2 * sin

/** Where a point is seen on the screen. */
export function project([x, y, z]: Point): [x: number, y: number] {
  return [(x - y) * cos, (x + y) * sin - z]
}

/** Lays flat on the ground what is drawn upright, with its origin at a point. */
export function flat(at: Point): string {
  return `matrix(${[cos, sin, -cos, sin, ...project(at)].map(round).join(' ')})`
}

const round = (value: number) => Number(value.toFixed(1 + Number(Math.abs(value) < 1)))

/** Path data of a line through points, closed or not. */
export function path(points: readonly Point[], closed = true): string {
  return `M${points.map(point => project(point).map(round).join(' ')).join('L')}${closed ? 'Z' : ''}`
}

/** Path data of an arrow: its shaft, and its head as it is seen on the screen. */
export function arrow(from: Point, to: Point, size = 9): string[] {
  const [[x1, y1], [x2, y2]] = [project(from), project(to)]
  const angle = Math.atan2(y2 - y1, x2 - x1)
  const [one, other] = [angle + 2.5, angle - 2.5].map(turned => `${round(x2 + size * Math.cos(turned))} ${round(y2 + size * Math.sin(turned))}`)
  return [path([from, to], false), `M${one}L${round(x2)} ${round(y2)}L${other}`]
}

/** The outline of a rectangle that lies on the ground. */
export function outline([x, y, z]: Point, width: number, depth: number): string {
  return path([[x, y, z], [x + width, y, z], [x + width, y + depth, z], [x, y + depth, z]])
}

function boxFaces({ at: [x, y, z], size: [w, d, h] }: Solid): Face[] {
  return [
    { tone: 'shade', d: path([[x, y + d, z], [x + w, y + d, z], [x + w, y + d, z + h], [x, y + d, z + h]]) },
    { tone: 'deep', d: path([[x + w, y, z], [x + w, y + d, z], [x + w, y + d, z + h], [x + w, y, z + h]]) },
    { tone: 'lit', d: outline([x, y, z + h], w, d) },
  ]
}

function cylinderFaces({ at: [x, y, z], size: [w, d, h] }: Solid): Face[] {
  const [cx = 0, foot = 0] = project([x + w / 2, y + d / 2, z])
  const [a, b] = [w / 2 * wide, w / 2 * high]
  const side = (from: number, to: number) =>
    `M${round(from)} ${round(foot - h + (from === cx ? b : 0))}L${round(from)} ${round(foot + (from === cx ? b : 0))}A${round(a)} ${round(b)} 0 0 0 ${round(to)} ${round(foot + (to === cx ? b : 0))}L${round(to)} ${round(foot - h + (to === cx ? b : 0))}A${round(a)} ${round(b)} 0 0 1 ${round(from)} ${round(foot - h + (from === cx ? b : 0))}Z`
  return [
    { tone: 'shade', d: side(cx - a, cx) },
    { tone: 'deep', d: side(cx, cx + a) },
    { tone: 'lit', d: `M${round(cx - a)} ${round(foot - h)}a${round(a)} ${round(b)} 0 1 0 ${round(2 * a)} 0a${round(a)} ${round(b)} 0 1 0 ${round(-2 * a)} 0Z` },
  ]
}

/** A prism turns one side to the viewer, so that left and right of it are alike. */
const TURNED = Math.PI / 12

function prismCorner({ at: [x, y], size: [w, d] }: Solid, index: number, height: number): Point {
  const angle = TURNED + index * Math.PI / 3
  return [x + w / 2 + w / 2 * Math.cos(angle), y + d / 2 + d / 2 * Math.sin(angle), height]
}

/** A prism with six sides, of which three are seen. */
function prismFaces(solid: Solid): Face[] {
  const { at: [, , z], size: [, , h] } = solid
  const corner = (index: number, height: number) => prismCorner(solid, index, height)
  const side = (index: number) => path([corner(index, z), corner(index + 1, z), corner(index + 1, z + h), corner(index, z + h)])
  return [
    { tone: 'shade', d: side(1) },
    { tone: 'deep', d: side(5) },
    { tone: 'mid', d: side(0) },
    { tone: 'lit', d: path([0, 1, 2, 3, 4, 5].map(index => corner(index, z + h))) },
  ]
}

/** The sides of a solid that are seen, the top last. */
export function facesOf(solid: Solid): Face[] {
  return { box: boxFaces, cylinder: cylinderFaces, prism: prismFaces }[solid.shape](solid)
}

/** The edges of a solid that are seen, each once: dashes that are drawn twice, side by side, fill one another's gaps. */
export function edgesOf(solid: Solid): Face[] {
  const { shape, at: [x, y, z], size: [w, d, h] } = solid
  const top = facesOf(solid).filter(({ tone }) => tone === 'lit')
  const sides = {
    box: () => [
      path([[x, y + d, z + h], [x, y + d, z], [x + w, y + d, z], [x + w, y, z], [x + w, y, z + h]], false),
      path([[x + w, y + d, z], [x + w, y + d, z + h]], false),
    ],
    cylinder: () => {
      const [cx = 0, foot = 0] = project([x + w / 2, y + d / 2, z])
      const [a, b] = [w / 2 * wide, w / 2 * high]
      return [`M${round(cx - a)} ${round(foot - h)}V${round(foot)}A${round(a)} ${round(b)} 0 0 0 ${round(cx + a)} ${round(foot)}V${round(foot - h)}`]
    },
    prism: () => [
      path([prismCorner(solid, 5, z + h), ...[5, 0, 1, 2].map(index => prismCorner(solid, index, z)), prismCorner(solid, 2, z + h)], false),
      ...[0, 1].map(index => path([prismCorner(solid, index, z), prismCorner(solid, index, z + h)], false)),
    ],
  }[shape]()
  return [...sides.map((d): Face => ({ tone: 'shade', d })), ...top]
}

/** Points around which a solid's outline runs. */
export function silhouette({ shape, at: [x, y, z], size: [w, d, h] }: Solid): Point[] {
  const ring = shape === 'box'
    ? [[x, y], [x + w, y], [x + w, y + d], [x, y + d]] as const
    : Array.from({ length: shape === 'prism' ? 6 : 24 }, (_, index, turned = shape === 'prism' ? TURNED + index * Math.PI / 3 : index * Math.PI / 12) =>
        [x + w / 2 * (1 + Math.cos(turned)), y + d / 2 * (1 + Math.sin(turned))] as const)
  return ring.flatMap(([px, py]): Point[] => [[px, py, z], [px, py, z + h]])
}

/** Whether a solid lies wholly behind or below another. */
function behind(one: Solid, other: Solid): boolean {
  return ([0, 1, 2] as const).some(axis => one.at[axis] + one.size[axis] <= other.at[axis])
}

/** What stands behind and below first: the order to paint solids in, none of which reaches into another. */
export function inPaintingOrder<T extends Solid>(solids: readonly T[]): T[] {
  const seen = new Set<T>()
  const order: T[] = []
  const paint = (solid: T) => {
    if (seen.has(solid))
      return
    seen.add(solid)
    solids.filter(other => behind(other, solid) && !behind(solid, other)).forEach(paint)
    order.push(solid)
  }
  solids.forEach(paint)
  return order
}

/** A point on a solid's top, in parts of its width and depth: the middle, if none is asked for. */
export function pointOn({ at: [x, y, z], size: [w, d, h] }: Solid, [across, along]: readonly [number, number] = [0.5, 0.5]): Point {
  return [x + w * across, y + d * along, z + h]
}

/** A square box by the middle of its top: so far away from the origin, and as high as its side if nothing else is said. */
export function boxUnder([x, y, z]: Point, side: number, tall = side): Solid {
  return { shape: 'box', at: [x - side / 2, y - side / 2, z - tall], size: [side, side, tall] }
}

/** The smallest frame around solids, as an SVG's viewBox, with a little air. */
export function frameOf(solids: readonly Solid[]): string {
  const corners = solids.flatMap(({ at: [x, y, z], size: [w, d, h] }) =>
    ([[x, y + d, z], [x + w, y, z], [x + w, y + d, z], [x, y, z + h]] as const).map(project))
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const [left, top] = [Math.min(...xs) - 4, Math.min(...ys) - 4]
  return [left, top, Math.max(...xs) + 4 - left, Math.max(...ys) + 4 - top].map(Math.round).join(' ')
}
