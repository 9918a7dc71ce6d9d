/** Shapes of the workloads' specs (apps/v1, batch/v1, ReplicationController of core/v1). */
import type { Shape } from './field.ts'

const REPLICAS = 'integer: Pods wanted; 1 when absent.'
const SELECTOR = 'LabelSelector: Which pods are its own.'
const TEMPLATE = 'PodTemplateSpec: What its pods look like.'
const READY = 'integer: Seconds a pod must be ready before it counts as available.'
const HISTORY = 'integer: Old versions kept.'

export const WORKLOAD_SHAPES: Readonly<Record<string, Shape>> = {
  DeploymentSpec: {
    replicas: REPLICAS, selector: SELECTOR, template: TEMPLATE, minReadySeconds: READY, revisionHistoryLimit: HISTORY,
    strategy: 'DeploymentStrategy: How pods are replaced.',
    paused: 'boolean: Changes to the template do not roll out.',
    progressDeadlineSeconds: 'integer: Seconds without progress before the rollout counts as failed.',
    rollbackTo: '-any: Gone since apps/v1.',
  },
  DeploymentStrategy: { type: 'string: RollingUpdate or Recreate.', rollingUpdate: 'RollingUpdateDeployment' },
  RollingUpdateDeployment: {
    maxSurge: 'intOrString: Pods above the wanted number; a percentage rounds up.',
    maxUnavailable: 'intOrString: Pods that may be missing; a percentage rounds down.',
  },
  ReplicaSetSpec: { replicas: REPLICAS, selector: SELECTOR, template: TEMPLATE, minReadySeconds: READY },
  ReplicationControllerSpec: { replicas: REPLICAS, selector: '{string}: Which pods are its own.', template: TEMPLATE, minReadySeconds: READY },
  StatefulSetSpec: {
    replicas: REPLICAS, selector: SELECTOR, template: TEMPLATE, minReadySeconds: READY, revisionHistoryLimit: HISTORY,
    serviceName: 'string: The service that names its pods.',
    podManagementPolicy: 'string: OrderedReady or Parallel.',
    updateStrategy: 'StatefulSetUpdateStrategy: How pods are replaced.',
    volumeClaimTemplates: '[PersistentVolumeClaim]: A claim of each for every pod.',
    ordinals: 'StatefulSetOrdinals: Where its numbering starts.',
    persistentVolumeClaimRetentionPolicy: 'StatefulSetClaimRetentionPolicy: Whether claims go with the pods.',
  },
  StatefulSetUpdateStrategy: { type: 'string: RollingUpdate or OnDelete.', rollingUpdate: 'RollingUpdateStatefulSetStrategy' },
  RollingUpdateStatefulSetStrategy: { partition: 'integer: So many of the lowest pods keep the old version.', maxUnavailable: 'intOrString: Pods that may be down at once; 1 when absent.' },
  StatefulSetOrdinals: { start: 'integer' },
  StatefulSetClaimRetentionPolicy: { whenDeleted: 'string', whenScaled: 'string' },
  DaemonSetSpec: {
    selector: SELECTOR, template: TEMPLATE, minReadySeconds: READY, revisionHistoryLimit: HISTORY,
    updateStrategy: 'DaemonSetUpdateStrategy: How pods are replaced.', templateGeneration: '-integer: Gone since apps/v1.',
  },
  DaemonSetUpdateStrategy: { type: 'string: RollingUpdate or OnDelete.', rollingUpdate: 'RollingUpdateDeployment' },
  JobTemplateSpec: { metadata: 'ObjectMeta', spec: 'JobSpec' },
  JobSpec: {
    template: TEMPLATE,
    parallelism: 'integer: Pods that may run at once; 1 when absent.',
    completions: 'integer: Pods that must succeed.',
    completionMode: 'string: NonIndexed or Indexed.',
    backoffLimit: 'integer: Failures before the job has failed.',
    activeDeadlineSeconds: 'integer: Seconds before the job is ended.',
    ttlSecondsAfterFinished: 'integer: Seconds a finished job is kept.',
    suspend: 'boolean: No pods run while it is true.',
    selector: SELECTOR, manualSelector: 'boolean',
    backoffLimitPerIndex: '-integer', maxFailedIndexes: '-integer', podFailurePolicy: '-any', podReplacementPolicy: '-string', successPolicy: '-any',
    managedBy: '-string',
  },
  CronJobSpec: {
    schedule: 'string: When it runs, in cron\'s form.',
    suspend: 'boolean: No jobs are made while it is true.',
    jobTemplate: 'JobTemplateSpec: What its jobs look like.',
    timeZone: '-string', concurrencyPolicy: '-string', startingDeadlineSeconds: '-integer', successfulJobsHistoryLimit: '-integer',
    failedJobsHistoryLimit: '-integer',
  },
}
