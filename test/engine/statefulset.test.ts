import { describe, expect, it } from 'vitest'
import { isPodReady, isTerminating } from '../../engine/kubernetes/apimachinery/meta.ts'
import type { KubeObject, Pod, StatefulSet } from '../../engine/kubernetes/types/index.ts'
import { podTemplate, startCluster, wait } from './support/cluster.ts'

const set = (spec: Partial<StatefulSet['spec']> = {}): StatefulSet => ({
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'cache' },
  spec: { serviceName: 'cache', replicas: 4, selector: { matchLabels: { app: 'cache' } }, template: podTemplate('cache'), ...spec },
})

function started(spec: Partial<StatefulSet['spec']> = {}, ...others: KubeObject[]) {
  const simulation = startCluster()
  simulation.apply({ type: 'apply', objects: [...others, set(spec)] })
  wait(simulation, 90)
  const pods = () => simulation.store.list('Pod').sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
  const versions = () => Object.fromEntries(pods().map(({ metadata, spec: { containers } }) => [metadata.name, containers[0]?.image]))
  const setImage = (image: string, rest: object = {}) => simulation.apply({ type: 'patch', kind: 'StatefulSet', name: 'cache', patch: { spec: { template: podTemplate('cache', { image }), ...rest } } })
  const current = () => simulation.store.mustGet('StatefulSet', 'default', 'cache')
  /** The most pods that were down at once while so many seconds passed, and the order in which pods were deleted. */
  const watched = (seconds: number, replicas: number) => {
    let most = 0
    const order: string[] = []
    const stop = simulation.store.watch(({ object, old }) => {
      if (object.kind !== 'Pod') return
      if (old && isTerminating(object) && !isTerminating(old)) order.push(object.metadata.name)
      const up = pods().filter(pod => isPodReady(pod) && !isTerminating(pod)).length
      most = Math.max(most, replicas - up)
    })
    wait(simulation, seconds)
    stop()
    return { most, order }
  }
  return { simulation, pods, versions, setImage, current, watched }
}

describe('a StatefulSet\'s rolling update', () => {
  it.each(['Parallel', 'OrderedReady'] as const)('%s takes one pod at a time, from the highest ordinal down, each available before the next', (podManagementPolicy) => {
    const { setImage, watched, versions } = started({ podManagementPolicy, minReadySeconds: 7 })
    setImage('cache:2')
    expect(watched(120, 4)).toEqual({ most: 1, order: ['cache-3', 'cache-2', 'cache-1', 'cache-0'] })
    expect(new Set(Object.values(versions()))).toEqual(new Set(['cache:2']))
  })

  it.each<[number | string, number]>([[2, 2], ['50%', 2], ['20%', 1], [4, 4]])('takes so many at once as maxUnavailable %s of 4 says', (maxUnavailable, most) => {
    const { setImage, watched } = started({ podManagementPolicy: 'Parallel', updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable } } })
    setImage('cache:2')
    expect(watched(120, 4).most).toBe(most)
  })

  it('counts a partition from the first ordinal', () => {
    const { setImage, watched, versions, current } = started({ ordinals: { start: 6 }, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } } })
    setImage('cache:2')
    watched(60, 4)
    expect(versions()).toEqual({ 'cache-6': 'cache:1', 'cache-7': 'cache:1', 'cache-8': 'cache:1', 'cache-9': 'cache:2' })
    expect(current().status).toMatchObject({ updatedReplicas: 1, currentReplicas: 3 })
  })

  it('makes a pod below the partition anew from the old template', () => {
    const { simulation, setImage, watched, versions } = started({ ordinals: { start: 2 }, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } })
    setImage('cache:2')
    watched(60, 4)
    simulation.apply({ type: 'delete', kind: 'Pod', name: 'cache-3' })
    watched(60, 4)
    expect(versions()).toEqual({ 'cache-2': 'cache:1', 'cache-3': 'cache:1', 'cache-4': 'cache:2', 'cache-5': 'cache:2' })
  })

  it('OnDelete leaves pods until a hand deletes them, and never calls the update complete', () => {
    const { simulation, setImage, watched, versions, current } = started({ updateStrategy: { type: 'OnDelete' } })
    const before = current().status?.currentRevision
    setImage('cache:2')
    expect(watched(60, 4).order).toEqual([])
    for (const { metadata } of simulation.store.list('Pod')) simulation.apply({ type: 'delete', kind: 'Pod', name: metadata.name })
    watched(120, 4)
    expect(new Set(Object.values(versions()))).toEqual(new Set(['cache:2']))
    expect(current().status).toMatchObject({ currentRevision: before, updatedReplicas: 4 })
  })

  it('OrderedReady waits behind a broken pod even when the template is mended', () => {
    const { simulation, setImage, watched, versions } = started()
    setImage('cache:missing')
    watched(60, 4)
    setImage('cache:3')
    watched(60, 4)
    expect(versions()['cache-3']).toBe('cache:missing')
    simulation.apply({ type: 'delete', kind: 'Pod', name: 'cache-3' })
    watched(120, 4)
    expect(new Set(Object.values(versions()))).toEqual(new Set(['cache:3']))
  })

  it('Parallel replaces the broken pod', () => {
    const { setImage, watched, versions } = started({ podManagementPolicy: 'Parallel' })
    setImage('cache:missing')
    watched(60, 4)
    setImage('cache:3')
    watched(120, 4)
    expect(new Set(Object.values(versions()))).toEqual(new Set(['cache:3']))
  })
})

describe('a StatefulSet\'s pods', () => {
  it('carry the whole name of their ControllerRevision', () => {
    const { simulation, pods, current } = started()
    const revision = simulation.store.list('ControllerRevision')[0]?.metadata
    expect(revision?.name).toMatch(/^cache-/)
    expect(new Set(pods().map(({ metadata }) => metadata.labels?.['controller-revision-hash']))).toEqual(new Set([revision?.name]))
    expect(revision?.name).toBe(`cache-${revision?.labels?.['controller-revision-hash']}`)
    expect(current().status).toMatchObject({ currentRevision: revision?.name, updateRevision: revision?.name, collisionCount: 0 })
  })

  it.each(['Parallel', 'OrderedReady'] as const)('%s: one that has ended is made anew', (podManagementPolicy) => {
    const { simulation, pods } = started({ podManagementPolicy })
    const ended = pods()[1] as Pod
    simulation.store.updateStatus({ ...ended, status: { ...ended.status, phase: 'Failed', reason: 'Evicted' } })
    wait(simulation, 60)
    expect(pods().filter(isPodReady)).toHaveLength(4)
    expect(pods()[1]?.metadata.uid).not.toBe(ended.metadata.uid)
  })

  it('that the API server refuses are told', () => {
    const { simulation } = started({ template: { ...podTemplate('cache'), spec: { ...podTemplate('cache').spec, priorityClassName: 'gold' } } })
    const words = simulation.log.about('StatefulSet', 'cache', 'default').map(({ type, reason, message }) => `${type} ${reason} ${message}`)
    expect(words[0]).toBe('Warning FailedCreate create Pod cache-0 in StatefulSet cache failed error: pods "cache-0" is forbidden: no PriorityClass with name gold was found')
  })
})
