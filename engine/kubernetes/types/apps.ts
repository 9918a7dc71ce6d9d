/** Workloads: apps/v1 and batch/v1. */
import type { Condition, IntOrString, KubeObject, LabelSelector } from './meta.ts'
import type { PodTemplateSpec } from './pod.ts'
import type { PersistentVolumeClaim } from './core.ts'

export interface RollingUpdateDeployment {
  maxSurge?: IntOrString
  maxUnavailable?: IntOrString
}

export interface DeploymentSpec {
  replicas?: number
  selector: LabelSelector
  template: PodTemplateSpec
  strategy?: { type?: 'RollingUpdate' | 'Recreate', rollingUpdate?: RollingUpdateDeployment }
  minReadySeconds?: number
  revisionHistoryLimit?: number
  paused?: boolean
  progressDeadlineSeconds?: number
}

export interface DeploymentStatus {
  observedGeneration?: number
  replicas?: number
  updatedReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  unavailableReplicas?: number
  conditions?: Condition[]
  collisionCount?: number
}

export interface Deployment extends KubeObject {
  spec: DeploymentSpec
  status?: DeploymentStatus
}

export interface ReplicaSetSpec {
  replicas?: number
  selector: LabelSelector
  template: PodTemplateSpec
  minReadySeconds?: number
}

export interface ReplicaSetStatus {
  replicas?: number
  fullyLabeledReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  observedGeneration?: number
  conditions?: Condition[]
}

export interface ReplicaSet extends KubeObject {
  spec: ReplicaSetSpec
  status?: ReplicaSetStatus
}

export interface StatefulSetSpec {
  replicas?: number
  selector: LabelSelector
  template: PodTemplateSpec
  serviceName?: string
  podManagementPolicy?: 'OrderedReady' | 'Parallel'
  updateStrategy?: { type?: 'RollingUpdate' | 'OnDelete', rollingUpdate?: { partition?: number, maxUnavailable?: IntOrString } }
  volumeClaimTemplates?: Omit<PersistentVolumeClaim, 'status'>[]
  minReadySeconds?: number
  revisionHistoryLimit?: number
  ordinals?: { start?: number }
  persistentVolumeClaimRetentionPolicy?: { whenDeleted?: 'Retain' | 'Delete', whenScaled?: 'Retain' | 'Delete' }
}

export interface StatefulSet extends KubeObject {
  spec: StatefulSetSpec
  status?: {
    observedGeneration?: number
    replicas?: number
    readyReplicas?: number
    availableReplicas?: number
    currentReplicas?: number
    updatedReplicas?: number
    currentRevision?: string
    updateRevision?: string
    collisionCount?: number
    conditions?: Condition[]
  }
}

export interface DaemonSetSpec {
  selector: LabelSelector
  template: PodTemplateSpec
  updateStrategy?: { type?: 'RollingUpdate' | 'OnDelete', rollingUpdate?: RollingUpdateDeployment }
  minReadySeconds?: number
  revisionHistoryLimit?: number
}

export interface DaemonSet extends KubeObject {
  spec: DaemonSetSpec
  status?: {
    observedGeneration?: number
    currentNumberScheduled?: number
    desiredNumberScheduled?: number
    numberMisscheduled?: number
    numberReady?: number
    numberAvailable?: number
    numberUnavailable?: number
    updatedNumberScheduled?: number
    conditions?: Condition[]
  }
}

/** A kept version of a DaemonSet's or StatefulSet's template. */
export interface ControllerRevision extends KubeObject {
  revision: number
  data?: Record<string, unknown>
}

export interface JobSpec {
  template: PodTemplateSpec
  parallelism?: number
  completions?: number
  backoffLimit?: number
  activeDeadlineSeconds?: number
  ttlSecondsAfterFinished?: number
  completionMode?: 'NonIndexed' | 'Indexed'
  suspend?: boolean
  selector?: LabelSelector
  manualSelector?: boolean
}

export interface Job extends KubeObject {
  spec: JobSpec
  status?: {
    active?: number
    ready?: number
    succeeded?: number
    failed?: number
    terminating?: number
    startTime?: string
    completionTime?: string
    completedIndexes?: string
    conditions?: Condition[]
  }
}
