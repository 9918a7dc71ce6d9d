import { arrow, path, type Point, type Solid } from './isometric.ts'

/** Of planes, and `other`: what belongs to none of them, such as a store of logs or a quota. */
type Look = 'pod' | 'node' | 'newer' | 'waiting' | 'lost' | 'own' | 'control' | 'other'
type Piece = Solid & { look: Look }

interface Picture {
  pieces: readonly Piece[]
  lines: readonly string[]
  /** A viewBox, where pictures beside one another are drawn to one scale. */
  frame?: string
}

const cube = (look: Look, x: number, y: number, z = 8): Piece => ({ look, shape: 'box', at: [x, y, z], size: [24, 24, 24] })
const node = (x = 0, y = 0): Piece => ({ look: 'node', shape: 'box', at: [x, y, 0], size: [96, 64, 8] })

/** Of an orchestrator's jobs: a node with four places, from 0 at the back to 3 in front, and room over it and below. */
const job = '-71 -96 142 220'
const host: Piece = { look: 'node', shape: 'box', at: [0, 0, 0], size: [76, 76, 8] }
const hosted = (place: 0 | 1 | 2 | 3, look: Look = 'pod', z = 8): Piece =>
  ({ look, shape: 'box', at: [place % 2 * 34 + 7, Math.floor(place / 2) * 34 + 7, z], size: [28, 28, 28] })
/** As many pods as there is load for, one on the other; beside one another as they are seen. */
const tower = (across: -1 | 0 | 1, pods: number, look: Look = 'pod', from = 0): Piece[] => Array.from({ length: pods }, (_, index) =>
  ({ look, shape: 'box', at: [27 + across * 27 + 1, 27 - across * 27 + 1, 8 + (from + index) * 27], size: [22, 22, 25] }))

/** Of a padlock, from the corner of its body: the body, and the paths of its shackle and keyhole. */
const padlock = ([x, y, z]: Point, size: number, look: Look): { pieces: Piece[], lines: string[] } => ({
  pieces: [{ look, shape: 'box', at: [x, y, z], size: [size, size * 0.4, size * 0.8] }],
  lines: [
    path([[0.22, 0.8], ...Array.from({ length: 13 }, (_, step) => [0.5 - 0.28 * Math.cos(step * Math.PI / 12), 0.98 + 0.26 * Math.sin(step * Math.PI / 12)]), [0.78, 0.8]]
      .map(([along = 0, up = 0]): Point => [x + along * size, y + size * 0.2, z + up * size]), false),
    // Its keyhole: without one it could be a bag.
    path([[x + size * 0.5, y + size * 0.4, z + size * 0.5], [x + size * 0.5, y + size * 0.4, z + size * 0.28]], false),
  ],
})

/** Three pods on nodes, beside one another as they are seen: of three environments, or of three teams; and what is over each. */
const stages = [-1, 0, 1] as const
const farApart = '-196 -104 392 186'
const inStages = '-146 -120 292 190'
const stage = (across: number): Piece[] => [
  { look: 'node', shape: 'box', at: [across * 56, -across * 56, 0], size: [54, 54, 9] },
  { look: 'pod', shape: 'box', at: [across * 56 + 12, -across * 56 + 12, 9], size: [30, 30, 30] },
]
const into = (across: number) => arrow([across * 56 + 27, 27 - across * 56, 74], [across * 56 + 27, 27 - across * 56, 46])
/** From one thing over the middle to each. */
const fan = stages.flatMap(across => arrow([across * 14 + 27, 27 - across * 14, 68], [across * 44 + 27, 27 - across * 44, 46]))
const paper = (across: number, sheets = 1): Piece[] => Array.from({ length: sheets }, (_, index) =>
  ({ look: 'own', shape: 'box', at: [across * 56 + 4, 8 - across * 56, 78 + index * 9], size: [46, 38, 5] }))
const lock = padlock([70, 82, -8], 40, 'other')
const locks = stages.map(across => padlock([across * 56 + 13, 22 - across * 56, 83], 30, 'other'))
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
  // A container: what goes into its image, and the same on machines that are unlike, a laptop, a server and a cloud of many.
  packed: {
    frame: farApart,
    pieces: [
      { look: 'own', shape: 'box', at: [-74, 86, 84], size: [50, 38, 6] },
      ...[0, 1].map((index): Piece => ({ look: 'own', shape: 'box', at: [6, 8, 84 + index * 10], size: [46, 38, 5] })),
      ...[[0, 0], [22, 0], [0, 22], [22, 22]].map(([x = 0, y = 0]): Piece => ({ look: 'own', shape: 'box', at: [86 + x, -74 + y, 84], size: [19, 19, 19] })),
      { look: 'own', shape: 'cylinder', at: [-4, -4, -12], size: [64, 64, 46] },
    ],
    lines: stages.flatMap(across => arrow([across * 68 + 27, 27 - across * 68, 72], [across * 30 + 27, 27 - across * 30, 44])),
  },
  anywhere: {
    frame: farApart,
    pieces: [
      { look: 'node', shape: 'box', at: [-82, 82, 0], size: [58, 58, 6] }, { look: 'node', shape: 'box', at: [-82, 78, 6], size: [58, 4, 48] },
      { look: 'pod', shape: 'box', at: [-68, 98, 6], size: [30, 30, 30] },
      { look: 'node', shape: 'box', at: [-8, 8, 0], size: [54, 54, 62] }, { look: 'pod', shape: 'box', at: [4, 20, 62], size: [30, 30, 30] },
      ...[[0, 0], [44, 0], [0, 44], [44, 44]].flatMap(([x = 0, y = 0]): Piece[] => [
        { look: 'node', shape: 'box', at: [60 + x, -86 + y, 0], size: [40, 40, 8] }, { look: 'pod', shape: 'box', at: [65 + x, -81 + y, 8], size: [30, 30, 30] },
      ]),
    ],
    lines: [],
  },
  // An orchestrator's five jobs.
  schedule: {
    frame: job,
    pieces: [host, hosted(0), hosted(1), hosted(2), hosted(3, 'waiting'), hosted(3, 'pod', 104)],
    lines: arrow([55, 55, 100], [55, 55, 42]),
  },
  scale: {
    frame: job,
    pieces: [host, ...tower(-1, 1), ...tower(0, 3), ...tower(1, 2), ...tower(1, 1, 'waiting', 2)],
    lines: [],
  },
  heal: {
    frame: job,
    pieces: [host, hosted(0), hosted(1), hosted(2), hosted(3, 'lost')],
    // Round once, as what begins anew.
    lines: ['M11 -77A22 22 0 1 1 -11 -77', 'M-15 -67L-11 -77L-22 -79'],
  },
  integrate: {
    frame: job,
    pieces: [
      host, hosted(0), hosted(1), hosted(2), hosted(3),
      { look: 'node', shape: 'box', at: [6, 32, 84], size: [64, 12, 12] },
      { look: 'node', shape: 'cylinder', at: [80, 80, -14], size: [28, 28, 18] },
    ],
    lines: [...arrow([20, 44, 84], [21, 55, 40]), ...arrow([55, 44, 84], [55, 21, 40]), ...arrow([74, 74, 0], [91, 91, 4], 7)],
  },
  watch: {
    frame: job,
    pieces: [
      host, hosted(0), hosted(1), hosted(2), hosted(3),
      ...([14, 26, 18, 38] as const).map((height, index): Piece => ({ look: 'other', shape: 'box', at: [5 + index * 15, 50 - index * 15, 66], size: [13, 13, height] })),
      ...lock.pieces,
    ],
    lines: lock.lines,
  },
  // One image everywhere; what differs comes from outside of it.
  image: {
    frame: inStages,
    pieces: [...stages.flatMap(stage), { look: 'own', shape: 'cylinder', at: [2, 2, 84], size: [50, 50, 38] }],
    lines: fan,
  },
  settings: {
    frame: inStages,
    pieces: stages.flatMap((across, index) => [...stage(across), ...paper(across, index + 1)]),
    lines: stages.flatMap(into),
  },
  secrets: {
    frame: inStages,
    pieces: [...stages.flatMap(across => [...stage(across), ...paper(across)]), ...locks.flatMap(({ pieces }) => pieces)],
    lines: [...stages.flatMap(into), ...locks.flatMap(({ lines }) => lines)],
  },
  // Nodes: more of them, each made in another way, and all made in one.
  many: {
    pieces: zones.flatMap(row => zones.flatMap(column => [slab('node', column, row), ...(row + column) % 3 === 1 ? [] : [on(column, row)]])),
    lines: [],
  },
  unlike: {
    frame: inStages,
    pieces: [
      ...stage(-1), ...paper(-1, 3),
      { look: 'node', shape: 'cylinder', at: [0, 0, 0], size: [54, 54, 22] }, cube('pod', 15, 15, 22), { look: 'own', shape: 'cylinder', at: [8, 8, 92], size: [38, 38, 22] },
      { look: 'node', shape: 'box', at: [56, -56, 0], size: [54, 54, 40] }, cube('pod', 71, -41, 40), { look: 'own', shape: 'box', at: [68, -44, 108], size: [30, 30, 30] },
    ],
    lines: [...into(-1), ...arrow([27, 27, 84], [27, 27, 52]), ...arrow([83, -29, 100], [83, -29, 70])],
  },
  alike: {
    frame: inStages,
    pieces: [...stages.flatMap(stage), manager('control', 10, 10)],
    lines: fan,
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
  telemetry: {
    pieces: [...zones.flatMap(column => [slab('node', column, 1), on(column, 1)]), ...bars],
    lines: [],
  },
  login: {
    pieces: [node(0, 84), cube('pod', 6, 90), cube('pod', 36, 118), { look: 'own', shape: 'box', at: [20, -8, 56], size: [62, 40, 8] }],
    lines: arrow([51, 32, 56], [76, 104, 22]),
  },
  router: {
    pieces: [...[0, 1].flatMap(row => [slab('node', 0, row), on(0, row)]), { look: 'other', shape: 'cylinder', at: [150, 34, 0], size: [40, 40, 44] }],
    lines: [...arrow([54, 24, 22], [146, 48, 22]), ...arrow([54, 82, 22], [146, 62, 22])],
  },
  calls: {
    pieces: [{ look: 'control', shape: 'prism', at: [0, 26, 0], size: [64, 64, 40] }, ...[0, 12, 24, 36].map((z): Piece => ({ look: 'other', shape: 'box', at: [138, 30, z], size: [68, 56, 6] }))],
    lines: arrow([72, 58, 16], [116, 58, 16]),
  },
} as const satisfies Record<string, Picture>

export type PictureName = keyof typeof pictures
