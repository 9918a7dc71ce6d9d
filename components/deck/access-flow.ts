/** Permissions, two ways: each a row of what leads to the next; on a phone, a column. */
import { strings } from './access-paths-words.ts'
import type { Flow, FlowFrame, FlowPart } from './flow.ts'
import { localize } from './useLanguage.ts'

type Link = Pick<FlowPart, 'plane' | 'shape'> & { words: keyof typeof strings }

const rows: readonly { title: keyof typeof strings, links: readonly Link[] }[] = [
  {
    title: 'into', links: [
      { plane: 'own', shape: 'stadium', words: 'team' },
      { plane: 'own', shape: 'doc', words: 'entry' },
      { plane: 'own', shape: 'doc', words: 'policy' },
      { plane: 'control', shape: 'hex', words: 'api' },
    ],
  },
  {
    title: 'out', links: [
      { plane: 'data', shape: 'rect', words: 'pod' },
      { plane: 'own', shape: 'doc', words: 'association' },
      { plane: 'own', shape: 'doc', words: 'role' },
      { plane: 'quiet', shape: 'store', words: 'bucket' },
    ],
  },
]
const linesOf = (words: keyof typeof strings) => localize(strings[words]).split('\n')
const partOf = ({ plane, shape, words }: Link, place: Pick<FlowPart, 'x' | 'y' | 'width' | 'height'>): FlowPart => ({ plane, shape, ...place, lines: linesOf(words) })

export function accessPathsWide(): Flow {
  const [width, cell, height, pad, between] = [868, 164, 152, 20, 20]
  const pitch = (width - 2 * pad - cell) / 3
  const topOf = (row: number) => row * (height + between)
  return {
    width, height: 2 * height + between,
    frames: rows.map(({ title }, row): FlowFrame => ({ x: 0, y: topOf(row), width, height, title: [linesOf(title).join(' ')] })),
    parts: rows.flatMap(({ links }, row) => links.map((link, at) => partOf(link, { x: pad + at * pitch, y: topOf(row) + 54, width: cell, height: 76 }))),
    steps: rows.flatMap((_, row) => [0, 1, 2].map(at => `M${pad + at * pitch + cell} ${topOf(row) + 92}H${pad + (at + 1) * pitch - 8}`)),
  }
}

export function accessPathsUpright(): Flow {
  const [width, cell, pad, between] = [174, 154, 10, 10]
  const [first, pitch, high] = [70, 104, 70]
  const leftOf = (row: number) => row * (width + between)
  const height = first + 3 * pitch + high + 12
  return {
    width: 2 * width + between, height,
    frames: rows.map(({ title }, row): FlowFrame => ({ x: leftOf(row), y: 0, width, height, title: linesOf(title) })),
    parts: rows.flatMap(({ links }, row) => links.map((link, at) => partOf(link, { x: leftOf(row) + pad, y: first + at * pitch, width: cell, height: high }))),
    steps: rows.flatMap((_, row) => [0, 1, 2].map(at => `M${leftOf(row) + width / 2} ${first + at * pitch + high - 3}V${first + (at + 1) * pitch - 8}`)),
  }
}
