import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { findInstanceType, instanceTypes } from '../../../data/instance-types.ts'
import { eksDaemonSets } from '../../../engine/aws/daemonsets.ts'
import { kubeReservedCpuMilli, kubeReservedMemoryMiB } from '../../../engine/aws/kube-reserved.ts'
import { eniMaxPods, maxPodsByExpression, prefixDelegationMaxPods } from '../../../engine/aws/max-pods.ts'
import { maxPodsOf, nodeAllocatable, waterfall } from '../../../engine/aws/node-allocatable.ts'

function typeNamed(name: string) {
  const type = findInstanceType(name)
  if (!type) throw new Error(`unknown type ${name}`)
  return type
}

// awslabs/amazon-eks-ami, nodeadm/internal/kubelet/config_test.go (1 and 4 cores) and nodeadm/test/e2e/cases (2 cores)
test.each([[1000, 60], [2000, 70], [4000, 80], [8000, 90], [16_000, 110]])('kubeReserved cpu of a node with %i millicores is %im', (milli, reserved) => {
  expect(kubeReservedCpuMilli(milli)).toBe(reserved)
})

// awslabs/amazon-eks-ami, nodeadm/test/e2e/cases
test.each([[58, 893], [44, 739], [110, 1465], [10, 365]])('kubeReserved memory for %i pods is %i MiB', (pods, mib) => {
  expect(kubeReservedMemoryMiB(pods)).toBe(mib)
})

describe('max pods', () => {
  // nodeadm/internal/kubelet/eni_max_pods_test.go; max-pods-calculator.sh; Karpenter's instancetype/suite_test.go
  it.each([[3, 6, 17], [4, 15, 58], [3, 12, 35], [8, 30, 234]])('%i interfaces with %i addresses take %i pods', (enis, ipv4PerEni, pods) => {
    expect(eniMaxPods({ enis, ipv4PerEni })).toBe(pods)
  })
  it('leaves out an EFA-only interface of the default card', () => {
    expect(eniMaxPods({ enis: 8, ipv4PerEni: 50, efaOnlyInterfaces: 1 })).toBe(345)
  })
  it('is capped with prefix delegation: 110 to 30 vCPU, 250 above', () => {
    expect(prefixDelegationMaxPods({ enis: 3, ipv4PerEni: 10 }, 2)).toBe(110)
    expect(prefixDelegationMaxPods({ enis: 8, ipv4PerEni: 30 }, 32)).toBe(250)
    expect(prefixDelegationMaxPods({ enis: 2, ipv4PerEni: 2 }, 2)).toBe(34)
  })
  it('is at most 110 on Auto Mode nodes', () => {
    expect(maxPodsOf(typeNamed('m5.4xlarge'), { autoMode: true })).toBe(110)
    expect(maxPodsOf(typeNamed('m5.large'), { autoMode: true })).toBe(27)
  })
  it.each([
    ['(default_enis * (ips_per_eni - 1)) + 3', 18], ['max_pods', 17], ['110', 110], ['-(2 - 9) * 2', 14], ['7 / 2', 3],
    ['', null], ['2 +', null], ['(1', null], ['nodes * 2', null], ['1; 2', null], ['0 - 5', null], ['1 / 0', null], ['toString', null],
  ])('reads the expression %j as %s', (expression, pods) => {
    expect(maxPodsByExpression(expression, { enis: 3, ipv4PerEni: 6 })).toBe(pods)
  })
})

// Karpenter's reference page of instance types
test.each([
  ['t3.medium', 1930, 3246, 17], ['m5.large', 1930, 6903, 29], ['m5.2xlarge', 7910, 29_317, 58], ['r7g.2xlarge', 7910, 59_568, 58],
  ['m6g.large', 1930, 6844, 29], ['c7g.2xlarge', 7910, 14_103, 58], ['m5.4xlarge', 15_890, 57_691, 234],
])('%s offers %im, %i MiB and %i pods', (name, cpuMilli, memoryMiB, maxPods) => {
  expect(nodeAllocatable(typeNamed(name))).toMatchObject({ cpuMilli, memoryMiB, maxPods })
})

// kubectl describe node of an Auto Mode c6a.large (capacity 3881108Ki, which the machine's own share of 4 GiB leaves)
test('an Auto Mode node offers what a published one does', () => {
  const c6aLarge = { ...typeNamed('c6i.large'), name: 'c6a.large' }
  const vmMemoryOverhead = 1 - 3_881_108 / 4 / 1024 / 1024
  const { cpuMilli, memoryMiB, maxPods } = nodeAllocatable(c6aLarge, { autoMode: true, vmMemoryOverhead })
  expect({ cpuMilli, maxPods }).toEqual({ cpuMilli: 1780, maxPods: 27 })
  expect(Math.abs(memoryMiB - 3_136_660 / 1024)).toBeLessThan(1)
})

describe('what max pods changes', () => {
  it('AL2023 keeps memory by the ENI limit, Bottlerocket by max pods', () => {
    const type = typeNamed('t3.large')
    const kept = (ami: 'al2023' | 'bottlerocket') => nodeAllocatable(type, { ami, maxPods: 10 }).lines
      .find(line => line.resource === 'memory' && line.step === 'kube-reserved')?.amount
    expect(kept('al2023')).toBe(-640)
    expect(kept('bottlerocket')).toBe(-365)
  })
  it('an expression counts for what is kept', () => {
    expect(nodeAllocatable(typeNamed('t3.large'), { maxPodsExpression: '44' }).memoryMiB).toBe(8192 - 615 - 739 - 100)
  })
  it('the share that the machine keeps can be set', () => {
    expect(nodeAllocatable(typeNamed('m5.large'), { vmMemoryOverhead: 0 }).memoryMiB).toBe(8192 - 574 - 100)
  })
})

test('the waterfall of every type and option adds up and never goes below 0', () => {
  fc.assert(fc.property(
    fc.constantFrom(...instanceTypes), fc.double({ min: 0, max: 0.5, noNaN: true }), fc.boolean(), fc.boolean(),
    (type, vmMemoryOverhead, prefixDelegation, autoMode) => {
      const lines = waterfall(nodeAllocatable(type, { vmMemoryOverhead, prefixDelegation, autoMode }), eksDaemonSets)
      for (const resource in { cpu: 0, memory: 0 }) {
        const own = lines.filter(line => line.resource === resource)
        const left = own.pop()
        expect(left?.step).toBe('allocatable')
        expect(left?.amount).toBeCloseTo(Math.max(own.reduce((sum, line) => sum + line.amount, 0), 0), 6)
        expect(left?.amount).toBeGreaterThanOrEqual(0)
        expect(own[0]?.step).toBe('capacity')
      }
    },
  ))
})

test('aws-node and kube-proxy take 150m of every node group node', () => {
  const cpu = waterfall(nodeAllocatable(typeNamed('m5.large')), eksDaemonSets).filter(line => line.resource === 'cpu')
  expect(cpu.map(line => [line.step, line.amount])).toEqual([
    ['capacity', 2000], ['kube-reserved', -70], ['daemonset', -50], ['daemonset', -100], ['allocatable', 1780],
  ])
})
