import { describe, expect, test } from 'vitest'
import { Snapshot, createPlugin, scoreNodes } from '../../../engine/kubernetes/scheduler/index.ts'
import type { PluginConfig } from '../../../engine/kubernetes/scheduler/index.ts'
import type { KubeObject, Node, Pod } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'

function scores(plugin: string, pod: Pod, objects: KubeObject[], config: PluginConfig = {}) {
  const result = scoreNodes(createPlugin(plugin, config), pod, new Snapshot(objects))
  return result.skipped ? 'skipped' : Object.fromEntries(result.normalized)
}

describe('NodeResourcesFit scores', () => {
  const nodes = [makeNode('big', { cpu: '10', memory: '10Gi' }), makeNode('small', { cpu: '4', memory: '8Gi' })]

  test('LeastAllocated prefers the node that stays emptier: the mean of the free shares, fractions cut off', () => {
    // big: (10-2)/10 and (10-4)/10 -> 80, 60; small: (4-2)/4 and (8-4)/8 -> 50, 50
    expect(scores('NodeResourcesFit', makePod('p', { cpu: '2', memory: '4Gi' }), nodes)).toEqual({ big: 70, small: 50 })
  })

  test('containers that ask for nothing count as 100m and 200 MB, those already there too', () => {
    const objects = [makeNode('n', { cpu: '1', memory: '2000Mi' }), makePod('there', { on: 'n' })]
    expect(scores('NodeResourcesFit', makePod('p'), objects)).toEqual({ n: 80 })
  })

  test('MostAllocated prefers the node that gets fuller', () => {
    const config = { NodeResourcesFit: { scoringStrategy: { type: 'MostAllocated' as const } } }
    expect(scores('NodeResourcesFit', makePod('p', { cpu: '2', memory: '4Gi' }), nodes, config)).toEqual({ big: 30, small: 50 })
  })

  test('RequestedToCapacityRatio follows its line', () => {
    const shape = [{ utilization: 0, score: 0 }, { utilization: 50, score: 10 }, { utilization: 100, score: 0 }]
    const config = { NodeResourcesFit: { scoringStrategy: { type: 'RequestedToCapacityRatio' as const, requestedToCapacityRatio: { shape } } } }
    // big: 20 % -> 40, 40 % -> 80; small: 50 % -> 100 both
    expect(scores('NodeResourcesFit', makePod('p', { cpu: '2', memory: '4Gi' }), nodes, config)).toEqual({ big: 60, small: 100 })
  })
})

describe('NodeResourcesBalancedAllocation', () => {
  const node = makeNode('n', { cpu: '16', memory: '16Gi' })
  const lopsided = [node, makePod('there', { cpu: '8', on: 'n' })]

  test('a pod that changes nothing scores 75', () => {
    expect(scores('NodeResourcesBalancedAllocation', makePod('p', { cpu: '1', memory: '1Gi' }), [node])).toEqual({ n: 75 })
  })

  test('a pod that brings balance scores more, one that takes it away less', () => {
    // Before: |1/2 - 0|/2 -> 75. After: |1/2 - 1/4|/2 -> 87. 50 + (50 + 12) / 2
    expect(scores('NodeResourcesBalancedAllocation', makePod('p', { memory: '4Gi' }), lopsided)).toEqual({ n: 81 })
    // Before: 100. After: |1/2 - 0|/2 -> 75. 50 + (50 - 25) / 2
    expect(scores('NodeResourcesBalancedAllocation', makePod('p', { cpu: '8' }), [node])).toEqual({ n: 62 })
  })

  test('a pod that asks for nothing is skipped', () => {
    expect(scores('NodeResourcesBalancedAllocation', makePod('p'), [node])).toBe('skipped')
  })
})

describe('other scores', () => {
  const soft = (...keys: string[]): Node['spec'] => ({ taints: keys.map(key => ({ key, effect: 'PreferNoSchedule' as const })) })

  test('TaintToleration: the fewer PreferNoSchedule taints a pod does not tolerate the better', () => {
    const nodes = [makeNode('none'), makeNode('one', { spec: soft('a') }), makeNode('two', { spec: soft('a', 'b') })]
    expect(scores('TaintToleration', makePod('p'), nodes)).toEqual({ none: 100, one: 50, two: 0 })
    const tolerant = makePod('p', { spec: { tolerations: [{ operator: 'Exists' }] } })
    expect(scores('TaintToleration', tolerant, nodes)).toEqual({ none: 100, one: 100, two: 100 })
  })

  test('NodeAffinity: weights of matching preferences add up, the largest sum is 100', () => {
    const preferredDuringSchedulingIgnoredDuringExecution = [
      { weight: 30, preference: { matchExpressions: [{ key: 'disk', operator: 'In' as const, values: ['ssd'] }] } },
      { weight: 10, preference: { matchExpressions: [{ key: 'fast', operator: 'Exists' as const }] } },
      { weight: 99, preference: {} },
    ]
    const pod = makePod('p', { spec: { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution } } } })
    const nodes = [makeNode('both', { labels: { disk: 'ssd', fast: '' } }), makeNode('disk', { labels: { disk: 'ssd' } }), makeNode('none')]
    expect(scores('NodeAffinity', pod, nodes)).toEqual({ both: 100, disk: 75, none: 0 })
    expect(scores('NodeAffinity', makePod('p'), nodes)).toBe('skipped')
  })

  test('ImageLocality: images count by their size and by how many nodes have them', () => {
    const withImage = (name: string, images: { names: string[], sizeBytes: number }[]): Node => {
      const node = makeNode(name)
      return { ...node, status: { ...node.status, images } }
    }
    const MB = 1024 * 1024
    const nodes = [withImage('has', [{ names: ['app:1'], sizeBytes: 1023 * MB }]), makeNode('has-not')]
    // 1023 MB on one of two nodes counts half: (511.5 - 23) / (1000 - 23)
    expect(scores('ImageLocality', makePod('p'), nodes)).toEqual({ 'has': 50, 'has-not': 0 })
    expect(scores('ImageLocality', makePod('p'), [makeNode('a')])).toBe('skipped')
  })
})
