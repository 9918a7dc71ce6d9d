import type { Localized } from '../../../data/localized.ts'

/** Something beside the scene that a button of the figure opens; the figure fills it through the slot of its name. */
export interface Panel {
  name: string
  label: Localized
  /** `scene`: in the scene's place; `drawer`: over its right part; `beside`: to its right, and the scene makes room. */
  place: 'scene' | 'drawer' | 'beside'
  /** Whether it scrolls as a whole. */
  scrolls?: boolean
}
