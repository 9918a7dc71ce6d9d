/** What is wrong with options or a workload. Nothing here throws. */
import type { Localized } from '../../data/localized.ts'
import { fill, type Problem, type ProblemParams } from '../kubernetes/apimachinery/problem.ts'

export type CostProblemCode = 'not-a-number' | 'not-a-whole-number' | 'out-of-range' | 'unknown-value' | 'bad-quantity' | 'bad-date'
  | 'negative-request' | 'bad-schedule' | 'too-many-pods' | 'too-many-pods-with-rules' | 'too-many-groups' | 'bad-pod' | 'no-price'

export type CostProblem = Problem<CostProblemCode>

const SENTENCES: Record<CostProblemCode, Localized> = {
  'not-a-number': {
    ko: '{field}: 숫자가 아닙니다({value}).', en: '{field}: {value} is not a number.',
  },
  'not-a-whole-number': {
    ko: '{field}: 정수여야 합니다({value}).', en: '{field}: {value} is not a whole number.',
  },
  'out-of-range': {
    ko: '{field}: {value}은(는) {min}~{max} 범위를 벗어납니다.', en: '{field}: {value} is outside {min} to {max}.',
  },
  'unknown-value': {
    ko: '{field}: "{value}"은(는) 알 수 없는 값입니다. 사용할 수 있는 값: {known}',
    en: '{field}: "{value}" is not known. Known: {known}',
  },
  'bad-quantity': {
    ko: '{field}: 쿠버네티스 수량으로 읽을 수 없습니다({reason}).', en: '{field}: not a Kubernetes quantity ({reason}).',
  },
  'bad-schedule': {
    ko: '{field}: CronJob 일정으로 읽을 수 없습니다({value}).', en: '{field}: {value} is not a schedule of a CronJob.',
  },
  'bad-date': {
    ko: '{field}: 날짜(YYYY-MM-DD)가 아닙니다({value}).', en: '{field}: {value} is not a date (YYYY-MM-DD).',
  },
  'negative-request': {
    ko: '{field}: {resource} 요청은 음수일 수 없습니다({value}).', en: '{field}: the request for {resource} is negative ({value}).',
  },
  'too-many-pods': {
    ko: '{field}: 파드가 {value}개입니다. 쿠버네티스가 시험한 한도는 {max}개입니다.',
    en: '{field}: {value} pods are more than the {max} that Kubernetes is tested with.',
  },
  'too-many-pods-with-rules': {
    ko: '{field}: 어피니티나 분산 규칙이 있는 워크로드는 파드 {max}개까지 계산합니다({value}개).',
    en: '{field}: with affinity or spreading rules, no more than {max} pods are computed, not {value}.',
  },
  'too-many-groups': {
    ko: '{field}: 파드 종류가 {value}개입니다. 한도는 {max}개입니다.', en: '{field}: {value} kinds of pods are more than {max}.',
  },
  'bad-pod': {
    ko: '{field}: 컨테이너가 있는 파드가 아닙니다.', en: '{field}: not a pod with containers.',
  },
  'no-price': {
    ko: '{field}: {region} 리전의 {what} 가격을 알지 못합니다.', en: '{field}: the price of {what} in {region} is not known.',
  },
}

/** A problem with its sentences made from its numbers. */
export function costProblem(code: CostProblemCode, field: string, params: ProblemParams = {}): CostProblem {
  return { code, field, params, message: fill(SENTENCES[code], { field, ...params }) }
}

/** Any value in a few letters; what is no plain value is named by its type. */
export function shown(value: unknown): string {
  return typeof value === 'object' && value !== null || typeof value === 'function' ? typeof value : String(value).slice(0, 40)
}

/** A number within bounds, or undefined with a problem added. */
export function checkNumber(
  value: unknown, field: string, [min, max]: readonly [number, number], problems: CostProblem[], whole = false,
): number | undefined {
  if (typeof value !== 'number' || Number.isNaN(value)) problems.push(costProblem('not-a-number', field, { value: shown(value) }))
  else if (value < min || value > max) problems.push(costProblem('out-of-range', field, { value, min, max }))
  else if (whole && !Number.isInteger(value)) problems.push(costProblem('not-a-whole-number', field, { value }))
  else return value
  return undefined
}
