import { arrow, path, type Solid } from './isometric.ts'

interface Job {
  pieces: readonly (Solid & { look: 'pod' | 'node' | 'waiting' | 'lost' | 'own' | 'control' })[]
  lines: readonly string[]
}

type Look = Job['pieces'][number]['look']
const cube = (look: Look, x: number, y: number, z = 8): Job['pieces'][number] => ({ look, shape: 'box', at: [x, y, z], size: [24, 24, 24] })
const node = (x = 0, y = 0): Job['pieces'][number] => ({ look: 'node', shape: 'box', at: [x, y, 0], size: [96, 64, 8] })

/** An orchestrator's five jobs, each in the blocks that the deck's picture is made of. */
export const jobs = {
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
      ...[16, 30, 22, 48].map((height, index) => ({ look: 'control' as const, shape: 'box' as const, at: [6 + index * 23, 20, 0] as const, size: [16, 16, height] as const })),
    ],
    lines: [],
  },
} as const satisfies Record<string, Job>

export type JobName = keyof typeof jobs
