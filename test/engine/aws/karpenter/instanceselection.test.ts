/**
 * Which types a NodeClaim may be of, and what nodes that go ask for, after
 * pkg/controllers/provisioning/scheduling/{instance_selection,suite}_test.go of kubernetes-sigs/karpenter (main, August 2026); the
 * names are their cases'. Left out: minValues.
 */
import { describe, expect, it } from 'vitest'
import type { OfferedType } from '../../../../engine/aws/karpenter/instancetype.ts'
import type { RequirementSpec } from '../../../../engine/aws/karpenter/requirements.ts'
import { CAPACITY_TYPE_LABEL } from '../../../../engine/aws/eks-node.ts'
import { timestamp } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import { ARCH_LABEL, INSTANCE_TYPE_LABEL, OS_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import type { Labels, NodeSelectorRequirement, Pod } from '../../../../engine/kubernetes/types/index.ts'
import { ASSORTED, blocking, Disrupting, node, running, willing } from './disrupting.ts'
import { DEFAULT_TYPES, fakeType, pod, podsOf, pool, Provisioning } from './provisioning.ts'

const need = (key: string, operator: NodeSelectorRequirement['operator'], ...values: string[]): NodeSelectorRequirement => ({ key, operator, values })
const zone = (...numbers: (number | string)[]) => need(ZONE_LABEL, 'In', ...numbers.map(number => (typeof number === 'number' ? `test-zone-${number}` : number)))
const provisioned = (pods: Pod[], setting: ConstructorParameters<typeof Provisioning>[0] = {}) => {
  const cluster = new Provisioning(setting)
  cluster.provision(...pods)
  return cluster
}
describe('Deleting Nodes', () => {
  const going = (one: Pod, budgets: ReturnType<typeof blocking>[] = []) => new Disrupting({ types: DEFAULT_TYPES, pools: [willing()], budgets, nodes: [node({ name: 'going', type: DEFAULT_TYPES[1], deleting: true, pods: [one] })] }).run(5_000).claims
  const LABELS = { app: 'test' }
  const SMALL = { memory: '100M', labels: LABELS }
  it.each<[string, Pod, number]>([
    ['should re-schedule pods from a deleting node when pods are active', running(SMALL), 1],
    ['should not re-schedule pods from a deleting node when pods are not active', running({ ...SMALL, owner: '', deletedAt: timestamp(30_000) }), 0],
    ['should not re-schedule pods from a deleting node when pods are owned by a DaemonSet', running({ ...SMALL, owner: 'DaemonSet' }), 0],
    ['should not reschedule pods from a deleting node when pods are not active and they are owned by a ReplicaSet', running({ ...SMALL, deletedAt: timestamp(30_000) }), 0],
    ['should reschedule pods from a deleting node when pods are not active and they are owned by a StatefulSet', running({ ...SMALL, owner: 'StatefulSet', deletedAt: timestamp(30_000) }), 1],
  ])('%s', (_, one, count) => {
    const claims = going(one)
    expect(claims.map(({ spec }) => spec.types.some(({ name }) => name === 'small-instance-type'))).toEqual(Array.from({ length: count }, () => true))
  })
  it.each([
    ['0 max unavailable', [blocking(LABELS)]], ['0% max unavailable', [blocking(LABELS, { maxUnavailable: '0%' })]],
    ['100% min available', [blocking(LABELS, { maxUnavailable: undefined, minAvailable: '100%' })]], ['multiple PDBs on the same pod', [blocking(LABELS, { name: 'pdb-1' }), blocking(LABELS, { name: 'pdb-2' })]],
  ])('should not reschedule pods from a deleting node when pods are blocked due to fully blocking PDBs: %s', (_, budgets) => {
    expect(going(running(SMALL), budgets)).toEqual([])
  })
})

describe('Instance Selection', () => {
  const cheapest = Math.min(...ASSORTED.flatMap(({ offerings }) => offerings.map(({ price }) => price)))
  const ANY: RequirementSpec[] = [need(CAPACITY_TYPE_LABEL, 'In', 'spot', 'on-demand'), need(ARCH_LABEL, 'In', 'arm64', 'amd64')]
  const AMD = need(ARCH_LABEL, 'In', 'amd64')
  const ARM = need(ARCH_LABEL, 'In', 'arm64')
  const bought = (capacityType: string) => need(CAPACITY_TYPE_LABEL, 'In', capacityType)
  const runs = (os: string) => need(OS_LABEL, 'In', os)
  it.each<[string, NodeSelectorRequirement[], NodeSelectorRequirement[]]>([
    ['', [], []], ['(pod arch = amd64)', [], [AMD]], ['(pod arch = arm64)', [], [ARM]], ['(prov arch = amd64)', [AMD], []], ['(prov arch = arm64)', [ARM], []],
    ['(prov os = windows)', [runs('windows')], []], ['(pod os = windows)', [], [runs('windows')]], ['(pod os = linux)', [], [runs('linux')]],
    ['(prov zone = test-zone-2)', [zone(2)], []], ['(pod zone = test-zone-2)', [], [zone(2)]], ['(prov ct = spot)', [bought('spot')], []], ['(pod ct = spot)', [], [bought('spot')]],
    ['(prov ct = ondemand, prov zone = test-zone-1)', [bought('on-demand'), zone(1)], []], ['(pod ct = spot, pod zone = test-zone-1)', [], [bought('spot'), zone(1)]],
    ['(prov ct = spot, pod zone = test-zone-2)', [bought('spot')], [zone(2)]], ['(prov ct = ondemand/test-zone-1/arm64/windows)', [bought('on-demand'), zone(1), ARM, runs('windows')], []],
    ['(prov = spot/test-zone-2, pod = amd64/linux)', [bought('spot'), zone(2)], [AMD, runs('linux')]], ['(pod ct = spot/test-zone-2/amd64/linux)', [], [bought('spot'), zone(2), AMD, runs('linux')]],
  ])('should schedule on one of the cheapest instances %s', (_, ofPool, ofPod) => {
    const one = pod(ofPod.length > 0 ? { terms: [ofPod] } : {})
    const cluster = provisioned([one], { types: ASSORTED, pools: [pool(ofPool.length > 0 ? ofPool : ANY)] })
    expect(ASSORTED.find(({ name }) => name === cluster.nodeOf(one)?.labels[INSTANCE_TYPE_LABEL])?.offerings[0]?.price).toBe(cheapest)
    for (const type of cluster.claims[0]?.types ?? []) {
      const [offering] = type.offerings
      const labels: Labels = { ...type.labels, [ZONE_LABEL]: offering?.zone ?? '', [CAPACITY_TYPE_LABEL]: offering?.capacityType ?? '' }
      for (const { key, values } of [...ofPool, ...ofPod]) expect(values).toContain(labels[key])
    }
  })

  const inZone2 = ({ offerings: [one] }: OfferedType) => one?.zone === 'test-zone-2'
  const isArm = ({ labels }: OfferedType) => labels[ARCH_LABEL] === 'arm64'
  it.each<[string, OfferedType[], RequirementSpec[], NodeSelectorRequirement[]]>([
    ['(pod arch = arm)', ASSORTED.filter(type => !isArm(type)), ANY, [ARM]],
    ['(pod arch = arm zone=test-zone-2)', ASSORTED.filter(type => !isArm(type) || !inZone2(type)), ANY, [ARM, zone(2)]],
    ['(prov arch = arm / pod zone=test-zone-2)', ASSORTED.filter(type => !isArm(type) || !inZone2(type)), [ARM], [zone(2)]],
  ])('should not schedule if no instance type matches selector %s', (_, types, ofPool, ofPod) => {
    expect(provisioned([pod({ terms: [ofPod] })], { types, pools: [pool(ofPool)] }).claims).toEqual([])
  })

  it.each([0.1, 1, 2, 2.5, 4, 8, 16])('should schedule on an instance with enough resources: %s cores', (cpu) => {
    for (const memory of [0.1, 1, 2, 4, 8, 16, 32]) {
      const pods = podsOf(3, { cpu: String(cpu), memory: `${memory}Gi` })
      const cluster = provisioned(pods, { types: ASSORTED, pools: [pool(ANY)] })
      expect([pods.every(cluster.isScheduled), cluster.nodes.length]).toEqual([true, 1])
      for (const { allocatable } of cluster.claims[0]?.types ?? []) {
        expect(allocatable.cpu).toBeGreaterThanOrEqual(3 * cpu * 1000)
        expect(allocatable.memory).toBeGreaterThanOrEqual(3 * memory * 2 ** 30 - 3)
      }
    }
  })

  it('should schedule on cheaper on-demand instance even when spot price ordering would place other instance types first', () => {
    const both = (name: string, onDemand: number, spot: number) => fakeType(name, { cpu: '1', memory: '1Gi' }, { offerings: [{ capacityType: 'on-demand', zone: 'test-zone-1a', price: onDemand }, { capacityType: 'spot', zone: 'test-zone-1a', price: spot }] })
    const one = pod()
    const cluster = provisioned([one], { types: [both('test-instance1', 1, 0.2), both('test-instance2', 1.3, 0.1)], pools: [pool([bought('on-demand')])] })
    expect(cluster.nodeOf(one)?.labels[INSTANCE_TYPE_LABEL]).toBe('test-instance1')
  })
})
