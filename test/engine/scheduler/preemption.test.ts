import { describe, expect, test } from 'vitest'
import { Framework, Snapshot, dryRunPreemption, podInfoOf, selectCandidate } from '../../../engine/kubernetes/scheduler/index.ts'
import type { KubeObject, Pod, PodDisruptionBudget } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'
import { FIRST, make, started } from './builders.ts'

function dryRun(pod: Pod, objects: KubeObject[]) {
  const framework = Framework.forProfile()
  const snapshot = new Snapshot(objects)
  const info = podInfoOf(pod)
  const before = snapshot.nodes.map(({ pods }) => pods.length)
  const { candidates } = dryRunPreemption(framework, framework.preFilter(info, snapshot), info, snapshot.nodes, snapshot, FIRST)
  expect(snapshot.nodes.map(({ pods }) => pods.length)).toEqual(before)
  return {
    best: selectCandidate(candidates)?.node,
    victims: Object.fromEntries(candidates.map(({ node, victims }) => [node, victims.map(({ pod: { metadata } }) => metadata.name)])),
    violations: Object.fromEntries(candidates.map(({ node, numPDBViolations }) => [node, numPDBViolations])),
  }
}

const vip = makePod('vip', { cpu: '2', priority: 1000 })
const budget = (disruptionsAllowed: number, disruptedPods?: Record<string, string>) => make<PodDisruptionBudget>('PodDisruptionBudget', 'web', {
  metadata: { namespace: 'default' }, spec: { selector: { matchLabels: { app: 'web' } } }, status: { disruptionsAllowed, disruptedPods },
})

describe('victims', () => {
  const node = makeNode('n', { cpu: '4' })

  test.each<[string, Pod[], Record<string, string[]>]>([
    ['only as many as are needed, the least important', [makePod('low', { cpu: '2', priority: 1, on: 'n' }), makePod('mid', { cpu: '2', priority: 5, on: 'n' })], { n: ['low'] }],
    ['not those that are as important', [makePod('peer', { cpu: '4', priority: 1000, on: 'n' })], {}],
    ['a large one rather than a small one that is of no use', [makePod('small', { cpu: '500m', priority: 1, on: 'n' }), makePod('large', { cpu: '3500m', priority: 5, on: 'n' })], { n: ['large'] }],
    ['of equals the one that started last', [started(makePod('old', { cpu: '2', on: 'n' }), '2026-01-01T00:00:00Z'), started(makePod('new', { cpu: '2', on: 'n' }), '2026-01-02T00:00:00Z')], { n: ['new'] }],
  ])('%s', (_name, pods, victims) => {
    expect(dryRun(vip, [node, ...pods]).victims).toEqual(victims)
  })

  test('pods that a budget protects are spared first', () => {
    const protectedOne = makePod('web', { cpu: '2', labels: { app: 'web' }, on: 'n' })
    const other = makePod('other', { cpu: '2', priority: 500, on: 'n' })
    expect(dryRun(vip, [node, protectedOne, other, budget(0)])).toMatchObject({ victims: { n: ['other'] }, violations: { n: 0 } })
    expect(dryRun(vip, [node, protectedOne, other, budget(1)])).toMatchObject({ victims: { n: ['web'] }, violations: { n: 0 } })
  })

  test('a budget is used up pod by pod, and does not count one whose eviction it granted', () => {
    const pods = ['a', 'b'].map(name => makePod(name, { cpu: '2', labels: { app: 'web' }, on: 'n' }))
    const large = makePod('vip', { cpu: '4', priority: 1000 })
    expect(dryRun(large, [node, ...pods, budget(1)]).violations).toEqual({ n: 1 })
    expect(dryRun(large, [node, ...pods, budget(1, { a: '2026-01-01T00:00:00Z' })]).violations).toEqual({ n: 0 })
  })

  test('anti-affinity of a victim goes with it', () => {
    const loner = makePod('loner', { on: 'n', spec: { nodeName: 'n', affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } }] } } } })
    const pod = makePod('vip', { labels: { app: 'web' }, priority: 10 })
    expect(dryRun(pod, [node, loner, makePod('bystander', { on: 'n' })]).victims).toEqual({ n: ['loner'] })
  })
})

describe('the node to free', () => {
  const nodes = [makeNode('a', { cpu: '2' }), makeNode('b', { cpu: '2' })]
  const full = (name: string, on: string, priority: number, cpu = '2', startTime?: string) => started(makePod(name, { cpu, priority, on, labels: { app: name } }), startTime)

  test.each<[string, KubeObject[], string]>([
    ['the one without a violated budget', [full('web', 'a', 1), full('x', 'b', 9), budget(0)], 'b'],
    ['then the one whose top victim matters least', [full('x', 'a', 9), full('y', 'b', 8)], 'b'],
    ['then the lowest sum of priorities, where a victim more always counts', [full('x1', 'a', 5, '1'), full('x2', 'a', -5, '1'), full('y', 'b', 5)], 'b'],
    ['then the one whose victims started last', [full('x', 'a', 5, '2', '2026-01-01T00:00:00Z'), full('y', 'b', 5, '2', '2026-01-02T00:00:00Z')], 'b'],
    ['then the first', [full('x', 'a', 5), full('y', 'b', 5)], 'a'],
  ])('%s', (_name, objects, best) => {
    expect(dryRun(vip, [...nodes, ...objects]).best).toBe(best)
  })
})
