/** How long a redraw of the cost figure takes: five bills, with every slider a new workload. The thread's own time counts, not the machine's. */
import process from 'node:process'
import { compareCosts, presets, type PresetId } from '../engine/cost/index.ts'

export interface CostTiming {
  workload: PresetId
  pods: number
  p50: number
  p95: number
}

const ROUNDS = 200
const WARM_UP = 50

/** Every preset, grown to about so many pods; each round a few pods more, so that nothing is remembered from the one before. */
export function benchCost(pods: number): CostTiming[] {
  return (Object.keys(presets) as PresetId[]).map((workload) => {
    const preset = presets[workload]
    const scale = pods / preset.groups.reduce((sum, { replicas }) => sum + replicas, 0)
    const times: number[] = []
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const groups = preset.groups.map(group => ({
        ...group, replicas: Math.round(group.replicas * scale) + round % 7, minReplicas: Math.round((group.minReplicas ?? group.replicas) * scale),
      }))
      const before = process.threadCpuUsage()
      compareCosts({ ...preset, groups })
      const { user, system } = process.threadCpuUsage(before)
      if (round >= WARM_UP) times.push((user + system) / 1000)
    }
    times.sort((a, b) => a - b)
    return { workload, pods, p50: times[Math.floor(ROUNDS * 0.5)] ?? 0, p95: times[Math.floor(ROUNDS * 0.95)] ?? 0 }
  })
}
