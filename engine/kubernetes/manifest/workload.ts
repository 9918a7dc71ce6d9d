/**
 * Objects to a workload: which pods they come to, grouped by owner, with what each pod really asks for.
 * A pure function for the cost model; it counts kinds that the simulation does not run (CronJob, ReplicationController).
 */
import { containersOf, defaultPod } from '../apiserver/defaults/pod.ts'
import { groupOf } from '../apiserver/kinds.ts'
import { clone, controllerOf } from '../apimachinery/meta.ts'
import { isRecord } from '../apimachinery/patch.ts'
import { canonicalQuantity } from '../apimachinery/quantity.ts'
import { amountsOf, podLimits, podRequests, toResourceList } from '../apimachinery/resources.ts'
import type { ResourceAmounts } from '../apimachinery/resources.ts'
import { KINDS } from './schema/kinds.ts'
import type { HorizontalPodAutoscaler, KubeObject, Labels, Pod, PodSpec } from '../types/index.ts'

export interface WorkloadOwner {
  kind: string
  name: string
  namespace: string
}

export interface PodGroup {
  owner: WorkloadOwner
  /** Pods at a time, a whole number from 0; of a DaemonSet, pods on each node that fits. */
  replicas: number
  /** One pod on every node: a DaemonSet. */
  perNode: boolean
  /** Runs to an end: a Job or CronJob. */
  runsToEnd: boolean
  /** A CronJob's schedule. */
  schedule?: string
  /** The range of the HorizontalPodAutoscaler that scales it. */
  autoscaled?: { minReplicas: number, maxReplicas: number }
  /** One pod of the group, with upstream's defaults filled in (limits become requests, quantities in canonical spelling). */
  pod: Pod
  /** Effective requests of one pod: `cpu` in millicores, everything else in whole units. */
  requests: ResourceAmounts
  /** Effective limits of one pod, in the same units. */
  limits: ResourceAmounts
  /** Storage that each pod claims through volumeClaimTemplates, in canonical spelling. */
  claims: string[]
}

export interface Workload {
  /** In the order of the objects. */
  groups: PodGroup[]
  /** Objects whose pods could not be counted, with why. */
  problems: { owner: WorkloadOwner, message: string }[]
}

type Json = Record<string, unknown>

/** The pods that objects come to. Owned objects count through their owner when that is among them. */
export function workloadOf(objects: readonly KubeObject[]): Workload {
  const present = new Set(objects.map(({ kind, metadata }) => `${kind}/${metadata.namespace ?? 'default'}/${metadata.name}`))
  const autoscalers = objects.filter((one): one is HorizontalPodAutoscaler => one.kind === 'HorizontalPodAutoscaler')
  const groups = new Map<string, PodGroup>()
  const problems: Workload['problems'] = []
  for (const object of objects) {
    const parent = controllerOf(object) ?? object.metadata.ownerReferences?.[0]
    if (parent && present.has(`${parent.kind}/${object.metadata.namespace ?? 'default'}/${parent.name}`)) continue
    const owner = ownerOf(object)
    try {
      const group = podsOf(object, owner)
      if (!group) continue
      const key = `${owner.kind}/${owner.namespace}/${owner.name}`
      const known = groups.get(key)
      if (known && object.kind === 'Pod') known.replicas += 1
      else groups.set(known ? `${key}/${groups.size}` : key, withAutoscaler(group, autoscalers))
    } catch (thrown) {
      problems.push({ owner, message: thrown instanceof Error ? thrown.message : String(thrown) })
    }
  }
  return { groups: [...groups.values()], problems }
}

/** Bare pods of one controller, or of one name pattern, are one group. */
function ownerOf(object: KubeObject): WorkloadOwner {
  const { namespace = 'default', name, generateName } = object.metadata
  const parent = object.kind === 'Pod' ? controllerOf(object) : undefined
  if (parent) return { kind: parent.kind, name: parent.name, namespace }
  return { kind: object.kind, name: object.kind === 'Pod' && generateName ? `${generateName}*` : name, namespace }
}

function podsOf(object: KubeObject, owner: WorkloadOwner): PodGroup | undefined {
  if (kindsGroup(object.kind) !== groupOf(object.apiVersion)) return undefined
  const spec = record((object as { spec?: unknown }).spec)
  const plain = (template: unknown, replicas: number, rest: Partial<PodGroup> = {}) => podGroup(owner, template, replicas, rest)
  switch (object.kind) {
    case 'Pod': {
      const phase = record((object as { status?: unknown }).status).phase
      return phase === 'Succeeded' || phase === 'Failed' ? undefined : plain(object, 1)
    }
    case 'Deployment': case 'ReplicaSet': case 'ReplicationController': return plain(spec.template, count(spec.replicas))
    case 'StatefulSet': return plain(spec.template, count(spec.replicas), { claims: claimsOf(spec.volumeClaimTemplates) })
    case 'DaemonSet': return plain(spec.template, 1, { perNode: true })
    case 'Job': return plain(spec.template, jobPods(spec), { runsToEnd: true })
    case 'CronJob': {
      const job = record(record(spec.jobTemplate).spec)
      return plain(job.template, spec.suspend === true ? 0 : jobPods(job), { runsToEnd: true, schedule: String(spec.schedule ?? '') })
    }
    default: return undefined
  }
}

/** The API group of a kind that has pods; another group's kind of that name (a Job of Volcano's) is something else. */
function kindsGroup(kind: string): string | undefined {
  const schema = KINDS.get(kind)
  return schema && groupOf(schema.apiVersion)
}

function podGroup(owner: WorkloadOwner, template: unknown, replicas: number, rest: Partial<PodGroup>): PodGroup {
  const { metadata, spec } = record(template)
  const { labels, annotations } = record(metadata)
  const pod: Pod = {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: owner.name, namespace: owner.namespace,
      ...(isRecord(labels) && { labels: labels as Labels }), ...(isRecord(annotations) && { annotations: annotations as Labels }),
    },
    spec: clone({ ...record(spec), containers: Array.isArray(record(spec).containers) ? record(spec).containers : [] } as PodSpec),
  }
  defaultPod(pod)
  for (const { resources } of containersOf(pod.spec)) {
    if (resources?.requests) resources.requests = toResourceList(amountsOf(resources.requests))
    if (resources?.limits) resources.limits = toResourceList(amountsOf(resources.limits))
  }
  return { owner, replicas, perNode: false, runsToEnd: false, pod, requests: podRequests(pod), limits: podLimits(pod), claims: [], ...rest }
}

function withAutoscaler(group: PodGroup, autoscalers: readonly HorizontalPodAutoscaler[]): PodGroup {
  const { kind, name, namespace } = group.owner
  const scaler = autoscalers.find(({ metadata, spec }) =>
    spec.scaleTargetRef.kind === kind && spec.scaleTargetRef.name === name && (metadata.namespace ?? 'default') === namespace)
  if (!scaler) return group
  const { minReplicas = 1, maxReplicas } = scaler.spec
  return { ...group, replicas: Math.max(group.replicas, minReplicas), autoscaled: { minReplicas, maxReplicas } }
}

/** Pods that a Job runs at once. */
function jobPods(spec: Json): number {
  if (spec.suspend === true) return 0
  const parallelism = count(spec.parallelism)
  return typeof spec.completions === 'number' ? Math.min(parallelism, count(spec.completions)) : parallelism
}

/** A wanted number; 1 when absent, as upstream defaults it. @throws Error when it is no whole number from 0 */
function count(value: unknown): number {
  if (value === undefined || value === null) return 1
  if (!Number.isSafeInteger(value) || Number(value) < 0) throw new Error(`replicas must be a whole number from 0, not ${String(value)}`)
  return Number(value)
}

function claimsOf(templates: unknown): string[] {
  if (!Array.isArray(templates)) return []
  return templates.flatMap((template) => {
    const { storage } = record(record(record(record(template).spec).resources).requests)
    return typeof storage === 'string' || typeof storage === 'number' ? [canonicalQuantity(storage)] : []
  })
}

function record(value: unknown): Json {
  return isRecord(value) ? value : {}
}
