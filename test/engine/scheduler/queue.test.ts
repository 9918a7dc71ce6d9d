import { describe, expect, test } from 'vitest'
import { Framework } from '../../../engine/kubernetes/scheduler/index.ts'
import { SchedulingQueue, backoffMs } from '../../../engine/kubernetes/scheduler/queue.ts'

const framework = Framework.forProfile()
const newQueue = () => new SchedulingQueue(plugin => framework.eventsOf(plugin))

/** Takes everything that is up for scheduling. */
function drain(queue: SchedulingQueue): string[] {
  const keys: string[] = []
  for (let pod = queue.pop(); pod; pod = queue.pop()) keys.push(pod.key)
  return keys
}

/** A queue with one pod that a plugin rejected at 0. */
function rejected(plugin: string, attempts = 1) {
  const queue = newQueue()
  queue.add('p', 0, 0)
  for (let i = 0; i < attempts; i++) {
    const pod = queue.pop()
    if (pod) queue.addUnschedulable(pod, [plugin], 0)
    if (i < attempts - 1) {
      queue.moveFor('Node/Add', 0)
      queue.flush(60_000)
    }
  }
  return queue
}

test('higher priority first, then the one that waits longest', () => {
  const queue = newQueue()
  queue.add('late', 0, 20)
  queue.add('early', 0, 10)
  queue.add('vip', 5, 30)
  queue.add('early', 0, 40)
  expect(drain(queue)).toEqual(['vip', 'early', 'late'])
})

test('back-off doubles from one second to ten', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(backoffMs)).toEqual([0, 1000, 2000, 4000, 8000, 10_000, 10_000])
})

describe('a pod that was rejected', () => {
  test.each<[string, Parameters<SchedulingQueue['moveFor']>[0], boolean]>([
    ['NodeResourcesFit', 'AssignedPod/Delete', true],
    ['NodeResourcesFit', 'Node/UpdateTaint', false],
    ['TaintToleration', 'Node/UpdateTaint', true],
    ['TaintToleration', 'AssignedPod/Delete', false],
    ['InterPodAffinity', 'AssignedPod/Add', true],
    ['VolumeBinding', 'PersistentVolumeClaim', true],
  ])('by %s is helped by %s: %s', (plugin, event, moves) => {
    const queue = rejected(plugin)
    queue.moveFor(event, 2000)
    expect(drain(queue)).toEqual(moves ? ['p'] : [])
  })

  test('waits for its back-off even when helped', () => {
    const queue = rejected('NodeResourcesFit', 3)
    queue.moveFor('Node/Add', 100)
    expect(queue.nextFlush()).toBe(4000)
    queue.flush(3999)
    expect(drain(queue)).toEqual([])
    queue.flush(4000)
    expect(drain(queue)).toEqual(['p'])
  })

  test('is tried again after five minutes whatever happens', () => {
    const queue = rejected('NodeResourcesFit')
    expect(queue.nextFlush()).toBe(300_000)
    queue.flush(300_000)
    expect(drain(queue)).toEqual(['p'])
  })

  test('is tried again when it changes, and forgotten when it goes', () => {
    const queue = rejected('NodeResourcesFit')
    queue.update('p', 5000)
    expect(queue.activeCount).toBe(1)
    queue.delete('p')
    expect(queue.has('p')).toBe(false)
  })
})

test('a saved queue goes on as it was', () => {
  const queue = rejected('NodeResourcesFit')
  queue.add('q', 1, 7)
  const copy = newQueue()
  copy.restore(JSON.parse(JSON.stringify(queue.save())))
  queue.pop()
  expect(copy.save()).not.toEqual(queue.save())
  expect(drain(copy)).toEqual(['q'])
  expect(copy.nextFlush()).toBe(300_000)
})
