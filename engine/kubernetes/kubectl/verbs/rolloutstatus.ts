/** How far a rollout is, in kubectl's words. Models kubectl/pkg/polymorphichelpers/rollout_status.go. */
import { findCondition } from '../../apimachinery/meta.ts'
import type { DaemonSet, Deployment, KubeObject, StatefulSet } from '../../types/index.ts'

export interface RolloutStatus {
  message: string
  done: boolean
}

/** @throws Error when the rollout has failed or the kind (or its strategy) has no rollout status */
export function rolloutStatusOf(object: KubeObject): RolloutStatus {
  if (object.kind === 'Deployment') return deploymentStatus(object as Deployment)
  if (object.kind === 'DaemonSet') return daemonSetStatus(object as DaemonSet)
  if (object.kind === 'StatefulSet') return statefulSetStatus(object as StatefulSet)
  throw new Error(`no status viewer has been implemented for "${object.kind}"`)
}

const waiting = (message: string): RolloutStatus => ({ message, done: false })

function deploymentStatus({ metadata, spec, status = {} }: Deployment): RolloutStatus {
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) return waiting('Waiting for deployment spec update to be observed...')
  if (findCondition(status.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded') {
    throw new Error(`deployment "${metadata.name}" exceeded its progress deadline`)
  }
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status
  const head = `Waiting for deployment "${metadata.name}" rollout to finish: `
  if (updatedReplicas < (spec.replicas ?? 1)) return waiting(`${head}${updatedReplicas} out of ${spec.replicas ?? 1} new replicas have been updated...`)
  if (replicas > updatedReplicas) return waiting(`${head}${replicas - updatedReplicas} old replicas are pending termination...`)
  if (availableReplicas < updatedReplicas) return waiting(`${head}${availableReplicas} of ${updatedReplicas} updated replicas are available...`)
  return { message: `deployment "${metadata.name}" successfully rolled out`, done: true }
}

function daemonSetStatus({ metadata, spec, status = {} }: DaemonSet): RolloutStatus {
  if (spec.updateStrategy?.type === 'OnDelete') throw new Error('rollout status is only available for RollingUpdate strategy type')
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) return waiting('Waiting for daemon set spec update to be observed...')
  const { updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0 } = status
  const head = `Waiting for daemon set "${metadata.name}" rollout to finish: `
  if (updatedNumberScheduled < desiredNumberScheduled) return waiting(`${head}${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`)
  if (numberAvailable < desiredNumberScheduled) return waiting(`${head}${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`)
  return { message: `daemon set "${metadata.name}" successfully rolled out`, done: true }
}

function statefulSetStatus({ metadata, spec, status = {} }: StatefulSet): RolloutStatus {
  if (spec.updateStrategy?.type === 'OnDelete') throw new Error('rollout status is only available for RollingUpdate strategy type')
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0, updateRevision = '', currentRevision = '' } = status
  if (observedGeneration === 0 || (metadata.generation ?? 0) > observedGeneration) return waiting('Waiting for statefulset spec update to be observed...')
  const replicas = spec.replicas ?? 1
  if (readyReplicas < replicas) return waiting(`Waiting for ${replicas - readyReplicas} pods to be ready...`)
  const partition = spec.updateStrategy?.rollingUpdate?.partition
  if (partition) {
    if (updatedReplicas < replicas - partition) return waiting(`Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${replicas - partition} new pods have been updated...`)
    return { message: `partitioned roll out complete: ${updatedReplicas} new pods have been updated...`, done: true }
  }
  if (updateRevision !== currentRevision) return waiting(`waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`)
  return { message: `statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`, done: true }
}
