/** Where everything of a control plane stands, in pixels: zones as columns, the control plane over the nodes. Pure. */
import type { Box, PlacedNode, PlacedPod } from '../stage/layout.ts'
import type { PlaneApiServer, PlaneMember, PlaneView } from './plane-view.ts'

export interface PlaneLayout {
  narrow: boolean
  height: number
  endpoint: Box
  /** Where callers of the pods come in. */
  callers: Box
  /** Where it is said how many members agree. */
  quorum: { x: number, y: number }
  /** At the zone's left, clear of what comes down to its API server. */
  zones: readonly (Box & { name: string, down: boolean, title: { x: number, y: number } })[]
  apiServers: readonly (Box & { server: PlaneApiServer })[]
  members: readonly (Box & { member: PlaneMember })[]
  /** The way from zone to zone, at the height of etcd. */
  links: readonly { zones: readonly [string, string], cut: boolean, path: string, middle: { x: number, y: number } }[]
  nodes: readonly PlacedNode[]
  pods: readonly PlacedPod[]
}

const GAP = 14
const POD = 20
/** A member of etcd is as wide as its term and the length of its log take. */
const MEMBER = 164

export const centre = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })

/** A room less wide (px) is a small screen: nodes stand one below the other there. */
export const NARROW = 560
const NARROW_HEIGHT = 470

export function planeLayout(view: PlaneView, { width, height: room }: { width: number, height: number }): PlaneLayout {
  const narrow = width < NARROW
  const height = narrow ? NARROW_HEIGHT : room
  const gap = narrow ? 8 : GAP
  const column = (width - gap * (view.zones.length - 1)) / Math.max(1, view.zones.length)
  const endpoint = { x: 0, y: 0, width, height: narrow ? 58 : 34 }
  const callers = { x: 0, y: height - 26, width, height: 26 }
  const top = endpoint.height + (narrow ? 16 : 8)
  const zones = view.zones.map(({ name, down }, i) => {
    const x = i * (column + gap)
    return { name, down, x, y: top, width: column, height: callers.y - 12 - top, title: { x: x + (narrow ? 6 : 10), y: top + 20 } }
  })
  const [apiTop, apiHeight] = [top + 26, narrow ? 46 : 34]
  const [etcdTop, etcdHeight] = [apiTop + apiHeight + (narrow ? 22 : 17), narrow ? 76 : 68]
  const nodeTop = etcdTop + etcdHeight + (narrow ? 32 : 30)
  const inZone = <T extends { zone: string }>(parts: readonly T[], most: number, y: number, partHeight: number) =>
    zones.flatMap((zone) => {
      const here = parts.filter(part => part.zone === zone.name)
      const partWidth = Math.min(most, (column - 16 - 6 * (here.length - 1)) / Math.max(1, here.length))
      const left = zone.x + (column - here.length * partWidth - 6 * (here.length - 1)) / 2
      return here.map((part, i) => ({ part, x: left + i * (partWidth + 6), y, width: partWidth, height: partHeight }))
    })
  const members = inZone(view.members, MEMBER, etcdTop, etcdHeight).map(({ part: member, ...box }) => ({ member, ...box }))
  const nodes = zones.flatMap(zone => nodesIn(view, zone, { top: nodeTop, bottom: callers.y - 19, narrow }))
  return {
    narrow, height, endpoint, callers, zones, members, nodes,
    quorum: { x: width / 2, y: etcdTop + etcdHeight + 15 },
    apiServers: inZone(view.apiServers, 148, apiTop, apiHeight).map(({ part: server, ...box }) => ({ server, ...box })),
    links: view.links.map(link => ({ ...link, ...linkPath(zones.findIndex(({ name }) => name === link.zones[0]), zones.findIndex(({ name }) => name === link.zones[1]), zones, { top: etcdTop, height: etcdHeight, part: Math.min(MEMBER, column - 16) }) })),
    pods: nodes.flatMap(node => podsOn(view, node)),
  }
}

/** Neighbours are joined straight, the outer two below the one between them. */
function linkPath(from: number, to: number, zones: readonly Box[], { top, height, part }: { top: number, height: number, part: number }) {
  const middleOf = (index: number) => (zones[index]?.x ?? 0) + (zones[index]?.width ?? 0) / 2
  const [a, b] = [middleOf(from), middleOf(to)]
  if (to - from === 1) {
    const y = top + height / 2
    return { path: `M${(a + part / 2).toFixed(1)} ${y.toFixed(1)}H${(b - part / 2).toFixed(1)}`, middle: { x: (a + b) / 2, y } }
  }
  const [bottom, low] = [top + height, top + height + 15]
  return { path: `M${a.toFixed(1)} ${bottom.toFixed(1)}V${(low - 10).toFixed(1)}Q${a.toFixed(1)} ${low.toFixed(1)} ${(a + 10).toFixed(1)} ${low.toFixed(1)}H${(b - 10).toFixed(1)}Q${b.toFixed(1)} ${low.toFixed(1)} ${b.toFixed(1)} ${(low - 10).toFixed(1)}V${bottom.toFixed(1)}`, middle: { x: (a + b) / 2, y: low } }
}

function nodesIn(view: PlaneView, zone: Box & { name: string }, { top, bottom, narrow }: { top: number, bottom: number, narrow: boolean }): PlacedNode[] {
  const here = view.stage.nodes.filter(node => node.zone === zone.name)
  const [across, down] = narrow ? [1, here.length] : [here.length, 1]
  const width = (zone.width - 16 - 8 * (across - 1)) / Math.max(1, across)
  const height = (bottom - top - 8 * (down - 1)) / Math.max(1, down)
  return here.map((node, i): PlacedNode => {
    const box = { x: zone.x + 8 + (narrow ? 0 : i * (width + 8)), y: top + (narrow ? i * (height + 8) : 0), width, height }
    return { node, ...box, label: { x: box.x, y: box.y } }
  })
}

function podsOn(view: PlaneView, { node, x, y, width, height }: PlacedNode): PlacedPod[] {
  const across = Math.max(1, Math.floor((width - 6) / (POD + 4)))
  const here = view.stage.pods.filter(pod => pod.node === node.name)
  const rows = Math.ceil(here.length / across)
  const top = y + Math.max(5, (height - rows * (POD + 4) + 4) / 2)
  return here.map((pod, i): PlacedPod => ({
    pod, width: POD, height: POD, x: x + 7 + i % across * (POD + 4), y: top + Math.floor(i / across) * (POD + 4),
  }))
}
