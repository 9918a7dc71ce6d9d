/** Requests as large as what is used: what a bill could be. */
import { podRequests } from '../kubernetes/apimachinery/resources.ts'
import type { Container, Pod } from '../kubernetes/types/index.ts'
import type { PodGroup, PodUsage, Workload } from './workload.ts'

/** Room that is left above what is used: the margin that the Vertical Pod Autoscaler's recommender adds (15 %). */
export const ROOM_ABOVE_USAGE = 0.15

/** The workload with requests that leave that room above usage; groups without known usage, and what requests less, stay. */
export function rightSized(workload: Workload): Workload {
  return { ...workload, groups: workload.groups.map(group => group.used ? { ...group, pod: podFor(group, group.used) } : group) }
}

const sized = new WeakMap<Pod, { key: string, pod: Pod }>()

function podFor({ pod }: PodGroup, { cpuMilli, memoryBytes }: PodUsage): Pod {
  const wanted = { cpu: Math.ceil(cpuMilli * (1 + ROOM_ABOVE_USAGE)), memory: Math.ceil(memoryBytes * (1 + ROOM_ABOVE_USAGE)) }
  const key = `${wanted.cpu} ${wanted.memory}`
  const known = sized.get(pod)
  if (known?.key === key) return known.pod
  const requests = podRequests(pod)
  const cpu = requests.cpu && wanted.cpu < requests.cpu ? wanted.cpu : undefined
  const memory = requests.memory && wanted.memory < requests.memory ? wanted.memory : undefined
  const [first, ...others] = pod.spec.containers
  if (!first || (cpu === undefined && memory === undefined)) return pod
  // The whole of the request is put on the first container: only the pod's sum is priced.
  const without = ({ resources, ...container }: Container): Container => ({
    ...container, resources: { requests: Object.fromEntries(Object.entries(resources?.requests ?? {}).filter(([name]) => !(name === 'cpu' && cpu !== undefined) && !(name === 'memory' && memory !== undefined))) },
  })
  const lead = without(first)
  const next: Pod = {
    ...pod,
    spec: {
      ...pod.spec, resources: undefined,
      initContainers: pod.spec.initContainers?.map(without),
      containers: [{
        ...lead, resources: { requests: { ...lead.resources?.requests, ...(cpu !== undefined && { cpu: `${cpu}m` }), ...(memory !== undefined && { memory: String(memory) }) } },
      }, ...others.map(without)],
    },
  }
  sized.set(pod, { key, pod: next })
  return next
}
