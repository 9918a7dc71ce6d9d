/**
 * What a storm costs: pods bound to a node that refuses them, made again for ever, as issues 89007 and 114637 of
 * kubernetes/kubernetes report. Work and time of each five virtual seconds must stay what they were at first.
 */
import { BASE_OBJECTS, standardControllers } from '../engine/kubernetes/cluster.ts'
import { Simulation } from '../engine/kubernetes/simulation/simulation.ts'
import { makeNode } from '../engine/kubernetes/types/make.ts'
import type { Deployment } from '../engine/kubernetes/types/index.ts'

export interface StormResult {
  replicas: number
  /** Pods that have failed at the end. */
  failed: number
  /** Turns of controllers in five virtual seconds: at first, and at the end. */
  turns: readonly [number, number]
  /** Milliseconds for five virtual seconds: medians of the first and the last sixth. */
  ms: readonly [number, number]
}

const STEP_MS = 5_000
const STEPS = 60
const SHARE = STEPS / 6

function pinned(replicas: number): Deployment {
  const labels = { app: 'big' }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'big' },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { nodeName: 'n1', containers: [{ name: 'app', image: 'app:1', resources: { requests: { memory: '3Gi' } } }] } } },
  }
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Five virtual minutes of a storm for each number of wanted pods; two of them fit. */
export function benchStorm(sizes: readonly number[]): StormResult[] {
  return sizes.map((replicas) => {
    const simulation = new Simulation({ controllers: standardControllers() })
    simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS, makeNode('n1'), makeNode('n2'), pinned(replicas)] })
    const steps = Array.from({ length: STEPS }, () => {
      const [turns, from] = [simulation.turns, performance.now()]
      simulation.runUntil(simulation.clock.now + STEP_MS)
      return { turns: simulation.turns - turns, ms: performance.now() - from }
    })
    const [first, last] = [steps.slice(0, SHARE), steps.slice(-SHARE)]
    return {
      replicas, failed: simulation.store.list('Pod').filter(({ status }) => status?.phase === 'Failed').length,
      turns: [median(first.map(step => step.turns)), median(last.map(step => step.turns))],
      ms: [median(first.map(step => step.ms)), median(last.map(step => step.ms))],
    }
  })
}
