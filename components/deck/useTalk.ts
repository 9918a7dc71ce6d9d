import { useNav } from '@slidev/client'
import { syncDirections } from '@slidev/client/state/index.ts'
import { createGlobalState, useEventListener } from '@vueuse/core'
import * as v from 'valibot'
import { ref, watch } from 'vue'
import { openLead } from '../../sync/lead.ts'

const talkSchema = v.object({
  no: v.pipe(v.number(), v.integer(), v.minValue(1)),
  clicks: v.pipe(v.number(), v.integer(), v.minValue(0)),
  blank: v.boolean(),
})

/**
 * What the windows of one talk share beside Slidev's own page and clicks. A window that opens in mid-talk goes where the
 * presenter is; it moves nobody before it has been touched. A presenter's blank screen is everybody's.
 */
export const useTalk = createGlobalState(() => {
  const { isPresenter, isPrintMode, currentSlideNo, clicks, go } = useNav()
  const blank = ref(false)
  /** Whether a presenter's window has been heard of. */
  const led = ref(false)
  let touched = false

  const touch = () => {
    if (touched)
      return
    touched = true
    syncDirections.value.viewerSend = true
  }
  useEventListener(window, ['keydown', 'pointerdown'], touch, { capture: true })

  const state = () => ({ no: currentSlideNo.value, clicks: clicks.value, blank: blank.value })
  const lead = openLead('eks-primer talk', {
    leads: () => isPresenter.value && !isPrintMode.value,
    current: state,
    follow: (told) => {
      const read = v.safeParse(talkSchema, told)
      if (!read.success || isPrintMode.value)
        return
      led.value = true
      blank.value = read.output.blank
      if (!touched && !isPresenter.value)
        void go(read.output.no, read.output.clicks)
    },
  })
  watch(blank, () => lead.show(state()))

  return { blank, led, isPresenter }
})
