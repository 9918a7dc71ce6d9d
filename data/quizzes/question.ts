import type { Localized } from '../localized.ts'

export interface Answer {
  text: Localized
  /** Why this answer is right or wrong. */
  why: Localized
}

/** A question of a knowledge check, with one right answer. */
export interface Question {
  prompt: Localized
  /** Two to four, in the order in which they are shown. */
  answers: readonly Answer[]
  /** The index of the right answer. */
  right: number
}
