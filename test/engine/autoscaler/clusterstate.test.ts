/** Table tests after cluster-autoscaler/clusterstate/clusterstate_test.go and core/static_autoscaler_test.go of kubernetes/autoscaler 1.37. */
import { describe, expect, test } from 'vitest'
import { ClusterStateRegistry } from '../../../engine/kubernetes/autoscaler/clusterstateregistry.ts'
import { DEFAULT_AUTOSCALING_OPTIONS } from '../../../engine/kubernetes/autoscaler/options.ts'
import type { AutoscalingOptions } from '../../../engine/kubernetes/autoscaler/options.ts'
import type { AutoscalerEvent } from '../../../engine/kubernetes/autoscaler/result.ts'
import { toBeDeletedTaint } from '../../../engine/kubernetes/autoscaler/taints.ts'
import type { Node } from '../../../engine/kubernetes/types/index.ts'
import { MINUTES, node } from './support/builders.ts'
import type { TestNodeWords } from './support/builders.ts'
import { stockout, TestCloudProvider } from './support/provider.ts'

const NOW = 100 * MINUTES
const SECONDS = 1_000
const OLD: TestNodeWords = { createdAt: 0 }
const of = (name: string, words: TestNodeWords = OLD) => node(name, 1_000, 1_000, words)
const UNREADY: TestNodeWords = { ready: false, createdAt: 0 }

/** Groups `ng1`, `ng2` ... of a target size each, with nodes whose names begin with the group's. */
function registryOf(targets: readonly number[], nodes: readonly Node[], options: Partial<AutoscalingOptions> = {}) {
  const provider = new TestCloudProvider(...targets.map((targetSize, i) => ({ id: `ng${i + 1}`, minSize: 1, maxSize: 10, targetSize })))
  targets.forEach((_, i) => provider.addNodes(`ng${i + 1}`, nodes.filter(({ metadata }) => metadata.name.startsWith(`ng${i + 1}-`))))
  const registry = new ClusterStateRegistry({ ...DEFAULT_AUTOSCALING_OPTIONS, okTotalUnreadyCount: 1, maxTotalUnreadyShare: 0.1, ...options })
  const events: AutoscalerEvent[] = []
  return {
    provider, registry, events,
    update: (now = NOW, present = nodes) => registry.updateNodes(present, provider, now, events),
    upcoming: (id: string, now = NOW) => registry.upcoming(provider.group(id), now),
    problem: (id: string, now = NOW) => registry.scaleUpProblem(provider.group(id), now),
  }
}

describe('health (clusterstate_test.go)', () => {
  test('TestOKWithScaleUp: nodes on their way are not missing', () => {
    const { registry, update, problem } = registryOf([5, 1], [of('ng1-1'), of('ng2-1')])
    registry.registerScaleUp('ng1', 4, NOW)
    update()
    expect([registry.isClusterHealthy, problem('ng1'), problem('ng2')]).toEqual([true, undefined, undefined])
  })

  test('TestEmptyOK', () => {
    const { registry, provider, update, problem, upcoming } = registryOf([0], [])
    update(NOW - 5 * SECONDS)
    expect([registry.isClusterHealthy, problem('ng1'), upcoming('ng1').count]).toEqual([true, undefined, 0])
    provider.change('ng1', { targetSize: 3 })
    registry.registerScaleUp('ng1', 3, NOW - 3 * SECONDS)
    update()
    expect([registry.isClusterHealthy, problem('ng1'), upcoming('ng1').count]).toEqual([true, undefined, 3])
  })

  test('TestOKOneUnreadyNode', () => {
    const { registry, update, problem } = registryOf([1, 1], [of('ng1-1'), of('ng2-1', UNREADY)])
    update()
    expect([registry.isClusterHealthy, problem('ng1'), problem('ng2')]).toEqual([true, undefined, undefined])
  })

  test('TestNodeWithoutNodeGroupDontCrash', () => {
    const { registry, update } = registryOf([], [of('no_ng')])
    update()
    expect(registry.isClusterHealthy).toBe(true)
  })

  test('TestMissingNodes, TestTooManyUnready', () => {
    const missing = registryOf([5, 1], [of('ng1-1'), of('ng2-1')])
    missing.update()
    expect([missing.registry.isClusterHealthy, missing.problem('ng1')]).toEqual([true, 'not ready for scale-up'])
    const unready = registryOf([1, 1], [of('ng1-1', UNREADY), of('ng2-1', UNREADY)])
    unready.update()
    expect([unready.registry.isClusterHealthy, unready.problem('ng1')]).toEqual([false, undefined])
  })

  test('TestUnreadyLongAfterCreation, TestUnreadyAfterCreationWithIncreasedStartupTime, TestNotStarted', () => {
    const half = [of('ng1-1'), of('ng2-1', { ready: false, createdAt: NOW - 30 * MINUTES }), of('ng2-2', { ready: false, createdAt: NOW - 30 * MINUTES })]
    const long = registryOf([1, 2], half)
    long.update()
    expect(long.registry.isClusterHealthy).toBe(false)
    const patient = registryOf([1, 2], half, { maxNodeStartupTimeMs: 35 * MINUTES })
    patient.update()
    expect([patient.registry.isClusterHealthy, patient.registry.nextChangeAt(NOW)]).toEqual([true, NOW + 5 * MINUTES])
  })
})

describe('nodes on their way (clusterstate_test.go)', () => {
  test('TestUpcomingNodes', () => {
    const nodes = [of('ng1-1'), of('ng2-1', UNREADY), of('ng3-1', { ready: false, createdAt: NOW - MINUTES }), of('ng4-1', UNREADY), of('ng5-1'), of('ng5-2', { taints: [toBeDeletedTaint(NOW)] })]
    const { registry, update, upcoming } = registryOf([7, 2, 2, 1, 2], nodes)
    for (const [id, increase] of [['ng1', 6], ['ng2', 1], ['ng3', 2]] as const) registry.registerScaleUp(id, increase, NOW)
    update()
    expect(['ng1', 'ng2', 'ng3', 'ng4', 'ng5'].map(id => upcoming(id))).toEqual([
      { count: 6, registered: [] }, { count: 1, registered: [] }, { count: 2, registered: ['ng3-1'] }, { count: 0, registered: [] }, { count: 0, registered: [] },
    ])
  })

  test('TestGetUpcomingNodesSkipsWithoutScaleUpRequestOrBackoff', () => {
    const without = registryOf([3], [of('ng1-1')])
    without.update()
    expect(without.upcoming('ng1').count).toBe(0)
    const requested = registryOf([3], [of('ng1-1')])
    requested.registry.registerScaleUp('ng1', 2, NOW)
    requested.update()
    expect(requested.upcoming('ng1').count).toBe(2)
    const backedOff = registryOf([3], [of('ng1-1')], { maxNodeProvisionTimeMs: 2 * MINUTES })
    backedOff.registry.registerScaleUp('ng1', 2, NOW - 3 * MINUTES)
    backedOff.update()
    backedOff.registry.registerScaleUp('ng1', 2, NOW)
    expect(backedOff.upcoming('ng1').count).toBe(0)
  })

  test('TestUnregisteredNodes: an instance that is no node in time is not counted on, and given up as far as the minimum allows', () => {
    const nodes = [of('ng1-1'), of('ng1-2')]
    const { registry, provider, events, update, upcoming } = registryOf([2], nodes, { maxNodeProvisionTimeMs: 10 * SECONDS })
    registry.registerScaleUp('ng1', 1, NOW - MINUTES)
    update(NOW - MINUTES, nodes.slice(0, 1))
    expect(upcoming('ng1', NOW - MINUTES)).toEqual({ count: 1, registered: [] })
    update(NOW + MINUTES, nodes.slice(0, 1))
    expect(upcoming('ng1', NOW + MINUTES).count).toBe(0)
    registry.removeOldUnregistered(provider, events)
    expect(provider.group('ng1')).toMatchObject({ targetSize: 1, instances: [{ id: 'ng1-1' }] })
    expect(events.map(({ reason, message }) => `${reason}: ${message}`)).toEqual(['DeleteUnregistered: Removed unregistered node ng1-2'])
  })

  // static_autoscaler_test.go, TestRemoveOldUnregisteredNodes
  test('TestRemoveOldUnregisteredNodes: not below the minimum', () => {
    const { registry, provider, events, update } = registryOf([1], [of('ng1-1')], { maxNodeProvisionTimeMs: 45 * MINUTES })
    update(NOW - 60 * MINUTES, [])
    update(NOW, [])
    registry.removeOldUnregistered(provider, events)
    expect(provider.calls).toEqual([])
  })
})

describe('wishes that do not come true (clusterstate_test.go)', () => {
  const two = { maxNodeProvisionTimeMs: 2 * MINUTES }

  test('TestExpiredScaleUp, TestExpiredScaleUpRevertsTargetSize', () => {
    const { registry, provider, events, update, problem } = registryOf([5], [of('ng1-1')], two)
    registry.registerScaleUp('ng1', 4, NOW - 3 * MINUTES)
    update()
    expect(events.map(({ reason, message }) => `${reason}: ${message}`)).toEqual(['ScaleUpTimedOut: Nodes added to group ng1 failed to register within 180s'])
    expect(registry.isClusterHealthy).toBe(true)
    expect(problem('ng1')).toBe('not ready for scale-up')
    expect(provider.calls).toEqual(['ng1 target-4'])
    expect(provider.group('ng1').targetSize).toBe(1)
    expect(registry.save().requests.size).toBe(0)
  })

  test('TestExpiredScaleUpRevertsTargetSizeHandlesError, TestExpiredScaleUpRevertsPartialIncrease', () => {
    const { registry, provider, events, update } = registryOf([5], [of('ng1-1'), of('ng1-2')], two)
    registry.registerScaleUp('ng1', 4, NOW - 3 * MINUTES)
    update()
    expect(provider.calls).toEqual(['ng1 target-4'])
    expect(events.map(({ reason }) => reason)).toEqual(['ScaleUpTimedOut', 'FailedToRevertScaleUp'])
    expect(registry.save().requests.size).toBe(0)
  })

  test('TestScaleUpBackoff', () => {
    const nodes = [of('ng1-1'), of('ng1-2'), of('ng1-3')]
    const { registry, provider, update, problem } = registryOf([4], nodes, two)
    registry.registerScaleUp('ng1', 1, NOW - 3 * MINUTES)
    update()
    expect(problem('ng1')).toBe('in backoff after failed scale-up')
    const later = NOW + 5 * MINUTES + SECONDS
    expect(problem('ng1', later)).toBeUndefined()
    provider.change('ng1', { targetSize: 4 })
    registry.registerScaleUp('ng1', 1, later - 121 * SECONDS)
    update(later)
    expect(problem('ng1', later)).toBe('in backoff after failed scale-up')
    expect(problem('ng1', later + 5 * MINUTES + SECONDS)).toBe('in backoff after failed scale-up')
    expect(problem('ng1', later + 10 * MINUTES + SECONDS)).toBeUndefined()
  })

  test('TestHandleInstanceCreationErrors: instances that the cloud cannot make are given up, and the group left alone', () => {
    const { registry, provider, events, update, problem, upcoming } = registryOf([3], [of('ng1-1')])
    provider.addNodes('ng1', [of('instance1'), of('instance2')])
    for (const id of ['instance1', 'instance2']) provider.changeInstance('ng1', id, { state: 'Creating', errorInfo: { ...stockout, errorCode: 'RESOURCE_POOL_EXHAUSTED', errorMessage: '' } })
    registry.registerScaleUp('ng1', 2, NOW)
    update()
    expect(events.map(({ reason, message }) => `${reason}: ${message}`)).toEqual(['ScaleUpFailed: Failed adding 2 nodes to group ng1 due to OutOfResource.RESOURCE_POOL_EXHAUSTED; source errors: '])
    registry.deleteCreatedWithErrors(provider)
    expect(provider.group('ng1')).toMatchObject({ targetSize: 1, instances: [{ id: 'ng1-1' }] })
    expect([problem('ng1'), upcoming('ng1').count]).toEqual(['in backoff after failed scale-up', 0])
    update(NOW + 10 * SECONDS)
    expect(events).toHaveLength(1)
  })

  test('TestIncorrectSize, TestUpdateIncorrectNodeGroupSizes: a target out of reach for as long as a node may take is lowered', () => {
    const { registry, provider, update } = registryOf([5], [of('ng1-1')])
    const firstObserved = () => registry.save().incorrectSizes.get('ng1')
    update(NOW - 5 * MINUTES)
    expect(firstObserved()).toEqual({ current: 1, expected: 5, firstObserved: NOW - 5 * MINUTES })
    update(NOW - 4 * MINUTES)
    expect(firstObserved()?.firstObserved).toBe(NOW - 5 * MINUTES)
    update(NOW - 3 * MINUTES, [of('ng1-1'), of('ng1-2')].slice(0, 1).concat(of('ng1-1')))
    expect(firstObserved()).toEqual({ current: 2, expected: 5, firstObserved: NOW - 3 * MINUTES })
    expect(registry.fixNodeGroupSizes(provider, NOW)).toBe(false)
    update(NOW)
    update(NOW + 15 * MINUTES)
    expect(registry.fixNodeGroupSizes(provider, NOW + 15 * MINUTES)).toBe(true)
    expect(provider.group('ng1').targetSize).toBe(1)
  })

  test('TestUpdateScaleUp: further wishes add up and start the time anew, failed ones are taken off', () => {
    const { registry } = registryOf([1], [])
    registry.registerScaleUp('ng1', 100, NOW)
    registry.registerScaleUp('ng1', 20, NOW + 5 * MINUTES)
    expect(registry.save().requests.get('ng1')).toEqual({ at: NOW + 5 * MINUTES, expectedBy: NOW + 20 * MINUTES, increase: 120 })
    registry.registerScaleUp('ng1', -20, NOW + 10 * MINUTES)
    expect(registry.save().requests.get('ng1')).toEqual({ at: NOW + 5 * MINUTES, expectedBy: NOW + 20 * MINUTES, increase: 100 })
    registry.registerScaleUp('ng1', -100, NOW + 10 * MINUTES)
    registry.registerScaleUp('ng1', -50, NOW + 10 * MINUTES)
    expect(registry.save().requests.size).toBe(0)
  })
})
