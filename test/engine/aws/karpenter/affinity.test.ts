/** Pods near and apart from others, after "Pod Affinity/Anti-Affinity" of pkg/controllers/provisioning/scheduling/topology_test.go of kubernetes-sigs/karpenter. */
import { describe, expect, it } from 'vitest'
import type { Labels, NodeSelectorRequirement, Pod, PodAffinityTerm } from '../../../../engine/kubernetes/types/index.ts'
import { ARCH_LABEL, HOSTNAME_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import { pod, podsOf, pool, Provisioning, spread, type PodOptions } from './provisioning.ts'

const LABELS = { test: 'test' }
const S2 = { security: 's2' }
const term = (topologyKey: string, matchLabels: Labels = S2, more: Partial<PodAffinityTerm> = {}): PodAffinityTerm => ({ topologyKey, labelSelector: { matchLabels }, ...more })
const zone = (...numbers: number[]): NodeSelectorRequirement => ({ key: ZONE_LABEL, operator: 'In', values: numbers.map(number => `test-zone-${number}`) })
const inZone = (number: number, options: PodOptions) => pod({ cpu: '2', nodeSelector: { [ZONE_LABEL]: `test-zone-${number}` }, ...options })
const fresh = () => new Provisioning({ pools: [pool([{ key: 'karpenter.sh/capacity-type', operator: 'Exists' }])] })
/** Ten pods, each on a node of its own. */
const tenNodes = () => podsOf(10, { labels: LABELS, spread: [spread(HOSTNAME_LABEL, LABELS)] })

function provisioned(...pods: Pod[]): Provisioning {
  const cluster = fresh()
  cluster.provision(...pods)
  return cluster
}

describe('topology_test.go, Pod Affinity/Anti-Affinity', () => {
  it('should schedule a pod with empty pod affinity and anti-affinity', () => {
    const one = pod({ near: [], apart: [] })
    expect(provisioned(one).isScheduled(one)).toBe(true)
  })

  it('should respect pod affinity (hostname)', () => {
    const [target, follower] = [pod({ labels: S2 }), pod({ near: [term(HOSTNAME_LABEL)] })]
    const cluster = provisioned(...tenNodes(), target, follower)
    expect(cluster.nodeOf(follower)).toBe(cluster.nodeOf(target))
    expect(cluster.isScheduled(target)).toBe(true)
  })

  it('should respect pod affinity (arch)', () => {
    const own = [spread(HOSTNAME_LABEL, S2)]
    const [target, follower] = [pod({ labels: S2, cpu: '2', spread: own, nodeSelector: { [ARCH_LABEL]: 'arm64' } }), pod({ labels: S2, cpu: '1', spread: own, near: [term(ARCH_LABEL)] })]
    const cluster = provisioned(target, follower)
    expect([target, follower].map(one => cluster.nodeOf(one)?.labels[ARCH_LABEL])).toEqual(['arm64', 'arm64'])
    expect(cluster.spreadOver([target, follower])).toBe(2)
  })

  it.each([['hostname', HOSTNAME_LABEL], ['zone', ZONE_LABEL]])('should respect self pod affinity (%s)', (_, key) => {
    const pods = podsOf(3, { labels: S2, near: [term(key)] })
    const cluster = provisioned(...pods)
    expect(pods.every(cluster.isScheduled)).toBe(true)
    expect(cluster.spreadOver(pods)).toBe(1)
  })

  it('should respect self pod affinity for first empty topology domain only (hostname)', () => {
    const cluster = fresh()
    const [first, second] = [podsOf(10, { labels: S2, near: [term(HOSTNAME_LABEL)] }), podsOf(10, { labels: S2, near: [term(HOSTNAME_LABEL)] })]
    cluster.provision(...first)
    expect([cluster.nodes.length, first.filter(cluster.isScheduled).length]).toEqual([1, 5])
    cluster.provision(...second)
    expect(second.some(cluster.isScheduled)).toBe(false)
  })

  it('should respect self pod affinity for first empty topology domain only (hostname/constrained zones)', () => {
    const cluster = provisioned(pod({ labels: S2, near: [term(HOSTNAME_LABEL)], nodeSelector: { [ZONE_LABEL]: 'test-zone-1' } }))
    const others = podsOf(10, { labels: S2, near: [term(HOSTNAME_LABEL)], terms: [[zone(2, 3)]] })
    cluster.provision(...others)
    expect(others.some(cluster.isScheduled)).toBe(false)
  })

  it('should respect self pod affinity (zone w/ constraint)', () => {
    const pods = podsOf(3, { labels: S2, near: [term(ZONE_LABEL)], terms: [[zone(3)]] })
    const cluster = provisioned(...pods)
    expect(new Set(pods.map(one => cluster.nodeOf(one)?.labels[ZONE_LABEL]))).toEqual(new Set(['test-zone-3']))
    expect(cluster.spreadOver(pods)).toBe(1)
  })

  it('should allow two nodes to be created when two pods with matching affinities have incompatible selectors', () => {
    const pods = [2, 3].map(number => pod({ labels: S2, near: [term(ZONE_LABEL)], terms: [[zone(number)]] }))
    const cluster = provisioned(...pods)
    expect(pods.map(one => cluster.nodeOf(one)?.labels[ZONE_LABEL])).toEqual(['test-zone-2', 'test-zone-3'])
  })

  it('should allow violation of preferred pod affinity', () => {
    const one = pod({ prefersNear: [term(HOSTNAME_LABEL)] })
    expect(provisioned(...tenNodes(), one).isScheduled(one)).toBe(true)
  })

  it('should allow violation of preferred pod anti-affinity', () => {
    const apart = podsOf(10, { prefersApart: [term(ZONE_LABEL, LABELS)] })
    const cluster = provisioned(...podsOf(3, { labels: LABELS, spread: [spread(ZONE_LABEL, LABELS)] }), ...apart)
    expect(apart.every(cluster.isScheduled)).toBe(true)
  })

  it('should separate nodes using simple pod anti-affinity on hostname', () => {
    const [avoided, avoider] = [pod({ labels: S2 }), pod({ apart: [term(HOSTNAME_LABEL)] })]
    for (const order of [[avoided, avoider], [avoider, avoided]]) {
      const cluster = provisioned(...order)
      expect(order.every(cluster.isScheduled)).toBe(true)
      expect(cluster.spreadOver(order)).toBe(2)
    }
  })

  it('should not violate pod anti-affinity on zone', () => {
    const [everywhere, apart] = [[1, 2, 3].map(number => inZone(number, { labels: S2 })), pod({ apart: [term(ZONE_LABEL)] })]
    const cluster = provisioned(...everywhere, apart)
    expect(everywhere.every(cluster.isScheduled)).toBe(true)
    expect(cluster.isScheduled(apart)).toBe(false)
  })

  it('should not violate pod anti-affinity on zone (other schedules first)', () => {
    const [somewhere, apart] = [pod({ labels: S2, cpu: '2' }), pod({ apart: [term(ZONE_LABEL)] })]
    const cluster = provisioned(somewhere, apart)
    expect([somewhere, apart].map(cluster.isScheduled)).toEqual([true, false])
  })

  it('should not violate pod anti-affinity (arch)', () => {
    const own = [spread(HOSTNAME_LABEL, S2)]
    const [avoided, apart] = [pod({ labels: S2, cpu: '2', spread: own, nodeSelector: { [ARCH_LABEL]: 'arm64' } }), pod({ labels: S2, cpu: '1', spread: own, apart: [term(ARCH_LABEL)] })]
    const cluster = provisioned(avoided, apart)
    expect([avoided, apart].map(one => cluster.nodeOf(one)?.labels[ARCH_LABEL])).toEqual(['arm64', 'amd64'])
  })

  it.each<[string, PodOptions, boolean]>([
    ['should not violate pod anti-affinity', { apart: [term(ZONE_LABEL)] }, false], ['should violate preferred pod anti-affinity', { prefersApart: [term(ZONE_LABEL)] }, true],
  ])('%s on zone (inverse)', (_, options, scheduled) => {
    const [everywhere, plain] = [[1, 2, 3].map(number => inZone(number, options)), pod({ labels: S2 })]
    const cluster = provisioned(...everywhere, plain)
    expect(everywhere.every(cluster.isScheduled)).toBe(true)
    expect(cluster.isScheduled(plain)).toBe(scheduled)
    // (inverse w/existing nodes)
    const later = provisioned(...everywhere)
    later.provision(plain)
    expect(later.isScheduled(plain)).toBe(scheduled)
  })

  it('should not violate pod anti-affinity on zone (Schrödinger)', () => {
    const [anywhere, plain] = [pod({ cpu: '2', apart: [term(ZONE_LABEL)] }), pod({ labels: S2 })]
    const cluster = provisioned(anywhere, plain)
    expect([anywhere, plain].map(cluster.isScheduled)).toEqual([true, false])
    cluster.provision(plain)
    expect(cluster.isScheduled(plain)).toBe(true)
    expect(cluster.nodeOf(plain)?.labels[ZONE_LABEL]).not.toBe(cluster.nodeOf(anywhere)?.labels[ZONE_LABEL])
  })

  it('should allow violation of a pod affinity preference with a conflicting required constraint', () => {
    const [target, followers] = [pod({ labels: S2 }), podsOf(3, { labels: LABELS, spread: [spread(HOSTNAME_LABEL, LABELS)], prefersNear: [term(HOSTNAME_LABEL)] })]
    const cluster = provisioned(...followers, target)
    expect([...followers, target].every(cluster.isScheduled)).toBe(true)
    expect(cluster.skew(HOSTNAME_LABEL, LABELS)).toEqual([1, 1, 1])
  })

  it('should support pod anti-affinity with a zone topology', () => {
    const cluster = fresh()
    for (const skew of [[1], [1, 1], [1, 1, 1], [1, 1, 1]]) {
      cluster.provision(...podsOf(3, { labels: S2, apart: [term(ZONE_LABEL)] }))
      expect(cluster.skew(ZONE_LABEL)).toEqual(skew)
    }
  })

  it('should not schedule pods with affinity to a non-existent pod', () => {
    const pods = podsOf(10, { near: [term(ZONE_LABEL)] })
    expect(pods.some(provisioned(...pods).isScheduled)).toBe(false)
  })

  it('should support pod affinity with zone topology (unconstrained target)', () => {
    const [target, followers] = [pod({ labels: S2 }), podsOf(10, { near: [term(ZONE_LABEL)] })]
    const cluster = provisioned(...followers, target)
    expect(cluster.skew(ZONE_LABEL)).toEqual([1])
    cluster.provision(...followers)
    expect(cluster.skew(ZONE_LABEL)).toEqual([11])
  })

  it('should support pod affinity with zone topology (constrained target)', () => {
    const cluster = provisioned(...podsOf(10, { near: [term(ZONE_LABEL)] }), pod({ labels: S2, terms: [[zone(1)]] }))
    expect(cluster.skew(ZONE_LABEL)).toEqual([11])
  })

  it('should handle multiple dependent affinities', () => {
    const chain = ['db', 'web', 'cache', 'ui'].map((type, i, all) => pod({ labels: { type }, ...(i > 0 && { near: [term(HOSTNAME_LABEL, { type: all[i - 1] ?? '' })] }) }))
    for (const order of [chain, [...chain].reverse(), [2, 0, 3, 1].flatMap(i => chain[i] ?? [])]) expect(order.every(provisioned(...order).isScheduled)).toBe(true)
  })

  it('should fail to schedule pods with unsatisfiable dependencies', () => {
    const one = pod({ labels: { type: 'db' }, near: [term(HOSTNAME_LABEL, { type: 'web' })] })
    expect(provisioned(one).isScheduled(one)).toBe(false)
  })

  it.each([
    ['no matching pods', {}, false],
    ['matching pods namespace list', { namespaces: ['other'] }, true],
    ['empty namespace selector', { namespaceSelector: { matchLabels: {} } }, true],
  ])('should filter pod affinity topologies by namespace, %s', (_, more, scheduled) => {
    const [target, follower] = [pod({ labels: S2, namespace: 'other' }), pod({ near: [term(HOSTNAME_LABEL, S2, more)] })]
    const cluster = provisioned(...tenNodes(), target, follower)
    expect([target, follower].map(cluster.isScheduled)).toEqual([true, scheduled])
    if (scheduled) expect(cluster.nodeOf(follower)).toBe(cluster.nodeOf(target))
  })
})
