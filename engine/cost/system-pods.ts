/** Pods that EKS and what scales the nodes need: on the bill, and named. */
import type { PriceSourceId } from '../../data/price-sources.ts'
import { makePod } from '../kubernetes/types/make.ts'
import type { Exclusive } from './placement-rules.ts'
import type { Plane } from './plane.ts'
import { podFacts, type PricedGroup, type PricedWorkload } from './workload.ts'

interface SystemPod {
  name: string
  replicas: number
  cpu: string
  memory: string
  source: PriceSourceId
  /** Whether its pods keep apart by host. */
  apart?: boolean
}

/** As the add-on, the example manifest and the getting-started page install them. */
const COREDNS: SystemPod = { name: 'coredns', replicas: 2, cpu: '100m', memory: '70Mi', source: 'coredns-addon' }
const CLUSTER_AUTOSCALER: SystemPod = { name: 'cluster-autoscaler', replicas: 1, cpu: '100m', memory: '600Mi', source: 'cluster-autoscaler-example' }
const KARPENTER: SystemPod = { name: 'karpenter', replicas: 2, cpu: '1', memory: '1Gi', source: 'karpenter-getting-started', apart: true }

const APART = "node(s) didn't match pod anti-affinity rules"

/** What of it runs beside the workload, and what on nodes of its own: Karpenter cannot run on a node that it makes. */
export interface SystemPods {
  beside: PricedGroup[]
  apart: PricedGroup[]
  all: { name: string, replicas: number, source: PriceSourceId }[]
}

export const NO_SYSTEM_PODS: SystemPods = { beside: [], apart: [], all: [] }

/**
 * The system pods of a data plane; what the workload brings along itself is left out. Auto Mode has none: DNS is a process of each
 * node there, and what scales runs outside the cluster.
 *
 * @param autoscaled whether something in the cluster scales the nodes
 */
export function systemPodsOf(plane: Plane, workload: PricedWorkload, autoscaled: boolean): SystemPods {
  const wanted = {
    'self-managed': [COREDNS, ...(autoscaled ? [CLUSTER_AUTOSCALER] : [])],
    managed: [COREDNS, ...(autoscaled ? [CLUSTER_AUTOSCALER] : [])],
    karpenter: [COREDNS, KARPENTER],
    'auto-mode': [],
    fargate: [COREDNS, ...(autoscaled ? [CLUSTER_AUTOSCALER] : [])],
  }[plane].filter(({ name }) => !workload.groups.some(group => group.name === name))
  const groups = wanted.map(groupOf)
  const all = wanted.map(({ name, replicas, source }) => ({ name, replicas, source }))
  return plane === 'karpenter' ? { beside: [], apart: groups, all } : { beside: groups, apart: [], all }
}

function groupOf(wanted: SystemPod): PricedGroup {
  const known = groups.get(wanted)
  if (known) return known
  const { name, replicas, cpu, memory, apart } = wanted
  const exclusive: Exclusive[] = apart ? [{ key: `apart:${name}`, reason: APART, beforeRequests: false }] : []
  const group: PricedGroup = {
    name, ownerKind: 'Deployment', ...podFacts(makePod(name, { cpu, memory, namespace: 'kube-system' })), replicas, minReplicas: replicas,
    always: true, assumed: [], used: undefined, obstacles: [], exclusive, needsPlugins: false, near: [], together: false,
  }
  groups.set(wanted, group)
  return group
}

const groups = new Map<SystemPod, PricedGroup>()
