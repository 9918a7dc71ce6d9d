/** Looks back at what an autoscaler saw every quarter of a minute, and what it made of it. */
import { isPodReady, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { HorizontalController } from '../../../engine/kubernetes/controllers/podautoscaler/index.ts'
import type { CountedPod, Decision } from '../../../engine/kubernetes/controllers/podautoscaler/decision.ts'
import { historyOf, type Sample } from '../../../engine/kubernetes/simulation/history.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { matchesSelector } from '../../../engine/kubernetes/apimachinery/selectors.ts'
import type { Deployment, HorizontalPodAutoscaler, Pod } from '../../../engine/kubernetes/types/index.ts'
import { podState, type PodState } from '../stage/view.ts'
import type { HpaInputs } from './inputs.ts'
import { pairOf } from './objects-of.ts'
import { endOf, type ScenarioName, START } from './plan.ts'

/** One turn of the autoscaler. Shares are percent of what is requested. */
export interface Look {
  /** Virtual ms. */
  at: number
  /** Pods that it found, wanted by the formula, after the windows, and after policies, minimum and maximum. */
  replicas: number
  wanted: number
  stabilized: number
  desired: number
  /** The formula's own numbers: use over so many pods, those that are starting counted as 0. */
  usage?: number
  over: number
  target?: number
  /** Use of the pods that are counted as they are. */
  measured?: number
  /** Of use to target, as the formula has it. */
  ratio: number
  /** Why what the windows left was changed, in upstream's word; DesiredWithinRange when it was not. */
  limit: string
  pods: readonly CountedPod[]
  /** Why there is no number, in upstream's words. */
  error?: string
}

/** What is to be seen of the workload between two looks. */
export interface Counts {
  desired: number
  ready: number
  look?: Look
}

/** A pod now, with what the autoscaler saw of it last. */
export interface SeenPod {
  uid: string
  name: string
  state: PodState
  /** Absent when it was not there yet. */
  seen?: CountedPod
}

export interface HpaView extends Counts {
  pods: readonly SeenPod[]
  /** Percent that the autoscaler lets pass, upwards and downwards. */
  min: number
  max: number
  hpa?: HorizontalPodAutoscaler
}

const looks = new WeakMap<Decision, Look>()

/** A decision as the figure tells it. */
function lookOf(decision: Decision, { spec }: HorizontalPodAutoscaler): Look {
  const known = looks.get(decision)
  if (known)
    return known
  const { at, replicas, pods, evaluation } = decision
  const { desired, wanted = replicas, stabilized = wanted, proposals, conditions, error } = evaluation
  // Of several metrics, the one that asks for most decides.
  const best = proposals.find(({ proposal }) => proposal.replicas === wanted)
  const { ratio = 1, pods: counted = replicas } = best?.proposal.basis ?? {}
  // A ratio that lets everything be is as good for all pods as for those that were counted.
  const over = wanted === replicas ? replicas : counted
  const target = (best?.metric.resource ?? best?.metric.containerResource ?? spec.metrics?.[0]?.resource)?.target.averageUtilization
  const look: Look = {
    at, replicas, wanted, stabilized, desired, over, ratio, pods,
    limit: conditions.find(([type]) => type === 'ScalingLimited')?.[2] ?? 'DesiredWithinRange',
    ...(target !== undefined && { target, ...(best && { usage: ratio * target }) }),
    ...(best?.proposal.utilization !== undefined && { measured: best.proposal.utilization }),
    ...(error !== undefined && { error }),
  }
  looks.set(decision, look)
  return look
}

function workloadOf({ store }: Simulation): { hpa: HorizontalPodAutoscaler, deployment: Deployment } | undefined {
  return pairOf([...store.list('HorizontalPodAutoscaler'), ...store.list('Deployment')])
}

function podsOf({ store }: Simulation, deployment: Deployment): Pod[] {
  return store.list('Pod', { namespace: deployment.metadata.namespace, labels: labels => matchesSelector(deployment.spec.selector, labels) })
}

export function countsOf(simulation: Simulation): Counts {
  const { hpa, deployment } = workloadOf(simulation) ?? {}
  if (!hpa || !deployment)
    return { desired: 0, ready: 0 }
  const decision = simulation.controller(HorizontalController)?.decisionOf(`${hpa.metadata.namespace}/${hpa.metadata.name}`)
  return {
    desired: deployment.spec.replicas ?? 1,
    ready: podsOf(simulation, deployment).filter(pod => isPodReady(pod) && !isTerminating(pod)).length,
    ...(decision && { look: lookOf(decision, hpa) }),
  }
}

export function hpaView(simulation: Simulation): HpaView {
  const { hpa, deployment } = workloadOf(simulation) ?? {}
  const counts = countsOf(simulation)
  const seen = new Map(counts.look?.pods.map(pod => [pod.name, pod]))
  const pods = deployment ? podsOf(simulation, deployment) : []
  return {
    ...counts,
    min: hpa?.spec.minReplicas ?? 1,
    max: hpa?.spec.maxReplicas ?? 1,
    ...(hpa && { hpa }),
    pods: pods.map(pod => ({ uid: pod.metadata.uid ?? pod.metadata.name, name: pod.metadata.name, state: podState(pod), ...(seen.has(pod.metadata.name) && { seen: seen.get(pod.metadata.name) }) })),
  }
}

/** A run of the figure, looked back at. */
export interface Course {
  inputs: HpaInputs
  samples: readonly Sample<Counts>[]
  looks: readonly Look[]
  /** The most pods that were there or wanted, and the most that one used (percent of its request). */
  most: { pods: number, usage: number }
  /** Virtual ms. */
  end: number
}

/** Percent of the request that a pod was seen to use. */
export function shareOf({ usage, request }: CountedPod): number | undefined {
  return usage === undefined || !request ? undefined : usage * 100 / request
}

export function courseOf(replay: Replay<HpaInputs>): Course {
  const { scenario, params: inputs } = replay.run
  const end = endOf(scenario as ScenarioName, inputs)
  const samples = historyOf(replay, START, end, countsOf)
  const all = [...new Map(samples.flatMap(({ value: { look } }) => look ? [[look.at, look] as const] : [])).values()]
  return {
    inputs, samples, end,
    looks: all,
    most: {
      pods: Math.max(1, ...samples.map(({ value }) => Math.max(value.desired, value.ready))),
      usage: Math.max(100, ...all.flatMap(({ pods }) => pods.map(pod => shareOf(pod) ?? 0))),
    },
  }
}
