import { lockShortcuts } from '@slidev/client'
import { onUnmounted } from 'vue'

/**
 * Who has the arrow keys: the figure while the keyboard's focus is in it, the deck otherwise. A pressed
 * button gives its focus back at once, so that a presenter's next arrow turns the page.
 */
export function useFigureFocus() {
  let unlock: (() => void) | undefined

  function onFocusIn() {
    unlock ??= lockShortcuts()
  }

  function onFocusOut(event: FocusEvent) {
    if (event.currentTarget instanceof HTMLElement && event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))
      return
    unlock?.()
    unlock = undefined
  }

  function onClick(event: MouseEvent) {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (event.detail > 0 && button)
      button.blur()
  }

  function onEscape() {
    if (document.activeElement instanceof HTMLElement)
      document.activeElement.blur()
  }

  onUnmounted(() => unlock?.())
  return { onFocusIn, onFocusOut, onClick, onEscape }
}
