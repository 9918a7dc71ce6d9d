/** Looks back at the requests of a run: where each went, and what came of it. */
import { isPodReady, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { deploymentComplete } from '../../../engine/kubernetes/controllers/deployment/progress.ts'
import { historyOf } from '../../../engine/kubernetes/simulation/history.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { type Request, sendRequests } from '../../../engine/kubernetes/traffic/requests.ts'
import { planOf, type ServiceInputs, type ServicePlan, type ServiceScenario, workloadOf } from './service-plan.ts'

/** Requests of a stretch of time. */
export interface Tally {
  sent: number
  lost: number
}

export interface TrafficActs {
  plan: ServicePlan
  requests: readonly Request[]
  /** Requests after the first thing that happens, the second, and the third. */
  tallies: readonly [first: Tally, second: Tally, third: Tally]
  /** When each was over: all pods are of one version, and listen; undefined when it never was. */
  over: readonly [first?: number, second?: number, third?: number]
  /** When, in the second, pods of the old version and of the new one serve side by side, and none is on its way out; undefined when they never do. */
  mixed?: number
  /** When the last request of the first was lost; undefined when none was. */
  lastLost?: number
  /** The most pods on one node, and where each pod is or was. */
  busiest: number
  nodeOf: Readonly<Record<string, string>>
}

/** Requests are under way when the figure begins: virtual ms before it. */
const LEAD_MS = 3_000

export function findTraffic(replay: Replay<ServiceInputs>): TrafficActs {
  const { scenario, params } = replay.run
  const plan = planOf(params, scenario as ServiceScenario)
  const { service: { metadata } } = workloadOf(params, scenario as ServiceScenario)
  const proxySyncMs = params.proxySeconds * 1000
  const requests = sendRequests(replay, { service: metadata.name, namespace: metadata.namespace, perSecond: params.requestsPerSecond, from: plan.start - LEAD_MS, to: plan.end, proxySyncMs })
  const within = (from: number, to: number): Request[] => requests.filter(({ at }) => at >= from && at < to)
  const tally = (from: number, to: number): Tally => ({ sent: within(from, to).length, lost: within(from, to).filter(({ lost }) => lost).length })
  const samples = historyOf(replay, plan.start, plan.end, placesOf)
  /** A pod without a probe counts as ready before it listens. */
  const over = (from: number, to: number) => {
    const at = samples.find(sample => sample.at > from && sample.at < to && sample.value.whole)?.at
    return at === undefined ? undefined : Math.min(to, at + params.readySeconds * 1000 + proxySyncMs)
  }
  const [first, second, third] = [over(plan.first, plan.second), over(plan.second, plan.third), over(plan.third, plan.end)]
  return {
    plan, requests,
    tallies: [tally(plan.first, first ?? plan.second), tally(plan.second, second ?? plan.third), tally(plan.third, third ?? plan.end)],
    over: [first, second, third],
    mixed: middleOf(samples.filter(({ at, value }) => at > plan.second && at < plan.third && value.versions > 1 && !value.ending))?.at,
    lastLost: within(plan.first, plan.second).findLast(({ lost }) => lost)?.at,
    busiest: Math.max(1, ...samples.map(({ value: { nodes } }) => Math.max(0, ...machinesOf(nodes)))),
    nodeOf: Object.assign({}, ...samples.map(({ value: { nodes } }) => nodes)) as Record<string, string>,
  }
}

function middleOf<Item>(items: readonly Item[]): Item | undefined {
  return items[Math.floor(items.length / 2)]
}

/** Which node each pod is on, how many versions have ready pods, whether any is on its way out, and whether the rollout is over. */
function placesOf({ store }: Simulation): { nodes: Readonly<Record<string, string>>, versions: number, ending: boolean, whole: boolean } {
  const pods = store.list('Pod')
  const [deployment] = store.list('Deployment')
  const ending = pods.some(isTerminating)
  return {
    nodes: Object.fromEntries(pods.flatMap(({ metadata: { uid = '' }, spec: { nodeName } }) => nodeName ? [[uid, nodeName]] : [])),
    versions: new Set(pods.filter(isPodReady).map(({ metadata }) => metadata.labels?.['pod-template-hash'])).size,
    ending,
    whole: deployment?.status !== undefined && deploymentComplete(deployment, deployment.status) && !ending,
  }
}

/** How many pods each node has. */
function machinesOf(nodes: Readonly<Record<string, string>>): number[] {
  const counts = new Map<string, number>()
  for (const node of Object.values(nodes))
    counts.set(node, (counts.get(node) ?? 0) + 1)
  return [...counts.values()]
}
