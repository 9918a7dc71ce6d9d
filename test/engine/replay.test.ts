import { describe, expect, it } from 'vitest'
import { standardControllers } from '../../engine/kubernetes/cluster.ts'
import { Replay, replay, scenariosByName } from '../../engine/kubernetes/simulation/replay.ts'
import { deployment, podTemplate, THREE_NODES } from './support/cluster.ts'

const web = (replicas: number) => deployment('web', { replicas })
const scale = (at: number, replicas: number) => ({ at, do: { type: 'scale' as const, kind: 'Deployment', name: 'web', replicas } })
const blank = { scenario: 'web', seed: 1, params: {}, commands: [] }

it('an hour of 100 pods can be wound to any instant without replaying it all', () => {
  const objects = [...THREE_NODES, ...Array.from({ length: 5 }, (_, i) => deployment(`web-${i}`, { replicas: 20, template: podTemplate(`web-${i}`, { resources: {} }) }))]
  const run = { scenario: 'many', seed: 1, params: {}, commands: [{ at: 600_000, do: { type: 'zone' as const, zone: 'ap-northeast-2a', state: 'down' as const } }] }
  let turns = 0
  const counted = () => standardControllers().map((controller) => {
    const reconcile = controller.reconcile.bind(controller)
    controller.reconcile = (key, ctx) => {
      turns++
      reconcile(key, ctx)
    }
    return controller
  })
  const replay = new Replay(run, { scenarioOf: () => ({ objects }), controllers: counted })
  replay.seek(3_600_000)
  expect(turns).toBeGreaterThan(2_000)
  for (const time of [1_800_000, 5_000, 3_599_000, 700_000]) {
    turns = 0
    expect(replay.seek(time).clock.now).toBe(time)
    expect(turns).toBeLessThanOrEqual(100)
  }
})

describe('a run', () => {
  const controllers = standardControllers

  it('is built from its params, and begins anew when they change', () => {
    const scenarioOf = scenariosByName({ web: ({ replicas }: { replicas: number }) => ({ objects: [...THREE_NODES, web(replicas)] }) })
    const wound = new Replay({ ...blank, params: { replicas: 2 } }, { scenarioOf, controllers })
    expect(wound.seek(60_000).store.list('Pod')).toHaveLength(2)
    wound.run = { ...blank, params: { replicas: 4 } }
    expect(wound.seek(60_000).store.list('Pod')).toHaveLength(4)
  })

  it('does the scenario\'s commands before its own of the same instant', () => {
    const scenarioOf = () => ({ objects: [...THREE_NODES, web(1)], commands: [scale(30_000, 5)] })
    expect(replay({ ...blank, commands: [scale(30_000, 2)] }, { scenarioOf, controllers }, 60_000).store.get('Deployment', 'default', 'web')?.spec.replicas).toBe(2)
  })

  it('names the scenario that nobody knows', () => {
    expect(() => new Replay({ ...blank, scenario: '__proto__' }, { scenarioOf: scenariosByName({}), controllers })).toThrow('unknown scenario "__proto__"')
  })

  it.each([1, 30, 100])('can be gone through in slices of %i turns, to the same log', (turns) => {
    const options = { scenarioOf: () => ({ objects: [...THREE_NODES, web(20)] }), controllers }
    const sliced = new Replay(blank, options)
    for (let done = false; !done;) {
      const before = sliced.simulation.turns
      done = sliced.advance(120_000, turns)
      expect(sliced.simulation.turns - before).toBeLessThanOrEqual(turns)
    }
    expect(sliced.simulation.turns).toBeGreaterThan(200)
    expect(sliced.simulation.log.toText()).toBe(replay(blank, options, 120_000).log.toText())
  })

  it('ends where its budget of turns does, and can still be wound back', () => {
    const spent = new Replay(blank, { scenarioOf: () => ({ objects: [...THREE_NODES, web(20)] }), controllers, budget: 1_000 })
    const { now } = spent.seek(1e12).clock
    expect(spent.spent).toBe(true)
    expect(now).toBeLessThan(1e12)
    expect(spent.seek(1_000).clock.now).toBe(1_000)
    expect(spent.spent).toBe(false)
  })
})
