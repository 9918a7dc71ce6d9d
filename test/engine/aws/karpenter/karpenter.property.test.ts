/** What holds of Karpenter whatever the pods, nodes, NodePools and budgets are. */
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { claimTemplate } from '../../../../engine/aws/karpenter/claimtemplate.ts'
import { NOTHING_UNAVAILABLE } from '../../../../engine/aws/karpenter/instancetype.ts'
import { allowedDisruptions } from '../../../../engine/aws/karpenter/budgets.ts'
import { requestsOf } from '../../../../engine/aws/karpenter/podrequests.ts'
import { solve } from '../../../../engine/aws/karpenter/scheduler.ts'
import { add, fits, isCounted, requestedBy, subtract, type StateNode } from '../../../../engine/aws/karpenter/statenode.ts'
import { amountsOf, type ResourceAmounts } from '../../../../engine/kubernetes/apimachinery/resources.ts'
import { HOSTNAME_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import type { Pod } from '../../../../engine/kubernetes/types/index.ts'
import { Lane, nodePool, pods as replicas } from './lane.ts'
import { running } from './disrupting.ts'
import { DEFAULT_TYPES, foreignNode, growingTypes, pod, pool, spread } from './provisioning.ts'

const CPU = fc.constantFrom('100m', '250m', '1', '1500m', '3', '7')
const MEMORY = fc.constantFrom('100Mi', '1Gi', '3Gi', '9Gi')
const APP = { app: 'a' }
const waiting = fc.record({ cpu: CPU, memory: MEMORY, kind: fc.constantFrom('plain', 'zone', 'spread', 'apart', 'prefers') }).map(({ cpu, memory, kind }) => pod({
  cpu, memory, labels: APP,
  ...(kind === 'zone' && { nodeSelector: { [ZONE_LABEL]: 'test-zone-2' } }),
  ...(kind === 'spread' && { spread: [spread(ZONE_LABEL, APP)] }),
  ...(kind === 'apart' && { apart: [{ topologyKey: HOSTNAME_LABEL, labelSelector: { matchLabels: APP } }] }),
  ...(kind === 'prefers' && { prefers: [{ expressions: [{ key: ZONE_LABEL, operator: 'In', values: ['test-zone-1'] }] }] }),
}))
const standing = fc.record({ cpu: fc.integer({ min: 1, max: 8 }), zone: fc.integer({ min: 1, max: 3 }), own: fc.array(CPU, { maxLength: 4 }), initialized: fc.boolean() })
  

function nodesOf(found: { cpu: number, zone: number, own: string[], initialized: boolean }[]): StateNode[] {
  return found.map(({ cpu, zone, own, initialized }, i) => {
    const allocatable = amountsOf({ cpu: String(cpu), memory: `${cpu * 4}Gi`, pods: '8' })
    const placed: Pod[] = []
    for (const one of own.map(request => running({ cpu: request, labels: APP }))) if (fits(requestedBy([...placed, one]).all, allocatable)) placed.push(one)
    return foreignNode(`n${i}`, { [ZONE_LABEL]: `test-zone-${zone}` }, { cpu: String(cpu), memory: `${cpu * 4}Gi`, pods: '8' }, { nodeClaim: `c${i}`, nodePool: 'default', initialized, pods: placed })
  })
}

const total = (pods: readonly Pod[]): ResourceAmounts => {
  const sum: ResourceAmounts = {}
  for (const one of pods) add(sum, requestsOf(one))
  return sum
}

test('no node and no type is over-committed, no pod lost, and no limit exceeded by what is placed', () => {
  fc.assert(fc.property(fc.array(waiting, { maxLength: 14 }), fc.array(standing, { maxLength: 5 }), fc.integer({ min: 0, max: 60 }), fc.boolean(), (pods, found, cores, withDaemon) => {
    const types = [...DEFAULT_TYPES, ...growingTypes(8)]
    const daemonPods = withDaemon ? [running({ owner: 'DaemonSet', cpu: '150m' })] : []
    const nodes = nodesOf(found)
    const templates = [pool([], { limits: { cpu: String(cores), nodes: '6' }, weight: 10 }), pool([], { name: 'second', limits: { cpu: '20' } })].map(one => claimTemplate(one, types, daemonPods, NOTHING_UNAVAILABLE))
    const { newClaims, existing, errors } = solve({ templates, nodes, pods, daemonPods, namespaceLabels: () => ({}) })

    const placed = [...existing, ...newClaims].flatMap(one => one.pods.map(({ metadata }) => metadata.uid))
    expect([...placed, ...[...errors.keys()].map(({ metadata }) => metadata.uid)].sort()).toEqual(pods.map(({ metadata }) => metadata.uid).sort())
    for (const { node, pods: own } of existing) expect(fits(total([...node.pods, ...own]), node.allocatable)).toBe(true)
    for (const claim of newClaims) {
      expect(claim.types.length).toBeGreaterThan(0)
      for (const type of claim.types) expect(fits(total([...claim.pods, ...claim.template.daemonsOn(type)]), type.allocatable)).toBe(true)
    }
    for (const { name, limits = {} } of templates) {
      const used: ResourceAmounts = { nodes: 0 }
      for (const node of nodes) if (node.nodePool === name) add(used, { ...node.capacity, nodes: 1 })
      const before = { ...used }
      for (const claim of newClaims) {
        if (claim.template.name !== name) continue
        add(used, { nodes: 1, cpu: Math.max(...claim.types.map(({ capacity }) => capacity.cpu ?? 0)) })
      }
      for (const resource in limits) if (used[resource] !== before[resource]) expect(used[resource]).toBeLessThanOrEqual(limits[resource] ?? 0)
    }
  }), { numRuns: 300 })
})

const act = fc.record({ at: fc.integer({ min: 0, max: 1_500 }), add: fc.integer({ min: 0, max: 30 }), every: fc.integer({ min: 1, max: 5 }), cpu: fc.constantFrom('300m', '900m', '1800m', '3500m') })

test('over time: pods are kept, nodes and limits not exceeded, budgets held, and no consolidation makes the fleet dearer', () => {
  fc.assert(fc.property(fc.array(act, { minLength: 2, maxLength: 6 }), fc.constantFrom('1', '2', '34%', '100%'), fc.constantFrom('WhenEmptyOrUnderutilized' as const, 'Balanced' as const, 'WhenEmpty' as const), fc.integer(), fc.boolean(), (acts, nodes, consolidationPolicy, seed, spot) => {
    const own = nodePool('default', {
      limits: { cpu: '90' }, disruption: { consolidateAfter: '20s', consolidationPolicy, budgets: [{ nodes }] }, template: { expireAfter: 'Never' },
      requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: spot ? ['spot', 'on-demand'] : ['on-demand'] }, { key: 'karpenter.k8s.aws/instance-family', operator: 'In', values: ['m5', 'c5', 'm6i'] }, { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Lt', values: ['9'] }],
    })
    const lane = new Lane({ pools: [own], seed, drainMs: 40_000, settings: { spotToSpot: spot } })
    const alive = new Set<string>()
    let going = new Set<string>()
    const watch = () => {
      const all = lane.nodes()
      expect(lane.pendingCount + all.reduce((sum, one) => sum + one.pods.length, 0)).toBe(alive.size)
      for (const one of all) expect(fits(requestedBy(one.pods).all, subtract(one.allocatable, requestedBy(lane.daemonPods()).all))).toBe(true)
      const disrupted = new Set(all.filter(({ name, deleting }) => deleting || lane.karpenter.marked.has(name)).map(({ name }) => name))
      // As upstream counts: a node that goes, and what replaces it, may stand side by side (calculateExistingNodeClaims).
      expect(all.reduce((sum, { name, capacity }) => sum + (disrupted.has(name) ? 0 : capacity.cpu ?? 0), 0)).toBeLessThanOrEqual(90_000)
      // Percentages are of what there is when a node begins to go.
      if ([...disrupted].some(name => !going.has(name))) expect(disrupted.size).toBeLessThanOrEqual(allowedDisruptions(own, all.filter(isCounted).length, 'Underutilized', lane.now))
      going = disrupted
    }
    let made = 0
    for (const { at, add: more, every, cpu } of [...acts].sort((a, b) => a.at - b.at)) {
      lane.runUntil(at * 1000, watch)
      const created = replicas(more, { cpu, memory: '2Gi' }, `p${made++}`)
      for (const { metadata } of created) alive.add(metadata.name)
      lane.add(created)
      const ended = every === 1 ? [] : [...alive].filter((_, i) => i % every !== 0)
      for (const name of ended) alive.delete(name)
      lane.remove(new Set(ended))
    }
    // Nothing happens any more but consolidation. Where its pods found the places that it had in mind, and so no further node
    // was called for, the fleet never costs more than before.
    lane.runUntil(lane.now + 120_000, watch)
    const calls = () => lane.logged.filter(({ message }) => message === 'computed new nodeclaim(s) to fit pod(s)').length
    let before = { price: lane.price, calls: calls() }
    lane.runUntil(lane.now + 1_800_000, () => {
      watch()
      if (lane.karpenter.marked.size > 0 || lane.nodes().some(({ initialized, deleting }) => !initialized || deleting)) return
      if (before.calls === calls()) expect(lane.price).toBeLessThanOrEqual(before.price + 1e-9)
      before = { price: lane.price, calls: calls() }
    })
    for (const { message, params } of lane.logged) if (message === 'disrupting node(s)') expect(params.savings).toBeGreaterThan(0)
  }), { numRuns: 60 })
})
