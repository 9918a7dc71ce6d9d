/** A public measured run of Cluster Autoscaler and Karpenter, repeated. docs/race.md says how. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CLUSTER_AUTOSCALER_MACHINES, CLUSTER_AUTOSCALER_POD_SECONDS, KARPENTER_MACHINES, KARPENTER_POD_SECONDS, KARPENTER_WAITS } from './simkube/published.ts'
import { replayClusterAutoscaler, replayKarpenter } from './simkube/replay.ts'
import { machineCount, rangeOf, simkubeTable, vcpuOf } from './simkube/table.ts'

const DOCUMENT = 'docs/race.md'

const karpenter = replayKarpenter()
// Four runs for each second that a scan may be away when the first pods come.
const clusterAutoscaler = Array.from({ length: 40 }, (_, i) => replayClusterAutoscaler(i + 1, i % 10 + 1))

describe('the trace of SimKube', () => {
  it('gets from Karpenter the machines that it got there, of the same sizes', () => {
    expect(karpenter.machines).toEqual(KARPENTER_MACHINES)
  })

  it('makes as many pods wait for Karpenter, at the same times, each for about a second more or less', () => {
    expect(karpenter.waits.map(({ most }) => most)).toEqual(KARPENTER_WAITS.map(({ most }) => most))
    for (const [i, { from, seconds }] of karpenter.waits.entries()) {
      expect(Math.abs(from - (KARPENTER_WAITS[i]?.from ?? Number.NaN))).toBeLessThanOrEqual(1)
      expect(Math.abs(seconds - (KARPENTER_WAITS[i]?.seconds ?? Number.NaN))).toBeLessThanOrEqual(1)
    }
    const [least, most] = rangeOf(KARPENTER_POD_SECONDS)
    expect(karpenter.podSeconds).toBeGreaterThanOrEqual(least)
    expect(karpenter.podSeconds).toBeLessThanOrEqual(most)
  })

  it('gets from Cluster Autoscaler, which picks at random, something else in every run, within the same bounds', () => {
    for (const [of, published] of [[machineCount, CLUSTER_AUTOSCALER_MACHINES], [vcpuOf, CLUSTER_AUTOSCALER_MACHINES]] as const) {
      const [[least, most], [here, there]] = [rangeOf(published.map(of)), rangeOf(clusterAutoscaler.map(({ machines }) => of(machines)))]
      expect(here).toBeLessThanOrEqual(least)
      expect(there).toBeGreaterThanOrEqual(most * 0.85)
      expect(there).toBeLessThanOrEqual(most * 1.15)
    }
    expect(new Set(clusterAutoscaler.map(({ machines }) => JSON.stringify(machines))).size).toBeGreaterThan(20)
  })

  it('makes pods wait for Cluster Autoscaler as long as a scan is away, no longer than there', () => {
    const [least, most] = rangeOf(clusterAutoscaler.map(({ podSeconds }) => podSeconds))
    expect(most).toBeLessThanOrEqual(Math.max(...CLUSTER_AUTOSCALER_POD_SECONDS))
    expect(least).toBeLessThan(karpenter.podSeconds)
    expect(most).toBeGreaterThan(2 * karpenter.podSeconds)
  })

  it('is in docs/race.md with these numbers (vitest run test/engine/race/simkube -u writes them anew)', async () => {
    const document = readFileSync(DOCUMENT, 'utf8').replace(/(<!-- begin simkube -->\n)[^]*?(<!-- end -->)/, (_, begin: string, end: string) => `${begin}${simkubeTable(karpenter, clusterAutoscaler)}\n${end}`)
    await expect(document).toMatchFileSnapshot(`../../../${DOCUMENT}`)
  })
})
