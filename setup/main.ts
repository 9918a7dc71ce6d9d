import { defineAppSetup } from '@slidev/types'
import { syncDirections } from '@slidev/client/state/index.ts'

/**
 * A window that opens would send its first page to all windows, and take the presenter with it. It sends nothing until it
 * is touched (components/deck/useTalk.ts).
 */
export default defineAppSetup(() => {
  syncDirections.value.viewerSend = false
})
