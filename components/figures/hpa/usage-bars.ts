/** Where the bars of pods stand: data -> scale -> mark. */
import { scaleLinear, type ScaleLinear } from 'd3-scale'
import type { CountedPod } from '../../../engine/kubernetes/controllers/podautoscaler/decision.ts'
import { shareOf, type SeenPod } from './looks.ts'

export interface Bar {
  pod: SeenPod
  x: number
  width: number
  /** How it counts in the formula: as it is, as 0, not at all because it is not known, because it came after the look, or because it is going. */
  counts: 'whole' | 'zero' | 'unknown' | 'new' | 'gone'
  /** Percent of its request. */
  share: number
}

/** How a pod counted in the last look. */
function countsOf(seen: CountedPod | undefined, going: boolean): Bar['counts'] {
  if (going || seen?.group === 'ignored')
    return 'gone'
  if (seen && shareOf(seen) === undefined && seen.request === undefined)
    return 'unknown'
  return seen === undefined ? 'new' : seen.group === 'counted' ? 'whole' : 'zero'
}

export function barsOf(pods: readonly SeenPod[], { width, height, slots, most }: { width: number, height: number, slots: number, most: number }): { y: ScaleLinear<number, number>, bars: Bar[] } {
  const slot = Math.min(64, width / Math.max(1, slots, pods.length))
  const y = scaleLinear().domain([0, most]).nice(3).range([height, 0])
  return {
    y,
    bars: pods.map((pod, index) => ({
      pod, x: index * slot, width: slot * 0.72,
      counts: countsOf(pod.seen, pod.state === 'terminating'),
      share: (pod.seen && shareOf(pod.seen)) ?? 0,
    })),
  }
}
