import { useResizeObserver } from '@vueuse/core'
import { nextTick, onMounted, type Ref, shallowRef } from 'vue'

export interface Size {
  width: number
  height: number
}

/** How often a room is measured before anything of it is seen. */
const PASSES = 3

/**
 * How large an element without padding is, in whole pixels of the slide; undefined before it is mounted, and where nothing is laid out.
 * A page that is hidden keeps the size that it had: what is drawn for it is not drawn anew while nobody sees it.
 */
export function useMeasured(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<Size | undefined>> {
  const size = shallowRef<Size>()
  function measure() {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = element.value ?? {}
    if (width > 0 && (size.value?.width !== width || size.value.height !== height))
      size.value = { width, height }
  }
  // An observer alone would tell one frame late. On a small screen what is drawn makes the room, which may then hold more.
  onMounted(async () => {
    for (let pass = 0; pass < PASSES; pass++) {
      measure()
      await nextTick()
    }
  })
  useResizeObserver(element, measure)
  return size
}
