import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getReplicaCountForReplicaSets } from '../../engine/kubernetes/controllers/deployment/replicasets.ts'
import { isPodReady, isPodTerminal, isTerminating } from '../../engine/kubernetes/apimachinery/meta.ts'
import { amountsOf, podRequests } from '../../engine/kubernetes/apimachinery/resources.ts'
import type { Command } from '../../engine/kubernetes/simulation/commands.ts'
import type { Run } from '../../engine/kubernetes/simulation/run.ts'
import { Replay, replay, scenariosByName } from '../../engine/kubernetes/simulation/replay.ts'
import type { Simulation } from '../../engine/kubernetes/simulation/simulation.ts'
import { standardControllers } from '../../engine/kubernetes/cluster.ts'
import { deployment, podTemplate, startCluster, THREE_NODES, wait } from './support/cluster.ts'

const RUNS = 40

/** A node of 4 cpu holds three of these: some of the sizes below do not fit the cluster. */
const largeTemplate = (image = 'web:1') => podTemplate('web', { image, resources: { requests: { cpu: '1100m', memory: '64Mi' } } })
const web = (replicas = 3) => deployment('web', { replicas, template: largeTemplate() })

/** A command on a cluster that has the Deployment `web`. */
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.nat(12).map((replicas): Command => ({ type: 'scale', kind: 'Deployment', name: 'web', replicas })),
  fc.constantFrom('web:2', 'web:3', 'web:bad').map((image): Command => ({ type: 'patch', kind: 'Deployment', name: 'web', patch: { spec: { template: largeTemplate(image) } } })),
  fc.record({ type: fc.constantFrom('cordon' as const, 'uncordon' as const, 'drain' as const), node: fc.constantFrom('node-a', 'node-b', 'node-c') }),
  fc.record({ type: fc.constant('node' as const), node: fc.constantFrom('node-a', 'node-b'), state: fc.constantFrom('down' as const, 'up' as const) }),
  fc.boolean().map((failing): Command => ({ type: 'probe', probe: 'readiness', failing, selector: 'app=web' })),
  fc.constant<Command>({ type: 'crash', selector: 'app=web', exitCode: 1 }),
  fc.constant<Command>({ type: 'delete', kind: 'Deployment', name: 'web' }),
  fc.constant<Command>({ type: 'apply', objects: [web()] }),
)

const run: fc.Arbitrary<Run> = fc.record({
  scenario: fc.constant('three'),
  seed: fc.nat(1000),
  params: fc.constant({}),
  commands: fc.array(fc.record({ at: fc.integer({ min: 1_000, max: 400_000 }), do: command }), { maxLength: 8 }).map(list => list.sort((a, b) => a.at - b.at)),
})

const three = { objects: [...THREE_NODES, web()] }
const options = { scenarioOf: scenariosByName({ three }), controllers: standardControllers }
const END = 600_000
const logOf = (simulation: Simulation) => simulation.log.toText()
const stateOf = (simulation: Simulation) => JSON.stringify(simulation.store.storedKinds().sort().map(kind => simulation.store.list(kind)))

describe('whatever happens to a cluster', () => {
  it('no node is over-committed and no pod moves from one node to another', () => {
    fc.assert(fc.property(run, (input) => {
      const simulation = startCluster({ objects: three.objects, seed: input.seed })
      const nodeOfPod = new Map<string, string>()
      simulation.store.watch(({ object, type }) => {
        if (object.kind !== 'Pod' || type === 'DELETED') return
        const pod = simulation.store.get('Pod', object.metadata.namespace, object.metadata.name)
        const nodeName = pod?.spec.nodeName
        if (!pod || !nodeName) return
        const uid = pod.metadata.uid ?? ''
        expect(nodeOfPod.get(uid) ?? nodeName).toBe(nodeName)
        nodeOfPod.set(uid, nodeName)
        const node = simulation.store.get('Node', '', nodeName)
        const here = simulation.store.listPodsByNode(nodeName).filter(one => !isPodTerminal(one))
        const free = amountsOf(node?.status?.allocatable)
        for (const resource of ['cpu', 'memory']) {
          const used = here.reduce((sum, one) => sum + (podRequests(one)[resource] ?? 0), 0)
          expect(used).toBeLessThanOrEqual(free[resource] ?? 0)
        }
      })
      for (const { at, do: what } of input.commands) {
        simulation.runUntil(Math.max(at, simulation.clock.now))
        try { simulation.apply(what) } catch { continue }
      }
      wait(simulation, 400)
    }), { numRuns: RUNS })
  })

  it('no pod is lost: in the end the Deployment has as many as it wants', () => {
    fc.assert(fc.property(run, (input) => {
      const simulation = replay(input, options, END)
      const undo: Command[] = [
        { type: 'node', node: 'node-a', state: 'up' }, { type: 'node', node: 'node-b', state: 'up' },
        { type: 'uncordon', node: 'node-a' }, { type: 'uncordon', node: 'node-b' }, { type: 'uncordon', node: 'node-c' },
        { type: 'probe', probe: 'readiness', failing: false, selector: 'app=web' },
        { type: 'apply', objects: [web(5)] },
      ]
      for (const one of undo) simulation.apply(one)
      wait(simulation, 1_800)
      const pods = simulation.store.list('Pod').filter(pod => !isTerminating(pod) && !isPodTerminal(pod))
      expect(pods.filter(isPodReady)).toHaveLength(5)
      expect(pods).toHaveLength(5)
      expect(simulation.store.get('Deployment', 'default', 'web')?.status?.availableReplicas).toBe(5)
    }), { numRuns: RUNS })
  })

  it('the same run gives the same log, byte for byte, live or replayed', () => {
    fc.assert(fc.property(run, (input) => {
      const live = new Replay({ ...input, commands: [] }, options)
      input.commands.forEach((_one, i) => {
        live.seek(Math.max(input.commands[i]?.at ?? 0, live.simulation.clock.now))
        live.run = { ...input, commands: input.commands.slice(0, i + 1) }
      })
      expect(logOf(live.seek(600_000))).toBe(logOf(replay(input, options, END)))
    }), { numRuns: RUNS })
  })

  it('a change of the past gives what would have been', () => {
    fc.assert(fc.property(run, fc.nat(8), (input, kept) => {
      const changed = new Replay({ ...input, commands: input.commands.slice(kept) }, options)
      changed.seek(600_000)
      changed.run = input
      expect(logOf(changed.seek(600_000))).toBe(logOf(replay(input, options, END)))
    }), { numRuns: RUNS })
  })

  it('rewinding and going forward again is going forward', () => {
    fc.assert(fc.property(run, fc.array(fc.nat(600_000), { minLength: 1, maxLength: 4 }), (input, stops) => {
      const straight = replay(input, options, END)
      const wound = new Replay(input, options)
      for (const stop of [600_000, ...stops]) wound.seek(stop)
      const again = wound.seek(600_000)
      expect(logOf(again)).toBe(logOf(straight))
      expect(stateOf(again)).toBe(stateOf(straight))
    }), { numRuns: RUNS })
  })

  it('deleting an owner leaves no orphan', () => {
    fc.assert(fc.property(run, fc.constantFrom('Background' as const, 'Foreground' as const), (input, propagationPolicy) => {
      const simulation = replay(input, options, END)
      for (const node of ['node-a', 'node-b']) simulation.apply({ type: 'node', node, state: 'up' })
      if (!simulation.store.get('Deployment', 'default', 'web')) return
      simulation.apply({ type: 'delete', kind: 'Deployment', name: 'web', options: { propagationPolicy } })
      wait(simulation, 120)
      for (const kind of ['Deployment', 'ReplicaSet', 'Pod'] as const) expect(simulation.store.list(kind)).toEqual([])
    }), { numRuns: RUNS })
  })
})

/** The fewest ready and the most running pods that a rolling update may have, worked out apart from the engine. */
function promises(replicas: number, { maxSurge, maxUnavailable }: { maxSurge: number | string, maxUnavailable: number | string }): { least: number, most: number } {
  const share = (value: number | string) => (typeof value === 'number' ? value : Number.parseInt(value, 10) * replicas / 100)
  const most = replicas + Math.ceil(share(maxSurge))
  const unavailable = Math.floor(share(maxUnavailable)) || (most === replicas ? 1 : 0)
  return { least: Math.max(0, replicas - unavailable), most }
}

describe('a rolling update', () => {
  const strategy = fc.record({
    replicas: fc.integer({ min: 1, max: 8 }),
    maxSurge: fc.oneof(fc.nat(4), fc.nat(100).map(percent => `${percent}%`)),
    maxUnavailable: fc.oneof(fc.nat(4), fc.nat(100).map(percent => `${percent}%`)),
  }).filter(({ maxSurge: surge, maxUnavailable }) => !/^0%?$/.test(String(surge)) || !/^0%?$/.test(String(maxUnavailable)))
  const updates = fc.array(fc.record({ after: fc.integer({ min: 1, max: 30 }), image: fc.constantFrom('web:2', 'web:3', 'web:bad') }), { minLength: 1, maxLength: 4 })

  it('keeps its promise of availability at every instant and never passes its surge', () => {
    fc.assert(fc.property(strategy, updates, ({ replicas, ...rollingUpdate }, images) => {
      const simulation = startCluster()
      simulation.apply({ type: 'apply', objects: [deployment('web', { replicas, strategy: { type: 'RollingUpdate', rollingUpdate } })] })
      wait(simulation, 60)
      expect(simulation.store.mustGet('Deployment', 'default', 'web').status?.availableReplicas).toBe(replicas)
      const { least, most } = promises(replicas, rollingUpdate)
      let instant = { at: simulation.clock.now, pods: replicas }
      simulation.store.watch(() => {
        const pods = simulation.store.list('Pod').filter(pod => !isTerminating(pod))
        expect(pods.filter(isPodReady).length).toBeGreaterThanOrEqual(least)
        expect(getReplicaCountForReplicaSets(simulation.store.list('ReplicaSet'))).toBeLessThanOrEqual(most)
        // Two ReplicaSets act one after the other within an instant; what counts is how the instant ends.
        if (simulation.clock.now > instant.at) expect(instant.pods).toBeLessThanOrEqual(most)
        instant = { at: simulation.clock.now, pods: pods.length }
      })
      for (const { after, image } of images) {
        simulation.apply({ type: 'patch', kind: 'Deployment', name: 'web', patch: { spec: { template: podTemplate('web', { image }) } } })
        wait(simulation, after)
      }
      wait(simulation, 120)
    }), { numRuns: 60 })
  })
})
