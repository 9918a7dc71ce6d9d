import { lockShortcuts } from '@slidev/client'
import { useEventListener } from '@vueuse/core'
import { onUnmounted } from 'vue'

const isText = (element: Element | null) => element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(element.type))

/** Keys by which a clicker, or a hand that has just left the mouse, turns pages. */
const pageKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', ' ']

/**
 * Who has the keys. Who came by the keyboard has them in the figure; who came by a pointer leaves them to the deck, whatever
 * was pressed, dragged or picked: a presenter's next press turns the page. A text field keeps its keys.
 */
export function useFigureFocus() {
  let unlock: (() => void) | undefined
  /** Whether the last thing that was touched here was touched by a pointer. */
  let byPointer = false

  function leave() {
    if (document.activeElement instanceof HTMLElement)
      document.activeElement.blur()
  }

  function onPointerDown(event: PointerEvent) {
    byPointer = true
    // A drag in a figure turns no page.
    event.stopPropagation()
  }

  /** A list that has just been opened is still being picked from: its choice comes as a change. */
  function onPointerUp() {
    if (!(document.activeElement instanceof HTMLSelectElement))
      release()
  }

  function release() {
    if (byPointer && !isText(document.activeElement))
      requestAnimationFrame(leave)
  }

  function onFocusIn(event: FocusEvent) {
    if (!byPointer || isText(event.target as Element))
      unlock ??= lockShortcuts()
  }

  function onFocusOut(event: FocusEvent) {
    if (event.currentTarget instanceof HTMLElement && event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))
      return
    unlock?.()
    unlock = undefined
  }

  /** A text field has the browser's own menu, with Paste in it. */
  function onContextMenu(event: Event) {
    if (isText(event.target as Element))
      event.stopPropagation()
  }

  // Before the focused list or slider takes the key for itself.
  useEventListener('keydown', (event) => {
    if (event.key === 'Tab' || event.key === 'Escape')
      byPointer = false
    if (!byPointer || !pageKeys.includes(event.key) || isText(document.activeElement) || !document.activeElement?.closest('.figure'))
      return
    event.preventDefault()
    leave()
  }, { capture: true })

  onUnmounted(() => unlock?.())
  return { leave, onPointerDown, onPointerUp, onChange: release, onFocusIn, onFocusOut, onContextMenu }
}
