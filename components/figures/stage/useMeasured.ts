import { useResizeObserver } from '@vueuse/core'
import { onMounted, type Ref, shallowRef } from 'vue'

export interface Size {
  width: number
  height: number
}

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
  // An observer alone would tell one frame late.
  onMounted(measure)
  useResizeObserver(element, measure)
  return size
}
