import { describe, expect, test } from 'vitest'
import { Random } from '../../../engine/kubernetes/apimachinery/random.ts'
import { Framework, Scheduler, Snapshot, explain, podInfoOf, preempt } from '../../../engine/kubernetes/scheduler/index.ts'
import type { Profile } from '../../../engine/kubernetes/scheduler/index.ts'
import { feasibleNodesWanted } from '../../../engine/kubernetes/scheduler/scheduler.ts'
import type { KubeObject, Pod } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'
import { FIRST } from './builders.ts'

const schedule = (pod: Pod, objects: KubeObject[], profile: Partial<Profile> = {}) =>
  new Scheduler(Framework.forProfile(profile), new Random(1)).schedule(pod, new Snapshot(objects))

/** The whole message of a FailedScheduling event. */
function failure(pod: Pod, objects: KubeObject[]) {
  const framework = Framework.forProfile()
  const snapshot = new Snapshot(objects)
  const result = new Scheduler(framework, FIRST).schedule(pod, snapshot)
  if (result.node !== undefined) return `scheduled on ${result.node}`
  const { message, candidate } = preempt(framework, podInfoOf(pod), snapshot, result, FIRST)
  return candidate ? `${result.message} evicting on ${candidate.node}` : `${result.message} ${message}`
}

describe('the FailedScheduling message', () => {
  const gpuOnly = { taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' as const }] }
  const full = [makeNode('a', { cpu: '1' }), makePod('there', { cpu: '800m', on: 'a' })]

  test('counts nodes by reason, sorted as text', () => {
    const objects = [...full, makeNode('b', { spec: gpuOnly }), makeNode('c', { spec: gpuOnly })]
    expect(failure(makePod('p', { cpu: '500m' }), objects)).toBe(
      '0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint(s). '
      + 'no new claims to deallocate, preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.')
  })

  test('says so when the pod is too large for any node', () => {
    expect(failure(makePod('p', { cpu: '2' }), full)).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.')
  })

  test('without nodes there is nothing to count', () => {
    expect(failure(makePod('p'), [])).toBe('no nodes available to schedule pods ')
  })

  test('a pod rejected before any node was looked at says why', () => {
    const pod = makePod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'lost' } }] } })
    expect(failure(pod, full)).toBe('0/1 nodes are available: persistentvolumeclaim "lost" not found. '
      + 'no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.')
  })

  test('a pod bound by name to a node that rejects it counts the others as not named', () => {
    const nodeSelectorTerms = [{ matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: ['a'] }] }]
    const pod = makePod('p', { cpu: '500m', spec: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } } })
    expect(failure(pod, [...full, makeNode('b')])).toContain("0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity].")
  })

  test('a pod that may not preempt says so', () => {
    const pod = makePod('p', { cpu: '500m', priority: 10, spec: { priority: 10, preemptionPolicy: 'Never' } })
    expect(failure(pod, full)).toContain('preemption: not eligible due to preemptionPolicy=Never.')
  })
})

describe('how many nodes are looked at', () => {
  test.each([[50, 0, 50], [100, 0, 100], [1000, 0, 420], [5000, 0, 500], [6000, 0, 300], [10_000, 0, 500], [5000, 70, 3500], [150, 5, 100]])(
    'of %i nodes at %i %%: %i feasible ones are enough', (nodes, percentage, wanted) => {
      expect(feasibleNodesWanted(nodes, percentage)).toBe(wanted)
    })

  test('the next search begins where the last one stopped', () => {
    const snapshot = new Snapshot(Array.from({ length: 300 }, (_, i) => makeNode(`n${i}`)))
    const scheduler = new Scheduler(Framework.forProfile({ percentageOfNodesToScore: 1 }), new Random(1))
    expect(scheduler.schedule(makePod('a'), snapshot)).toMatchObject({ evaluatedNodes: 100, feasibleNodes: 100 })
    expect(scheduler.nextStartNodeIndex).toBe(100)
    scheduler.schedule(makePod('b'), snapshot)
    scheduler.schedule(makePod('c'), snapshot)
    expect(scheduler.nextStartNodeIndex).toBe(0)
  })

  test('a sample has nodes of every zone in turn', () => {
    const nodes = ['a1 a', 'a2 a', 'a3 a', 'b1 b', 'c1 c'].map((text) => {
      const [name = '', zone = ''] = text.split(' ')
      return makeNode(name, { zone })
    })
    expect(new Snapshot(nodes).nodes.map(({ name }) => name)).toEqual(['a1', 'b1', 'c1', 'a2', 'a3'])
  })
})

describe('the choice', () => {
  const nodes = [makeNode('a'), makeNode('b'), makeNode('c')]

  test('of equal nodes each is as likely as another, by the seed', () => {
    const chosen = new Map<string, number>()
    for (let seed = 0; seed < 3000; seed++) {
      const { node = '' } = new Scheduler(Framework.forProfile(), new Random(seed)).schedule(makePod('p', { cpu: '1' }), new Snapshot(nodes))
      chosen.set(node, (chosen.get(node) ?? 0) + 1)
    }
    for (const count of chosen.values()) expect(count).toBeGreaterThan(900)
    expect(chosen.size).toBe(3)
  })

  test('the best score wins', () => {
    expect(schedule(makePod('p', { cpu: '1' }), [...nodes, makePod('x', { cpu: '1', on: 'a' }), makePod('y', { cpu: '2', on: 'b' })]).node).toBe('c')
  })

  test('weights decide between plugins', () => {
    const objects = [makeNode('busy', { labels: { disk: 'ssd' } }), makeNode('idle'), makePod('x', { cpu: '2', memory: '4Gi', on: 'busy' })]
    const pod = makePod('p', { cpu: '1', memory: '1Gi', spec: { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 1, preference: { matchExpressions: [{ key: 'disk', operator: 'Exists' }] } }] } } } })
    expect(schedule(pod, objects).node).toBe('busy')
    expect(schedule(pod, objects, { weights: { NodeAffinity: 1, NodeResourcesFit: 20 } }).node).toBe('idle')
  })

  test('a node promised to a more important pod is not given away', () => {
    const vip = { ...makePod('vip', { cpu: '3', priority: 100 }), status: { phase: 'Pending' as const, nominatedNodeName: 'a' } }
    expect(schedule(makePod('p', { cpu: '2' }), [makeNode('a'), vip]).node).toBeUndefined()
    expect(schedule(makePod('p', { cpu: '2', priority: 200 }), [makeNode('a'), vip]).node).toBe('a')
    expect(schedule(vip, [makeNode('a'), makeNode('b', { cpu: '64' }), vip]).node).toBe('a')
  })
})

describe('explain', () => {
  const objects = [
    makeNode('small', { cpu: '1' }), makeNode('tainted', { spec: { unschedulable: true, taints: [{ key: 'x', effect: 'NoSchedule' }] } }),
    makeNode('good'), makeNode('better', { cpu: '16', memory: '64Gi' }),
  ]
  const pod = makePod('p', { cpu: '2', memory: '1Gi' })
  const table = explain(Framework.forProfile(), pod, new Snapshot(objects))
  const row = (name: string) => table.rows.find(({ node }) => node === name)

  test('names the plugin that kube-scheduler names, and the opinion of every other', () => {
    expect(row('small')).toMatchObject({ feasible: false, rejectedBy: 'NodeResourcesFit' })
    expect(row('tainted')).toMatchObject({ feasible: false, rejectedBy: 'NodeUnschedulable' })
    expect(row('tainted')?.filters.TaintToleration).toEqual({ verdict: 'fail', code: 'UnschedulableAndUnresolvable', reasons: ['node(s) had untolerated taint(s)'] })
    expect(row('good')?.filters).toMatchObject({ NodeResourcesFit: { verdict: 'pass' }, InterPodAffinity: { verdict: 'skip' } })
  })

  test('scores add up by weight, and the best is what the scheduler takes', () => {
    for (const name of ['good', 'better']) {
      const cells = Object.values(row(name)?.scores ?? {})
      for (const { normalized, weight, weighted } of cells) expect(weighted).toBe(normalized * weight)
      expect(row(name)?.total).toBe(cells.reduce((sum, { weighted }) => sum + weighted, 0))
    }
    expect(row('good')?.scores.TaintToleration).toEqual({ raw: 0, normalized: 100, weight: 3, weighted: 300 })
    expect(row('small')?.scores).toEqual({})
    expect(table.best).toEqual(['better'])
    expect(schedule(pod, objects).node).toBe('better')
    expect(table.skippedScorePlugins).toContain('InterPodAffinity')
  })

  test('a bound pod is looked at as if it were not, and is still there afterwards', () => {
    const bound = { ...pod, spec: { ...pod.spec, nodeName: 'good' } }
    const snapshot = new Snapshot([...objects, bound])
    expect(explain(Framework.forProfile(), bound, snapshot)).toEqual(table)
    expect(snapshot.nodeOf('default/p')).toBe('good')
    expect(snapshot.node('good')?.requested.milliCPU).toBe(2000)
  })

  test('has the message when no node fits', () => {
    expect(explain(Framework.forProfile(), makePod('p', { cpu: '99' }), new Snapshot(objects)).message)
      .toBe('0/4 nodes are available: 1 node(s) were unschedulable, 3 Insufficient cpu.')
  })
})

test('an unknown plugin is refused by name', () => {
  expect(() => Framework.forProfile({ plugins: ['NodeResourceFit'] })).toThrow('unknown scheduler plugin "NodeResourceFit"')
})
