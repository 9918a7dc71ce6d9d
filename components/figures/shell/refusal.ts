import type { Localized } from '../../../data/localized.ts'

/** Inputs that a run cannot be made of, and why, in the reader's language: the figure keeps what it showed. */
export class Refusal extends Error {
  readonly words: Localized

  constructor(words: Localized) {
    super(words.en)
    this.name = 'Refusal'
    this.words = words
  }
}
