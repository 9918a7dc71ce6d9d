/** Table tests after cluster-autoscaler/simulator/utilization/info_test.go and core/scaledown/eligibility/eligibility_test.go of kubernetes/autoscaler 1.37. */
import { describe, expect, test } from 'vitest'
import { EPOCH, timestamp } from '../../../engine/kubernetes/apimachinery/clock.ts'
import { eligibilityOf } from '../../../engine/kubernetes/autoscaler/eligibility.ts'
import type { EligibilityOptions } from '../../../engine/kubernetes/autoscaler/eligibility.ts'
import { DEFAULT_AUTOSCALING_OPTIONS } from '../../../engine/kubernetes/autoscaler/options.ts'
import { formatUtilization, utilizationOf } from '../../../engine/kubernetes/autoscaler/utilization.ts'
import type { Node, Pod } from '../../../engine/kubernetes/types/index.ts'
import { MINUTES, node, nodeInfo, pod } from './support/builders.ts'

const NOW = 100 * MINUTES

describe('TestCalculate (simulator/utilization/info_test.go)', () => {
  const half = node('node1', 2_000, 2_000_000)
  const p = pod('p1', 100, 200_000)
  const nothing = pod('p2', 0, 0, undefined, { cpu: '0', memory: '0' })
  const withSidecar = pod('p-init', 100, 200_000, undefined, { spec: { initContainers: [
    { name: 'side', restartPolicy: 'Always', resources: { requests: { cpu: '50m', memory: '100000' } } },
    { name: 'init', resources: { requests: { cpu: '5m', memory: '100' } } },
  ] } })
  const withLargeInit = pod('p-large', 100, 200_000, undefined, { spec: { initContainers: [{ name: 'init', resources: { requests: { cpu: '50', memory: '100000000' } } }] } })
  const withContainer = (one: Pod): Pod => ({ ...one, spec: { ...p.spec, ...one.spec, containers: p.spec.containers } })
  const ds = pod('p3', 100, 200_000, undefined, { by: 'DaemonSet/ds' })
  const customDs = pod('p4', 100, 200_000, undefined, { by: 'CustomDaemonSet/ds', annotations: { 'cluster-autoscaler.kubernetes.io/daemonset-pod': 'true' } })
  const terminated = pod('terminated', 100, 200_000, undefined, { metadata: { deletionTimestamp: timestamp(NOW - 10 * MINUTES) } })

  test.each([
    ['requests by allocatable', [p, p, nothing], false, 2 / 10],
    ['sidecars count, and what is needed to begin', [p, withContainer(withSidecar), withContainer(withLargeInit)], false, 50.25],
    ['pods of DaemonSets ignored: neither they nor what they ask for', [p, p, nothing, ds, customDs], true, 2.5 / 10],
    ['pods of DaemonSets count', [p, nothing, ds], false, 2 / 10],
    ['a pod that should be gone does not count', [p, p, nothing, terminated], false, 2 / 10],
  ] as const)('%s', (_, pods, ignoreDaemonSets, wanted) => {
    expect(utilizationOf(nodeInfo(half, ...pods), ignoreDaemonSets, NOW)?.utilization).toBeCloseTo(wanted, 2)
  })

  test('a node that does not say what it has', () => {
    expect(utilizationOf(nodeInfo(node('node2', 2_000, 0), p), false, NOW)).toBeUndefined()
  })

  test('is printed as Go prints it', () => {
    expect(formatUtilization(utilizationOf(nodeInfo(half, pod('p', 500, 250_000)), false, NOW) ?? { cpu: 0, memory: 0, utilization: 0, resourceName: 'cpu' })).toBe('{0.25 0.125 0 0 cpu 0.25}')
  })
})

describe('TestFilterOutUnremovable (core/scaledown/eligibility/eligibility_test.go)', () => {
  const regular = node('regular', 1_000, 10)
  const justDeleted = node('justDeleted', 1_000, 10, { taints: [{ key: 'ToBeDeletedByClusterAutoscaler', value: String((EPOCH + NOW) / 1_000 - 30), effect: 'NoSchedule' }] })
  const noScaleDown = node('noScaleDown', 1_000, 10, { annotations: { 'cluster-autoscaler.kubernetes.io/scale-down-disabled': 'true' } })
  const unready = node('unready', 1_000, 10, { ready: false })
  const big = pod('bigPod', 600, 0)
  const small = pod('smallPod', 100, 0)
  const ds = pod('dsPod', 500, 0, undefined, { by: 'DaemonSet/ds' })
  const IGNORE: Partial<EligibilityOptions> = { ignoreDaemonSetsUtilization: true }
  const cases: [name: string, node: Node, pods: Pod[], reason: string | undefined, options?: Partial<EligibilityOptions>][] = [
    ['regular node stays', regular, [], undefined],
    ['recently deleted node is filtered out', justDeleted, [], 'CurrentlyBeingDeleted'],
    ['marked no scale down is filtered out', noScaleDown, [], 'ScaleDownDisabledAnnotation'],
    ['highly utilized node is filtered out', regular, [big], 'NotUnderutilized'],
    ['underutilized node stays', regular, [small], undefined],
    ["node is filtered out if utilization can't be calculated", node('regular', 0, 0), [small], 'UnexpectedError'],
    ['unready node stays', unready, [], undefined],
    ['unready node is filtered oud when scale-down of unready is disabled', unready, [], 'ScaleDownUnreadyDisabled', { scaleDownUnreadyEnabled: false }],
    ['high utilization daemonsets node stays', regular, [small, ds], undefined, IGNORE],
    ['high utilization daemonsets node is filtered out, when IgnoreDaemonSets is disabled', regular, [small, ds], 'NotUnderutilized', { ignoreDaemonSetsUtilization: false }],
    ['only daemonsets pods on this node (threshold=0)', regular, [ds], undefined, { ...IGNORE, scaleDownUtilizationThreshold: 0 }],
  ]
  test.each(cases)('%s', (_, one, pods, reason, options = {}) => {
    expect(eligibilityOf(nodeInfo(one, ...pods), one, true, { ...DEFAULT_AUTOSCALING_OPTIONS, ...options }, NOW).reason).toBe(reason)
  })

  test('a node of no group stays', () => {
    expect(eligibilityOf(nodeInfo(regular), regular, false, DEFAULT_AUTOSCALING_OPTIONS, NOW)).toEqual({ reason: 'NotAutoscaled' })
  })
})
