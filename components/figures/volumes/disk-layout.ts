/** Zones as columns, nodes and pods in them, and below each zone's nodes the disks of that zone; in pixels. Pure. */
import type { Box, PlacedNode, PlacedPod } from '../stage/layout.ts'
import type { StagePod } from '../stage/view.ts'
import type { Disk } from './disks.ts'
import type { VolumesView } from './volumes-view.ts'

export interface PlacedDisk extends Box {
  disk: Disk
}

/** From a pod to a disk of its zone. */
export interface DiskLink {
  id: string
  path: string
  /** Whether the pod's node has the disk; if not, whether another node has it. */
  state: 'attached' | 'attaching' | 'taken'
}

export interface DiskLayout {
  height: number
  zones: readonly (Box & { zone: string })[]
  nodes: readonly PlacedNode[]
  pods: readonly PlacedPod[]
  disks: readonly PlacedDisk[]
  links: readonly DiskLink[]
  /** Where pods and claims wait, and where it is counted what was lost. */
  side: Box
}

export const NARROW = 560
const SIDE = 150
const GAP = 16
const PAD = 10
const WIDEST_POD = 150
const DISK = { width: 104, height: 62 }
/** Below a pod's own disk, where it is said how often its container came back, or that it is a new one. */
const REMARK = 20
/** On a phone, below what is counted: where pods and claims wait, if any do. */
const WAITING = 68
/** A zone's name above it, a node's above that. */
const [ZONE_NAME, NODE_NAME] = [28, 26]

export function diskLayout({ stage, disks, restarts, successors }: VolumesView, width: number, height: number): DiskLayout {
  const narrow = width < NARROW
  const names = [...new Set([...stage.nodes.map(({ zone }) => zone), ...disks.map(({ zone }) => zone)])].filter(Boolean).sort()
  const waits = stage.pods.some(({ node }) => node === '') || disks.some(({ kind, zone }) => kind === 'volume' && zone === '')
  const side = narrow ? { x: 0, y: 0, width, height: WAITING + (waits ? 78 : 0) } : { x: 0, y: 0, width: SIDE, height }
  const wide = narrow ? width : (width - SIDE - GAP * names.length) / Math.max(1, names.length)
  const high = narrow ? 260 : height
  const zones = names.map((zone, index) => ({ zone, x: narrow ? 0 : SIDE + GAP + index * (wide + GAP), y: (narrow ? side.height + index * (high + 8) : 0) + ZONE_NAME, width: wide, height: high - ZONE_NAME - 2 }))

  const nodes = zones.flatMap((zone) => {
    const here = stage.nodes.filter(node => node.zone === zone.zone)
    const each = (zone.width - PAD * (here.length + 1)) / Math.max(1, here.length)
    return here.map((node, index): PlacedNode => {
      const box = { x: zone.x + PAD + index * (each + PAD), y: zone.y + NODE_NAME, width: each, height: zone.height - NODE_NAME - DISK.height - 3 * PAD }
      return { node, ...box, label: { x: box.x, y: box.y - 8 } }
    })
  })
  const inNodes = nodes.flatMap(({ node, x, y, width: room, height: tall }) => placePods(stage.pods.filter(pod => pod.node === node.name), { x: x + PAD, y: y + PAD, width: room - 2 * PAD, height: tall - 2 * PAD }))
  const tall = nodes[0] ? nodes[0].height - 2 * PAD : 70
  const waiting = stage.pods.filter(({ node }) => node === '').map((pod, index): PlacedPod => labelled(pod, { x: narrow ? index * 140 : 0, y: narrow ? WAITING : ZONE_NAME + index * (tall + 8), width: 128, height: narrow ? 70 : tall }))
  const pods = [...inNodes, ...waiting]

  const ofZone = zones.flatMap((zone) => {
    const here = disks.filter(disk => disk.kind === 'volume' && disk.zone === zone.zone)
    const step = Math.min(DISK.width + GAP, (zone.width - 2 * PAD) / Math.max(1, here.length))
    const from = zone.x + zone.width / 2 - step * here.length / 2
    return here.map((disk, index): PlacedDisk => ({ disk, x: from + index * step + (step - Math.min(DISK.width, step - 6)) / 2, y: zone.y + zone.height - DISK.height - PAD, width: Math.min(DISK.width, step - 6), height: DISK.height }))
  })
  const beside = disks.filter(({ kind, zone }) => kind === 'volume' && zone === '').map((disk, index): PlacedDisk => ({ disk, x: narrow ? index * 120 : 0, y: (narrow ? WAITING : ZONE_NAME) + 8, ...DISK }))
  const inside = disks.filter(({ kind }) => kind === 'emptyDir').flatMap((disk): PlacedDisk[] => {
    const pod = pods.find(({ pod: { uid } }) => disk.pods.includes(uid))
    return pod ? [{ disk, x: pod.x + 8, y: pod.y + 28, width: pod.width - 16, height: pod.height - 34 - (restarts[pod.pod.uid] || successors.includes(pod.pod.uid) ? REMARK : 0) }] : []
  })
  return {
    height: narrow ? side.height + zones.length * (high + 8) : height,
    zones, nodes, pods, disks: [...ofZone, ...beside, ...inside], side,
    links: ofZone.flatMap(placed => inNodes.flatMap(pod => linkOf(placed, pod))),
  }
}

function placePods(pods: readonly StagePod[], room: Box): PlacedPod[] {
  const step = Math.min(WIDEST_POD + PAD, (room.width + PAD) / Math.max(1, pods.length))
  return pods.map((pod, index) => labelled(pod, { x: room.x + index * step, y: room.y, width: step - PAD, height: room.height }))
}

function labelled(pod: StagePod, box: Box): PlacedPod {
  return { pod, ...box, label: { x: box.x + box.width / 2, y: box.y + 15, anchor: 'middle', inside: true } }
}

function linkOf({ disk, x, y, width }: PlacedDisk, { pod, ...box }: PlacedPod): DiskLink[] {
  if (!disk.pods.includes(pod.uid))
    return []
  const [from, to] = [{ x: box.x + box.width / 2, y: box.y + box.height }, { x: x + width / 2, y }]
  const state = disk.nodes.includes(pod.node) ? 'attached' : disk.nodes.length > 0 ? 'taken' : 'attaching'
  return [{ id: `${disk.id} ${pod.uid}`, state, path: `M${from.x.toFixed(1)} ${from.y.toFixed(1)}C${from.x.toFixed(1)} ${(to.y - 6).toFixed(1)} ${to.x.toFixed(1)} ${(from.y + 6).toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}` }]
}
