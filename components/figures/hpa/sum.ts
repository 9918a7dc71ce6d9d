/** The division as it is written out: what it gives, and each thing that then makes another number of it. */
import type { Localized } from '../../../data/localized.ts'
import { timeWords } from '../../charts/time-axis.ts'
import { strings } from './hpa-words.ts'
import type { Look } from './looks.ts'
import { whyOf } from './why.ts'

export interface Sum {
  /** What the division gives. */
  result: number
  /** What comes of that, a number for each thing that changes it; the last is what is asked for. */
  steps: readonly { count: number, by: Localized }[]
}

/** @param windowSeconds of stabilisation, before pods are taken away @param policy that pods are taken away by, where it is not the default */
export function sumOf(look: Look, windowSeconds: number, policy?: Localized): Sum {
  const { replicas, wanted, stabilized, desired, ratio, over, limit } = look
  const why = whyOf(look)
  // Nothing is changed: by the tolerance, or because pods that count as 0 are no reason to shrink.
  const result = wanted === replicas ? Math.ceil(ratio * over) : wanted
  const byLimit = why === 'max' ? strings.byMax : why === 'min' || limit === 'TooFewReplicas' ? strings.byMin : why === 'policyDown' && policy ? policy : strings.byPolicy
  const steps = [
    { count: wanted, by: why === 'tolerance' ? strings.within : strings.whileStarting },
    { count: stabilized, by: stabilized > wanted ? strings.stabilized({ ko: timeWords(windowSeconds * 1000, 'ko'), en: timeWords(windowSeconds * 1000, 'en') }) : strings.byWindow },
    { count: desired, by: byLimit },
  ]
  return { result, steps: steps.filter(({ count }, index) => count !== (steps[index - 1]?.count ?? result)) }
}
