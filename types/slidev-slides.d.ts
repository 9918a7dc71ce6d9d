/** The deck's slides outside of components; see types/slidev-client.d.ts. */
import type { Ref } from 'vue'
import type { SlideRoute } from './slidev-client.d.ts'

export const slides: Ref<SlideRoute[]>
