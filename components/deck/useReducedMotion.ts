import { createGlobalState, usePreferredReducedMotion } from '@vueuse/core'
import { computed } from 'vue'

/** Whether the viewer's system asks for pictures that do not move. */
export const useReducedMotion = createGlobalState(() => {
  const preference = usePreferredReducedMotion()
  return computed(() => preference.value === 'reduce')
})
