/** EKS Auto Mode: Karpenter's core with the NodePools, limits and defaults of AWS. */
import { describe, expect, it, test } from 'vitest'
import { autoModePolicy, builtInNodePool, DEFAULT_NODE_CLASS } from '../../../engine/aws/auto-mode.ts'
import { Ec2 } from '../../../engine/aws/ec2/controller.ts'
import { catalogOf, type CatalogOptions } from '../../../engine/aws/karpenter/catalog.ts'
import { disruptionOf, expireAfterMs, type NodePool } from '../../../engine/aws/karpenter/nodepool.ts'
import { KarpenterController } from '../../../engine/aws/karpenter/store/controller.ts'
import { autoModeCrds } from '../../../engine/aws/karpenter/store/crds.ts'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { deployment, podTemplate, wait, ZONES } from '../support/cluster.ts'
import { Lane, pods } from './karpenter/lane.ts'

const CATALOG: CatalogOptions = { kind: 'auto-mode', region: 'ap-northeast-2', zones: ZONES }
const HOUR = 3_600_000
const START = { 'node-group': [30, 30], 'karpenter': [30, 30], 'auto-mode': [30, 30], 'fargate': [30, 30] } as const

function cluster(objects: readonly KubeObject[], version?: string): Simulation {
  const controller = new KarpenterController(CATALOG)
  const simulation = new Simulation({ config: { startSeconds: START }, controllers: [...standardControllers(), new Ec2(), controller] })
  simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS, ...autoModeCrds(version), DEFAULT_NODE_CLASS, ...objects] })
  return simulation
}

function web(replicas: number, cpu: string, tolerations: { key: string, operator: 'Exists' }[] = []) {
  const template = podTemplate('web', { resources: { requests: { cpu, memory: '16Mi' } } })
  return deployment('web', { replicas, template: { ...template, spec: { ...template.spec, tolerations } } })
}

/** A NodePool of the user's that says nothing of disruption. */
function ownPool(spec: Partial<NodePool['spec']['template']['spec']>): NodePool {
  const { nodeClassRef, requirements } = builtInNodePool('general-purpose').spec.template.spec
  return { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'mine' }, spec: { template: { spec: { nodeClassRef, requirements, ...spec } } } }
}

describe('built-in NodePools', () => {
  it('general-purpose: amd64, on demand, c, m or r of generation 5 and newer, no more than 110 pods a node', () => {
    const simulation = cluster([builtInNodePool('general-purpose'), builtInNodePool('system'), web(120, '10m')])
    wait(simulation, 90)
    const nodes = simulation.store.list('Node')
    expect(nodes.length).toBeGreaterThanOrEqual(2)
    for (const { metadata: { labels = {}, name }, status, spec } of nodes) {
      expect(labels).toMatchObject({ 'kubernetes.io/arch': 'amd64', 'karpenter.sh/capacity-type': 'on-demand', 'karpenter.sh/nodepool': 'general-purpose', 'eks.amazonaws.com/compute-type': 'auto', 'eks.amazonaws.com/nodeclass': 'default' })
      expect(['c', 'm', 'r']).toContain(labels['eks.amazonaws.com/instance-category'])
      expect(Number(labels['eks.amazonaws.com/instance-generation'])).toBeGreaterThan(4)
      expect(Number(status?.allocatable?.pods)).toBeLessThanOrEqual(110)
      expect(simulation.store.listPodsByNode(name).length).toBeLessThanOrEqual(110)
      expect(spec.taints ?? []).toEqual([])
    }
    expect(simulation.store.list('Pod').every(({ status }) => status?.phase === 'Running')).toBe(true)
  })

  it('system: only for pods that tolerate CriticalAddonsOnly', () => {
    const plain = cluster([builtInNodePool('system'), web(1, '1')])
    wait(plain, 60)
    expect(plain.store.list('Node')).toEqual([])
    expect(plain.log.entries.some(({ reason, message }) => reason === 'FailedScheduling' && message.includes('did not tolerate taint') && message.includes('CriticalAddonsOnly'))).toBe(true)
    const tolerant = cluster([builtInNodePool('system'), web(1, '1', [{ key: 'CriticalAddonsOnly', operator: 'Exists' }])])
    wait(tolerant, 60)
    expect(tolerant.store.list('Node').map(({ spec }) => spec.taints)).toEqual([[{ key: 'CriticalAddonsOnly', effect: 'NoSchedule' }]])
  })
})

test('the default policy is Balanced from 1.37 on (user guide, Auto Mode release notes, 2026-10-01)', () => {
  expect(['1.35', '1.36', '1.37', '1.38'].map(autoModePolicy)).toEqual(['WhenEmptyOrUnderutilized', 'WhenEmptyOrUnderutilized', 'Balanced', 'Balanced'])
  expect(builtInNodePool('general-purpose', { version: '1.37' }).spec.disruption?.consolidationPolicy).toBe('Balanced')
  const policies = ['1.36', '1.37'].map(version => disruptionOf(cluster([ownPool({})], version).store.mustGet('NodePool', '', 'mine') as unknown as NodePool).consolidationPolicy)
  expect(policies).toEqual(['WhenEmptyOrUnderutilized', 'Balanced'])
})

describe('the life of a node', () => {
  it('is 336 h unless the NodePool says otherwise, and never above 21 days', () => {
    const life = (expireAfter?: string) => Number(expireAfterMs(ownPool({ expireAfter }).spec.template.spec)) / HOUR
    expect([life(), life('24h'), life('480h'), life('720h'), life('Never')]).toEqual([336, 24, 480, 504, 504])
    const stored = cluster([ownPool({})]).store.mustGet('NodePool', '', 'mine') as unknown as NodePool
    expect(stored.spec.template.spec.expireAfter).toBe('336h')
  })

  it('ends after 21 days though the NodePool says Never: the pod moves to a new node', () => {
    const lane = new Lane({ pools: [ownPool({ expireAfter: 'Never' })], types: catalogOf(CATALOG), daemonPods: [] })
    lane.add(pods(1, { cpu: '1' }))
    lane.runUntil(504 * HOUR)
    const [first] = lane.nodes()
    expect(lane.nodes()).toHaveLength(1)
    lane.runUntil(505 * HOUR)
    expect(lane.nodes()).toHaveLength(1)
    expect(lane.nodes()[0]?.name).not.toBe(first?.name)
    expect(lane.pendingCount).toBe(0)
  })
})
