import { defineAppSetup } from '@slidev/types'
import { presenterNotesFontSize, syncDirections } from '@slidev/client/state/index.ts'

/** Remembers that the presenter's view was set up once: what a presenter sets afterwards stays. */
const SET_UP = 'eks-primer lectern'

/** Notes that can be read from a lectern: Slidev's own show five lines. */
function setUpLectern(): void {
  if (localStorage.getItem(SET_UP) !== null)
    return
  localStorage.setItem(SET_UP, '1')
  localStorage.setItem('slidev-presenter-notes-width', '560')
  localStorage.setItem('slidev-presenter-notes-row-size', '520')
  presenterNotesFontSize.value = 1.4
}

export default defineAppSetup(() => {
  // A window that opens would send its first page to all windows, and take the presenter with it. It sends nothing until
  // it is touched (components/deck/useTalk.ts).
  syncDirections.value.viewerSend = false
  try {
    setUpLectern()
  }
  catch {
    // A browser that keeps nothing shows the presenter's view as Slidev has it.
  }
})
