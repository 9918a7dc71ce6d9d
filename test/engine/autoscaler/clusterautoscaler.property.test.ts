/** Whatever the groups, the pods and the load: what Cluster Autoscaler may never do. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScanResult } from '../../../engine/kubernetes/autoscaler/result.ts'
import { TestLane } from './support/lane.ts'
import type { LaneShape } from './support/lane.ts'

const anyShape: fc.Arbitrary<LaneShape> = fc.record({
  seed: fc.nat(1_000),
  groups: fc.array(fc.record({
    cpu: fc.constantFrom(1_000, 2_000, 4_000), minSize: fc.nat(2), maxSize: fc.integer({ min: 2, max: 8 }), startSeconds: fc.integer({ min: 20, max: 300 }), fails: fc.constantFrom(false, false, false, true),
  }), { minLength: 1, maxLength: 3 }),
  apps: fc.array(fc.record({ cpu: fc.constantFrom(100, 300, 700, 1_500), minAvailable: fc.constantFrom(0, 1, 3, 20) }), { minLength: 2, maxLength: 2 }),
  load: fc.array(fc.record({ at: fc.nat(2_400), app: fc.nat(1), replicas: fc.nat(14) }), { minLength: 2, maxLength: 8 }),
  options: fc.record({
    scaleDownUnneededTimeMs: fc.constantFrom(60_000, 600_000), scaleDownDelayAfterAddMs: fc.constantFrom(0, 600_000), maxDrainParallelism: fc.constantFrom(1, 3),
    expanders: fc.constantFrom(['least-waste' as const], ['random' as const], ['most-pods' as const], ['least-nodes' as const, 'least-waste' as const]), balanceSimilarNodeGroups: fc.boolean(), frequentLoops: fc.boolean(),
  }),
})
const SECONDS = 4_000
const RUNS = { numRuns: 20 }

const cpuOf = (pods: readonly { requests: { milliCPU: number } }[]) => pods.map(({ requests }) => requests.milliCPU)

/** Whether pods so large fit into rooms so large, tried in every way. */
function fit(pods: readonly number[], rooms: readonly number[]): boolean {
  const [first, ...others] = pods
  if (first === undefined) return true
  return [...new Set(rooms)].some((room) => {
    if (room < first) return false
    const i = rooms.indexOf(room)
    return fit(others, rooms.toSpliced(i, 1, room - first))
  })
}

/** The places that the pods of deleted nodes have on nodes that stay. */
function checkPlaces(lane: TestLane, { deletions }: ScanResult): void {
  if (deletions.length === 0) return
  const going = new Set([...deletions.map(({ node }) => node.metadata.name), ...lane.autoscaler.deletionsInProgress.keys()])
  const staying = lane.snapshot.nodes.filter(({ name, unschedulable }) => !going.has(name) && !unschedulable)
  const rooms = staying.map(({ allocatable, requested }) => allocatable.milliCPU - requested.milliCPU)
  const moved = deletions.flatMap(({ node }) => cpuOf(lane.snapshot.node(node.metadata.name)?.pods ?? []))
  expect(fit(moved.sort((a, b) => b - a), rooms)).toBe(true)
  for (const { node, drain, podsToEvict } of deletions) {
    expect(podsToEvict).toHaveLength(lane.snapshot.node(node.metadata.name)?.pods.length ?? 0)
    expect(drain).toBe(podsToEvict.length > 0)
    for (const { metadata } of podsToEvict) expect(lane.snapshot.disruptionBudgets.get(`default/${metadata.labels?.app}`)?.status?.disruptionsAllowed).toBeGreaterThan(0)
  }
}

/** What is wrong with the cluster as it is; nothing, it is to be hoped. Without `expect`: it is asked every second. */
function wrongsOf(lane: TestLane): string[] {
  return [
    ...lane.provider.nodeGroups().flatMap(({ id, targetSize, minSize, maxSize }) => (targetSize > maxSize || targetSize < minSize ? [`${id} wants ${targetSize}`] : [])),
    ...lane.snapshot.nodes.flatMap(({ name, pods, allocatable }) => (cpuOf(pods).reduce((sum, cpu) => sum + cpu, 0) > allocatable.milliCPU ? [`${name} has too much`] : [])),
  ]
}

describe('Cluster Autoscaler, whatever happens', () => {
  test('keeps groups between their sizes and nodes within what they have, and takes no pod away that has no other place or whose budget is used up', () => {
    fc.assert(fc.property(anyShape.filter(({ groups }) => !groups.some(({ fails, minSize }) => fails && minSize > 0)), (shape) => {
      const lane = new TestLane(shape)
      const wrongs: string[] = []
      lane.run(SECONDS, { watch: () => wrongs.push(...wrongsOf(lane)), scanned: result => checkPlaces(lane, result) })
      expect(wrongs).toEqual([])
    }), RUNS)
  })

  test('does the same for the same seed, and whether it is asked every ten seconds or only when something can have changed', () => {
    fc.assert(fc.property(anyShape, (shape) => {
      const still = { ...shape, options: { ...shape.options, frequentLoops: false } }
      const [lane, again, every] = [new TestLane(still), new TestLane(still), new TestLane({ ...still, everyScan: true })]
      for (const one of [lane, again, every]) one.run(SECONDS)
      expect(again.log).toEqual(lane.log)
      expect(every.log).toEqual(lane.log)
      expect(lane.scans).toBeLessThanOrEqual(every.scans)
    }), RUNS)
  })

  test('goes on from a checkpoint as if nothing had been, and leaves the checkpoint as it was', () => {
    fc.assert(fc.property(anyShape, fc.integer({ min: 1, max: SECONDS - 1 }), (shape, at) => {
      const [whole, parted] = [new TestLane(shape), new TestLane(shape)]
      whole.run(SECONDS)
      parted.run(at)
      const state = parted.autoscaler.save()
      const copy = structuredClone(state)
      parted.autoscaler = parted.freshAutoscaler()
      parted.autoscaler.restore(state)
      parted.run(SECONDS - at)
      expect(parted.log).toEqual(whole.log)
      expect(state).toEqual(copy)
    }), RUNS)
  })

  test('comes to rest: no pod waits that a group has room for, and nothing goes on growing and shrinking', () => {
    fc.assert(fc.property(anyShape, (shape) => {
      const groups = [{ cpu: 4_000, minSize: 0, maxSize: 40, startSeconds: 60, fails: false }]
      const lane = new TestLane({ ...shape, groups, apps: shape.apps.map(app => ({ ...app, minAvailable: 0 })), options: { ...shape.options, scaleDownUnneededTimeMs: 60_000, scaleDownDelayAfterAddMs: 0 } })
      lane.run(2_400 + 4_000)
      const { length } = lane.log
      lane.run(2_000)
      expect(lane.pending).toEqual([])
      expect(lane.log.slice(length)).toEqual([])
    }), RUNS)
  })
})
