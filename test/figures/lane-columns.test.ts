import { describe, expect, it } from 'vitest'
import { textRoom } from '../../components/charts/text-room.ts'
import { laneColumns } from '../../components/figures/stage/lane-columns.ts'

const names = [['etcd', ''], ['API server', ''], ['kubectl', ''], ['Deployment', 'controller'], ['ReplicaSet', 'controller'], ['scheduler', ''], ['kubelet', '']] as const

describe('components side by side', () => {
  it('are as wide as their names, side by side, and fill the room', () => {
    const { columns, tight } = laneColumns(names, 640)
    expect(tight).toBe(false)
    columns.forEach(({ x, width }, index) => {
      expect(x - width / 2).toBeCloseTo(index === 0 ? 0 : (columns[index - 1]?.x ?? 0) + (columns[index - 1]?.width ?? 0) / 2)
      expect(width).toBeGreaterThan(textRoom(names[index]?.[0] ?? '', 18.4) * 0.92)
    })
    expect(columns.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(640)
  })

  it('share the room alike, in smaller letters, when their names need more than there is', () => {
    const { columns, tight } = laneColumns([...names, ['StatefulSet', 'controller'], ['DaemonSet', 'controller']], 640)
    expect(tight).toBe(true)
    expect(new Set(columns.map(({ width }) => width))).toEqual(new Set([640 / 9]))
  })
})
