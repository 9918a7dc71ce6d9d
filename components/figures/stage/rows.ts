import type { PlacedPod } from './layout.ts'
import type { StagePod } from './view.ts'

/** Pods that belong together, such as those of one ReplicaSet. */
export interface PodGroup {
  id: string
  /** A word or two, large. */
  title: string
  /** What they are, beside it. */
  about: string
  pods: readonly StagePod[]
}

export interface PlacedGroup {
  group: PodGroup
  y: number
  pods: readonly PlacedPod[]
}

export interface RowsLayout {
  height: number
  /** Pixels of a block's side. */
  side: number
  groups: readonly PlacedGroup[]
}

/** Where a row's words end and its pods begin. */
export const ROW_WORDS = 76
const ABOUT = 22
const LARGEST = 42
const SMALLEST = 26
const GAP = 7

/**
 * Groups of pods as rows of blocks of one size. A block is as large as lets so many stand side by side, and no larger than
 * a line of the room allows; on a narrow screen a row may break.
 *
 * @param slots the most pods that a row ever has, so that blocks keep their size while pods come and go
 * @param rows how many rows there is room for
 */
export function rowsOf(groups: readonly PodGroup[], { width, height, slots, rows }: { width: number, height: number, slots: number, rows: number }): RowsLayout {
  const room = width - ROW_WORDS
  const narrow = width < 480
  const lines = narrow ? Math.ceil(slots * (SMALLEST + GAP) / room) : 1
  const across = Math.max(1, Math.ceil(slots / lines))
  const rowHeight = narrow ? 0 : height / Math.max(rows, groups.length, 1)
  const gap = Math.min(GAP, room / across / 5)
  const side = Math.min(LARGEST, room / across - gap, narrow ? LARGEST : rowHeight - ABOUT - 10)
  const pitch = narrow ? ABOUT + lines * (side + gap) + 14 : rowHeight
  const placed = groups.map((group, index): PlacedGroup => ({
    group,
    y: index * pitch,
    pods: group.pods.map((pod, at): PlacedPod => ({
      pod, width: side, height: side,
      x: ROW_WORDS + at % across * (side + gap),
      y: index * pitch + ABOUT + 2 + Math.floor(at / across) * (side + gap),
    })),
  }))
  return { height: narrow ? Math.max(rows, groups.length) * pitch : height, side, groups: placed }
}
