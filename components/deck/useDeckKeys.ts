import { useEventListener } from '@vueuse/core'
import { openPrintPage } from './printing.ts'
import { useTalk } from './useTalk.ts'

const pageKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']

const isTyping = () => document.activeElement instanceof HTMLTextAreaElement || document.activeElement instanceof HTMLInputElement

/**
 * Keys that Slidev does not know: those of a clicker, and those that turn the page while the keyboard's focus rests on a
 * link or a button. A figure keeps its arrows: it has sliders and lists that need them.
 */
export function useDeckKeys() {
  const { blank, led, isPresenter } = useTalk()

  useEventListener(window, 'keydown', (event) => {
    const { key, code } = event
    const focused = document.activeElement
    if (pageKeys.includes(key) && focused instanceof HTMLElement && focused.matches('a, button') && !focused.closest('.figure'))
      focused.blur()
    // The browser would print one slide with its buttons, cut on both sides.
    if ((event.ctrlKey || event.metaKey) && code === 'KeyP' && !event.shiftKey) {
      event.preventDefault()
      openPrintPage()
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping())
      return
    // A clicker's black-screen button sends one of these; by place, so that a Hangul keyboard sends it too.
    if (code === 'KeyB' || code === 'Period')
      blank.value = !blank.value
    else if (key === 'Escape')
      blank.value = false
    // Its start button sends F5, which would reload a talk that has begun.
    if (key === 'F5' && !event.shiftKey && (led.value || isPresenter.value)) {
      event.preventDefault()
      if (!isPresenter.value && !document.fullscreenElement)
        void document.documentElement.requestFullscreen().catch(() => undefined)
    }
  }, { capture: true })
}
