import { useEventListener } from '@vueuse/core'

const pageKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']

/**
 * Lets the arrows turn the page while the keyboard's focus rests on a link or a button, which Slidev's own
 * shortcuts do not. A figure keeps its arrows: it has sliders and lists that need them.
 */
export function useDeckArrows() {
  useEventListener(window, 'keydown', ({ key }) => {
    const focused = document.activeElement
    if (pageKeys.includes(key) && focused instanceof HTMLElement && focused.matches('a, button') && !focused.closest('.figure'))
      focused.blur()
  }, { capture: true })
}
