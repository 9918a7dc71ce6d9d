/**
 * Several nodes at once, the second look, budgets and topology, after pkg/controllers/disruption/consolidation_test.go of
 * kubernetes-sigs/karpenter (main, August 2026): "Multi-NodeClaim", "TTL", "Budgets", "Topology Consideration"; the names are its
 * cases'.
 */
import { describe, expect, it } from 'vitest'
import { EPOCH } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import { HOSTNAME_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import type { NodePool } from '../../../../engine/aws/karpenter/nodepool.ts'
import type { Pod } from '../../../../engine/kubernetes/types/index.ts'
import { blocking, Disrupting, extremes, LEAST, MOST, node, running, willing, type NodeOptions, type Setting } from './disrupting.ts'
import { spread } from './provisioning.ts'

const APP = { app: 'test' }
const SPOT = extremes('spot')
const BOTH = [['on-demand', MOST, LEAST], ['spot', SPOT.most, SPOT.least]] as const
const names = (count: number) => 'abcdefghij'.slice(0, count).split('')
const filled = (pods: Pod[][], type = MOST) => pods.map((own, i) => node({ name: names(10)[i], type, pods: own }))
const DO_NOT_DISRUPT = { 'karpenter.sh/do-not-disrupt': 'true' }

describe('Multi-NodeClaim', () => {
  it.each(BOTH)('can merge 3 nodes into 1 (if the candidate is %s node)', (_, type) => {
    const cluster = new Disrupting({ nodes: filled([[running()], [running()], [running()]], type) }).reconcile()
    expect(cluster.commands).toEqual([{ decision: 'replace', reason: 'underutilized', nodes: ['a', 'b', 'c'] }])
    expect(cluster.initialize().staying).toEqual([])
    expect(cluster.claims).toHaveLength(1)
  })

  it('can merge 3 nodes into 1 if the candidates have both spot and on-demand', () => {
    const nodes = [...filled([[running()], [running()]]), node({ name: 'c', type: SPOT.most, pods: [running()] })]
    const cluster = new Disrupting({ nodes }).reconcile()
    expect(cluster.commands).toEqual([{ decision: 'replace', reason: 'underutilized', nodes: ['a', 'b', 'c'] }])
    expect(cluster.claims).toHaveLength(1)
  })

  it.each(BOTH)('won\'t merge 2 nodes into 1 of the same type (if the candidate is %s node)', (_, _most, least) => {
    const cluster = new Disrupting({ nodes: filled([[running()], [running(), running()]], least) }).reconcile()
    expect(cluster.commands).toEqual([{ decision: 'delete', reason: 'underutilized', nodes: ['a'] }])
    expect([cluster.claims, cluster.staying]).toEqual([[], ['b']])
  })

  it.each(BOTH)('should wait for the node TTL for non-empty nodes before consolidating (multi-node) (if the candidate is %s node)', (_, type) => {
    const cluster = new Disrupting({ nodes: filled([[running(), running()], [running()]], type) })
    expect(cluster.run(14_999).commands).toEqual([])
    expect(cluster.reconcile().commands).toEqual([{ decision: 'replace', reason: 'underutilized', nodes: ['a', 'b'] }])
    expect(cluster.initialize().staying).toEqual([])
  })

  it.each(BOTH)('should consolidate multiple empty nodes via multi-nodeclaim consolidation (if the candidate is %s node)', (_, type) => {
    const cluster = new Disrupting({ nodes: filled([[], [], []], type) })
    expect(cluster.run(14_999).staying).toEqual(['a', 'b', 'c'])
    expect(cluster.reconcile().commands).toEqual([{ decision: 'delete', reason: 'empty', nodes: ['a', 'b', 'c'] }])
  })

  it.each(BOTH)('should continue to single nodeclaim consolidation when multi-nodeclaim consolidation fails validation after the node ttl (if the candidate is %s node)', (_, type) => {
    const cluster = new Disrupting({ nodes: filled([[running()], [running()], [running()]], type) }).run(10_000)
    for (const name of ['a', 'b']) cluster.changeNode(name, { pods: [...cluster.nodes().find(one => one.name === name)?.pods ?? [], running({ cpu: '1', spec: { nodeName: name } })] })
    cluster.run(22_000)
    expect(cluster.says('reason: scheduling')).toBe(true)
    expect([cluster.commands, cluster.staying]).toEqual([[{ decision: 'delete', reason: 'underutilized', nodes: ['c'] }], ['a', 'b']])
  })
})

describe('TTL', () => {
  it('should wait for the node TTL for non-empty nodes before consolidating', () => {
    const cluster = new Disrupting({ nodes: filled([[running(), running()], [running()]], LEAST) })
    expect(cluster.run(14_999).commands).toEqual([])
    expect(cluster.run(1).commands).toEqual([{ decision: 'delete', reason: 'underutilized', nodes: ['b'] }])
  })

  const first = [[running()]]
  const two = [[running()], [running()]]
  it.each<[string, Pod[][], (cluster: Disrupting) => void, string]>([
    ['should not consolidate if the action picks different instance types after the node TTL wait', [[running({ cpu: '1' })]], cluster => join(cluster, 'a', running({ cpu: '1' })), 'scheduling'],
    ['should not consolidate if the action becomes invalid during the node TTL wait', [[]], cluster => join(cluster, 'a', running({ annotations: DO_NOT_DISRUPT })), ''],
    ['should not replace node if a pod schedules with karpenter.sh/do-not-disrupt set to true during the TTL wait', first, cluster => join(cluster, 'a', running({ annotations: DO_NOT_DISRUPT })), 'churn'],
    ['should not replace node if a pod schedules with a blocking PDB during the TTL wait', first, (cluster) => {
      cluster.change({ budgets: [blocking(APP)] })
      join(cluster, 'a', running({ labels: APP }))
    }, 'churn'],
    ['should not delete node if pods schedule with karpenter.sh/do-not-disrupt set to true during the TTL wait', two, (cluster) => {
      for (const name of ['a', 'b']) join(cluster, name, running({ annotations: DO_NOT_DISRUPT }))
    }, 'churn'],
    ['should not delete node if pods schedule with a blocking PDB during the TTL wait', two, (cluster) => {
      cluster.change({ budgets: [blocking(APP)] })
      for (const name of ['a', 'b']) join(cluster, name, running({ labels: APP }))
    }, 'churn'],
  ])('%s', (_, pods, meanwhile, why) => {
    const cluster = new Disrupting({ nodes: filled(pods) }).run(5_000)
    meanwhile(cluster)
    cluster.run(11_000)
    expect([cluster.commands, cluster.claims, cluster.staying]).toEqual([[], [], names(pods.length)])
    if (why) expect(cluster.says(`reason: ${why}`)).toBe(true)
    else expect(cluster.logged.map(({ message }) => message)).toContain('abandoning empty node consolidation attempt due to pod churn, command is no longer valid')
  })
})

function join(cluster: Disrupting, name: string, pod: Pod): void {
  const pods = cluster.nodes().find(one => one.name === name)?.pods ?? []
  cluster.changeNode(name, { pods: [...pods, { ...pod, spec: { ...pod.spec, nodeName: name } }], lastPodEventAt: cluster.now })
}

describe('Budgets', () => {
  const ten = (own: (i: number) => Pod[], change: NodeOptions = {}) => names(10).map((name, i) => node({ name, pods: own(i), ...change }))
  const budget = (nodes: string): NodePool => willing('default', { budgets: [{ nodes }] })
  const one = () => [running({ cpu: '1' })]

  it.each([['should only allow 3 empty nodes to be disrupted', '30%', 3], ['should allow all empty nodes to be disrupted', '100%', 10], ['should allow no empty nodes to be disrupted', '0%', 0]])('%s', (_, nodes, gone) => {
    const cluster = new Disrupting({ pools: [budget(nodes)], nodes: ten(() => []) }).run()
    expect([cluster.commands.length, cluster.deleted.length]).toEqual([gone > 0 ? 1 : 0, gone])
  })

  it('should only allow 3 nodes to be deleted in multi node consolidation delete', () => {
    const cluster = new Disrupting({ pools: [budget('30%')], nodes: ten(() => [running({ cpu: '100m' })]) }).reconcile()
    expect(cluster.commands.map(({ decision, nodes }) => [decision, nodes.length])).toEqual([['delete', 3]])
  })

  it('should only allow 3 nodes to be deleted in single node consolidation delete', () => {
    const cluster = new Disrupting({ pools: [budget('30%')], nodes: ten(() => [running({ cpu: '15' })]) }).run(600_000)
    expect(cluster.commands.flatMap(({ decision, nodes }) => nodes.map(() => decision))).toEqual(['delete', 'delete', 'delete'])
    expect(cluster.staying).toHaveLength(7)
  })

  it.each([['should allow 2 nodes from each nodePool to be deleted', '50%', 2], ['should allow all nodes from each nodePool to be deleted', '100%', 3], ['should allow no nodes from each nodePool to be deleted', '0%', 0]])('%s', (_, nodes, each) => {
    const pools = names(10).map(name => willing(name, { budgets: [{ nodes }] }))
    const cluster = new Disrupting({ pools, nodes: names(10).flatMap(pool => [1, 2, 3].map(i => node({ name: `${pool}${i}`, pool }))) }).run()
    expect([cluster.commands.length, cluster.deleted.length]).toEqual([each > 0 ? 1 : 0, each * 10])
  })

  // That a search kept back by a budget is not at its end is seen when the budget ceases to hold: nothing else changes.
  const start = new Date(EPOCH)
  const closed = { nodes: '0%', schedule: `${start.getUTCMinutes()} ${start.getUTCHours()} * * *`, duration: '10m' }
  const single = () => [running({ cpu: '15' })]
  it.each<[string, () => Pod[], boolean]>([
    ['empty node consolidated if the candidates can\'t be disrupted due to budgets with one nodepool', () => [], false],
    ['empty node consolidated if all candidates can\'t be disrupted due to budgets with many nodepools', () => [], true],
    ['multi node consolidated if the candidates can\'t be disrupted due to budgets with one nodepool', one, false],
    ['multi node consolidated if all candidates can\'t be disrupted due to budgets with many nodepools', one, true],
    ['single node consolidated if the candidates can\'t be disrupted due to budgets with one nodepool', single, false],
    ['single node consolidated if all candidates can\'t be disrupted due to budgets with many nodepools', single, true],
  ])('should not mark %s', (_, pods, many) => {
    const pools = many ? names(10).map(name => willing(name, { budgets: [closed] })) : [willing('default', { budgets: [closed] })]
    const cluster = new Disrupting({ pools, nodes: names(10).map(name => node({ name, pods: pods(), pool: many ? name : 'default' })) })
    expect(cluster.run(590_000).commands).toEqual([])
    expect(cluster.count('DisruptionBlocked')).toBeGreaterThan(0)
    expect(cluster.run(60_000).commands.length).toBeGreaterThan(0)
  })
})

describe('Topology Consideration', () => {
  const at = (zone: number, dear: boolean, pods: Pod[]) => node({ name: names(3)[zone - 1], type: extremes('on-demand', zone)[dear ? 'most' : 'least'], resources: { cpu: '1', pods: '100' }, pods })

  it('can replace node maintaining zonal topology spread', () => {
    const own = () => [running({ cpu: '1', labels: APP, spread: [spread(ZONE_LABEL, APP)] })]
    const cluster = new Disrupting({ nodes: [at(1, false, own()), at(2, true, own()), at(3, false, own())] }).reconcile()
    expect(cluster.commands).toEqual([{ decision: 'replace', reason: 'underutilized', nodes: ['b'] }])
    expect(cluster.claims[0]?.spec.requirements.get(ZONE_LABEL)?.single).toBe('test-zone-2')
  })

  it('won\'t delete node if it would violate pod anti-affinity', () => {
    const own = () => [running({ cpu: '1', labels: APP, apart: [{ topologyKey: HOSTNAME_LABEL, labelSelector: { matchLabels: APP } }] })]
    const setting: Setting = { nodes: [at(1, false, own()), at(2, false, own()), at(3, false, own())] }
    expect(new Disrupting(setting).run().commands).toEqual([])
  })
})
