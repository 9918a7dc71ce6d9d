import { useNav } from '@slidev/client'
import { createGlobalState, useMediaQuery } from '@vueuse/core'
import { computed } from 'vue'

/** Layouts whose slides are laid out anew for a small screen; the others are drawn as they are, with their talk track. */
const laidOutAnew = ['figure', 'quiz', 'picture']

/**
 * Whether the screen is too small for a slide of full size: a phone either way up, a tablet held upright, or a desktop
 * that is zoomed in, whose text would not grow otherwise.
 */
export const useSmallScreen = createGlobalState(() => {
  const { currentSlideRoute, isPresenter, isPrintMode } = useNav()
  const small = useMediaQuery('(max-width: 820px), (max-height: 480px)')
  const upright = useMediaQuery('(orientation: portrait)')
  const played = computed(() => small.value && !isPresenter.value && !isPrintMode.value)
  const anew = computed(() => played.value && laidOutAnew.includes(currentSlideRoute.value.meta.slide.frontmatter.layout ?? ''))
  return {
    /** The slide is laid out for this screen, and the page scrolls. */
    anew,
    /** The slide is drawn small, with its talk track below it. */
    above: computed(() => played.value && !anew.value && upright.value),
    /** Neither: a zoomed desktop, where the talk track stands beside the slide. */
    beside: computed(() => played.value && !anew.value && !upright.value),
  }
})
