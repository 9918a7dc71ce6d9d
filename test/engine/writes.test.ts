import { describe, expect, it } from 'vitest'
import { standardControllers } from '../../engine/kubernetes/cluster.ts'
import { Replay } from '../../engine/kubernetes/simulation/replay.ts'
import type { TimedCommand } from '../../engine/kubernetes/simulation/run.ts'
import { changedPaths, writesOf } from '../../engine/kubernetes/simulation/writes.ts'
import { deployment, THREE_NODES } from './support/cluster.ts'

const replayOf = (...commands: TimedCommand[]) => new Replay({ scenario: 'web', seed: 1, params: {}, commands }, { scenarioOf: () => ({ objects: THREE_NODES }), controllers: standardControllers })
const apply: TimedCommand = { at: 5_000, do: { type: 'apply', objects: [deployment('web', { replicas: 2 })] } }
const kinds = (kind: string) => ['Deployment', 'ReplicaSet', 'Pod'].includes(kind)
const words = (replay: Replay, to: number) => writesOf(replay, to, kinds).map(({ by, verb, object }) => `${by}: ${verb} ${object.kind}`)

describe('the writes of a run', () => {
  it('name who wrote, in the order in which one saw what another had written', () => {
    const first = [...new Set(words(replayOf(apply), 30_000))]
    expect(first.slice(0, 2)).toEqual(['user: create Deployment', 'deployment-controller: create ReplicaSet'])
    const order = ['replicaset-controller: create Pod', 'default-scheduler: bind Pod', 'kubelet: update status Pod', 'replicaset-controller: update status ReplicaSet']
    expect(order.slice(0, 3).map(step => first.indexOf(step))).toEqual(order.slice(0, 3).map(step => first.indexOf(step)).sort((a, b) => a - b))
    expect(first).toEqual(expect.arrayContaining(order))
  })

  it('are the same whether or not the run was gone through before, and leave the replay where it was', () => {
    const wound = replayOf(apply)
    wound.seek(30_000)
    wound.seek(7_000)
    expect(words(wound, 30_000)).toEqual(words(replayOf(apply), 30_000))
    expect(wound.simulation.clock.now).toBe(7_000)
  })

  it('count up the revision of the store, one by one', () => {
    const versions = writesOf(replayOf(apply), 30_000, () => true).map(({ object }) => Number(object.metadata.resourceVersion))
    expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index))
  })

  it('say which fields are other than before', () => {
    const bound = writesOf(replayOf(apply), 30_000, kinds).find(({ verb }) => verb === 'bind')
    // One write: the API server notes with the binding that the pod is scheduled.
    expect(bound?.changed).toEqual([['spec', 'nodeName'], ['status', 'conditions']])
    expect(writesOf(replayOf(apply), 30_000, kinds).filter(({ by }) => by === 'default-scheduler').every(({ verb }) => verb === 'bind')).toBe(true)
    expect(changedPaths({ a: 1, b: { c: 2, d: [1] } }, { a: 1, b: { c: 3, d: [1, 2] }, e: 0 })).toEqual([['b', 'c'], ['b', 'd'], ['e']])
    expect(changedPaths({ a: { b: 1 } }, {})).toEqual([['a']])
  })
})

describe('a component that is off', () => {
  const off = (at: number, component: string, state: 'down' | 'up'): TimedCommand => ({ at, do: { type: 'component', component, state } })

  it('a scheduler: pods wait, what runs goes on, and all is made up for when it is back', () => {
    const replay = replayOf(apply, off(20_000, 'default-scheduler', 'down'), { at: 21_000, do: { type: 'scale', kind: 'Deployment', name: 'web', replicas: 4 } }, off(60_000, 'default-scheduler', 'up'))
    const bound = (at: number) => replay.seek(at).store.list('Pod').map(({ spec }) => spec.nodeName !== undefined)
    expect(bound(59_000)).toEqual([true, true, false, false])
    expect(replay.simulation.store.get('Deployment', 'default', 'web')?.status?.readyReplicas).toBe(2)
    expect(bound(70_000)).toEqual([true, true, true, true])
    expect(replay.seek(90_000).store.get('Deployment', 'default', 'web')?.status?.readyReplicas).toBe(4)
  })

  it('a controller that was never there: objects are only records', () => {
    const replay = replayOf(off(0, 'deployment-controller', 'down'), apply, off(60_000, 'deployment-controller', 'up'))
    expect(replay.seek(59_000).store.list('ReplicaSet')).toEqual([])
    expect(replay.seek(90_000).store.list('Pod')).toHaveLength(2)
  })

  it('loses nothing to a seek back and forth', () => {
    const commands = [apply, off(4_000, 'default-scheduler', 'down'), off(60_000, 'default-scheduler', 'up')]
    const wound = replayOf(...commands)
    for (const at of [90_000, 30_000, 61_000, 10_000]) wound.seek(at)
    expect(wound.seek(90_000).log.toText()).toBe(replayOf(...commands).seek(90_000).log.toText())
  })
})
