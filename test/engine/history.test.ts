import { describe, expect, it } from 'vitest'
import { isPodReady } from '../../engine/kubernetes/apimachinery/meta.ts'
import { standardControllers } from '../../engine/kubernetes/cluster.ts'
import { historyOf, sampleAt } from '../../engine/kubernetes/simulation/history.ts'
import { Replay } from '../../engine/kubernetes/simulation/replay.ts'
import type { TimedCommand } from '../../engine/kubernetes/simulation/run.ts'
import { deployment, THREE_NODES } from './support/cluster.ts'

const scenarioOf = () => ({ objects: [...THREE_NODES, deployment('web', { replicas: 2 })] })
const replayOf = (...commands: TimedCommand[]) => new Replay({ scenario: 'web', seed: 1, params: {}, commands }, { scenarioOf, controllers: standardControllers })
const scale = (at: number, replicas: number): TimedCommand => ({ at, do: { type: 'scale', kind: 'Deployment', name: 'web', replicas } })

describe('the history of a run', () => {
  const ready = (replay: Replay, from: number, to: number) => historyOf(replay, from, to, ({ store }) => store.list('Pod').filter(isPodReady).length)

  it('has every change, each at its own instant, whether or not the run was gone through before', () => {
    const fresh = ready(replayOf(scale(20_000, 4), scale(40_000, 1)), 0, 60_000)
    expect(fresh.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 1])
    const known = replayOf(scale(20_000, 4), scale(40_000, 1))
    known.seek(60_000)
    expect(ready(known, 0, 60_000)).toEqual(fresh)
    for (const { at, value } of fresh)
      expect(known.seek(at).store.list('Pod').filter(isPodReady)).toHaveLength(value)
  })

  it('sees what a command does at its own instant', () => {
    const wanted = historyOf(replayOf(scale(20_000, 4)), 0, 60_000, ({ store }) => store.get('Deployment', 'default', 'web')?.spec.replicas)
    expect(wanted).toEqual([{ at: 0, value: 2 }, { at: 20_000, value: 4 }])
  })

  it('says what was true at an instant', () => {
    const samples = [{ at: 10, value: 'a' }, { at: 20, value: 'b' }]
    expect([5, 10, 19, 20, 99].map(at => sampleAt(samples, at))).toEqual(['a', 'a', 'a', 'b', 'b'])
    expect(sampleAt([], 5)).toBeUndefined()
  })
})

describe('what a pipeline and a hand do', () => {
  it('deletes the nth pod by name, and nothing where there is none', () => {
    const replay = replayOf({ at: 20_000, do: { type: 'deletePod', selector: 'app=web', nth: 1, options: { gracePeriodSeconds: 0 } } }, { at: 20_000, do: { type: 'deletePod', selector: 'app=web', nth: 9 } })
    const names = () => replay.simulation.store.list('Pod').map(({ metadata }) => metadata.name).sort()
    replay.seek(19_999)
    const [first, second] = names()
    replay.seek(20_000)
    expect(names()).toContain(first)
    expect(names()).not.toContain(second)
    expect(names()).toHaveLength(1)
    replay.seek(40_000)
    expect(names()).toHaveLength(2)
  })

  it('sets an image and undoes it: the old ReplicaSet is there again', () => {
    const replay = replayOf(
      { at: 20_000, do: { type: 'rolloutUndo', name: 'web' } },
      { at: 21_000, do: { type: 'setImage', name: 'web', image: 'web:2' } },
      { at: 60_000, do: { type: 'rolloutUndo', name: 'web' } },
    )
    const running = (at: number) => replay.seek(at).store.list('ReplicaSet').filter(({ spec }) => spec.replicas).map(({ spec }) => spec.template.spec.containers[0]?.image)
    expect(running(59_000)).toEqual(['web:2'])
    expect(running(90_000)).toEqual(['web:1'])
    expect(replay.simulation.store.list('ReplicaSet')).toHaveLength(2)
    expect(replay.simulation.log.entries.find(({ source, type }) => source === 'user' && type === 'Warning')?.message).toBe('no rollout history found for deployment "web"')
  })
})
