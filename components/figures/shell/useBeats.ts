import { useNav, useSlideContext } from '@slidev/client'
import { computed, onUnmounted, type Ref, useId, watch } from 'vue'

/**
 * A figure's beats as the slide's clicks: Next runs the next beat, back takes it back, after the last comes the next slide.
 *
 * @param count how many beats the story has now
 */
export function useBeats(count: Readonly<Ref<number>>) {
  const { $clicksContext, $clicks, $page } = useSlideContext()
  const { currentSlideNo } = useNav()
  const id = useId()
  const own = $clicksContext.calculateSince('+1', count.value)
  const first = own ? own.start : 1
  if (count.value > 0)
    $clicksContext.register(id, own)
  // Another scenario's story may be longer or shorter.
  watch(count, most => void $clicksContext.maxMap.set(id, first + most - 1))
  onUnmounted(() => $clicksContext.unregister(id))

  return {
    /** How many of the figure's beats the slide's clicks have called for. */
    called: computed(() => Math.min(Math.max(0, $clicks.value - first + 1), count.value)),
    /** Puts the slide's clicks where the story is. */
    call: (beat: number) => {
      if (currentSlideNo.value === $page.value)
        $clicksContext.current = first - 1 + beat
    },
  }
}
