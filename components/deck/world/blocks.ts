import { arrow, outline, path, type Point, type Solid } from './isometric.ts'

/** What the deck's picture is made of. */
export type Part =
  | 'zone' | 'node' | 'pod' | 'fargate' | 'growth' | 'volume' | 'balancer' | 'network'
  | 'plane' | 'endpoint' | 'api' | 'etcd' | 'scheduler' | 'controller' | 'eni'
  | 'kubectl' | 'group' | 'replacement'

/** Parts that only a view which names them shows. */
export const onRequest: readonly Part[] = ['growth', 'group', 'replacement']

/** Whose plane a thing belongs to, which is its hue: the ground has none. */
export type Hue = 'control' | 'data' | 'own' | 'ground'

export interface Block extends Solid {
  id: string
  part: Part
  hue: Hue
  /** 0 to 2: the Availability Zone that it stands in. */
  zone?: number
  /** Of a machine or a pod: 0 at the back of its zone. */
  row?: number
  /** Of a machine, where data planes are compared. */
  dataPlane?: string
}

export const zoneNames = ['a', 'b', 'c'] as const
/** How far apart the zones are, and how large one is. */
const pitch = 132
const [zoneWidth, zoneDepth] = [112, 236]
/** How high the control plane floats over the zones, and where its plate lies. */
export const height = 170
const plate = { x: -10, y: 44, width: 396, depth: 132 }

const on = (part: Part, hue: Hue, zone: number) =>
  (name: string, shape: Solid['shape'], at: Point, size: Point): Block =>
    ({ id: `${part}-${zoneNames[zone]}${name}`, part, hue, zone, shape, at, size })

/** Where comparisons colour a data plane: one order, from the back of the first zone to the front of the last. */
const dataPlanes = ['self-managed', 'self-managed', 'managed', 'managed', 'karpenter', 'karpenter', 'auto-mode', 'auto-mode', 'fargate'] as const

/** Which of a node's six places hold a pod: a pattern that looks lived in, the same on every showing. */
const taken = (zone: number, node: number, place: number) => (zone * 3 + node * 7 + place * 5) % 9 < 6

function zoneBlocks(zone: number): Block[] {
  const x = zone * pitch
  const nodes = [0, 1, 2].filter(row => zone < 2 || row < 2)
  const places = (row: number) => [0, 1, 2, 3, 4, 5].map(place => ({ place, at: [x + 18 + place % 3 * 28, 18 + row * 74 + Math.floor(place / 3) * 28] as const }))
  return [
    on('zone', 'ground', zone)('', 'box', [x, 0, -10], [zoneWidth, zoneDepth, 10]),
    ...nodes.map(row => ({ ...on('node', 'data', zone)(`-${row}`, 'box', [x + 10, 10 + row * 74, 0], [92, 64, 7]), row, dataPlane: dataPlanes[zone * 3 + row] })),
    ...nodes.flatMap(row => places(row).map(({ place, at: [px, py] }) =>
      ({ ...on(taken(zone, row, place) ? 'pod' : 'growth', 'data', zone)(`-${row}-${place}`, 'box', [px, py, 7], [20, 20, 20]), row }))),
    // Fargate: every pod on a machine of its own.
    ...zone < 2 ? [] : places(2).flatMap(({ place, at: [px, py] }) => [
      { ...on('fargate', 'data', zone)(`-machine-${place}`, 'box', [px - 3, py - 3, 0], [26, 26, 5]), dataPlane: dataPlanes[8] },
      on('fargate', 'data', zone)(`-pod-${place}`, 'box', [px, py, 5], [20, 20, 20]),
    ]),
    on('eni', 'control', zone)('', 'box', [x + 104, 104, 0], [6, 6, 10]),
  ]
}

function planeBlocks(zone: number): Block[] {
  const x = zone * pitch
  return [
    on('etcd', 'control', zone)('', 'cylinder', [x + 39, plate.y + 14, height], [34, 34, 28]),
    // Two API servers or more, in different zones: the third zone has room for the next.
    ...zone < 2
      ? [
          on('api', 'control', zone)('', 'prism', [x + 8, plate.y + 62, height], [40, 40, 26]),
          on('scheduler', 'control', zone)('', 'box', [x + 60, plate.y + 66, height], [17, 17, 17]),
          on('controller', 'control', zone)('', 'box', [x + 86, plate.y + 66, height], [17, 17, 17]),
        ]
      : [on('replacement', 'control', zone)('', 'prism', [x + 8, plate.y + 62, height], [40, 40, 26])],
  ]
}

/** Every block of the picture: three Availability Zones of nodes in the customer's VPC, under one control plane in AWS's. */
export const blocks: readonly Block[] = [
  ...[0, 1, 2].flatMap(zoneBlocks),
  ...[0, 1].map((index): Block => ({ id: `volume-${index}`, part: 'volume', hue: 'data', zone: index, shape: 'cylinder', at: [-50, 60 + index * 120, -10], size: [28, 28, 14] })),
  { id: 'balancer', part: 'balancer', hue: 'data', shape: 'box', at: [20, 256, -10], size: [336, 14, 16] },
  { id: 'plane', part: 'plane', hue: 'control', shape: 'box', at: [plate.x, plate.y, height - 8], size: [plate.width, plate.depth, 8] },
  ...[0, 1, 2].flatMap(planeBlocks),
  { id: 'endpoint', part: 'endpoint', hue: 'control', shape: 'box', at: [plate.x + 12, plate.y + plate.depth - 18, height], size: [plate.width - 24, 10, 12] },
  { id: 'group', part: 'group', hue: 'control', shape: 'box', at: [171, 63, 128], size: [34, 34, 34] },
  { id: 'kubectl', part: 'kubectl', hue: 'own', shape: 'box', at: [60, plate.y + plate.depth + 86, height - 8], size: [62, 40, 8] },
]

/** The customer's VPC and AWS's, as outlines on their ground. */
export const networks = {
  own: outline([-62, -18, -10], 456, 302),
  control: outline([plate.x - 12, plate.y - 12, height - 8], plate.width + 24, plate.depth + 24),
}

/** One Auto Scaling group over nodes of all zones, and what starts it. */
export const autoScalingGroup = {
  band: outline([3, 5, 8], 2 * pitch + 106, 150),
  thread: [[188, 80, 128], [188, 80, 8]] as const satisfies Point[],
}

/** The members of etcd copy what is written to one another. */
export const replication = [0, 1].map(zone => path([[zone * pitch + 56, plate.y + 31, height], [(zone + 1) * pitch + 56, plate.y + 31, height]], false))

/** From the API server that broke to the one that takes its place. */
export const replaced = [
  path([[28, plate.y + 104, height], [28, plate.y + plate.depth + 22, height], [2 * pitch + 28, plate.y + plate.depth + 22, height], [2 * pitch + 28, plate.y + 106, height]], false),
  ...arrow([2 * pitch + 28, plate.y + plate.depth + 22, height], [2 * pitch + 28, plate.y + 106, height], 14).slice(1),
]

/** Where one zone ends on the plate and the next begins, and where its letter lies. */
export const plateZones = [0, 1, 2].map(zone => ({
  border: zone > 0 ? path([[zone * pitch - 10, plate.y, height], [zone * pitch - 10, plate.y + plate.depth, height]], false) : '',
  letter: [zone * pitch + 90, plate.y + 26, height] as Point,
  floor: outline([zone * pitch - 10, plate.y, height], pitch, plate.depth),
}))

/** What kubectl asks goes to the endpoint, and nowhere else. */
export const request: readonly Point[] = [[91, plate.y + plate.depth + 86, height], [91, plate.y + plate.depth - 8, height]]

/** What joins the planes: from the plate straight down to the network interface that EKS keeps in each zone. */
export const threads: readonly { zone: number, from: Point, to: Point }[] = [0, 1, 2].map(zone => ({
  zone,
  from: [zone * pitch + 107, 107, height - 8],
  to: [zone * pitch + 107, 107, 10],
}))

/** The block of an id. @throws when there is none */
export function blockOf(id: string): Block {
  const block = blocks.find(each => each.id === id)
  if (!block)
    throw new Error(`The world has no block "${id}".`)
  return block
}
