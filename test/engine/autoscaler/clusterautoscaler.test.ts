import { describe, expect, test } from 'vitest'
import { ClusterAutoscaler } from '../../../engine/kubernetes/autoscaler/clusterautoscaler.ts'
import type { AutoscalingOptions } from '../../../engine/kubernetes/autoscaler/options.ts'
import { Framework, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import type { KubeObject, Pod } from '../../../engine/kubernetes/types/index.ts'
import { MINUTES, testNode, testPod } from './support/builders.ts'
import { TestCloudProvider } from './support/provider.ts'

function scanner(provider: TestCloudProvider, objects: KubeObject[], options: Partial<AutoscalingOptions> = {}) {
  const autoscaler = new ClusterAutoscaler(Framework.forProfile(), options)
  const snapshot = new Snapshot(objects)
  let revision = 0
  return {
    autoscaler,
    snapshot,
    scan(now: number, pendingPods: Pod[] = [], changed = true) {
      if (changed) revision++
      return autoscaler.runOnce({ now, revision: revision + provider.revision, snapshot, pendingPods, provider })
    },
  }
}

describe('a scan', () => {
  test('makes a group larger for pods that fit nowhere, and not again for those its new nodes will take', () => {
    const provider = new TestCloudProvider({ template: testNode('t', { cpu: '2', memory: '4Gi' }) })
    const { scan } = scanner(provider, [])
    const pods = Array.from({ length: 5 }, (_, i) => testPod(`p${i}`, { cpu: '1', createdAt: 0 }))
    const { scaleUps, events } = scan(10_000, pods)
    expect(scaleUps).toMatchObject([{ groupId: 'ng1', currentSize: 0, newSize: 3 }])
    expect(events.map(({ reason }) => reason)).toEqual(['ScaledUpGroup', 'ScaledUpGroup', ...Array<string>(5).fill('TriggeredScaleUp')])
    expect(events.at(-1)?.message).toBe('pod triggered scale-up: [{ng1 0->3 (max: 10)}]')
    expect(scan(10_000, pods).scaleUps).toEqual([])
    expect(scan(20_000, [...pods, testPod('p5', { cpu: '2', createdAt: 0 })]).scaleUps).toMatchObject([{ currentSize: 3, newSize: 4 }])
  })

  test('waits for more when every pod is younger than 2 s', () => {
    const provider = new TestCloudProvider({ template: testNode('t') })
    const { scan, autoscaler } = scanner(provider, [])
    const pod = testPod('p', { cpu: '1', createdAt: 9_000 })
    expect(scan(10_000, [pod]).scaleUps).toEqual([])
    expect(autoscaler.quietUntil).toBe(11_000)
    expect(scan(20_000, [pod], false).scaleUps).toHaveLength(1)
  })

  test('takes an empty node away after 10 minutes, and a drained one with its pods', () => {
    const provider = new TestCloudProvider({ minSize: 1 })
    const nodes = ['n1', 'n2', 'n3'].map(name => testNode(name))
    provider.addNodes('ng1', nodes, { wanted: true })
    const { scan, autoscaler } = scanner(provider, [...nodes, testPod('a', { cpu: '1', on: 'n1' }), testPod('b', { cpu: '500m', on: 'n2' })])
    expect(scan(0).deletions).toEqual([])
    expect(autoscaler.unneededSince).toEqual(new Map([['n3', 0], ['n1', 0]]))
    expect(autoscaler.nextScanAt(0, 1 + provider.revision)).toBe(5 * MINUTES)
    expect(scan(10 * MINUTES - 1, [], false).deletions).toEqual([])
    const { deletions } = scan(10 * MINUTES, [], false)
    expect(deletions.map(({ node, drain, podsToEvict }) => [node.metadata.name, drain, podsToEvict.map(({ metadata }) => metadata.name)])).toEqual([['n3', false, []], ['n1', true, ['a']]])
  })

  test('begins no deletion for ten minutes after it made a group larger, and is asked again when that is over', () => {
    const labels = { pool: 'small' }
    const provider = new TestCloudProvider({ template: testNode('t', { labels }) }, {})
    const spare = testNode('spare')
    provider.addNodes('ng2', [spare], { wanted: true })
    const { scan, autoscaler } = scanner(provider, [spare], { scaleDownUnneededTimeMs: MINUTES })
    const pod = testPod('p', { cpu: '1', createdAt: 0, spec: { nodeSelector: labels } })
    expect(scan(20_000, [pod]).scaleUps).toMatchObject([{ groupId: 'ng1', newSize: 1 }])
    expect(autoscaler.nextScanAt(20_000, 0)).toBe(20_000)
    expect(scan(20_000, [pod]).deletions).toEqual([])
    expect(autoscaler.unneededSince).toEqual(new Map([['spare', 20_000]]))
    expect(scan(2 * MINUTES, [pod]).deletions).toEqual([])
    expect(autoscaler.quietUntil).toBe(20_000 + 10 * MINUTES)
    expect(scan(20_000 + 10 * MINUTES, [pod], false).deletions).toHaveLength(1)
  })
})
