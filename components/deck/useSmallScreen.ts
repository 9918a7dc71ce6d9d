import { useNav } from '@slidev/client'
import { createGlobalState, useMediaQuery } from '@vueuse/core'
import { computed } from 'vue'

/**
 * Whether the screen is too small for a slide of full size: a phone either way up, a tablet held upright, or a desktop
 * that is zoomed in, whose text would not grow otherwise. Every slide is laid out for such a screen, and the page scrolls.
 */
export const useSmallScreen = createGlobalState(() => {
  const { isPresenter, isPrintMode } = useNav()
  const narrow = useMediaQuery('(max-width: 820px), (max-height: 480px)')
  return { small: computed(() => narrow.value && !isPresenter.value && !isPrintMode.value) }
})
