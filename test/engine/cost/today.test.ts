/** What a team brings along: usage as kubectl prints it, and the nodes of today. */
import { describe, expect, it, test } from 'vitest'
import { compareCosts, defaultOptions, priceNodes, readNodes, readTop, rightSized, withTop, type Workload } from '../../../engine/cost/index.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import { groupOf } from './workloads.ts'

const MIB = 2 ** 20

describe('kubectl top pods', () => {
  it.each<[string, string, object[]]>([
    ['of one namespace', 'NAME                     CPU(cores)   MEMORY(bytes)\nweb-7d9c6b8f5d-x2k4q     12m          64Mi\n', [{ namespace: undefined, name: 'web-7d9c6b8f5d-x2k4q', cpuMilli: 12, memoryBytes: 64 * MIB }]],
    ['of all', 'NAMESPACE   NAME   CPU(cores)   MEMORY(bytes)\nshop        db-0   1            2Gi', [{ namespace: 'shop', name: 'db-0', cpuMilli: 1000, memoryBytes: 2048 * MIB }]],
    ['by container, added up', 'POD    NAME   CPU(cores)   MEMORY(bytes)\ndb-0   pg     10m   100Mi\ndb-0   log    5m    20Mi', [{ name: 'db-0', cpuMilli: 15, memoryBytes: 120 * MIB }]],
    ['without its header', 'db-0   10m   100Mi', [{ name: 'db-0', cpuMilli: 10 }]],
    ['with percentages, as newer ones print', 'NAME   CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)\ndb-0   10m   1%   100Mi   2%', [{ name: 'db-0', memoryBytes: 100 * MIB }]],
  ])('%s', (_, text, pods) => {
    expect(readTop(text)).toMatchObject({ pods, unread: [] })
  })
  it('names lines that it cannot read', () => {
    expect(readTop('NAME CPU(cores) MEMORY(bytes)\nerror: Metrics API not available\ndb-0 5m 1Mi')).toMatchObject({ unread: [2], pods: [{ name: 'db-0' }] })
  })
  it('is averaged over the pods of a group, the longest name first, and says who belongs to none', () => {
    const workload: Workload = { groups: [groupOf(2, { cpu: '1', memory: '1Gi' }, { name: 'web' }), groupOf(1, { cpu: '1' }, { name: 'web-api' })] }
    const { pods } = readTop('web-6f7d8c9b5-abcde 100m 100Mi\nweb-6f7d8c9b5-fghij 300m 200Mi\nweb-api-5d4c3b2a1f-klmno 50m 10Mi\nother-0 1m 1Mi')
    const { workload: used, unmatched } = withTop(workload, pods)
    expect(used.groups.map(group => group.used)).toEqual([{ cpuMilli: 200, memoryBytes: 150 * MIB }, { cpuMilli: 50, memoryBytes: 10 * MIB }])
    expect(unmatched.map(({ name }) => name)).toEqual(['other-0'])
  })
})

describe('waste', () => {
  const workload: Workload = { groups: [groupOf(4, { cpu: '750m', memory: '1Gi' }, { used: { cpuMilli: 75, memoryBytes: 102.4 * MIB } })] }
  const options = { zones: 1, instanceType: 'm5.large', systemPods: false } as const
  it('splits into what is not requested and what is requested and not used', () => {
    const managed = compareCosts(workload, options).bills[1]
    expect(managed?.idle?.vcpuHours).toBeCloseTo(4 * 0.675 * 730, 6)
    expect(managed?.unused.vcpuHours).toBeCloseTo((4 - 3) * 730, 6)
    expect((managed?.idle?.usd ?? 0) + (managed?.unused.usd ?? 0)).toBeLessThan(172.28)
  })
  it('is not known without usage', () => {
    expect(compareCosts({ groups: [groupOf(1, { cpu: '1' })] }, options).bills[1]?.idle).toBeNull()
  })
  it("right-sizing leaves a margin above usage, and saves by Fargate's steps there", () => {
    const [group] = rightSized(workload).groups
    expect(group?.pod.spec.containers[0]?.resources?.requests).toEqual({ cpu: '87m', memory: String(Math.ceil(102.4 * MIB * 1.15)) })
    const before = compareCosts(workload, options).bills
    const after = compareCosts(rightSized(workload), options).bills
    // From 1 vCPU and 2 GB to a quarter and half a GB.
    expect(after[4]?.lines.map(({ quantity }) => quantity)).toEqual([730, 730, 1460])
    for (const [index, bill] of after.entries()) expect(bill.totalCents).toBeLessThan(before[index]?.totalCents ?? 0)
  })
  it('leaves requests that are smaller than usage alone', () => {
    const small: Workload = { groups: [groupOf(1, { cpu: '10m' }, { used: { cpuMilli: 500, memoryBytes: 0 } })] }
    expect(rightSized(small).groups[0]?.pod).toBe(small.groups[0]?.pod)
  })
})

test("today's nodes are priced by type and capacity type, and what they do not say is named", () => {
  const node = (name: string, labels: string) => `- apiVersion: v1\n  kind: Node\n  metadata: { name: ${name}, labels: { ${labels} } }\n`
  const { objects } = readManifest(`apiVersion: v1\nkind: List\nitems:\n${[
    node('a', 'node.kubernetes.io/instance-type: m5.large, topology.kubernetes.io/zone: ap-northeast-2a, eks.amazonaws.com/capacityType: ON_DEMAND'),
    node('b', 'node.kubernetes.io/instance-type: m5.large, topology.kubernetes.io/zone: ap-northeast-2c'),
    node('c', 'node.kubernetes.io/instance-type: m5.xlarge, karpenter.sh/capacity-type: spot'),
    node('d', 'eks.amazonaws.com/compute-type: fargate'),
    node('e', 'node.kubernetes.io/instance-type: x9.huge'),
  ].join('')}`)
  const today = readNodes(objects)
  expect(today.nodes).toEqual([
    { type: 'm5.large', bought: 'on-demand', count: 2 }, { type: 'm5.xlarge', bought: 'spot', count: 1 }, { type: 'x9.huge', bought: 'on-demand', count: 1 },
  ])
  expect(today).toMatchObject({ zones: ['ap-northeast-2a', 'ap-northeast-2c'], skipped: ['d'] })
  const bill = priceNodes(today.nodes, defaultOptions)
  expect(bill.unknown).toMatchObject([{ what: 'ec2 x9.huge' }])
  expect(bill.lines.map(({ code, cents }) => [code, cents])).toEqual([
    ['cluster', 7300], ['nodes', 17_228], ['nodes-spot', 6030], ['volumes', 730],
  ])
  expect(readNodes([])).toEqual({ nodes: [], zones: [], skipped: [] })
})
