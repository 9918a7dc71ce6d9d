/**
 * What metrics-server has at hand: what pods used at its last scrape, of pods that had run for a whole resolution by then, on
 * nodes whose kubelet answered. Models pkg/scraper/scraper.go and pkg/storage/pod.go (kubernetes-sigs/metrics-server).
 * Leaves out that its CPU is an average since the scrape before.
 */
import { parseTimestamp } from '../../apimachinery/clock.ts'
import type { Context } from '../../simulation/controller.ts'
import type { Pod } from '../../types/index.ts'
import { podUsage, type ContainerUsage } from '../kubelet/usage.ts'
import type { MetricsSource } from './metric.ts'
import type { PodMetric } from './pods.ts'

export interface Scrape {
  /** Virtual ms. */
  at: number
  /** What the containers of a pod used, by its uid. */
  usage: ReadonlyMap<string, readonly ContainerUsage[]>
}

const idOf = ({ metadata: { uid, namespace, name } }: Pod) => uid ?? `${namespace}/${name}`

export function scrape(pods: readonly Pod[], { store, world, config, clock }: Context): Scrape {
  const measured = pods.filter(({ spec, status }) => {
    const started = Math.max(...(status?.containerStatuses ?? []).map(({ state }) => parseTimestamp(state?.running?.startedAt)))
    return started + config.metricsResolutionMs <= clock.now && !world.deadNodes.includes(spec.nodeName ?? '')
  })
  return { at: clock.now, usage: new Map(measured.map(pod => [idOf(pod), podUsage(pod, store, world, config)])) }
}

/** A scrape as an autoscaler asks for it. There are no adapters of custom and external metrics: these fail. */
export function metricsOf({ at, usage }: Scrape, pods: readonly Pod[], windowMs: number): MetricsSource {
  const known = new Map<string, Map<string, PodMetric>>()
  return {
    resource: (name, container = '') => {
      const asked = `${name}/${container}`
      const samples = known.get(asked) ?? new Map(pods.flatMap((pod): [string, PodMetric][] => {
        const used = usage.get(idOf(pod))?.filter(one => container === '' || one.name === container)
        return used ? [[pod.metadata.name, { value: used.reduce((sum, { cpu, memory }) => sum + (name === 'cpu' ? cpu : memory), 0), timestamp: at, windowMs }]] : []
      }))
      known.set(asked, samples)
      return samples
    },
    podMetric: () => { throw new Error('unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered') },
    value: () => { throw new Error('unable to fetch metrics from external metrics API: no external metrics API (external.metrics.k8s.io) registered') },
  }
}
