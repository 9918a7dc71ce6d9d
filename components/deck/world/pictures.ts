import { arrow, path, type Solid } from './isometric.ts'

/** Of planes, and `other`: what belongs to none of them, such as a store of logs or a quota. */
type Look = 'pod' | 'node' | 'newer' | 'waiting' | 'lost' | 'own' | 'control' | 'other'
type Piece = Solid & { look: Look }

interface Picture {
  pieces: readonly Piece[]
  lines: readonly string[]
}

const cube = (look: Look, x: number, y: number, z = 8): Piece => ({ look, shape: 'box', at: [x, y, z], size: [24, 24, 24] })
const node = (x = 0, y = 0): Piece => ({ look: 'node', shape: 'box', at: [x, y, 0], size: [96, 64, 8] })
/** A small node in a grid of them, and the pod on it. */
const slab = (look: Look, column: number, row: number): Piece => ({ look, shape: 'box', at: [column * 58, row * 58, 0], size: [48, 48, 10] })
const on = (column: number, row: number): Piece => cube('pod', column * 58 + 12, row * 58 + 12, 10)
/** What keeps nodes the way they are wanted: a cube, as controllers are in the deck's picture. */
const manager = (look: Look, x: number, y: number): Piece => ({ look, shape: 'box', at: [x, y, 92], size: [34, 34, 34] })
const sheet = (look: Look, z: number): Piece => ({ look, shape: 'box', at: [44, 8, z], size: [76, 48, 5] })
const zones = [0, 1, 2] as const
const bars = ([16, 30, 22, 48] as const).map((height, index): Piece => ({ look: 'other', shape: 'box', at: [6 + index * 23, 20, 0], size: [16, 16, height] }))

/** What cards say, each in the blocks that the deck's picture is made of. */
export const pictures = {
  // An orchestrator's five jobs.
  schedule: {
    pieces: [node(), node(0, 84), cube('pod', 6, 6), cube('pod', 36, 6), cube('pod', 66, 6), cube('pod', 6, 34), cube('pod', 36, 90), cube('waiting', 66, 104), cube('pod', 66, 104, 92)],
    lines: arrow([78, 116, 84], [78, 116, 40]),
  },
  scale: {
    pieces: [node(), node(0, 84), cube('pod', 6, 6), cube('pod', 36, 6), ...[[66, 6], [6, 34], [36, 34], [66, 34], [6, 90], [36, 90], [66, 90], [6, 118], [36, 118]].map(([x = 0, y = 0]) => cube('waiting', x, y))],
    lines: [],
  },
  heal: {
    pieces: [node(), node(0, 84), cube('pod', 6, 6), cube('pod', 36, 34), cube('lost', 66, 6), cube('pod', 6, 118), cube('pod', 36, 90), cube('pod', 66, 118)],
    lines: arrow([80, 34, 10], [80, 112, 10]),
  },
  integrate: {
    pieces: [
      node(0, 42), cube('pod', 6, 48), cube('pod', 36, 76), cube('pod', 66, 48),
      { look: 'node', shape: 'cylinder', at: [126, 60, 0], size: [34, 34, 26] },
      { look: 'node', shape: 'box', at: [0, 132, 0], size: [96, 14, 16] },
    ],
    lines: [path([[96, 77, 4], [126, 77, 4]], false), path([[48, 106, 4], [48, 132, 4]], false)],
  },
  watch: {
    pieces: [
      node(0, 84), cube('pod', 6, 90), cube('pod', 36, 118), cube('pod', 66, 90),
      ...bars,
    ],
    lines: [],
  },
  // Nodes: more of them, each made in another way, and all made in one.
  many: {
    pieces: zones.flatMap(row => zones.flatMap(column => [slab('node', column, row), ...(row + column) % 3 === 1 ? [] : [on(column, row)]])),
    lines: [],
  },
  unlike: {
    pieces: [
      { look: 'node', shape: 'box', at: [0, 76, 0], size: [72, 72, 10] }, cube('pod', 10, 86, 10), cube('pod', 40, 116, 10),
      { look: 'node', shape: 'box', at: [92, 20, 0], size: [56, 56, 44] }, cube('pod', 108, 36, 44),
      { look: 'node', shape: 'cylinder', at: [28, 0, 0], size: [56, 56, 22] }, cube('pod', 44, 16, 22),
    ],
    lines: [],
  },
  alike: {
    pieces: [...zones.flatMap(column => [slab('node', column, 0), slab('node', column, 1), on(column, 0), on(column, 1)]), manager('control', 65, 43)],
    lines: [],
  },
  // The phases of a node group's update.
  setup: {
    pieces: [...zones.flatMap(column => [slab('node', column, 0), on(column, 0)]), sheet('control', 84), sheet('control', 94)],
    lines: arrow([82, 32, 84], [82, 32, 48]),
  },
  scaleUp: {
    pieces: zones.flatMap(column => [slab('node', column, 0), on(column, 0), slab('newer', column, 1), slab('newer', column, 2)]),
    lines: [],
  },
  upgrade: {
    pieces: [slab('lost', 0, 0), ...[1, 2].flatMap(column => [slab('node', column, 0), on(column, 0)]), ...zones.flatMap(column => [slab('newer', column, 1), slab('newer', column, 2)]), on(0, 1)],
    lines: arrow([24, 20, 34], [24, 72, 40]),
  },
  scaleDown: {
    pieces: zones.flatMap(column => [slab('lost', column, 0), slab('newer', column, 1), on(column, 1), slab('lost', column, 2)]),
    lines: [],
  },
  // What EKS tells of a node group, and where its records are.
  health: {
    pieces: [slab('node', 0, 1), slab('lost', 1, 1), slab('node', 2, 1), on(0, 1), on(2, 1), ...bars],
    lines: [],
  },
  missing: {
    pieces: [...zones.flatMap(column => [slab('node', column, 1), on(column, 1)]), manager('lost', 65, 57)],
    lines: [],
  },
  limit: {
    pieces: [...zones.flatMap(column => [slab('node', column, 0), on(column, 0)]), { look: 'other', shape: 'box', at: [0, 64, 0], size: [164, 10, 34] }, ...zones.map(column => slab('waiting', column, 1.5))],
    lines: [],
  },
  login: {
    pieces: [node(0, 84), cube('pod', 6, 90), cube('pod', 36, 118), { look: 'own', shape: 'box', at: [20, -8, 56], size: [62, 40, 8] }],
    lines: arrow([51, 32, 56], [76, 104, 22]),
  },
  router: {
    pieces: [...[0, 1].flatMap(row => [slab('node', 0, row), on(0, row)]), { look: 'other', shape: 'cylinder', at: [150, 34, 0], size: [40, 40, 44] }],
    lines: [...arrow([56, 24, 10], [138, 44, 10]), ...arrow([56, 82, 10], [138, 66, 10])],
  },
  calls: {
    pieces: [{ look: 'control', shape: 'prism', at: [0, 26, 0], size: [64, 64, 40] }, ...[0, 12, 24, 36].map((z): Piece => ({ look: 'other', shape: 'box', at: [138, 30, z], size: [68, 56, 6] }))],
    lines: arrow([72, 58, 16], [116, 58, 16]),
  },
} as const satisfies Record<string, Picture>

export type PictureName = keyof typeof pictures
