/**
 * Empty nodes, after pkg/controllers/disruption/emptiness_test.go of kubernetes-sigs/karpenter (main, August 2026); the names are
 * its cases'. Its Budgets are those of consolidation_test.go (multinode.test.ts). Left out, as the model has none of it: Metrics,
 * drift, Static NodePool, buffer pods.
 */
import { describe, expect, it } from 'vitest'
import { timestamp } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import { pod } from './provisioning.ts'
import { ASSORTED, Disrupting, LEAST, node, running, willing, type NodeOptions, type Setting } from './disrupting.ts'

const empty = (change: NodeOptions = {}, setting: Setting = {}) => new Disrupting({ nodes: [node({ name: 'only', ...change })], pools: [willing('default', { consolidationPolicy: 'WhenEmpty' })], ...setting })

describe('Emptiness', () => {
  it.each<[string, NodeOptions, boolean]>([
    ['can delete empty nodes', {}, true],
    ['should ignore nodes without the consolidatable status condition', { initialized: false }, false],
    ['should ignore nodes with the karpenter.sh/do-not-disrupt annotation', { doNotDisrupt: true }, false],
    ['should delete nodes with the karpenter.sh/do-not-disrupt annotation set to false', { doNotDisrupt: false }, true],
    ['should ignore nodes that have pods', { pods: [running()] }, false],
    ['will consider a node with a DaemonSet pod as empty', { type: LEAST, pods: [running({ owner: 'DaemonSet' })] }, true],
    ['will consider a node with terminating Deployment pods as empty', { type: LEAST, pods: Array.from({ length: 3 }, () => running({ deletedAt: timestamp(30_000) })) }, true],
    ['will not consider a node with a terminating StatefulSet pod as empty', { type: LEAST, pods: [running({ owner: 'StatefulSet', deletedAt: timestamp(30_000) })] }, false],
  ])('%s', (_, change, gone) => {
    const cluster = empty(change).run()
    expect(cluster.commands).toEqual(gone ? [{ decision: 'delete', reason: 'empty', nodes: ['only'] }] : [])
    expect(cluster.deleted).toEqual(gone ? ['claim-only'] : [])
  })

  it('should ignore nodes with the consolidatable status condition set to false', () => {
    const cluster = empty({ lastPodEventAt: 0 }, { pools: [willing('default', { consolidateAfter: '30s' })] })
    expect(cluster.run(29_000).commands).toEqual([])
    expect(cluster.run(30_000).commands).toHaveLength(1)
  })

  it('can delete multiple empty nodes', () => {
    const cluster = new Disrupting({ nodes: [node({ name: 'a' }), node({ name: 'b' })] }).reconcile()
    expect(cluster.commands).toEqual([{ decision: 'delete', reason: 'empty', nodes: ['a', 'b'] }])
  })

  it('considers pending pods when consolidating', () => {
    const [type] = ASSORTED.filter(({ capacity }) => capacity.cpu === 64_000).sort((a, b) => (a.offerings[0]?.price ?? 0) - (b.offerings[0]?.price ?? 0))
    const waiting = { ...pod({ cpu: '62' }), status: { phase: 'Pending' as const, conditions: [{ type: 'PodScheduled', status: 'False' as const, reason: 'Unschedulable' }] } }
    const cluster = new Disrupting({ nodes: [node({ name: 'only', type, resources: { cpu: '64', pods: '5' }, pods: [running({ cpu: '1' })] })], pending: [waiting] }).run()
    expect([cluster.commands, cluster.claims]).toEqual([[], []])
  })

  it('should wait for the node TTL for empty nodes before consolidating', () => {
    const cluster = empty()
    expect(cluster.run(14_999).deleted).toEqual([])
    expect(cluster.run(1).deleted).toEqual(['claim-only'])
  })
})

// consolidation_test.go, "Delete"
it('does not delete nodes with pod churn, deletes nodes without pod churn', () => {
  const cluster = new Disrupting({ nodes: [node({ name: 'a' }), node({ name: 'b' })] }).run(5_000)
  cluster.changeNode('a', { pods: [running({ spec: { nodeName: 'a' } })], lastPodEventAt: cluster.now })
  expect(cluster.reconcile().commands).toEqual([{ decision: 'delete', reason: 'empty', nodes: ['b'] }])
})
