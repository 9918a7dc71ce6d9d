/** Stands in for @slidev/client where figures are rendered without a browser: a page of print, at a click that a test sets. */
import { computed, ref } from 'vue'

/** The click that is printed; undefined prints the telling frame. */
export const printedClick = ref<number>()

/** The clicks that what was rendered last asked for. */
export const askedClicks = ref(0)

const clicksContext = {
  current: 0, total: 0, maxMap: new Map<string, number>(),
  calculateSince: (_: string, size = 1) => ({ start: 1, max: size }),
  register: (_: string, { max }: { max: number }) => { askedClicks.value = max }, unregister: () => undefined,
}

export const useNav = () => ({
  isPrintMode: ref(true), isPresenter: ref(false), isPrintWithClicks: computed(() => printedClick.value !== undefined),
  currentSlideNo: ref(1), currentRoute: ref({ fullPath: '/1', query: {} }), slides: ref([]), total: ref(1), clicks: ref(0),
})
export const useSlideContext = () => ({ $clicksContext: clicksContext, $clicks: computed(() => printedClick.value ?? 999_999), $page: ref(1), $renderContext: ref('slide'), $frontmatter: {} })
export const useIsSlideActive = () => ref(true)
export const lockShortcuts = () => () => undefined
export const sharedState = { timer: { status: 'stopped', startedAt: 0, pausedAt: 0 } }
