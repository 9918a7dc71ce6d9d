/** What happens in each scenario, and when. Virtual ms. */
import type { Command } from '../../../engine/kubernetes/simulation/commands.ts'
import type { Scenario, TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'
import { Refusal } from '../shell/refusal.ts'
import { strings } from './hpa-words.ts'
import type { HpaInputs } from './inputs.ts'
import { type Example, exampleOf, pairOf, REQUESTED, windowOf } from './objects-of.ts'

export const scenarioNames = ['standard', 'spike', 'flapping', 'memory', 'missing'] as const
export type ScenarioName = (typeof scenarioNames)[number]

/** The figure begins once the first pods have been measured. */
export const START = 62_000
/** The load comes just after a look of the autoscaler, and goes. */
export const RISE = 95_000
export const FALL = 245_000
/** From one change of a load that comes and goes to the next. */
export const WAVE = 120_000
const WAVES = 8
/** When somebody writes the missing request into the Deployment. */
export const REPAIR = 185_000

/** Requests a second on a calm day: two pods of the example, just over their target. */
const CALM = 126
const NIGHT = 100
/** Bytes that each pod takes once its caches are full. */
const FULL = 880 * 2 ** 20

export const exampleFor: Readonly<Record<ScenarioName, Example>> = {
  standard: { metric: 'cpu', requests: true },
  spike: { metric: 'cpu', requests: true },
  flapping: { metric: 'cpu', requests: true },
  memory: { metric: 'memory', requests: true },
  missing: { metric: 'cpu', requests: false },
}

/** Requests a second from an instant on. */
export interface LoadStep { at: number, perSecond: number }

export function loadOf(name: ScenarioName, peak: number): LoadStep[] {
  const calm = { at: 0, perSecond: CALM }
  switch (name) {
    case 'standard':
      return [calm, { at: RISE, perSecond: peak }, { at: FALL, perSecond: NIGHT }]
    case 'flapping':
      return [calm, ...Array.from({ length: WAVES }, (_, wave) => ({ at: RISE + wave * WAVE, perSecond: wave % 2 ? CALM : peak }))]
    case 'memory':
      return [calm]
    default:
      return [calm, { at: RISE, perSecond: peak }]
  }
}

export function endOf(name: ScenarioName, inputs: HpaInputs): number {
  const { startSeconds } = inputs
  switch (name) {
    case 'standard':
      return FALL + windowOf(inputs) * 1000 + 225_000
    case 'flapping':
      return RISE + WAVES * WAVE
    case 'missing':
      return REPAIR + startSeconds * 4_000 + 150_000
    case 'memory':
      return RISE + startSeconds * 3_000 + 180_000
    default:
      return RISE + startSeconds * 3_000 + 420_000
  }
}

/** Metrics are half as old as they may be when the autoscaler looks. */
const METRICS_AGE = 7_500

/** Machines that have room for all: it is not about them. */
const machines = ['a', 'b', 'c'].map(zone => makeNode(`node-${zone}`, { cpu: '64', memory: '256Gi', zone: `ap-northeast-2${zone}`, pods: '110' }))

/** @throws Refusal when the inputs contradict each other */
export function scenarioOf(name: ScenarioName, inputs: HpaInputs): Scenario {
  if (inputs.own.length === 0 && inputs.min > inputs.max)
    throw new Refusal(strings.contradicts(inputs.min, inputs.max))
  const objects = inputs.own.length > 0 ? inputs.own : exampleOf(inputs, exampleFor[name])
  const { deployment } = pairOf(objects) ?? {}
  const { name: called = '', namespace } = deployment?.metadata ?? {}
  const selector = Object.entries(deployment?.spec.selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`).join(',')
  const load = (command: Pick<Extract<Command, { type: 'load' }>, 'resource' | 'amount' | 'share'>): Command => ({ type: 'load', ...(namespace && { namespace }), selector, ...command })
  const commands: TimedCommand[] = loadOf(name, inputs.peak).map(({ at, perSecond }) => ({ at, do: load({ resource: 'requests', amount: perSecond, share: 'total' }) }))
  if (name === 'memory')
    commands.push({ at: RISE, do: load({ resource: 'memory', amount: FULL, share: 'perPod' }) })
  if (name === 'missing' && inputs.own.length === 0) {
    const [example] = exampleOf(inputs, { metric: 'cpu', requests: true })
    commands.push({ at: REPAIR, do: { type: 'patch', kind: 'Deployment', name: called, patch: { spec: { template: { spec: { containers: example.spec.template.spec.containers.map(container => ({ ...container, resources: { requests: REQUESTED } })) } } } } } })
  }
  return { config: { appStartMs: inputs.startSeconds * 1000, metricsAgeMs: METRICS_AGE }, objects: [...machines, ...objects], commands }
}
