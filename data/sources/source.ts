import type { Localized } from '../localized.ts'

/** A document that a statement of the deck rests on. */
export interface Source {
  /** As it stands in a slide's footer. */
  short: Localized
  title: Localized
  url: string
  /** The day of the version that was read, as YYYY-MM-DD. */
  date: string
}
