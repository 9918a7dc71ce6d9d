/** Inputs from anywhere, such as a link: checked field by field. */
import { instanceTypes } from '../../../data/instance-types.ts'
import type { StartKind } from '../../../data/timings.ts'
import { startTimes } from '../../../data/timings.ts'
import { fargateObstacles } from '../../aws/fargate-fit.ts'
import { readOptions, type CostOptions, type CostProblem } from '../../cost/index.ts'
import { typeFor } from '../../cost/compare.ts'
import { checkNumber, shown } from '../../cost/problem.ts'
import { isRecord } from '../../kubernetes/apimachinery/patch.ts'
import { checkHorizontalPodAutoscaler, checkPodDisruptionBudget } from '../../kubernetes/apiserver/validation/policy.ts'
import { calculatePodRequests } from '../../kubernetes/controllers/podautoscaler/pods.ts'
import type { HorizontalPodAutoscalerBehavior, PodTemplateSpec } from '../../kubernetes/types/index.ts'
import { writtenAutoscaler } from './autoscaler.ts'
import { defaultRace } from './defaults.ts'
import { readFaults } from './read-faults.ts'
import { readLoad } from './read-load.ts'
import { laneKinds, type HpaInputs, type LaneSpec, type RaceInputs, type RaceTimes, type RaceWorkload } from './inputs.ts'
import { MAX_RACE_PODS, raceParam } from './params.ts'
import { pricedWorkload } from './priced.ts'
import { fromCost, raceProblem, type RaceProblem } from './problem.ts'
import { fullMilliOf, podOfWorkload, targetMilliOf } from './sizing.ts'

export interface ReadRace {
  /** Null when there is a problem that is no warning. */
  inputs: RaceInputs | null
  problems: RaceProblem[]
}

/** What is absent is as in `defaultRace`; what is wrong is named. Never throws. */
export function readRace(given: unknown): ReadRace {
  const problems: RaceProblem[] = []
  const raw = isRecord(given) ? given : {}
  if (!isRecord(given) && given !== undefined) problems.push(raceProblem('bad-shape', '', { value: shown(given) }))
  const read = { problems, raw }
  const load = readLoad(raw.load, problems)
  const read1: Omit<RaceInputs, 'options'> = {
    seed: numberOf(read, 'seed', [0, 2 ** 32 - 1], true) ?? defaultRace.seed,
    load, workload: readWorkloadOf(raw.workload, problems), serving: readServing(read), hpa: readHpa(read), times: readTimes(read),
    group: readGroup(read), lanes: readLanes(raw.lanes, problems), faults: readFaults(raw.faults, load.at(-1)?.at ?? 0, problems),
  }
  const inputs: RaceInputs = { ...read1, options: readRaceOptions(raw.options, problems) }
  if (!hasErrors(problems)) checkTogether(inputs, problems)
  if (hasErrors(problems)) return { inputs: null, problems }
  return { inputs: { ...inputs, options: { ...inputs.options, instanceType: chosenType(inputs) } }, problems }
}

const hasErrors = (problems: readonly RaceProblem[]) => problems.some(({ severity }) => severity === 'error')

interface Raw {
  raw: Record<string, unknown>
  problems: RaceProblem[]
}

/** A number of the inputs within its bounds; undefined where it is absent, null or wrong. */
function numberOf({ raw, problems }: Raw, field: string, range?: readonly [number, number], whole?: boolean): number | undefined {
  const value = field.split('.').reduce<unknown>((object, key) => Array.isArray(object) ? object[Number(key)] : isRecord(object) ? object[key] : undefined, raw)
  if (value === undefined || value === null) return undefined
  const known = range ? undefined : raceParam(field)
  const found: CostProblem[] = []
  const read = checkNumber(value, field, range ?? [known?.min ?? 0, known?.max ?? 0], found, whole ?? known?.whole)
  problems.push(...found.map(problem => fromCost(problem, 'error')))
  return read
}

function readWorkloadOf(value: unknown, problems: RaceProblem[]): RaceWorkload {
  if (value === undefined) return defaultRace.workload
  const { name, template, maxUnavailable } = isRecord(value) ? value : {}
  const containers = isRecord(template) && isRecord(template.spec) ? template.spec.containers : undefined
  if (typeof name !== 'string' || name === '' || !Array.isArray(containers) || !containers.every(isRecord)) {
    problems.push(raceProblem('bad-shape', 'workload', { value: shown(name) }))
    return defaultRace.workload
  }
  const budget = typeof maxUnavailable === 'number' || typeof maxUnavailable === 'string' ? maxUnavailable : null
  const refused = budget === null ? [] : checkPodDisruptionBudget({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: { maxUnavailable: budget } })
  if (refused.length > 0) problems.push(raceProblem('bad-budget', 'workload.maxUnavailable', { value: shown(budget) }))
  return { name: name.slice(0, 63), template: placeable(template as unknown as PodTemplateSpec, problems), maxUnavailable: budget }
}

/** Without what decides about a pod's place and a race does not have: volumes. */
function placeable(template: PodTemplateSpec, problems: RaceProblem[]): PodTemplateSpec {
  const { volumes, ...spec } = template.spec
  if (!volumes) return template
  problems.push(raceProblem('left-out', 'workload.template.spec.volumes'))
  return { ...template, spec }
}

function readServing(raw: Raw): RaceInputs['serving'] {
  const { requestsPerSecondPerPod, cpuMsPerRequest, queueBound } = defaultRace.serving
  return {
    requestsPerSecondPerPod: numberOf(raw, 'serving.requestsPerSecondPerPod') ?? requestsPerSecondPerPod,
    cpuMsPerRequest: numberOf(raw, 'serving.cpuMsPerRequest') ?? cpuMsPerRequest,
    queueBound: numberOf(raw, 'serving.queueBound') ?? queueBound,
  }
}

function readHpa(read: Raw): HpaInputs {
  const { hpa } = defaultRace
  const behavior = isRecord(read.raw.hpa) ? read.raw.hpa.behavior : undefined
  return {
    minReplicas: numberOf(read, 'hpa.minReplicas') ?? hpa.minReplicas, maxReplicas: numberOf(read, 'hpa.maxReplicas') ?? hpa.maxReplicas,
    targetUtilization: numberOf(read, 'hpa.targetUtilization') ?? hpa.targetUtilization, targetMilli: numberOf(read, 'hpa.targetMilli') ?? null,
    behavior: readBehavior(behavior, read.problems),
  }
}

function readBehavior(value: unknown, problems: RaceProblem[]): HorizontalPodAutoscalerBehavior | null {
  if (value === undefined || value === null) return null
  const rules = isRecord(value) ? [value.scaleUp, value.scaleDown] : [value]
  const isRules = (one: unknown) => one === undefined || one === null || (isRecord(one) && (one.policies === undefined || (Array.isArray(one.policies) && one.policies.every(isRecord))))
  if (rules.every(isRules)) return value as HorizontalPodAutoscalerBehavior
  problems.push(raceProblem('bad-shape', 'hpa.behavior', { value: shown(value) }))
  return null
}

function readTimes(read: Raw): RaceTimes {
  const { times } = defaultRace
  const kinds = Object.keys(startTimes) as StartKind[]
  const startSeconds = Object.fromEntries(kinds.map((kind) => {
    const field = `times.startSeconds.${kind}`
    const { min, max } = raceParam(field)
    const fastest = numberOf(read, `${field}.0`, [min, max]) ?? times.startSeconds[kind][0]
    const slowest = numberOf(read, `${field}.1`, [min, max]) ?? times.startSeconds[kind][1]
    if (fastest > slowest) read.problems.push(raceProblem('fastest-above-slowest', field, { min: fastest, max: slowest }))
    return [kind, [fastest, slowest]]
  })) as unknown as RaceTimes['startSeconds']
  return {
    startSeconds, imagePullSeconds: numberOf(read, 'times.imagePullSeconds') ?? times.imagePullSeconds,
    appStartSeconds: numberOf(read, 'times.appStartSeconds') ?? times.appStartSeconds, appStopSeconds: numberOf(read, 'times.appStopSeconds') ?? times.appStopSeconds,
  }
}

function readGroup(read: Raw): RaceInputs['group'] {
  const { group } = defaultRace
  const found = {
    fixedNodes: numberOf(read, 'group.fixedNodes') ?? group.fixedNodes, minNodes: numberOf(read, 'group.minNodes') ?? group.minNodes,
    maxNodes: numberOf(read, 'group.maxNodes') ?? group.maxNodes,
  }
  if (found.minNodes > found.maxNodes) read.problems.push(raceProblem('min-above-max', 'group.minNodes', { min: found.minNodes, max: found.maxNodes }))
  return found
}

function readLanes(value: unknown, problems: RaceProblem[]): readonly LaneSpec[] {
  if (value === undefined) return defaultRace.lanes
  const given = Array.isArray(value) ? value.slice(0, 2 * laneKinds.length) : []
  if (given.length === 0) problems.push(raceProblem('no-lanes', 'lanes'))
  const lanes = given.flatMap((one: unknown, i): LaneSpec[] => {
    const kind = laneKinds.find(known => isRecord(one) && one.kind === known)
    if (kind && isRecord(one)) return [{ kind, ...(one.selfManaged === true && { selfManaged: true }) }]
    problems.push(raceProblem('bad-shape', `lanes[${i}].kind`, { value: shown(isRecord(one) ? one.kind : one) }))
    return []
  })
  for (const [i, { kind }] of lanes.entries()) if (lanes.findIndex(one => one.kind === kind) < i) problems.push(raceProblem('lane-twice', `lanes[${i}]`, { value: kind }))
  return lanes
}

/** As the cost model reads them; what it cannot use becomes the default. */
function readRaceOptions(value: unknown, problems: RaceProblem[]): CostOptions {
  const { options, problems: found } = readOptions(isRecord(value) ? value : defaultRace.options)
  problems.push(...found.map(problem => fromCost({ ...problem, field: `options.${problem.field}` }, 'warning')))
  if (options.purchase !== 'savings-plan') return options
  problems.push(raceProblem('no-savings-plan', 'options.purchase'))
  return { ...options, purchase: 'on-demand' }
}

/** What only shows when the inputs are put together. */
function checkTogether(inputs: RaceInputs, problems: RaceProblem[]): void {
  const { hpa, workload } = inputs
  if (hpa.minReplicas > hpa.maxReplicas) problems.push(raceProblem('min-above-max', 'hpa.minReplicas', { min: hpa.minReplicas, max: hpa.maxReplicas }))
  if (hpa.maxReplicas > MAX_RACE_PODS) problems.push(raceProblem('too-many-replicas', 'hpa.maxReplicas', { value: hpa.maxReplicas, max: MAX_RACE_PODS }))
  const [refused] = checkHorizontalPodAutoscaler(writtenAutoscaler(inputs))
  if (refused && hpa.minReplicas <= hpa.maxReplicas) problems.push(raceProblem('bad-behavior', `hpa.${refused.field.replace(/^spec\./, '')}`, { reason: refused.message }))
  problems.push(...pricedWorkload(inputs).problems.map(problem => fromCost({ ...problem, field: `workload.${problem.field}` }, 'error')))
  if (hasErrors(problems)) return
  const pod = podOfWorkload(workload)
  try {
    calculatePodRequests([pod], 'cpu')
  } catch {
    problems.push(raceProblem('no-requests', 'workload.template.spec.containers'))
    return
  }
  const [full, target] = [fullMilliOf(inputs), targetMilliOf(inputs)]
  if (full === 0) problems.push(raceProblem('always-scales', 'serving.cpuMsPerRequest'))
  else if (full <= target) problems.push(raceProblem('never-scales', 'serving', { full: round(full), target: round(target) }))
  if (!inputs.lanes.some(({ kind }) => kind === 'fargate')) return
  const obstacles = fargateObstacles(pod)
  if (obstacles.length > 0) problems.push(raceProblem('not-on-fargate', 'lanes', { reason: obstacles.map(({ code }) => code).join(', ') }))
}

const round = (value: number) => Math.round(value * 10) / 10

function chosenType(inputs: RaceInputs): string {
  const { workload } = pricedWorkload(inputs)
  return workload ? typeFor(workload, inputs.options).name : instanceTypes[0]?.name ?? ''
}
