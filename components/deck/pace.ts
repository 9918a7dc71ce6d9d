/** Whether a talk is ahead of its plan: each slide's notes begin with its time. */
import type { Language } from '../../data/localized.ts'

/** Seconds that a slide's notes plan for it; 0 where they plan none. */
export function plannedSeconds(notes: string): number {
  return Number(/(?:시간|Time): (\d+)/.exec(notes)?.[1] ?? 0)
}

/**
 * Seconds behind the plan, negative when ahead: 0 while the talk is somewhere within the slide's own time.
 *
 * @param passed seconds since the talk began
 * @param plan seconds of each slide
 * @param current the slide on screen, from 0
 */
export function secondsBehind(passed: number, plan: readonly number[], current: number): number {
  const begins = plan.slice(0, current).reduce((sum, each) => sum + each, 0)
  const ends = begins + (plan[current] ?? 0)
  return passed < begins ? passed - begins : Math.max(0, passed - ends)
}

/** Less than this is nothing to worry a presenter with. */
const MATTERS = 10

export function paceWords(behind: number, language: Language): string {
  const seconds = Math.round(Math.abs(behind))
  if (seconds < MATTERS)
    return { ko: '계획대로', en: 'On time' }[language]
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return behind > 0
    ? { ko: `${shown} 늦음`, en: `${shown} behind` }[language]
    : { ko: `${shown} 빠름`, en: `${shown} ahead` }[language]
}
