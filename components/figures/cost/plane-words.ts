/** Data planes named together in a sentence. */
import type { Language } from '../../../data/localized.ts'
import type { Plane } from '../../../engine/cost/index.ts'
import { planeNames } from './cost-strings.ts'

/** Planes whose Korean name ends in a consonant, by which particles go. */
const closed: ReadonlySet<Plane> = new Set(['self-managed', 'managed'])

/** The particle after the last of them. */
export const particle = (named: readonly { plane: Plane }[], afterConsonant: string, afterVowel: string) =>
  closed.has(named.at(-1)?.plane ?? 'fargate') ? afterConsonant : afterVowel

/** All their names. */
export const namesOf = (named: readonly { plane: Plane }[], language: Language) =>
  named.map(({ plane }) => planeNames[plane][language]).join({ ko: '·', en: ' and ' }[language])

const nodeGroups = { ko: '노드 그룹', en: 'node groups' }

/** The same for a hall, on one line: the two kinds of node groups cost the same, and are named together. */
export function shortNames(bills: readonly { plane: Plane }[], language: Language): { words: string, many: boolean } {
  const both = bills.some(({ plane }) => plane === 'self-managed') && bills.some(({ plane }) => plane === 'managed')
  if (!both)
    return { words: namesOf(bills, language), many: bills.length > 1 }
  const others = bills.filter(({ plane }) => plane !== 'self-managed' && plane !== 'managed')
  return { words: [...others.length > 0 ? [namesOf(others, language)] : [], nodeGroups[language]].join({ ko: '·', en: ' and ' }[language]), many: true }
}

/** The particle after them: node groups come last. */
export const particleAfter = (bills: readonly { plane: Plane }[], afterConsonant: string, afterVowel: string) =>
  bills.some(({ plane }) => plane === 'managed') ? afterConsonant : particle(bills, afterConsonant, afterVowel)
