/**
 * A manifest's objects as a workload to price: which pods they come to, grouped by owner. It counts kinds that the
 * simulation does not run, too (CronJob, ReplicationController).
 */
import { groupOf } from '../kubernetes/apiserver/kinds.ts'
import { withoutNulls } from '../kubernetes/apiserver/nulls.ts'
import { controllerOf } from '../kubernetes/apimachinery/meta.ts'
import { isRecord } from '../kubernetes/apimachinery/patch.ts'
import { toBytes } from '../kubernetes/apimachinery/quantity.ts'
import { KINDS } from '../kubernetes/manifest/schema/kinds.ts'
import type { HorizontalPodAutoscaler, KubeObject, Labels, Pod, PodSpec } from '../kubernetes/types/index.ts'
import { readCron } from '../kubernetes/apimachinery/cron.ts'
import { checkNumber, costProblem, shown, type CostProblem } from './problem.ts'
import { DAY_CURVE } from './usage.ts'
import { MAX_PODS, podFacts, type Claim, type PodGroup, type Workload } from './workload.ts'

export interface ManifestCost {
  workload: Workload
  /** Objects whose pods could not be counted, by `kind/name`. */
  problems: CostProblem[]
}

/** A slider redraws with the same manifest over and over. Objects are never mutated, so they are read once. */
const known = new WeakMap<readonly KubeObject[], Map<number, ManifestCost>>()

/** Ten minutes: no manifest says how long a Job takes. */
export const ASSUMED_RUN_SECONDS = 600
/** A Job on its own runs once: on the first of the month, at three. */
const ONCE = '0 3 1 * *'

/**
 * The pods of a manifest: autoscaled ones range from the autoscaler's minimum to its maximum and follow a day's load, DaemonSets
 * are on every node; owned objects count through their owner when that is among them. Jobs run for as long as is assumed, or until
 * their deadline. Claims are followed to their driver as far as the manifest tells.
 *
 * @param runSeconds how long one run of a Job is taken to last
 */
export function workloadFromManifest(given: readonly KubeObject[], runSeconds = ASSUMED_RUN_SECONDS): ManifestCost {
  const byLength = known.get(given) ?? new Map<number, ManifestCost>()
  known.set(given, byLength)
  const hit = byLength.get(runSeconds)
  if (hit) return hit
  const objects = given.map(object => withoutNulls(object))
  const problems: CostProblem[] = []
  const groups = groupsOf(objects, runSeconds, problems)
  const autoscaled = groups.some(({ replicas, minReplicas = replicas }) => minReplicas < replicas)
  const workload: Workload = {
    groups, driverOfClaim: name => driverOf(objects, name), claims: claimsOf(objects, problems), counted: countedOf(objects),
    // Pods that an autoscaler moves follow the load; how the load goes, no manifest says.
    usage: autoscaled ? { kind: 'profile', load: DAY_CURVE } : { kind: 'always' },
  }
  const cost = { problems, workload }
  byLength.set(runSeconds, cost)
  return cost
}

type Json = Record<string, unknown>

interface Owner {
  kind: string
  name: string
  namespace: string
}

const keyOfOwner = ({ kind, namespace, name }: Owner) => `${kind}/${namespace}/${name}`

function groupsOf(objects: readonly KubeObject[], runSeconds: number, problems: CostProblem[]): PodGroup[] {
  const present = new Set(objects.map(({ kind, metadata: { namespace = 'default', name } }) => keyOfOwner({ kind, namespace, name })))
  const autoscalers = objects.filter((one): one is HorizontalPodAutoscaler => one.kind === 'HorizontalPodAutoscaler')
  const groups = new Map<string, PodGroup>()
  for (const object of objects) {
    const { namespace = 'default' } = object.metadata
    const parent = controllerOf(object) ?? object.metadata.ownerReferences?.[0]
    if (parent && present.has(keyOfOwner({ ...parent, namespace }))) continue
    const owner = ownerOf(object)
    const group = podsOf(object, owner, runSeconds, problems)
    if (!group) continue
    const key = keyOfOwner(owner)
    const before = groups.get(key)
    if (before && object.kind === 'Pod') before.replicas += 1
    else groups.set(before ? `${key}/${groups.size}` : key, withAutoscaler(group, owner, autoscalers))
  }
  return [...groups.values()]
}

/** Bare pods of one controller, or of one name pattern, are one group. */
function ownerOf(object: KubeObject): Owner {
  const { namespace = 'default', name, generateName } = object.metadata
  const parent = object.kind === 'Pod' ? controllerOf(object) : undefined
  if (parent) return { kind: parent.kind, name: parent.name, namespace }
  return { kind: object.kind, name: object.kind === 'Pod' && generateName ? `${generateName}*` : name, namespace }
}

function podsOf(object: KubeObject, owner: Owner, runSeconds: number, problems: CostProblem[]): PodGroup | undefined {
  if (kindsGroup(object.kind) !== groupOf(object.apiVersion)) return undefined
  const spec = record((object as { spec?: unknown }).spec)
  const counted = (template: unknown, replicas: number | undefined) => podGroup(owner, template, replicas, problems)
  const count = (value: unknown, field: string) => checkCount(value, `${nameOf(owner)} spec.${field}`, problems)
  switch (object.kind) {
    case 'Pod': {
      const phase = record((object as { status?: unknown }).status).phase
      return phase === 'Succeeded' || phase === 'Failed' ? undefined : counted(object, 1)
    }
    case 'Deployment': case 'ReplicaSet': case 'ReplicationController': return counted(spec.template, count(spec.replicas, 'replicas'))
    case 'StatefulSet': {
      const group = counted(spec.template, count(spec.replicas, 'replicas'))
      return group && { ...group, claimTemplates: Array.isArray(spec.volumeClaimTemplates) ? spec.volumeClaimTemplates.length : 0 }
    }
    case 'DaemonSet': return counted(spec.template, 1)
    case 'Job': return running(counted(spec.template, jobPods(spec, count)), spec, ONCE, runSeconds)
    case 'CronJob': {
      const job = record(record(spec.jobTemplate).spec)
      const replicas = spec.suspend === true ? 0 : jobPods(job, (value, field) => count(value, `jobTemplate.spec.${field}`))
      const { schedule } = spec
      if (typeof schedule === 'string' && readCron(schedule)) return running(counted(job.template, replicas), job, schedule, runSeconds)
      problems.push(costProblem('bad-schedule', `${nameOf(owner)} spec.schedule`, { value: shown(schedule) }))
      return undefined
    }
    default: return undefined
  }
}

const nameOf = ({ kind, name }: Owner) => `${kind}/${name}`

/** The API group of a kind that has pods; another group's kind of that name (a Job of Volcano's) is something else. */
function kindsGroup(kind: string): string | undefined {
  const schema = KINDS.get(kind)
  return schema && groupOf(schema.apiVersion)
}

function podGroup(owner: Owner, template: unknown, replicas: number | undefined, problems: CostProblem[]): PodGroup | undefined {
  const { metadata, spec } = record(template)
  const { labels, annotations } = record(metadata)
  const pod: Pod = {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: owner.name, namespace: owner.namespace,
      ...(isRecord(labels) && { labels: labels as Labels }), ...(isRecord(annotations) && { annotations: annotations as Labels }),
    },
    spec: { ...record(spec), containers: Array.isArray(record(spec).containers) ? record(spec).containers : [] } as PodSpec,
  }
  try {
    podFacts(pod)
  } catch (error) {
    problems.push(costProblem('bad-quantity', nameOf(owner), { reason: error instanceof Error ? error.message : String(error) }))
    return undefined
  }
  return replicas === undefined ? undefined : { name: owner.name, ownerKind: owner.kind, pod, replicas }
}

function withAutoscaler(group: PodGroup, { kind, name, namespace }: Owner, autoscalers: readonly HorizontalPodAutoscaler[]): PodGroup {
  const scaler = autoscalers.find(({ metadata, spec }) =>
    spec.scaleTargetRef.kind === kind && spec.scaleTargetRef.name === name && (metadata.namespace ?? 'default') === namespace)
  return scaler ? { ...group, replicas: scaler.spec.maxReplicas, minReplicas: scaler.spec.minReplicas ?? 1 } : group
}

/** A Job's pods with when they run and for how long: waves of so many at once, but no longer than its deadline. */
function running(group: PodGroup | undefined, spec: Json, schedule: string, runSeconds: number): PodGroup | undefined {
  if (!group) return undefined
  const waves = typeof spec.completions === 'number' && group.replicas > 0 ? Math.ceil(spec.completions / group.replicas) : 1
  const deadline = typeof spec.activeDeadlineSeconds === 'number' ? spec.activeDeadlineSeconds : Number.POSITIVE_INFINITY
  return { ...group, runs: { schedule, seconds: Math.min(runSeconds * Math.max(waves, 1), deadline), assumed: runSeconds * waves < deadline } }
}

/** Pods that a Job runs at once. */
function jobPods(spec: Json, count: (value: unknown, field: string) => number | undefined): number | undefined {
  if (spec.suspend === true) return 0
  const parallelism = count(spec.parallelism, 'parallelism')
  if (typeof spec.completions !== 'number' || parallelism === undefined) return parallelism
  const completions = count(spec.completions, 'completions')
  return completions === undefined ? undefined : Math.min(parallelism, completions)
}

/** A wanted number; 1 when absent, as upstream defaults it; undefined with a problem added. */
function checkCount(value: unknown, field: string, problems: CostProblem[]): number | undefined {
  return value === undefined || value === null ? 1 : checkNumber(value, field, [0, MAX_PODS], problems, true)
}

/** The CSI driver of a claim: its volume's, or its storage class's; undefined where the manifest does not say. */
function driverOf(objects: readonly KubeObject[], claimName: string): string | undefined {
  const named = (kind: string, name: unknown) => objects.find(object => object.kind === kind && object.metadata.name === name)
  const claim = record(record(named('PersistentVolumeClaim', claimName)).spec)
  const volume = record(record(named('PersistentVolume', claim.volumeName)).spec)
  const driver = record(volume.csi).driver ?? record(named('StorageClass', claim.storageClassName)).provisioner
  return typeof driver === 'string' ? driver : undefined
}

function record(value: unknown): Json {
  return isRecord(value) ? value : {}
}

/** Volumes that the manifest claims: those of StatefulSets once for each of their pods, others once. */
function claimsOf(objects: readonly KubeObject[], problems: CostProblem[]): Claim[] {
  return objects.flatMap((object): Claim[] => {
    const spec = record((object as { spec?: unknown }).spec)
    const { name } = object.metadata
    if (object.kind === 'PersistentVolumeClaim') return claimOf(objects, spec, 1, `PersistentVolumeClaim/${name}`, problems)
    if (object.kind !== 'StatefulSet' || !Array.isArray(spec.volumeClaimTemplates)) return []
    const replicas = typeof spec.replicas === 'number' ? spec.replicas : 1
    return spec.volumeClaimTemplates.flatMap(template => claimOf(objects, record(record(template).spec), replicas, `StatefulSet/${name}`, problems))
  })
}

function claimOf(objects: readonly KubeObject[], claim: Json, count: number, field: string, problems: CostProblem[]): Claim[] {
  try {
    const wanted = record(record(claim.resources).requests).storage
    const gib = typeof wanted === 'string' || typeof wanted === 'number' ? toBytes(wanted) / 2 ** 30 : 0
    const storage = objects.find(({ kind, metadata }) => kind === 'StorageClass' && metadata.name === claim.storageClassName) as Json | undefined
    const parameters = record(storage?.parameters)
    const driver = storage?.provisioner
    const isEbs = typeof driver !== 'string' || driver.includes('ebs')
    const volume = !isEbs ? driver : typeof parameters.type === 'string' ? parameters.type : 'gp3'
    const iops = Number(parameters.iops)
    return count > 0 && gib > 0 ? [{ count, gib, volume, ...(iops > 0 && { iops }) }] : []
  } catch (error) {
    problems.push(costProblem('bad-quantity', field, { reason: error instanceof Error ? error.message : String(error) }))
    return []
  }
}

/** Load balancers that the manifest asks for. Ingresses that share one are counted as many. */
function countedOf(objects: readonly KubeObject[]): NonNullable<Workload['counted']> {
  const balancers = objects.filter(object => object.kind === 'Ingress'
    || (object.kind === 'Service' && record((object as { spec?: unknown }).spec).type === 'LoadBalancer')).length
  return balancers > 0 ? { 'load-balancers': balancers } : {}
}
