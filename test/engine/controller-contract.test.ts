import { describe, expect, it } from 'vitest'
import { standardControllers } from '../../engine/kubernetes/cluster.ts'
import { ApiError } from '../../engine/kubernetes/apiserver/errors.ts'
import type { Command } from '../../engine/kubernetes/simulation/commands.ts'
import type { Context, Controller } from '../../engine/kubernetes/simulation/controller.ts'
import { replay } from '../../engine/kubernetes/simulation/replay.ts'
import { Simulation } from '../../engine/kubernetes/simulation/simulation.ts'
import { deployment, startCluster, THREE_NODES } from './support/cluster.ts'

declare module '../../engine/kubernetes/simulation/commands.ts' {
  interface Commands {
    tide: { metres: number }
  }
}
declare module '../../engine/kubernetes/simulation/world.ts' {
  interface World {
    seaLevel?: number
  }
}
declare module '../../engine/kubernetes/simulation/config.ts' {
  interface SimulationConfig {
    dikeMetres?: number
  }
}

/** Something outside of Kubernetes, as engine/aws brings machines: its own command, world and config. */
class Dike implements Controller {
  readonly name = 'dike'
  readonly watches = []
  readonly config = { dikeMetres: 3 }
  readonly world = { seaLevel: 0 }
  readonly commands: Controller['commands'] = {
    tide: (simulation, { metres }) => simulation.changeWorld({ seaLevel: metres }),
  }

  worldChanged(ctx: Context): void {
    ctx.enqueueAfter('gate', 1_000)
  }

  reconcile(_key: string, ctx: Context): void {
    const { seaLevel = 0, deadNodes } = ctx.world
    const floods = seaLevel > (ctx.config.dikeMetres ?? 0)
    for (const node of floods ? ctx.store.list('Node') : []) ctx.event(node, 'Warning', 'Flooded', 'wet', { seaLevel, wasDead: deadNodes.includes(node.metadata.name) })
  }
}

const tide = (metres: number): Command => ({ type: 'tide', metres })

describe('a controller of one\'s own', () => {
  const withDike = () => [...standardControllers(), new Dike()]
  const floods = (simulation: Simulation) => simulation.log.entries.filter(({ reason }) => reason === 'Flooded').map(({ at, params }) => [at, params?.seaLevel])

  it('has a name of its own', () => {
    expect(() => new Simulation({ controllers: [...withDike(), { name: 'dike', watches: [], reconcile: () => undefined }] })).toThrow('two controllers are called dike')
  })

  it('brings its command, world and config, and shares those of others', () => {
    const simulation = new Simulation({ controllers: withDike(), config: { dikeMetres: 5 } })
    simulation.apply({ type: 'apply', objects: [...THREE_NODES] })
    simulation.apply(tide(4))
    simulation.runUntil(10_000)
    expect(floods(simulation)).toEqual([])
    simulation.apply({ type: 'config', config: { dikeMetres: 3 } })
    simulation.apply(tide(4))
    simulation.runUntil(20_000)
    expect(floods(simulation)).toEqual([[11_000, 4], [11_000, 4], [11_000, 4]])
    expect(simulation.world).toMatchObject({ seaLevel: 4, deadNodes: [] })
  })

  it('replays: what it brought is wound back with everything else', () => {
    const run = { scenario: 's', seed: 1, params: {}, commands: [{ at: 5_000, do: tide(9) }, { at: 60_000, do: tide(0) }] }
    const options = { scenarioOf: () => ({ objects: THREE_NODES }), controllers: withDike }
    expect(replay(run, options, 59_000).world.seaLevel).toBe(9)
    expect(floods(replay(run, options, 120_000)).map(([at]) => at)).toEqual([6_000, 6_000, 6_000])
  })

  it('is missed: a command or a config entry that nobody brings is refused, and the log says so', () => {
    const simulation = startCluster()
    expect(() => simulation.apply(tide(4))).toThrow(new ApiError('BadRequest', 'unknown command "tide"'))
    expect(() => simulation.apply({ type: 'config', config: { dikeMetres: 4 } })).toThrow('unknown config "dikeMetres"')
    expect(() => simulation.apply(JSON.parse('{"type":"__proto__"}') as Command)).toThrow('unknown command "__proto__"')
    expect(simulation.log.entries.slice(-3).map(({ reason, object }) => [reason, object.name])).toEqual([['BadRequest', 'tide'], ['BadRequest', 'config'], ['BadRequest', '__proto__']])
  })

  it('takes no other\'s command', () => {
    expect(() => new Simulation({ controllers: [new Dike(), new Dike()] })).toThrow('two controllers bring the command "tide"')
  })
})

describe('every controller', () => {
  it('answers which keys a change wakes without changing itself', () => {
    const asked = new Set<string>()
    const watched = standardControllers().map((controller) => {
      const watches = controller.watches.map(watch => ({
        ...watch,
        keysFor: (...args: Parameters<NonNullable<typeof watch.keysFor>>) => {
          const before = JSON.stringify(plain(controller.save?.()))
          const keys = watch.keysFor?.(...args) ?? []
          expect(JSON.stringify(plain(controller.save?.())), `${controller.name} on ${args[0].type} ${watch.kind}`).toBe(before)
          asked.add(controller.name)
          return keys
        },
      }))
      Object.defineProperty(controller, 'watches', { value: watches })
      return controller
    })
    const simulation = new Simulation({ controllers: watched })
    simulation.apply({ type: 'apply', objects: [...THREE_NODES, deployment('web')] })
    simulation.runUntil(10_000)
    simulation.apply({ type: 'apply', objects: [{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 5 } } as never] })
    simulation.runUntil(40_000)
    simulation.apply({ type: 'delete', kind: 'HorizontalPodAutoscaler', name: 'web' })
    simulation.apply({ type: 'zone', zone: 'ap-northeast-2a', state: 'down' })
    simulation.apply({ type: 'scale', kind: 'Deployment', name: 'web', replicas: 0 })
    simulation.runUntil(600_000)
    expect(asked.size).toBeGreaterThan(15)
  })
})

/** Maps and sets as lists, so that JSON shows them. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(plain)
  if (value instanceof Set) return [...value].map(plain)
  if (Array.isArray(value)) return value.map(plain)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)])) : value
}
