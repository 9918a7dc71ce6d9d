import { describe, expect, test } from 'vitest'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { Node, PersistentVolumeClaim, Pod, PriorityClass, StorageClass } from '../../../engine/kubernetes/types/index.ts'
import { makePod } from '../../../engine/kubernetes/types/make.ts'
import { make, readyNode } from './builders.ts'

/** A cluster with nothing but a scheduler: nodes stay ready, deleted pods terminate for ever. */
function newCluster(...nodes: Node[]) {
  const controller = new SchedulerController()
  const simulation = new Simulation({ seed: 7, controllers: [controller] })
  const { store } = simulation
  store.create(make('Namespace', 'default', {}))
  store.create(make<PriorityClass>('PriorityClass', 'vip', { apiVersion: 'scheduling.k8s.io/v1', value: 1000 } as never))
  const addNode = (node: Node) => store.create(node)
  nodes.forEach(addNode)
  const nodeOf = (name: string) => store.get('Pod', 'default', name)?.spec.nodeName
  const messages = (reason: string) => simulation.log.entries.filter(entry => entry.reason === reason).map(({ object, message }) => `${object.name}: ${message}`)
  const remove = (name: string) => store.delete('Pod', 'default', name, { gracePeriodSeconds: 0 })
  return { simulation, store, addNode, nodeOf, messages, remove, controller }
}

const small = (name: string, cpu = '1') => readyNode(name, { cpu })
const vip = (name: string, cpu: string): Pod => makePod(name, { cpu, spec: { priorityClassName: 'vip' } })

describe('the scheduler in a cluster', () => {
  test('binds a pod, says so, and sets PodScheduled', () => {
    const { simulation, store, nodeOf, messages } = newCluster(small('n'))
    store.create(makePod('p', { cpu: '500m' }))
    simulation.runUntil(1000)
    expect(nodeOf('p')).toBe('n')
    expect(messages('Scheduled')).toEqual(['p: Successfully assigned default/p to n'])
    expect(store.mustGet('Pod', 'default', 'p').status?.conditions).toContainEqual(expect.objectContaining({ type: 'PodScheduled', status: 'True' }))
  })

  test('says why it cannot, and tries again when room comes free', () => {
    const { simulation, store, nodeOf, messages, remove } = newCluster(small('n'))
    store.create(makePod('first', { cpu: '800m' }))
    simulation.runUntil(100)
    store.create(makePod('second', { cpu: '800m' }))
    simulation.runUntil(5000)
    expect(messages('FailedScheduling')).toEqual(['second: 0/1 nodes are available: 1 Insufficient cpu. '
      + 'no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.'])
    remove('first')
    simulation.runUntil(6000)
    expect(nodeOf('second')).toBe('n')
  })

  test('a new node helps a pod that waits, but not before its back-off is over', () => {
    const { simulation, store, addNode, nodeOf } = newCluster()
    store.create(makePod('p', { cpu: '500m' }))
    simulation.runUntil(500)
    addNode(small('n'))
    simulation.runUntil(900)
    expect(nodeOf('p')).toBeUndefined()
    simulation.runUntil(1100)
    expect(nodeOf('p')).toBe('n')
  })

  test('a change that cannot help is not worth a try', () => {
    const { simulation, store, messages } = newCluster(small('n'))
    store.create(makePod('p', { cpu: '2' }))
    simulation.runUntil(2000)
    store.update({ ...store.mustGet('Node', '', 'n'), metadata: { ...store.mustGet('Node', '', 'n').metadata, labels: { new: 'label' } } })
    simulation.runUntil(20_000)
    expect(messages('FailedScheduling')).toHaveLength(1)
  })

  test('evicts less important pods, and waits for them to go', () => {
    const { simulation, store, nodeOf, messages, remove } = newCluster(small('n'))
    store.create(makePod('low', { cpu: '800m' }))
    simulation.runUntil(100)
    store.create(vip('vip', '800m'))
    simulation.runUntil(200)
    const { status, metadata } = store.mustGet('Pod', 'default', 'vip')
    expect(status?.nominatedNodeName).toBe('n')
    expect(messages('FailedScheduling')).toEqual(['vip: 0/1 nodes are available: 1 Insufficient cpu.'])
    expect(messages('Preempted')).toEqual([`low: Preempted by pod ${metadata.uid} on node n`])
    const low = store.mustGet('Pod', 'default', 'low')
    expect(low.metadata.deletionTimestamp).toBeDefined()
    expect(low.status?.conditions).toContainEqual(expect.objectContaining({ type: 'DisruptionTarget', reason: 'PreemptionByScheduler' }))
    store.create(makePod('latecomer', { cpu: '100m' }))
    remove('low')
    simulation.runUntil(5000)
    expect(nodeOf('vip')).toBe('n')
    expect(store.mustGet('Pod', 'default', 'vip').status?.nominatedNodeName).toBeUndefined()
  })

  test('leaves alone what is not its own: gated pods and other schedulers\' pods', () => {
    const { simulation, store, nodeOf } = newCluster(small('n'))
    store.create(makePod('gated', { spec: { schedulingGates: [{ name: 'example.com/wait' }] } }))
    store.create(makePod('other', { spec: { schedulerName: 'my-scheduler' } }))
    simulation.runUntil(5000)
    expect([nodeOf('gated'), nodeOf('other')]).toEqual([undefined, undefined])
  })

  test('writes the chosen node on a claim that waits for it, and binds the pod once the claim is bound', () => {
    const { simulation, store, nodeOf } = newCluster(small('n'))
    store.create(make<StorageClass>('StorageClass', 'ebs', { apiVersion: 'storage.k8s.io/v1', provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer' } as never))
    store.create(make<PersistentVolumeClaim>('PersistentVolumeClaim', 'data', {
      metadata: { namespace: 'default' }, spec: { storageClassName: 'ebs', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }))
    store.create(makePod('p', { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } }))
    simulation.runUntil(1000)
    const claim = store.mustGet('PersistentVolumeClaim', 'default', 'data')
    expect(claim.metadata.annotations?.['volume.kubernetes.io/selected-node']).toBe('n')
    expect(nodeOf('p')).toBeUndefined()
    store.update({ ...claim, spec: { ...claim.spec, volumeName: 'pv-1' } })
    simulation.runUntil(2000)
    expect(nodeOf('p')).toBe('n')
  })

  test('goes on from a checkpoint as if nothing had happened', () => {
    const { simulation, store, remove } = newCluster(small('a'), small('b'), small('c'))
    for (let i = 0; i < 8; i++) store.create(i % 4 === 3 ? vip(`p${i}`, '600m') : makePod(`p${i}`, { cpu: '400m' }))
    simulation.runUntil(25)
    const checkpoint = simulation.save()
    const rest = () => {
      simulation.runUntil(3000)
      remove('p0')
      simulation.runUntil(30_000)
      return simulation.log.toText()
    }
    const first = rest()
    simulation.restore(checkpoint)
    expect(rest()).toBe(first)
  })
})
