import type { Localized } from '../../../data/localized.ts'

/** Thrown by a figure that can do nothing with its inputs: what is on the stage stays, and the reader is told why. */
export class Unworkable extends Error {
  readonly words: Localized

  constructor(words: Localized) {
    super(words.en)
    this.words = words
  }
}
