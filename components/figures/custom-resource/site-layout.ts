/** Where the record, its controller and what hangs on it stand, in pixels. Pure. */
import type { Box, PlacedPod } from '../stage/layout.ts'
import type { ChildKind, SiteView } from './site-view.ts'

export interface SiteLayout {
  narrow: boolean
  height: number
  site: Box
  controller: Box
  children: Readonly<Record<ChildKind, Box>>
  pods: readonly PlacedPod[]
  /** Where they will stand, while there are none. */
  empty: Box
  /** Where it is counted who wrote how many. */
  counts: { x: number, y: number }
  /** From the record to who watches it, from the controller to what it writes, and from owners to what they own. */
  ways: { watch: string, writes: Readonly<Record<'Deployment' | 'Service', string>>, set: string, slice: string, pods: string }
}

export const NARROW = 600
const POD = 36
const PITCH = 43
const CARD = { width: 230, height: 58 }
/** As wide as what hangs on the record is drawn. */
const ROW = 322
/** A Service and the EndpointSlice that it owns share a row. */
const [SERVICE, SLICE] = [132, 174]
/** How far a ReplicaSet stands below its Deployment, and in from it. */
const [BELOW, IN] = [72, 40]

export function siteLayout({ pods, refusal }: SiteView, width: number, height: number): SiteLayout {
  const narrow = width < NARROW
  const site = { x: 1, y: 4, width: narrow ? width - 2 : 272, height: 168 }
  const controller = narrow ? { x: width / 2 - 85, y: 192, width: 170, height: 56 } : { x: 342, y: site.y + 50, width: 170, height: 72 }
  const left = narrow ? 1 : width - ROW
  const top = narrow ? 280 : 4
  const across = 1 + Math.floor(((narrow ? width : ROW) - 2 * IN - POD) / PITCH)
  const row = top + BELOW + CARD.height + 14
  // On a phone what hangs on the record goes on right below the pods, so that one screen has all of it.
  const low = narrow ? refusal ? top - 20 : row + Math.max(1, Math.ceil(pods.length / across)) * PITCH + CARD.height + 10 : height
  const children = {
    Deployment: { x: left, y: top, ...CARD },
    ReplicaSet: { x: left + IN, y: top + BELOW, ...CARD },
    // On a phone its controller's line comes from the right.
    Service: { x: narrow ? left + ROW - SERVICE : left, y: low - CARD.height - 2, width: SERVICE, height: CARD.height },
    EndpointSlice: { x: narrow ? left : left + ROW - SLICE, y: low - CARD.height - 2, width: SLICE, height: CARD.height },
  }
  const [first, second] = narrow ? [children.EndpointSlice, children.Service] : [children.Service, children.EndpointSlice]
  // What is owned stands one step in from its owner.
  const deep = left + 2 * IN
  return {
    narrow, site, controller, children,
    height: narrow ? low + 76 : height,
    pods: pods.map((pod, index): PlacedPod => ({ pod, x: deep + index % across * PITCH, y: row + Math.floor(index / across) * PITCH, width: POD, height: POD })),
    empty: { x: left, y: top, width: (narrow ? width : ROW) - 2, height: low - top - 2 },
    counts: narrow ? { x: 1, y: low + 66 } : { x: 1, y: height - 14 },
    ways: {
      watch: narrow ? `M${width / 2} ${site.y + site.height}V${controller.y}` : `M${site.x + site.width} ${controller.y + controller.height / 2}H${controller.x}`,
      writes: { Deployment: way(controller, children.Deployment, narrow), Service: way(controller, children.Service, narrow) },
      set: `M${left + POD / 2} ${top + CARD.height}V${top + BELOW + CARD.height / 2}H${left + IN}`,
      slice: `M${first.x + first.width} ${first.y + CARD.height / 2}H${second.x}`,
      pods: `M${left + IN + POD / 2} ${row - 14}V${row + POD / 2}H${deep}`,
    },
  }
}

function way(from: Box, to: Box, narrow: boolean): string {
  if (narrow)
    return to.y < from.y + 200 ? `M${from.x + from.width / 2 - 30} ${from.y + from.height}V${to.y}` : `M${from.x + from.width - 6} ${from.y + from.height}C${from.x + from.width + 90} ${from.y + 160} ${from.x + from.width + 90} ${to.y} ${to.x + to.width} ${to.y + to.height / 2}`
  const [x, y] = [from.x + from.width, from.y + from.height / 2]
  const end = { x: to.x, y: to.y + to.height / 2 }
  return `M${x} ${y}C${x + 40} ${y} ${end.x - 40} ${end.y} ${end.x} ${end.y}`
}
