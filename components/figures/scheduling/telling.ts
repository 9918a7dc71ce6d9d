import type { Span } from '../shell/clock.ts'
import { type Attempt, lineTime, type Story, tellingTime } from './story.ts'

/** Where the telling of a story is at one instant. */
export interface Moment {
  /** The decision that is being told, or was told last. */
  attempt?: Attempt
  /** How many rows of its table are shown. */
  shown: number
  /** Whether the outcome is known to the audience. */
  told: boolean
  /** The virtual instant (ms) whose cluster is drawn: before the decision, until it is told. */
  sceneAt: number
}

/** How one pod is known in a record, whichever run it is. */
export function keyOf({ pod, at }: Attempt): string {
  return `${pod.metadata.name}@${at}`
}

/**
 * The stretch of time that may be shown: while the audience is asked, a decision waits for its guess.
 *
 * @param guesses node names by the key of the attempt
 */
export function openSpan({ attempts, span }: Story, asks: boolean, guesses: Readonly<Record<string, string>>): Span {
  const open = asks ? attempts.find(attempt => guesses[keyOf(attempt)] === undefined) : undefined
  return open ? { ...span, end: open.at } : span
}

export function momentAt({ attempts }: Story, now: number): Moment {
  const attempt = attempts.findLast(({ at }) => at <= now)
  if (!attempt)
    return { shown: 0, told: false, sceneAt: now }
  const since = now - attempt.at
  const told = since >= tellingTime(attempt)
  return {
    attempt,
    told,
    shown: Math.min(attempt.lines.length, Math.floor(since / lineTime)),
    sceneAt: told ? now : attempt.at - 1,
  }
}

/** The instants (virtual ms) that a step goes to: each decision, each of its rows, its outcome. */
export function beatsOf({ attempts }: Story): number[] {
  return attempts.flatMap(attempt => [
    attempt.at,
    ...attempt.lines.map((_, index) => attempt.at + (index + 1) * lineTime),
    attempt.at + tellingTime(attempt),
  ]).sort((a, b) => a - b)
}
