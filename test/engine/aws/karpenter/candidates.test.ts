/**
 * Which nodes may be disrupted, what their pods cost, and commands under way, after pkg/controllers/disruption/{suite,queue}_test.go
 * of kubernetes-sigs/karpenter (main, August 2026); the names are their cases'. Left out: the eventual class of disruption, which
 * only drift has; Metrics; local volumes; a queue's retries and replacements by the dozen.
 */
import { describe, expect, it } from 'vitest'
import { timestamp } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import { without } from '../../../../engine/kubernetes/apimachinery/meta.ts'
import { INSTANCE_TYPE_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL } from '../../../../engine/aws/eks-node.ts'
import { evictionCost } from '../../../../engine/aws/karpenter/podrules.ts'
import type { Pod } from '../../../../engine/kubernetes/types/index.ts'
import { blocking, Disrupting, node, running, willing, type NodeOptions, type Setting } from './disrupting.ts'

const HELD = { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } }
const TEST = { labels: { test: 'value' } }
const BUDGET = { budgets: [blocking(TEST.labels)] }
const TWO = { budgets: [blocking(TEST.labels, { name: 'pdb1' }), blocking(TEST.labels, { name: 'pdb2' })] }
const GRACE: Setting = { pools: [{ ...willing(), spec: { ...willing().spec, template: { spec: { ...willing().spec.template.spec, terminationGracePeriod: '300s' } } } }] }
const deleted = { deletedAt: timestamp(30_000) }
const ended = { status: { phase: 'Succeeded' as const } }
const key = ({ metadata }: Pod) => `default/${metadata.name}`

const blockedBy = (own: NodeOptions, setting: Setting = {}) => {
  const cluster = new Disrupting({ nodes: [node({ name: 'only', ...own })], ...setting }).step()
  return [...new Set(cluster.told.filter(({ reason }) => reason === 'DisruptionBlocked').map(({ message }) => message))]
}

describe('Candidate Filtering', () => {
  const pod = 'Pod has "karpenter.sh/do-not-disrupt" annotation'
  it.each<[string, Pod, Setting]>([
    ['do-not-disrupt pods scheduled and no terminationGracePeriod', running(HELD), {}],
    ['do-not-disrupt mirror pods scheduled', running({ ...HELD, owner: 'Node' }), {}],
    ['do-not-disrupt daemonset pods scheduled', running({ ...HELD, owner: 'DaemonSet' }), {}],
    ['do-not-disrupt pods scheduled with a terminationGracePeriod set for graceful disruption', running(HELD), GRACE],
    ['do-not-disrupt pods without a terminationGracePeriod set for graceful disruption', running(HELD), {}],
  ])('should not consider candidates that have %s', (_, one, setting) => {
    expect(blockedBy({ pods: [one] }, setting)).toEqual([`${pod} (Pod=${key(one)})`])
  })

  it.each<[string, Pod, Setting, string]>([
    ['PDB-blocked pods scheduled with a terminationGracePeriod set for graceful disruption', running(TEST), { ...BUDGET, ...GRACE }, 'Pdb prevents pod evictions (PodDisruptionBudget=[default/pdb])'],
    ['multiple PDBs on the same pod', running(TEST), TWO, 'Eviction does not support multiple PDBs (PodDisruptionBudget(s)=[default/pdb1 default/pdb2])'],
    ['fully blocking PDBs', running(TEST), BUDGET, 'Pdb prevents pod evictions (PodDisruptionBudget=[default/pdb])'],
    ['fully blocking PDBs on daemonset pods', running({ ...TEST, owner: 'DaemonSet' }), BUDGET, 'Pdb prevents pod evictions (PodDisruptionBudget=[default/pdb])'],
    ['fully blocking PDBs without a terminationGracePeriod set for graceful disruption', running(TEST), BUDGET, 'Pdb prevents pod evictions (PodDisruptionBudget=[default/pdb])'],
  ])('should not consider candidates that have %s', (_, one, setting, message) => {
    expect(blockedBy({ pods: [one] }, setting)).toEqual([message])
  })

  it.each<[string, NodeOptions, Setting]>([
    ['that have do-not-disrupt terminating pods', { pods: [running({ ...HELD, ...deleted })] }, {}],
    ['that have do-not-disrupt terminal pods', { pods: [running({ ...HELD, ...ended }), running({ ...HELD, status: { phase: 'Failed' } })] }, {}],
    ['that have fully blocking PDBs on mirror pods', { pods: [running({ ...TEST, owner: 'Node' })] }, BUDGET],
    ['that have fully blocking PDBs on terminal pods', { pods: [running({ ...TEST, ...ended })] }, BUDGET],
    ['that have fully blocking PDBs on terminating pods', { pods: [running({ ...TEST, ...deleted })] }, BUDGET],
    ['that do not have the karpenter.sh/capacity-type label', { labels: without(node().labels, CAPACITY_TYPE_LABEL) }, {}],
    ['that do not have the topology.kubernetes.io/zone label', { labels: without(node().labels, ZONE_LABEL) }, {}],
    ['that do not have the node.kubernetes.io/instance-type label', { labels: without(node().labels, INSTANCE_TYPE_LABEL) }, {}],
    ['that have an instance type that cannot be resolved', { labels: { ...node().labels, [INSTANCE_TYPE_LABEL]: 'unknown' } }, {}],
  ])('should consider candidates %s', (_, own, setting) => {
    expect(blockedBy(own, setting)).toEqual([])
    expect(new Disrupting({ nodes: [node({ name: 'only', ...own })], ...setting }).run().deleted).toEqual(['claim-only'])
  })

  it.each<[string, NodeOptions, string[]]>([
    ['that have do-not-disrupt on nodes', { doNotDisrupt: true }, ['Disruption is blocked through the "karpenter.sh/do-not-disrupt" annotation']],
    // Upstream tells of Karpenter's own nodes only.
    ['that has just a Node representation', { nodeClaim: undefined }, []],
    ['that has just a NodeClaim representation', { registered: false, initialized: false }, ['Nodeclaim does not have an associated node']],
    ['that are deleting', { deleting: true }, ['Node is deleting or marked for deletion']],
    ['that aren\'t yet initialized', { initialized: false }, ['Node isn\'t initialized']],
    ['that are not owned by a NodePool (no karpenter.sh/nodepool label)', { nodePool: undefined }, ['Node doesn\'t have required label (label=karpenter.sh/nodepool)']],
    ['that are have a non-existent NodePool', { pool: 'gone' }, ['NodePool not found (NodePool=gone)']],
  ])('should not consider candidates %s', (_, own, messages) => {
    expect(blockedBy(own)).toEqual(messages)
    expect(new Disrupting({ nodes: [node({ name: 'only', ...own })] }).run().commands).toEqual([])
  })

  it('should not consider candidates that are nominated', () => {
    const waiting = { ...running(), status: { phase: 'Pending' as const, conditions: [{ type: 'PodScheduled', status: 'False' as const, reason: 'Unschedulable' }] } }
    const cluster = new Disrupting({ nodes: [node({ name: 'only' })], pending: [waiting] }).run(10_000)
    cluster.change({ pending: [] })
    cluster.run(11_000)
    expect(cluster.says('Node is nominated for a pending pod')).toBe(true)
    expect(cluster.commands).toEqual([])
  })

  it('should not consider candidates that are actively being processed in the queue, or MarkedForDeletion', () => {
    const cluster = new Disrupting({ nodes: [node({ name: 'old', pods: [running()] })] }).reconcile()
    expect([cluster.commands.length, cluster.deleted]).toEqual([1, []])
    cluster.changeNode('old', { pods: [] })
    expect(cluster.run(60_000).commands).toHaveLength(1)
  })
})

describe('Pod Eviction Cost', () => {
  const cost = (deletionCost?: string, priority?: number) => evictionCost(running({ ...(deletionCost !== undefined && { annotations: { 'controller.kubernetes.io/pod-deletion-cost': deletionCost } }), spec: { priority } }))
  it('should have a standard disruptionCost for a pod with no priority or disruptionCost specified', () => expect(cost()).toBe(1))
  it('should have a higher disruptionCost for a pod with a positive deletion disruptionCost', () => expect(cost('100')).toBeGreaterThan(1))
  it('should have a lower disruptionCost for a pod with a positive deletion disruptionCost', () => expect(cost('-100')).toBeLessThan(1))
  it('should have higher costs for higher deletion costs', () => {
    const costs = ['101', '100', '99'].map(text => cost(text))
    expect(costs).toEqual([...costs].sort((a, b) => b - a))
    expect(new Set(costs).size).toBe(3)
  })
  it('should have a higher disruptionCost for a pod with a higher priority', () => expect(cost(undefined, 1)).toBeGreaterThan(1))
  it('should have a lower disruptionCost for a pod with a lower priority', () => expect(cost(undefined, -1)).toBeLessThan(1))
})

describe('Queue, Disruption Taints', () => {
  const replacing = () => new Disrupting({ nodes: [node({ name: 'old', pods: [running({ cpu: '100m' })] })] }).reconcile()

  it('should keep nodes tainted when replacements haven\'t finished initialization', () => {
    const cluster = replacing().run(300_000)
    expect([[...cluster.tainted], cluster.claims.length, cluster.deleted]).toEqual([['old'], 1, []])
    expect([cluster.says('Launching NodeClaim: Underutilized'), cluster.says('Waiting on readiness to continue disruption')]).toEqual([true, true])
  })
  it('should untaint nodes when a command times out', () => {
    const cluster = replacing()
    cluster.run(601_000)
    expect([[...cluster.tainted], cluster.deleted]).toEqual([[], []])
  })
  it('should fully handle a command when replacements are initialized', () => {
    const cluster = replacing().initialize()
    expect(cluster.deleted).toEqual(['claim-old'])
    expect(cluster.told.filter(({ reason }) => reason === 'DisruptionTerminating').map(({ message }) => message)).toEqual(['Disrupting Node: Underutilized', 'Disrupting NodeClaim: Underutilized'])
  })
  it('should not wait for replacements when none are needed', () => {
    const cluster = new Disrupting({ nodes: [node({ name: 'old' })] }).reconcile()
    expect(cluster.deleted).toEqual(['claim-old'])
    expect(cluster.count('DisruptionTerminating')).toBe(2)
  })
  it('should add and remove taints from NodeClaims that fail to disrupt', () => {
    const cluster = replacing()
    expect([...cluster.tainted]).toEqual(['old'])
    cluster.change({ nodes: cluster.nodes().filter(({ name }) => name === 'old') })
    expect([...cluster.step().tainted]).toEqual([])
  })
})

describe('Simulate Scheduling', () => {
  it('should allow pods on deleting nodes to reschedule to uninitialized nodes', () => {
    const one = () => running({ cpu: '2', memory: '100Mi' })
    const resources = { cpu: '3', memory: '3Gi', pods: '100' }
    const cluster = new Disrupting({ nodes: [node({ name: 'going', resources, pods: [one()], deleting: true }), node({ name: 'coming', resources, initialized: false, ready: false })] }).run()
    expect([cluster.claims, cluster.says('Pod should schedule on: nodeclaim/claim-coming')]).toEqual([[], true])
  })
  it('should ensure that we do not duplicate capacity for disrupted nodes with provisioning', () => {
    const cluster = new Disrupting({ nodes: [node({ name: 'old', pods: [running()] })] }).reconcile()
    expect(cluster.run(120_000).claims).toHaveLength(1)
  })
})
