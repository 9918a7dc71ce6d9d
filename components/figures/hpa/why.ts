import type { Localized } from '../../../data/localized.ts'
import { timeWords } from '../../charts/time-axis.ts'
import type { Look } from './looks.ts'

/** What decided a look, in the order in which upstream comes to it. */
export type Why = 'error' | 'starting' | 'tolerance' | 'same' | 'up' | 'heldUp' | 'policyUp' | 'max' | 'held' | 'down' | 'policyDown' | 'min'

/** Pods that are there and count as nothing when it would grow. */
export function startingOf({ pods }: Look): number {
  return pods.filter(({ group }) => group === 'unready' || group === 'missing').length
}

/** What the division would have come to, had only the pods that run been looked at. */
export function naiveOf({ replicas, measured = 0, target = 1 }: Look): number {
  return Math.ceil(replicas * measured / target)
}

export function whyOf(look: Look): Why {
  const { replicas, wanted, stabilized, desired, limit, over, ratio, measured = 0, target = Infinity, error } = look
  if (error !== undefined)
    return 'error'
  if (wanted === replicas) {
    if (startingOf(look) > 0 && measured > target && naiveOf(look) > replicas)
      return 'starting'
    return Math.ceil(ratio * over) === replicas ? 'same' : 'tolerance'
  }
  if (desired === stabilized || limit === 'DesiredWithinRange')
    return wanted > replicas ? stabilized < wanted ? 'heldUp' : 'up' : stabilized < replicas ? 'down' : 'held'
  const byRange = limit === 'TooManyReplicas' || limit === 'TooFewReplicas'
  return wanted > replicas ? byRange ? 'max' : 'policyUp' : byRange ? 'min' : 'policyDown'
}

const percent = (share: number | undefined) => `${Math.round(share ?? 0)}%`

/** Why the autoscaler did what it did, in at most 14 words. @param windowSeconds of stabilisation before pods are taken away @param policy that it takes them away by, where that is not the default */
export function explain(look: Look, windowSeconds: number, policy?: Localized): Localized {
  const { replicas, wanted, stabilized, desired, usage, target, ratio, error = '' } = look
  const last = { ko: `최근 ${timeWords(windowSeconds * 1000, 'ko')}`, en: `the last ${timeWords(windowSeconds * 1000, 'en')}` }
  const against = { ko: `사용률 ${percent(usage)}, 목표 ${percent(target)}.`, en: `${percent(usage)} against ${percent(target)}:` }
  switch (whyOf(look)) {
    case 'error':
      return error.includes('missing request')
        ? { ko: '요청량이 없어 나눌 수 없습니다. 파드 수는 그대로입니다.', en: 'No request, nothing to divide by: the number of pods stays.' }
        : { ko: '지표를 읽지 못해 파드 수를 그대로 둡니다.', en: 'There are no metrics to read: the number of pods stays.' }
    case 'starting':
      return { ko: `뜨는 파드 ${startingOf(look)}개는 0으로 셉니다. 그러지 않으면 ${naiveOf(look)}개를 요구합니다.`, en: `${startingOf(look)} starting pods count as 0, or it would ask for ${naiveOf(look)}.` }
    case 'tolerance':
      return { ko: `${against.ko} 오차 안이라 그대로 둡니다.`, en: `${against.en} within tolerance, so nothing changes.` }
    case 'same':
      return { ko: `${against.ko} 나누면 지금과 같은 ${replicas}개입니다.`, en: `${against.en} the division gives the ${replicas} there are.` }
    case 'up':
      return { ko: `사용률이 목표의 ${times(ratio)}배, 그래서 파드도 ${replicas}개에서 ${desired}개로.`, en: `Usage is ${times(ratio)} times the target, so ${replicas} pods become ${desired}.` }
    case 'heldUp':
      return { ko: `계산은 ${wanted}개지만 ${last.ko}의 가장 작은 값을 따릅니다.`, en: `The formula gives ${wanted}, but the lowest of its window holds.` }
    case 'policyUp':
      return { ko: `계산은 ${wanted}개지만 정책이 이번에는 ${desired}개까지만 허락합니다.`, en: `The formula gives ${wanted}; for now, the policy allows ${desired}.` }
    case 'max':
      return { ko: `계산은 ${wanted}개지만 최댓값 ${desired}에서 멈춥니다.`, en: `The formula gives ${wanted}, but ${desired} is the maximum.` }
    case 'held':
      return { ko: `계산은 ${wanted}개지만 ${last.ko}의 최댓값 ${stabilized}개를 따릅니다.`, en: `The formula gives ${wanted}, but the highest of ${last.en} is ${stabilized}.` }
    case 'down':
      return windowSeconds === 0 ? { ko: `계산대로 곧바로 ${desired}개로 줄입니다.`, en: `It shrinks to ${desired} at once, as the formula has it.` } : { ko: `${last.ko}에 ${stabilized}개를 넘은 계산이 없어 이제 줄입니다.`, en: `Nothing above ${stabilized} in ${last.en}: now it shrinks.` }
    case 'policyDown':
      return policy
        ? { ko: `${stabilized}개면 되지만 직접 적은 scaleDown 정책(${policy.ko})은 ${desired}개까지입니다.`, en: `${stabilized} would do; our scaleDown policy (${policy.en}) allows ${desired} for now.` }
        : { ko: `${stabilized}개면 되지만 정책이 이번에는 ${desired}개까지만 허락합니다.`, en: `${stabilized} would do; for now, the policy allows ${desired}.` }
    case 'min':
      return { ko: `계산은 ${wanted}개지만 최솟값 ${desired} 아래로는 줄이지 않습니다.`, en: `The formula gives ${wanted}, but ${desired} is the minimum.` }
  }
}

/** A ratio with one decimal, where it needs one. */
function times(ratio: number): string {
  return String(Math.round(ratio * 10) / 10)
}
