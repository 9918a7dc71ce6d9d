/** Fleets that are held against each other: drawn to one scale, nodes of one type side by side under one name. */
import type { StageNode } from './view.ts'

/** Pixels a core, and a GiB. */
export interface FleetScale { cpu: number, memory: number }

interface Place { x: number, y: number, width: number, height: number }

export interface FleetPlace<N> extends Place {
  node: N
  /** The name of the type, and how many of it are there; only at the first of them. */
  name: string
}

export interface FleetRoom {
  /** Where the nodes begin, and where they must end: px. */
  left: number
  top: number
  width: number
}

type Sized = Pick<StageNode, 'label' | 'cpu' | 'memory' | 'starting' | 'gone' | 'system'>

/** Pixels: between two nodes, between two types, above each row for names, below it, and what a letter of a name takes, Latin and Korean. */
const [BETWEEN, TYPES, NAMES, BELOW, LETTER, HANGUL] = [8, 16, 26, 8, 10, 17]
/** Pixels for pods that wait, with what parts them from the nodes: beside these, and above them on a narrow screen. */
export const FLEET_QUEUE = { width: 100, height: 56 }
/** Rows that a fleet may take on a narrow screen, and px a row is high there at most. */
const [ROWS, ROW] = [3, 64]
const LARGEST = 60
/** Below this width (px) a picture is as on a phone. */
export const isNarrow = (width: number) => width < 600

interface Run<N> { type: string, nodes: N[] }

/** Nodes by type: those of the system, which stay where they are whatever comes and goes; then small ones first; and after all of them those that are gone; of one type those on their way come last. Those of one type in the order in which they were given. */
function runsOf<N extends Sized>(nodes: readonly N[]): Run<N>[] {
  const there = nodes.filter(({ gone }) => !gone)
  return [there.filter(({ system }) => system), there.filter(({ system }) => !system), nodes.filter(({ gone }) => gone)].flatMap((part) => {
    const types = new Map<string, N[]>()
    for (const node of part)
      types.set(node.label ?? '', [...types.get(node.label ?? '') ?? [], node])
    return [...types].map(([type, of]) => ({ type, nodes: [...of.filter(({ starting }) => !starting), ...of.filter(({ starting }) => starting)] })).sort((a, b) => (a.nodes[0]?.cpu ?? 0) - (b.nodes[0]?.cpu ?? 0) || (a.type < b.type ? -1 : 1))
  })
}

/** A name counts the nodes that are there; where none is, those on their way. Those that are gone are told by their outlines. */
function nameOf({ type, nodes }: Run<Sized>): string {
  if (nodes[0]?.gone)
    return ''
  const count = nodes.filter(({ starting }) => !starting).length || nodes.length
  return count > 1 ? `${count} × ${type}` : type
}

const roomOf = (name: string) => [...name].reduce((sum, letter) => sum + (letter > '\u1100' ? HANGUL : LETTER), 0)

/** Rows of runs: a run that does not fit goes on in the next row, under its name again. */
function rowsOf<N extends Sized>(nodes: readonly N[], room: number, cpu: number): Run<N>[][] {
  const rows: Run<N>[][] = [[]]
  let used = 0
  const widthOf = (run: Run<N>) => Math.max(run.nodes.reduce((sum, node) => sum + node.cpu * cpu, 0) + BETWEEN * (run.nodes.length - 1), roomOf(nameOf(run)))
  for (const { type, nodes: all } of runsOf(nodes)) {
    let rest = all
    while (rest.length > 0) {
      const row = rows.at(-1) ?? []
      const from = row.length > 0 ? used + TYPES : 0
      let count = rest.length
      while (count > 0 && from + widthOf({ type, nodes: rest.slice(0, count) }) > room)
        count--
      if (count === 0 && row.length > 0) {
        rows.push([])
        continue
      }
      const run = { type, nodes: rest.slice(0, Math.max(1, count)) }
      row.push(run)
      used = from + widthOf(run)
      rest = rest.slice(run.nodes.length)
    }
  }
  return rows
}

/** A picture and all that it has to show in a run: fleets as they were at one time or another. */
export interface FleetPicture { fleets: readonly (readonly Sized[])[], height: number }

/** The largest scale at which every picture has room; on a narrow screen a picture is as high as it needs. */
export function commonScale(pictures: readonly FleetPicture[], width: number): FleetScale {
  const narrow = isNarrow(width)
  const room = narrow ? width - 2 : width - FLEET_QUEUE.width
  let cpu = LARGEST
  const widest = Math.max(...pictures.flatMap(({ fleets }) => fleets.flat().map(node => node.cpu)))
  while (cpu > 2 && (widest * cpu > room || pictures.some(({ fleets }) => fleets.some(nodes => rowsOf(nodes, room, cpu).length > (narrow ? ROWS : 1)))))
    cpu--
  return { cpu, memory: Math.min(LARGEST, ...pictures.map(({ fleets, height }) => (narrow ? ROW : height - NAMES - BELOW) / tallestOf(fleets))) }
}

/** GiB of the largest node. */
const tallestOf = (fleets: FleetPicture['fleets']) => Math.max(1, ...fleets.flat().map(({ memory }) => memory))

/** How high each picture is, of all the room that they share: as its largest node asks for. */
export function heightsOf(fleets: readonly FleetPicture['fleets'][], height: number): number[] {
  const tallest = fleets.map(tallestOf)
  const sum = tallest.reduce((all, each) => all + each, 0)
  const spare = height - fleets.length * (NAMES + BELOW)
  return tallest.map(each => Math.floor(NAMES + BELOW + spare * each / sum))
}

/** Where the nodes stand: in one row of a picture of a given height, else in as many as they need. @returns also how high the picture is */
export function fleetPlaces<N extends Sized>(nodes: readonly N[], { left, top, width }: FleetRoom, scale: FleetScale, height?: number): { places: FleetPlace<N>[], height: number } {
  let y = top
  const places = rowsOf(nodes, height === undefined ? width - left : Infinity, scale.cpu).flatMap((row) => {
    const tallest = Math.max(0, ...row.flatMap(run => run.nodes.map(({ memory }) => memory * scale.memory)))
    const bottom = height === undefined ? y + NAMES + tallest : height - BELOW
    y = bottom + BELOW
    let x = left
    return row.flatMap((run) => {
      const name = nameOf(run)
      const begun = x
      const placed = run.nodes.map((node, index): FleetPlace<N> => {
        const box = { x, y: bottom - node.memory * scale.memory, width: node.cpu * scale.cpu, height: node.memory * scale.memory }
        x += box.width + BETWEEN
        return { node, ...box, name: index === 0 ? name : '' }
      })
      x = Math.max(x - BETWEEN, begun + roomOf(name)) + TYPES
      return placed
    })
  })
  return { places, height: height ?? y }
}
