/** A reader's own Deployment in a race: its pods, and its HorizontalPodAutoscaler and PodDisruptionBudget where the manifest has them. */
import { matchesSelector } from '../../kubernetes/apimachinery/selectors.ts'
import { toMilli } from '../../kubernetes/apimachinery/quantity.ts'
import { DEFAULT_CPU_UTILIZATION } from '../../kubernetes/apiserver/defaults/policy.ts'
import { withoutNulls } from '../../kubernetes/apiserver/nulls.ts'
import type { Deployment, HorizontalPodAutoscaler, KubeObject, PodDisruptionBudget } from '../../kubernetes/types/index.ts'
import { defaultRace } from './defaults.ts'
import type { HpaInputs, RaceWorkload } from './inputs.ts'
import { raceProblem, type RaceProblem } from './problem.ts'

export interface ManifestRace {
  /** Null when there is no Deployment. */
  workload: RaceWorkload | null
  hpa: HpaInputs
  problems: RaceProblem[]
}

/** Takes the Deployment that an autoscaler scales, else the first. What it says is checked by `readRace`. */
export function raceFromManifest(given: readonly KubeObject[]): ManifestRace {
  const objects = given.map(object => withoutNulls(object))
  const deployments = objects.filter((one): one is Deployment => one.kind === 'Deployment' && Array.isArray((one as Deployment).spec?.template?.spec?.containers))
  const scalers = objects.filter((one): one is HorizontalPodAutoscaler => one.kind === 'HorizontalPodAutoscaler')
  const scalerOf = ({ metadata }: Deployment) => scalers.find(({ spec, metadata: { namespace } }) =>
    spec.scaleTargetRef?.kind === 'Deployment' && spec.scaleTargetRef.name === metadata.name && (namespace ?? 'default') === (metadata.namespace ?? 'default'))
  const deployment = deployments.find(scalerOf) ?? deployments[0]
  const problems: RaceProblem[] = []
  if (!deployment) return { workload: null, hpa: defaultRace.hpa, problems: [raceProblem('not-deployed', '')] }
  const { metadata: { name }, spec: { template, replicas = 1 } } = deployment
  const scaler = scalerOf(deployment)
  return {
    workload: { name, template, maxUnavailable: budgetFor(deployment, objects, problems) },
    hpa: scaler ? hpaOf(scaler, problems) : { ...defaultRace.hpa, minReplicas: Math.max(replicas, 1), maxReplicas: Math.max(replicas, defaultRace.hpa.maxReplicas) },
    problems,
  }
}

function hpaOf({ metadata: { name }, spec }: HorizontalPodAutoscaler, problems: RaceProblem[]): HpaInputs {
  const { minReplicas = 1, maxReplicas, metrics = [], behavior = null } = spec
  const cpu = metrics.find(({ resource }) => resource?.name === 'cpu')?.resource
  for (const [i, metric] of metrics.entries()) if (metric.resource !== cpu || !cpu) problems.push(raceProblem('left-out', `HorizontalPodAutoscaler/${name} spec.metrics[${i}]`))
  const { targetUtilization } = defaultRace.hpa
  return {
    minReplicas, maxReplicas, behavior, targetUtilization: cpu?.target.averageUtilization ?? (cpu ? targetUtilization : DEFAULT_CPU_UTILIZATION),
    targetMilli: cpu?.target.averageValue === undefined ? null : toMilli(cpu.target.averageValue),
  }
}

function budgetFor({ spec: { template }, metadata }: Deployment, objects: readonly KubeObject[], problems: RaceProblem[]): RaceWorkload['maxUnavailable'] {
  const budget = objects.find((one): one is PodDisruptionBudget => one.kind === 'PodDisruptionBudget' && (one.metadata.namespace ?? 'default') === (metadata.namespace ?? 'default')
    && matchesSelector((one as PodDisruptionBudget).spec.selector, template.metadata?.labels))
  if (!budget) return null
  const { maxUnavailable, minAvailable } = budget.spec
  if (maxUnavailable !== undefined) return maxUnavailable
  // What must be available as a share leaves the rest; a number of pods depends on how many there are, and the race moves that.
  if (typeof minAvailable === 'string') return `${100 - Number.parseInt(minAvailable, 10)}%`
  problems.push(raceProblem('left-out', `PodDisruptionBudget/${budget.metadata.name} spec.minAvailable`))
  return null
}
