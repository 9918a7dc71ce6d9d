/** The deck's slides outside of components; see types/slidev-client.d.ts. */
import type { Ref } from 'vue'
import type { SlideRoute } from './slidev-client.d.ts'

export const slides: Ref<SlideRoute[]>

/** A slide by its number or its name in an address. */
export function getSlide(no: number | string): SlideRoute | undefined
