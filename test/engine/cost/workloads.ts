/** Small workloads for the tests of the cost model. */
import fc from 'fast-check'
import type { PodGroup, Workload } from '../../../engine/cost/index.ts'
import type { Pod, PodSpec, ResourceList } from '../../../engine/kubernetes/types/index.ts'
import { makePod } from '../../../engine/kubernetes/types/make.ts'

export function podOf(requests: ResourceList, spec: Partial<PodSpec> = {}, name = 'p'): Pod {
  return makePod(name, { labels: { app: name }, spec: { containers: [{ name: 'c', resources: { requests } }], ...spec } })
}

export const groupOf = (replicas: number, requests: ResourceList, more: Partial<PodGroup> = {}): PodGroup =>
  ({ name: 'g', replicas, pod: podOf(requests), ...more })

export const anyRequests = fc.record({
  cpu: fc.integer({ min: 0, max: 3000 }).map(milli => `${milli}m`),
  memory: fc.integer({ min: 0, max: 6000 }).map(mib => `${mib}Mi`),
})

export const anyGroup = fc.record({ replicas: fc.integer({ min: 0, max: 60 }), requests: anyRequests })
  .map(({ replicas, requests }) => groupOf(replicas, requests))

export const anyUsage = fc.oneof(
  fc.constant({ kind: 'always' } as const),
  fc.record({
    kind: fc.constant('schedule' as const), daysPerWeek: fc.integer({ min: 0, max: 7 }),
    hoursPerDay: fc.double({ min: 0, max: 24, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('profile' as const),
    load: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 24, maxLength: 24 }),
  }),
  fc.record({
    kind: fc.constant('runs' as const), runsPerMonth: fc.integer({ min: 0, max: 60 }),
    secondsPerRun: fc.integer({ min: 0, max: 36_000 }),
  }),
)

export const anyWorkload: fc.Arbitrary<Workload> = fc.record({ groups: fc.array(anyGroup, { maxLength: 5 }), usage: anyUsage })
