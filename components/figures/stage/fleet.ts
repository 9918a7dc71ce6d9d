/** Fleets that are held against each other: drawn to one scale, nodes of one type side by side under one name. */
import type { StageNode } from './view.ts'

/** Pixels a core, and a GiB. */
export interface FleetScale { cpu: number, memory: number }

interface Place { x: number, y: number, width: number, height: number }

export interface FleetPlace<N> extends Place {
  node: N
  /** The name of the type, and how many of it are there; only at the first of them. */
  name: string
  /** Where the name begins: at the first that it counts, or before it where it has no room there. */
  nameAt: number
}

export interface FleetRoom {
  /** Where the nodes begin, and where they must end: px. */
  left: number
  top: number
  width: number
}

/** A place that is kept for a node as long as the run goes on: before it comes, and after it is gone. */
export type Slot = Pick<StageNode, 'name' | 'label' | 'cpu' | 'memory' | 'system'>

type Sized = Pick<StageNode, 'label' | 'cpu' | 'memory' | 'starting' | 'gone' | 'system'> & {
  /** Not asked for yet: its place is free. */
  ahead?: boolean
}

/** Pixels: between two nodes, between two types, above each row for names, below it, and what a letter of a name takes, Latin and Korean. */
const [BETWEEN, TYPES, NAMES, BELOW, LETTER, HANGUL] = [8, 16, 26, 8, 10, 17]
/** Pixels for pods that wait, above the nodes, and before them for what the figure says of them. */
export const FLEET_QUEUE = { height: 34, before: 104 }
/** Rows that a fleet may take where a picture is as high as it needs, and px a row is high there at most. */
const [ROWS, ROW] = [3, 64]
const LARGEST = 60
/** Below this width (px) a picture is as on a phone. */
export const isNarrow = (width: number) => width < 600

interface Run<N> { type: string, nodes: N[] }

/** Nodes by type: small ones first, and last those of the system. Those of one type in the order in which they were given, so that each stays where it is whatever becomes of the others. */
function runsOf<N extends Sized>(nodes: readonly N[]): Run<N>[] {
  return [nodes.filter(({ system }) => !system), nodes.filter(({ system }) => system)].flatMap((part) => {
    const types = new Map<string, N[]>()
    for (const node of part)
      types.set(node.label ?? '', [...types.get(node.label ?? '') ?? [], node])
    return [...types].map(([type, nodes]) => ({ type, nodes })).sort((a, b) => (a.nodes[0]?.cpu ?? 0) - (b.nodes[0]?.cpu ?? 0) || (a.type < b.type ? -1 : 1))
  })
}

/** Nodes that a name counts: those that are there; where none is, those on their way. Those that are gone are told by their outlines. */
function countedOf<N extends Sized>({ nodes }: Run<N>): N[] {
  const coming = nodes.filter(({ ahead, gone }) => !ahead && !gone)
  const there = coming.filter(({ starting }) => !starting)
  return there.length > 0 ? there : coming
}

const nameOf = (type: string, count: number) => count > 1 ? `${count} × ${type}` : type

/** Pixels that a name takes. */
const roomOf = (name: string) => [...name].reduce((sum, letter) => sum + (letter > '\u1100' ? HANGUL : LETTER), 0)

/** As wide as its nodes, or as its name when all of them are there. */
const widthOf = ({ type, nodes }: Run<Sized>, cpu: number) => Math.max(nodes.reduce((sum, node) => sum + node.cpu * cpu, 0) + BETWEEN * (nodes.length - 1), roomOf(nameOf(type, nodes.length)))
/** GiB of the largest node. */
const tallestOf = (runs: readonly Run<Sized>[]) => Math.max(0, ...runs.flatMap(({ nodes }) => nodes.map(({ memory }) => memory)))

/** Rows of runs: a run that does not fit beside others begins a row; where it is longer than that, it goes on in the next, under its name again. */
function rowsOf<N extends Sized>(nodes: readonly N[], room: number, cpu: number): Run<N>[][] {
  const rows: Run<N>[][] = [[]]
  let used = 0
  for (const { type, nodes: all } of runsOf(nodes)) {
    let rest = all
    while (rest.length > 0) {
      const row = rows.at(-1) ?? []
      if (row.length > 0 && used + TYPES + widthOf({ type, nodes: rest }, cpu) > room) {
        rows.push([])
        continue
      }
      let count = rest.length
      while (count > 1 && row.length === 0 && widthOf({ type, nodes: rest.slice(0, count) }, cpu) > room)
        count--
      const run = { type, nodes: rest.slice(0, count) }
      used = (row.length > 0 ? used + TYPES : 0) + widthOf(run, cpu)
      row.push(run)
      rest = rest.slice(count)
    }
  }
  return rows
}

/**
 * The scale at which all that is ever shown has room, and a pod is largest.
 * @param fleets all nodes that each ever has
 * @param height px for the nodes; absent where a picture is as high as it needs
 */
export function commonScale(fleets: readonly (readonly Sized[])[], width: number, height?: number): FleetScale {
  const tallest = Math.max(1, ...fleets.flat().map(({ memory }) => memory))
  const widest = Math.max(...fleets.flat().map(({ cpu }) => cpu))
  let best: FleetScale = { cpu: 2, memory: height === undefined ? ROW / tallest : 2 }
  let area = 0
  for (let cpu = 2; cpu <= LARGEST && widest * cpu <= width; cpu++) {
    const rows = fleets.map(nodes => rowsOf(nodes, width, cpu))
    if (height === undefined && rows.some(({ length }) => length > ROWS))
      continue
    const memory = height === undefined ? ROW / tallest : Math.min(LARGEST, ...rows.map(each => (height - each.length * (NAMES + BELOW)) / each.reduce((sum, row) => sum + tallestOf(row), 0)))
    if (cpu * memory > area) {
      area = cpu * memory
      best = { cpu, memory }
    }
  }
  return best
}

/**
 * Where the nodes stand that are there, on their way, or gone: in as many rows as all need, those of the system at the right end of the ground.
 * @param nodes all that there ever are, so that each has one place
 * @param height px of the picture; absent where it is as high as it needs
 * @returns also how high it is
 */
export function fleetPlaces<N extends Sized>(nodes: readonly N[], { left, top, width }: FleetRoom, scale: FleetScale, height?: number): { places: FleetPlace<N>[], height: number } {
  let y = top
  const places = rowsOf(nodes, width - left, scale.cpu).flatMap((row) => {
    const bottom = y + NAMES + tallestOf(row) * scale.memory
    y = bottom + BELOW
    let x = left
    return row.flatMap((run) => {
      const apart = height !== undefined && run.nodes[0]?.system
      const ground = apart ? height - BELOW : bottom
      const room = widthOf(run, scale.cpu)
      if (apart)
        x = width - room
      const begun = x
      const counted = countedOf(run)
      const name = nameOf(run.type, counted.length)
      const placed = run.nodes.map((node): FleetPlace<N> => {
        const box = { x, y: ground - node.memory * scale.memory, width: node.cpu * scale.cpu, height: node.memory * scale.memory }
        x += box.width + BETWEEN
        return { node, ...box, name: node === counted[0] ? name : '', nameAt: begun }
      })
      const first = placed.find(({ node }) => node === counted[0])
      if (first)
        first.nameAt = Math.max(begun, Math.min(first.x, begun + room - roomOf(name)))
      x = begun + room + TYPES
      return placed.filter(({ node }) => !node.ahead)
    })
  })
  return { places, height: height ?? y }
}
