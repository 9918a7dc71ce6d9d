import { useNav, useSlideContext } from '@slidev/client'
import { computed } from 'vue'

/**
 * Whether this is a still frame, and of which beat: paper with clicks and the presenter's preview show the one of their
 * click, paper without clicks and the overview the telling one (undefined).
 */
export function useStill() {
  const { isPrintMode, isPrintWithClicks } = useNav()
  const { $renderContext, $clicks } = useSlideContext()
  const still = computed(() => isPrintMode.value || !['slide', 'presenter'].includes($renderContext.value))
  const ofClick = computed(() => isPrintMode.value ? isPrintWithClicks.value : $renderContext.value === 'previewNext')
  return { still, clicks: computed(() => ofClick.value ? $clicks.value : undefined) }
}
