/** A Deployment's promises in pods. Models pkg/controller/deployment/util/deployment_util.go (MaxSurge, MaxUnavailable, ResolveFenceposts). */
import type { Deployment, IntOrString } from '../../types/index.ts'

/**
 * A number or percentage of `total` as whole pods.
 * @throws Error with upstream's message when a text is no percentage
 */
export function scaledValue(value: IntOrString | undefined, total: number, round: 'up' | 'down'): number {
  if (typeof value !== 'string') return value ?? 0
  if (!/^-?\d+%$/.test(value)) throw new Error('invalid value for IntOrString: invalid type: string is not a percentage')
  const exact = Number.parseInt(value, 10) * total
  return round === 'up' ? Math.ceil(exact / 100) : Math.floor(exact / 100)
}

/**
 * Surge rounds up, unavailable down; if neither allows anything, one pod may be unavailable.
 * @throws Error when a text is no percentage
 */
export function resolveFenceposts(maxSurge: IntOrString | undefined, maxUnavailable: IntOrString | undefined, desired: number): { surge: number, unavailable: number } {
  const surge = scaledValue(maxSurge, desired, 'up')
  const unavailable = scaledValue(maxUnavailable, desired, 'down')
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable }
}

export function isRollingUpdate({ spec }: Deployment): boolean {
  return (spec.strategy?.type ?? 'RollingUpdate') === 'RollingUpdate'
}

const replicasOf = ({ spec }: Deployment) => spec.replicas ?? 1

/** Pods that a rolling update may run beyond the wanted number. */
export function maxSurge(deployment: Deployment): number {
  if (!isRollingUpdate(deployment)) return 0
  const { maxSurge: surge, maxUnavailable: unavailable } = deployment.spec.strategy?.rollingUpdate ?? {}
  return resolveFenceposts(surge, unavailable, replicasOf(deployment)).surge
}

/** Pods of the wanted number that may be unavailable; never more than there are. */
export function maxUnavailable(deployment: Deployment): number {
  if (!isRollingUpdate(deployment) || replicasOf(deployment) === 0) return 0
  const { maxSurge: surge, maxUnavailable: unavailable } = deployment.spec.strategy?.rollingUpdate ?? {}
  return Math.min(resolveFenceposts(surge, unavailable, replicasOf(deployment)).unavailable, replicasOf(deployment))
}

/** Pods that stay available during a rolling update. */
export function minAvailable(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? replicasOf(deployment) - maxUnavailable(deployment) : 0
}
