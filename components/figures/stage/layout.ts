/** Where everything on the stage stands, in pixels. Pure: the same view and room give the same picture. */
import { FLEET_QUEUE, fleetPlaces, type FleetScale, isNarrow, type Slot } from './fleet.ts'
import { plainPlaces } from './plain.ts'
import type { StageNode, StagePod, StageView } from './view.ts'

/**
 * How near the audience is: blocks to scale with names, blocks without names, dots. Chosen by how many nodes share the room.
 * `plain` is chosen by a figure: blocks of one size, where it does not matter how much anyone asks for.
 */
export type Distance = 'near' | 'middle' | 'far' | 'plain'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface PlacedNode extends Box {
  node: StageNode
  /** Where its name stands, above the box or below it. */
  label: { x: number, y: number }
  /** What is written there, empty for nothing. @default its own name, and its zone */
  title?: string
  /** The corner that is still free: what a pod must fit into. Near only. */
  free?: Box
}

export interface PlacedPod extends Box {
  pod: StagePod
  /** Where its name stands; absent where names are not drawn. */
  label?: { x: number, y: number, anchor: 'start' | 'middle' | 'end', inside: boolean }
}

export interface StageLayout {
  distance: Distance
  height: number
  zones: readonly (Box & { zone: string })[]
  nodes: readonly PlacedNode[]
  pods: readonly PlacedPod[]
  /** Where pods without a node wait. */
  queue: Box
  /** Where it is said what width and height mean, and what areas do; near only. */
  axes?: { x: number, y: number, legend: number }
  /** Pixels a core, and a GiB. */
  scale: FleetScale
}

/** Nodes that are drawn near, and at a middle distance, by the width of the room. */
const NEAR = 4
const MIDDLE = 16

/** Pixels of the legend's three lines: above the words for the axes, or, where the room is narrow, below them. */
const LEGEND = 80

/** A pod without a request is still there to be seen. */
const LEAST = 10
const GAP = 48
const LABEL = 26
/** Pixels of a node for its name in it. */
const NAMED = 26
/** Pixels below a node for what a figure says of it, and some more where the next node stands below and a pod may rise above that. */
const FOOT = 48
const RISE = 20

export function distanceOf(nodes: number): Distance {
  return nodes <= NEAR ? 'near' : nodes <= MIDDLE ? 'middle' : 'far'
}

export interface Room {
  width: number
  /** 0 where fleets are held against each other, and each may be as high as it needs. */
  height: number
  /** Pods that wait are drawn; else the nodes have the whole room. */
  queue?: boolean
  /** Room below each node for what a figure says of it. */
  foot?: boolean
  /** How near it is drawn, where the room beside something else is small. @default by how many nodes share the room */
  distance?: Distance
  /** Pixels on the left, and above, that a figure draws in itself. Plain only. */
  lead?: { left?: number, top?: number }
  /** The most pods that a node ever has. Plain only. @default as many as now */
  busiest?: number
  /** Whether nodes are named below them, because what is above goes down into them. Plain only. */
  namedBelow?: boolean
  /** The uid of a pod whose place still counts as free: it is shown what it fits into. Near only. */
  guest?: string
  /** Pixels a core and a GiB, where fleets are held against each other: types have names then, not nodes. Near only. @default as the room allows */
  scale?: FleetScale
  /** Every node that a fleet ever has, each of which keeps its place. @default those of the view */
  slots?: readonly Slot[]
}

export function layoutOf(view: StageView, room: Room): StageLayout {
  const { distance = distanceOf(view.nodes.length), scale } = room
  if (scale)
    return fleet(view, room, scale)
  return distance === 'near' ? near(view, room) : distance === 'plain' ? plain(view, room) : cells(view, room, distance)
}

/** Pods without a node wait above the nodes, where they are drawn. */
function plain(view: StageView, { width, height, queue = false, foot = false, lead: { left = 0, top = 0 } = {}, busiest = 0, namedBelow = false }: Room): StageLayout {
  const byNode = podsByNode(view)
  const queueHeight = queue ? 52 : 0
  const y = top + queueHeight + (namedBelow ? 2 : LABEL)
  const room = { width: width - left - 2, height: Math.max(40, height - y - (foot ? FOOT : namedBelow ? LABEL : 4)) }
  const places = plainPlaces({
    x: left + 1, y, ...room, nodes: view.nodes.length,
    // Along the longer side, where their names have a place.
    below: room.height > room.width && !foot && !namedBelow ? LABEL + 8 : undefined,
    busiest: Math.max(busiest, ...view.nodes.map(({ name }) => byNode.get(name)?.length ?? 0)),
  })
  const nodes = view.nodes.map((node, index): PlacedNode => {
    const box = places.nodes[index] ?? { x: 0, y: 0, width: 0, height: 0 }
    return { node, ...box, label: { x: box.x, y: namedBelow ? box.y + box.height + 20 : box.y - 9 } }
  })
  const pods = nodes.flatMap(({ node }, index) => (byNode.get(node.name) ?? []).map((pod, at): PlacedPod => ({ pod, ...places.podAt(index, at) })))
  const { width: side } = places.podAt(0, 0)
  const waits = (queue ? byNode.get('') ?? [] : []).map((pod, at): PlacedPod => ({ pod, x: left + 2 + at * (side + 8), y: top + 20, width: Math.min(side, 30), height: Math.min(side, 30) }))
  return { distance: 'plain', height, zones: [], nodes, pods: [...pods, ...waits], queue: { x: left, y: top, width: width - left, height: queueHeight }, scale: { cpu: 0, memory: 0 } }
}

/** The pods of each node, in the order of the view. */
function podsByNode({ pods }: StageView): Map<string, StagePod[]> {
  const byNode = new Map<string, StagePod[]>()
  for (const pod of pods)
    byNode.set(pod.node, [...byNode.get(pod.node) ?? [], pod])
  return byNode
}

/**
 * Nodes as wide as their CPU and as high as their memory; pods lie in them corner to corner, so that what is left is a corner
 * too, and a block fits into it exactly when both its CPU and its memory do.
 */
function near(view: StageView, { width, height, queue = false, foot = false, guest }: Room): StageLayout {
  const narrow = isNarrow(width)
  const waitingWidth = !queue || narrow ? 0 : Math.min(190, width * 0.24)
  const below = foot ? FOOT + (narrow ? RISE : 0) : 8
  const [most, sum] = [Math.max(1, ...view.nodes.map(({ cpu }) => cpu)), view.nodes.reduce((total, { cpu }) => total + cpu, 0) || 1]
  const highest = Math.max(1, ...view.nodes.map(({ memory }) => memory))
  const queueHeight = queue && narrow ? 84 : 0
  // What is held into the last node sticks out of it as it does of the others.
  const beyond = foot ? narrow ? GAP / 2 : GAP : 0
  const scale = {
    cpu: narrow ? (width - 2 - beyond) / most : Math.min(110, (width - waitingWidth - GAP * view.nodes.length - beyond) / sum),
    memory: narrow ? Math.min(30, 150 / highest) : Math.min(60, (height - LABEL - below - 26) / highest),
  }
  const byNode = podsByNode(view)

  let [x, y] = [waitingWidth + (waitingWidth ? GAP : 0), queueHeight]
  const nodes = view.nodes.map((node): PlacedNode => {
    const box = { width: node.cpu * scale.cpu, height: node.memory * scale.memory }
    const bottom = narrow ? y + LABEL + box.height : height - below
    const placed = placedNode(node, { x: narrow ? 1 : x, y: bottom - box.height, ...box }, (byNode.get(node.name) ?? []).filter(({ uid }) => uid !== guest), scale)
    x += box.width + GAP
    y += LABEL + box.height + below
    return placed
  })
  return {
    distance: 'near', height: narrow ? y + 16 + LEGEND : height, zones: [], nodes, scale,
    pods: [...nodes.flatMap(node => staircase(node, byNode.get(node.node.name) ?? [], scale)), ...waiting(byNode.get('') ?? [], narrow ? { x: 1, y: 22, width, height: queueHeight } : { x: 0, y: LABEL, width: waitingWidth, height: height - LABEL - below }, scale, narrow)],
    axes: narrow ? { x: 1, y: y + 8, legend: y + 8 + 28 } : waitingWidth ? { x: 0, y: height - below - 4, legend: height - below - 4 - LEGEND } : undefined,
    queue: narrow ? { x: 0, y: 0, width, height: queueHeight } : { x: 0, y: 0, width: waitingWidth, height: height - below },
  }
}

/** A node with the corner that its pods leave free. */
function placedNode(node: StageNode, box: Box, pods: readonly StagePod[], scale: FleetScale): PlacedNode {
  const used = pods.reduce((total, pod) => ({ cpu: total.cpu + pod.cpu, memory: total.memory + pod.memory }), { cpu: 0, memory: 0 })
  return {
    node, ...box,
    label: { x: box.x, y: box.y - 9 },
    free: { x: box.x + used.cpu * scale.cpu, y: box.y, width: box.width - used.cpu * scale.cpu, height: box.height - used.memory * scale.memory },
  }
}

/** One of several fleets, all to one scale: what waits stands above its nodes. */
function fleet(view: StageView, { width, height, queue = false, slots = view.nodes }: Room, scale: FleetScale): StageLayout {
  const byNode = podsByNode(view)
  const top = queue ? FLEET_QUEUE.height : 0
  const now = new Map(view.nodes.map(node => [node.name, node]))
  const all = slots.map(slot => now.get(slot.name) ?? { ...slot, zone: '', ready: false, cordoned: false, taints: [], ahead: true })
  const { places, height: high } = fleetPlaces(all, { left: 1, top, width }, scale, height || undefined)
  const nodes = places.map(({ node, name, nameAt, ...box }): PlacedNode => {
    const placed = placedNode(node, box, byNode.get(node.name) ?? [], scale)
    return { ...placed, label: { ...placed.label, x: nameAt }, title: name }
  })
  const room = { x: FLEET_QUEUE.before, y: 3, width: width - FLEET_QUEUE.before, height: top }
  return {
    distance: 'near', height: high, zones: [], nodes, scale, queue: { ...room, y: 0 },
    pods: [...nodes.flatMap(node => staircase(node, byNode.get(node.node.name) ?? [], scale)), ...waiting(byNode.get('') ?? [], room, scale, false)],
  }
}

function blockOf({ cpu, memory }: StagePod, scale: FleetScale): { width: number, height: number } {
  return { width: Math.max(LEAST, cpu * scale.cpu), height: Math.max(LEAST, memory * scale.memory) }
}

/** Pixels of a pod's words: Hangul is about twice as wide as Latin. */
const textWidth = ({ name, label = name, note }: StagePod) => [...label, ...note ? ` ${note}` : ''].reduce((sum, letter) => sum + (letter > '\u1100' ? 17 : 10.3), 12)

function staircase(node: PlacedNode, pods: readonly StagePod[], scale: FleetScale): PlacedPod[] {
  let [x, y] = [node.x, node.y + node.height]
  return pods.map((pod) => {
    const size = blockOf(pod, scale)
    const box = { x, y: y - size.height, ...size }
    x += pod.cpu * scale.cpu
    y -= pod.memory * scale.memory
    return { pod, ...box, label: labelOf(pod, box, node) }
  })
}

/** A name stands in its block where there is room, else beside it, where a staircase leaves room. */
function labelOf(pod: StagePod, box: Box, within: Box): PlacedPod['label'] {
  const wide = textWidth(pod)
  const y = box.y + box.height / 2
  if (box.width >= wide && box.height >= 18)
    return { x: box.x + box.width / 2, y, anchor: 'middle', inside: true }
  if (box.x + box.width + wide <= within.x + within.width)
    return { x: box.x + box.width + 7, y, anchor: 'start', inside: false }
  return { x: box.x - 7, y, anchor: 'end', inside: false }
}

/** Pods that have no node yet stand under each other, the first on top; those without names in rows. */
function waiting(pods: readonly StagePod[], { x, y, width }: Box, scale: FleetScale, inRow: boolean): PlacedPod[] {
  let [atX, atY] = [x, y]
  return pods.map((pod) => {
    const size = blockOf(pod, scale)
    if (pod.label === '' && !inRow) {
      if (atX > x && atX + size.width > x + width)
        [atX, atY] = [x, atY + size.height + 6]
      const placed = { pod, x: atX, y: atY, ...size }
      atX += size.width + 6
      return placed
    }
    const box = { x: atX, y: atY, ...size }
    const wide = textWidth(pod)
    const inside = size.width >= wide && size.height >= 18
    if (inRow)
      atX += Math.max(size.width, wide) + 18
    else
      atY += size.height + (inside ? 16 : 38)
    const beside = size.width + wide <= width && !inRow
    return {
      pod, ...box,
      label: inside
        ? { x: box.x + size.width / 2, y: box.y + size.height / 2, anchor: 'middle', inside: true }
        : beside ? { x: box.x + size.width + 7, y: box.y + size.height / 2, anchor: 'start', inside: false } : { x: box.x, y: box.y + size.height + 15, anchor: 'start', inside: false },
    }
  })
}

/** Many nodes: zones as columns, nodes as cells of one size, pods as squares or dots without names. */
function cells(view: StageView, { width, height, queue = false, distance: asked }: Room, distance: 'middle' | 'far'): StageLayout {
  const byNode = podsByNode(view)
  const zones = [...new Set(view.nodes.map(({ zone }) => zone))].sort()
  const queueHeight = queue ? 46 : 0
  const top = queueHeight + LABEL
  // A picture that is small on purpose keeps its zones side by side.
  const narrow = asked ? width < 220 : isNarrow(width)
  const gap = 16
  const columnWidth = narrow ? width : (width - gap * (zones.length - 1)) / zones.length
  const side = distance === 'far' ? 7 : view.nodes.length <= NEAR ? 26 : 16
  const inner = distance === 'middle' ? 8 : 4
  const busiest = Math.max(1, ...view.nodes.map(({ name }) => byNode.get(name)?.length ?? 0))
  const perZone = Math.max(1, ...zones.map(zone => view.nodes.filter(node => node.zone === zone).length))
  // As many cells side by side as make them about as wide as high.
  const across = Math.max(1, Math.min(perZone, Math.round(Math.sqrt(perZone * columnWidth / Math.max(1, height - top)))))
  const cellWidth = (columnWidth - gap - (across - 1) * inner) / across
  const podsAcross = Math.max(1, Math.floor((cellWidth - 8) / (side + 3)))
  const cellHeight = (distance === 'middle' ? NAMED : 0) + Math.ceil(busiest / podsAcross) * (side + 3) + 9
  const rows = Math.ceil(perZone / across)
  const columnHeight = rows * (cellHeight + inner) + gap

  const columns = zones.map((zone, index) => ({
    zone,
    x: narrow ? 0 : index * (columnWidth + gap),
    y: narrow ? top + index * (columnHeight + LABEL) : top,
    width: columnWidth,
    height: columnHeight,
  }))
  const nodes = columns.flatMap(column => view.nodes.filter(({ zone }) => zone === column.zone).map((node, index): PlacedNode => {
    const x = column.x + gap / 2 + index % across * (cellWidth + inner)
    const y = column.y + gap / 2 + Math.floor(index / across) * (cellHeight + inner)
    return { node, x, y, width: cellWidth, height: cellHeight, label: { x: x + 6, y: y + 19 } }
  }))
  const pods = nodes.flatMap(node => (byNode.get(node.node.name) ?? []).map((pod, index): PlacedPod => ({
    pod, width: side, height: side,
    x: node.x + 5 + index % podsAcross * (side + 3),
    y: node.y + (distance === 'middle' ? NAMED + 2 : 5) + Math.floor(index / podsAcross) * (side + 3),
  })))
  const queued = (byNode.get('') ?? []).map((pod, index): PlacedPod => ({ pod, x: 2 + index * (side + 4), y: 18, width: side, height: side }))
  const bottom = Math.max(...columns.map(column => column.y + column.height))
  return { distance, height: bottom, zones: columns, nodes, pods: [...pods, ...queued], queue: { x: 0, y: 0, width, height: queueHeight }, scale: { cpu: 0, memory: 0 } }
}
