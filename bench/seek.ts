/**
 * How long a seek takes: one hour of a cluster of 500 pods in which something happens every two minutes, wound to random
 * instants, as a presenter's slider does; beside it the same instants reached by replaying from the start.
 */
import { BASE_OBJECTS, standardControllers } from '../engine/kubernetes/cluster.ts'
import { makeNode } from '../engine/kubernetes/types/make.ts'
import { Random } from '../engine/kubernetes/apimachinery/random.ts'
import type { Command } from '../engine/kubernetes/simulation/commands.ts'
import type { Run } from '../engine/kubernetes/simulation/run.ts'
import { Replay, replay as replayFromStart } from '../engine/kubernetes/simulation/replay.ts'
import type { Simulation } from '../engine/kubernetes/simulation/simulation.ts'
import type { Deployment, Service } from '../engine/kubernetes/types/index.ts'

export interface SeekResult {
  pods: number
  /** Turns of controllers in the hour. */
  turns: number
  seeks: number
  /** Milliseconds a seek. */
  p50: number
  p95: number
  max: number
  /** How many times as long it takes to replay from the start to the same instant; the median. */
  overReplay: number
  /** Milliseconds for the whole hour, played once. */
  playMs: number
  /** How many JSON copies of the whole cluster take as long as playing the hour, timed just before and after. */
  playInCopies: number
}

const HOUR_MS = 3_600_000
const COMMANDS_EVERY_MS = 120_000
const DEPLOYMENTS = 10
const PODS_EACH = 50
const NODES = 30
const SEEKS = 300
const REPLAYS = 9
const COPIES = 20

function deployment(name: string, image: string, replicas = PODS_EACH): Deployment {
  const labels = { app: name }
  const probe = { httpGet: { port: 80 } }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'app', image, readinessProbe: probe, livenessProbe: probe, resources: { requests: { cpu: '100m', memory: '128Mi' } } }] },
      },
    },
  }
}

function service(name: string): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports: [{ port: 80 }] } }
}

/** What happens in the hour: a new image, another size, a node that falls silent and comes back. */
function commandAt(i: number): Command {
  const name = `web-${i % DEPLOYMENTS}`
  switch (i % 4) {
    case 0: return { type: 'apply', objects: [deployment(name, `app:${i}`)] }
    case 1: return { type: 'scale', kind: 'Deployment', name, replicas: PODS_EACH - 10 }
    case 2: return { type: 'node', node: `node-${i % NODES}`, state: 'down' }
    default: return { type: 'node', node: `node-${(i - 1) % NODES}`, state: 'up' }
  }
}

function elapsed(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(Math.trunc(sorted.length * share), sorted.length - 1)] ?? 0
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)

/** Milliseconds to copy every object of a cluster through JSON; the median of some. */
function copyMs({ store }: Simulation): number {
  const objects = store.storedKinds().map(kind => store.list(kind))
  return quantile(sorted(Array.from({ length: COPIES }, () => elapsed(() => JSON.parse(JSON.stringify(objects))))), 0.5)
}

export function benchSeek(): SeekResult {
  const names = Array.from({ length: DEPLOYMENTS }, (_, i) => `web-${i}`)
  const nodes = Array.from({ length: NODES }, (_, i) => makeNode(`node-${i}`, { zone: `ap-northeast-2${'abc'[i % 3]}`, cpu: '4', memory: '16Gi', pods: '58' }))
  const objects = [...BASE_OBJECTS, ...nodes, ...names.map(service), ...names.map(name => deployment(name, 'app:start'))]
  const commands = Array.from({ length: HOUR_MS / COMMANDS_EVERY_MS - 1 }, (_, i) => ({ at: (i + 1) * COMMANDS_EVERY_MS, do: commandAt(i) }))
  const run: Run = { scenario: 'hour', seed: 1, params: {}, commands }
  const options = { scenarioOf: () => ({ objects }), controllers: standardControllers }

  const replay = new Replay(run, options)
  const copyBefore = copyMs(replay.seek(COMMANDS_EVERY_MS - 1))
  const pods = replay.simulation.store.list('Pod').filter(({ status }) => status?.phase === 'Running').length
  if (pods !== DEPLOYMENTS * PODS_EACH) throw new Error(`${pods} pods run, not ${DEPLOYMENTS * PODS_EACH}`)
  const playMs = elapsed(() => replay.seek(HOUR_MS))
  const { turns } = replay.simulation
  const copy = (copyBefore + copyMs(replay.simulation)) / 2

  const random = new Random(1)
  const times: number[] = []
  const ratios: number[] = []
  for (let i = 0; i < SEEKS; i++) {
    const at = random.int(HOUR_MS)
    const time = elapsed(() => replay.seek(at))
    times.push(time)
    if (i % Math.ceil(SEEKS / REPLAYS) === 0) ratios.push(elapsed(() => replayFromStart(run, options, at)) / time)
  }
  const ordered = sorted(times)
  return {
    pods, turns, seeks: SEEKS, playMs, playInCopies: playMs / copy,
    p50: quantile(ordered, 0.5), p95: quantile(ordered, 0.95), max: quantile(ordered, 1), overReplay: quantile(sorted(ratios), 0.5),
  }
}
