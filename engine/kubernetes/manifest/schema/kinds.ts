/** The kinds that the manifest reader knows, with what becomes of each. */
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
const BETA_APPS = ['apps/v1beta2', 'apps/v1beta1', 'extensions/v1beta1']
const DATA: Shape = { immutable: 'boolean', data: '{string}', binaryData: '{string}' }

type Row = [apiVersion: string, fields: Shape, note: string, legacy?: readonly string[], level?: KindLevel]

const ROWS: Readonly<Record<string, Row>> = {
  Namespace: ['v1', SPEC_ONLY('NamespaceSpec'), 'A space of names; deleting it deletes what is in it.'],
  Node: ['v1', { spec: 'NodeSpec', status: 'NodeStatus: Only what describes the machine is kept.' }, 'A machine that runs pods.'],
  Pod: ['v1', SPEC_ONLY('PodSpec'), 'Containers that run together on one node.'],
  Service: ['v1', SPEC_ONLY('ServiceSpec'), 'One address for a set of pods.'],
  ConfigMap: ['v1', DATA, 'Settings: what names one waits for it; its values have no effect.'],
  Secret: ['v1', { ...DATA, type: 'string', stringData: '{string}' }, 'Confidential settings: what names one waits for it; its values have no effect.'],
  PersistentVolume: ['v1', SPEC_ONLY('PersistentVolumeSpec'), 'A piece of storage.'],
  PersistentVolumeClaim: ['v1', SPEC_ONLY('PersistentVolumeClaimSpec'), 'A request for storage.'],
  ReplicationController: ['v1', SPEC_ONLY('ReplicationControllerSpec'), 'The forerunner of ReplicaSet.', [], 'counted'],
  Deployment: ['apps/v1', SPEC_ONLY('DeploymentSpec'), 'Keeps pods running and rolls out new versions.', BETA_APPS],
  ReplicaSet: ['apps/v1', SPEC_ONLY('ReplicaSetSpec'), 'Keeps a number of equal pods running.', BETA_APPS],
  StatefulSet: ['apps/v1', SPEC_ONLY('StatefulSetSpec'), 'Keeps numbered pods running, each with its own volumes.', BETA_APPS],
  DaemonSet: ['apps/v1', SPEC_ONLY('DaemonSetSpec'), 'Keeps one pod running on every node that fits.', BETA_APPS],
  Job: ['batch/v1', SPEC_ONLY('JobSpec'), 'Runs pods to their end.'],
  CronJob: ['batch/v1', SPEC_ONLY('CronJobSpec'), 'Makes jobs on a schedule.', ['batch/v1beta1', 'batch/v2alpha1'], 'counted'],
  HorizontalPodAutoscaler: [
    'autoscaling/v2', SPEC_ONLY('HorizontalPodAutoscalerSpec'), 'Changes a workload\'s replicas by its load.',
    ['autoscaling/v2beta2', 'autoscaling/v2beta1', 'autoscaling/v1'],
  ],
  PodDisruptionBudget: ['policy/v1', SPEC_ONLY('PodDisruptionBudgetSpec'), 'Limits how many pods an eviction may take at once.', ['policy/v1beta1']],
  PriorityClass: [
    'scheduling.k8s.io/v1', { value: 'integer', globalDefault: 'boolean', preemptionPolicy: 'string', description: '-string' },
    'A name for a priority.', ['scheduling.k8s.io/v1beta1', 'scheduling.k8s.io/v1alpha1'],
  ],
  StorageClass: ['storage.k8s.io/v1', {
    provisioner: 'string', reclaimPolicy: 'string', volumeBindingMode: 'string: Immediate or WaitForFirstConsumer.', allowVolumeExpansion: '-boolean',
    parameters: '{string}', allowedTopologies: '[TopologySelectorTerm]', mountOptions: '-[string]',
  }, 'A sort of storage that volumes are made of.', ['storage.k8s.io/v1beta1']],
  EndpointSlice: ['discovery.k8s.io/v1', { addressType: 'string', endpoints: '[Endpoint]', ports: '[EndpointPort]' }, 'The addresses behind a service.', ['discovery.k8s.io/v1beta1']],
  CustomResourceDefinition: ['apiextensions.k8s.io/v1', SPEC_ONLY('CustomResourceDefinitionSpec'), 'Adds a kind to the API.'],
}

/** Kind to schema. */
export const KINDS: ReadonlyMap<string, KindSchema> = new Map(Object.entries(ROWS).map(
  ([kind, [apiVersion, fields, note, legacy = [], level = 'simulated']]) =>
    [kind, { apiVersion, legacy, level, note, fields: { apiVersion: 'string', kind: 'string', metadata: 'ObjectMeta', ...fields } }],
))

/** Shape name to its fields. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  ...META_SHAPES, ...POD_SHAPES, ...PLACEMENT_SHAPES, ...VOLUME_SHAPES, ...WORKLOAD_SHAPES, ...CORE_SHAPES,
}

/** Whether objects of a kind are read for the cost model alone: the store refuses them. */
export function isCountedOnly(kind: string): boolean {
  return KINDS.get(kind)?.level === 'counted'
}
