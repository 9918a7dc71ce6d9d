import { useNav } from '@slidev/client'
import { watch } from 'vue'
import { useReducedMotion } from './useReducedMotion.ts'

/**
 * A page comes up out of the paper. Slidev's own transitions measure every page of the deck at each turn, a third of the time
 * that one takes; this asks for no measure.
 */
export function usePageFade(): void {
  const { currentSlideNo } = useNav()
  const reduced = useReducedMotion()
  watch(currentSlideNo, (no) => {
    if (!reduced.value)
      document.querySelector(`#slideshow > [data-slidev-no="${no}"]`)?.animate([{ opacity: 0.2 }, { opacity: 1 }], { duration: 180, easing: 'ease-out' })
  }, { flush: 'post' })
}
