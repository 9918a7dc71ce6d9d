/** The kinds that the manifest reader knows, with what becomes of each. */
import { BUILT_IN_BY_KIND } from '../../apiserver/kinds.ts'
import type { Kinds } from '../../types/index.ts'
import type { Shape } from './field.ts'
import { CORE_SHAPES } from './core.ts'
import { META_SHAPES } from './meta.ts'
import { PLACEMENT_SHAPES } from './placement.ts'
import { POD_SHAPES } from './pod.ts'
import { VOLUME_SHAPES } from './volume.ts'
import { WORKLOAD_SHAPES } from './workloads.ts'

/** `simulated`: the store holds it; `counted`: only its pods are counted, by the cost model. */
export type KindLevel = 'simulated' | 'counted'

export interface KindSchema {
  /** The version that the engine speaks. */
  apiVersion: string
  /** Older versions that are read as this one. */
  legacy: readonly string[]
  level: KindLevel
  /** One English sentence for `kubectl explain` and the docs. */
  note: string
  fields: Shape
}

const SPEC_ONLY = (spec: string): Shape => ({ spec, status: '-any: The engine works it out.' })
const DATA: Shape = { immutable: 'boolean', data: '{string}', binaryData: '{string}' }

type Row = [fields: Shape, note: string, counted?: { apiVersion: string, legacy: readonly string[] }]

/** Kinds that only the engine itself makes; a manifest of one is not read. */
type Internal = 'Event' | 'Lease' | 'ControllerRevision'

const ROWS: Readonly<Record<Exclude<keyof Kinds, Internal> | 'ReplicationController' | 'CronJob', Row>> = {
  Namespace: [SPEC_ONLY('NamespaceSpec'), 'A space of names; deleting it deletes what is in it.'],
  Node: [{ spec: 'NodeSpec', status: 'NodeStatus: Only what describes the machine is kept.' }, 'A machine that runs pods.'],
  Pod: [SPEC_ONLY('PodSpec'), 'Containers that run together on one node.'],
  Service: [SPEC_ONLY('ServiceSpec'), 'One address for a set of pods.'],
  ConfigMap: [DATA, 'Settings: what names one waits for it; its values have no effect.'],
  Secret: [{ ...DATA, type: 'string', stringData: '{string}' }, 'Confidential settings: what names one waits for it; its values have no effect.'],
  PersistentVolume: [SPEC_ONLY('PersistentVolumeSpec'), 'A piece of storage.'],
  PersistentVolumeClaim: [SPEC_ONLY('PersistentVolumeClaimSpec'), 'A request for storage.'],
  ReplicationController: [SPEC_ONLY('ReplicationControllerSpec'), 'The forerunner of ReplicaSet.', { apiVersion: 'v1', legacy: [] }],
  Deployment: [SPEC_ONLY('DeploymentSpec'), 'Keeps pods running and rolls out new versions.'],
  ReplicaSet: [SPEC_ONLY('ReplicaSetSpec'), 'Keeps a number of equal pods running.'],
  StatefulSet: [SPEC_ONLY('StatefulSetSpec'), 'Keeps numbered pods running, each with its own volumes.'],
  DaemonSet: [SPEC_ONLY('DaemonSetSpec'), 'Keeps one pod running on every node that fits.'],
  Job: [SPEC_ONLY('JobSpec'), 'Runs pods to their end.'],
  CronJob: [SPEC_ONLY('CronJobSpec'), 'Makes jobs on a schedule.', { apiVersion: 'batch/v1', legacy: ['batch/v1beta1', 'batch/v2alpha1'] }],
  HorizontalPodAutoscaler: [SPEC_ONLY('HorizontalPodAutoscalerSpec'), 'Changes a workload\'s replicas by its load.'],
  PodDisruptionBudget: [SPEC_ONLY('PodDisruptionBudgetSpec'), 'Limits how many pods an eviction may take at once.'],
  PriorityClass: [{ value: 'integer', globalDefault: 'boolean', preemptionPolicy: 'string', description: '-string' }, 'A name for a priority.'],
  StorageClass: [{
    provisioner: 'string', reclaimPolicy: 'string', volumeBindingMode: 'string: Immediate or WaitForFirstConsumer.', allowVolumeExpansion: '-boolean',
    parameters: '{string}', allowedTopologies: '[TopologySelectorTerm]', mountOptions: '-[string]',
  }, 'A sort of storage that volumes are made of.'],
  EndpointSlice: [{ addressType: 'string', endpoints: '[Endpoint]', ports: '[EndpointPort]' }, 'The addresses behind a service.'],
  CustomResourceDefinition: [SPEC_ONLY('CustomResourceDefinitionSpec'), 'Adds a kind to the API.'],
}

/** Kind to schema. */
export const KINDS: ReadonlyMap<string, KindSchema> = new Map(Object.entries(ROWS).flatMap(([kind, [fields, note, counted]]): [string, KindSchema][] => {
  const info = counted ?? BUILT_IN_BY_KIND.get(kind)
  if (!info) return []
  const { apiVersion, legacy } = info
  return [[kind, { apiVersion, legacy, level: counted ? 'counted' : 'simulated', note, fields: { apiVersion: 'string', kind: 'string', metadata: 'ObjectMeta', ...fields } }]]
}))

/** Shape name to its fields. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  ...META_SHAPES, ...POD_SHAPES, ...PLACEMENT_SHAPES, ...VOLUME_SHAPES, ...WORKLOAD_SHAPES, ...CORE_SHAPES,
}

/** Whether objects of a kind are read for the cost model alone: the store refuses them. */
export function isCountedOnly(kind: string): boolean {
  return KINDS.get(kind)?.level === 'counted'
}
