/** What is wrong with a race's inputs. Nothing here throws. */
import type { Localized } from '../../../data/localized.ts'
import type { CostProblem, CostProblemCode } from '../../cost/index.ts'
import { fill, type Problem, type ProblemParams } from '../../kubernetes/apimachinery/problem.ts'

export type RaceProblemCode = 'bad-shape' | 'too-many-points' | 'too-few-points' | 'out-of-order' | 'min-above-max' | 'fastest-above-slowest' | 'no-requests'
  | 'never-scales' | 'always-scales' | 'no-lanes' | 'lane-twice' | 'too-many-faults' | 'too-many-replicas' | 'bad-behavior' | 'bad-budget' | 'not-deployed'
  | 'left-out' | 'no-savings-plan' | 'not-on-fargate'

/** `warning`: the race can be run all the same. */
export interface RaceProblem extends Problem<RaceProblemCode | CostProblemCode> {
  severity: 'error' | 'warning'
}

const SENTENCES: Record<RaceProblemCode, Localized> = {
  'bad-shape': { ko: '{field}: 알아볼 수 없는 값입니다({value}).', en: '{field}: {value} is not what belongs here.' },
  'too-many-points': { ko: '{field}: 점이 {value}개입니다. {max}개까지 넣을 수 있습니다.', en: '{field}: {value} points are more than {max}.' },
  'too-few-points': { ko: '{field}: 점이 두 개 이상 있어야 합니다.', en: '{field}: a curve needs two points or more.' },
  'out-of-order': { ko: '{field}: 시각 {value}이(가) 앞 점의 {before}보다 이릅니다.', en: '{field}: {value} is earlier than {before}, the point before it.' },
  'min-above-max': { ko: '{field}: 최소 {min}이(가) 최대 {max}보다 큽니다.', en: '{field}: the minimum {min} is above the maximum {max}.' },
  'fastest-above-slowest': { ko: '{field}: 빠른 쪽 {min}초가 느린 쪽 {max}초보다 깁니다.', en: '{field}: the fastest, {min} s, is slower than the slowest, {max} s.' },
  'no-requests': {
    ko: '{field}: CPU 요청이 없는 컨테이너가 있습니다. HPA는 요청에 대한 비율로 계산하므로 움직이지 않습니다.',
    en: '{field}: a container requests no CPU. An HPA works with shares of requests, so it would not move.',
  },
  'never-scales': {
    ko: '파드 하나가 최대로 일해도 CPU {full}m을 쓰고, 목표는 {target}m입니다. HPA가 파드를 늘리지 않습니다.',
    en: 'A pod at full work uses {full}m of CPU, and the target is {target}m: the HPA will never add pods.',
  },
  'always-scales': {
    ko: '요청 하나가 CPU를 쓰지 않습니다(0ms). HPA가 부하를 보지 못합니다.', en: 'A request takes no CPU (0 ms), so the HPA sees no load.',
  },
  'no-lanes': { ko: '{field}: 비교할 레인이 없습니다.', en: '{field}: there is no lane to compare.' },
  'lane-twice': { ko: '{field}: {value} 레인이 두 번 있습니다.', en: '{field}: the lane {value} is there twice.' },
  'too-many-faults': { ko: '{field}: 장애가 {value}개입니다. {max}개까지 넣을 수 있습니다.', en: '{field}: {value} faults are more than {max}.' },
  'too-many-replicas': { ko: '{field}: 파드가 {value}개입니다. {max}개까지 시뮬레이션합니다.', en: '{field}: {value} pods are more than the {max} that are simulated.' },
  'bad-behavior': { ko: '{field}: API 서버가 받지 않습니다({reason}).', en: '{field}: the API server would refuse it ({reason}).' },
  'bad-budget': { ko: '{field}: PodDisruptionBudget의 값이 아닙니다({value}).', en: '{field}: {value} is no value of a PodDisruptionBudget.' },
  'not-deployed': { ko: '매니페스트에 디플로이먼트가 없습니다.', en: 'The manifest has no Deployment.' },
  'left-out': { ko: '{field}: 레이스에서는 계산하지 않습니다.', en: '{field}: the race leaves it out.' },
  'no-savings-plan': { ko: '{field}: Savings Plans는 한 달 약정이라 레이스에서는 온디맨드로 계산합니다.', en: '{field}: a Savings Plan is committed by the month; the race counts on demand.' },
  'not-on-fargate': { ko: 'Fargate에서는 이 파드를 실행할 수 없습니다({reason}).', en: 'Fargate cannot run these pods ({reason}).' },
}

const WARNINGS: ReadonlySet<RaceProblemCode> = new Set(['never-scales', 'always-scales', 'left-out', 'no-savings-plan', 'not-on-fargate'])

/** A problem with its sentences made from its numbers. */
export function raceProblem(code: RaceProblemCode, field: string, params: ProblemParams = {}): RaceProblem {
  return { code, field, params, message: fill(SENTENCES[code], { field, ...params }), severity: WARNINGS.has(code) ? 'warning' : 'error' }
}

/** The cost model's, under a field of the race. */
export function fromCost(problem: CostProblem, severity: RaceProblem['severity']): RaceProblem {
  return { ...problem, severity }
}
