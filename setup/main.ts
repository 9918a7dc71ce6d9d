import { type AppContext, defineAppSetup } from '@slidev/types'
import { getSlide } from '@slidev/client/logic/slides.ts'
import { presenterNotesFontSize, syncDirections } from '@slidev/client/state/index.ts'
import { turnAhead } from './turn-ahead.ts'

/** Remembers that the presenter's view was set up once: what a presenter sets afterwards stays. */
const SET_UP = 'eks-primer lectern'

/** The moment at which the app takes the prerendered page's place, for who measures it. */
const STANDS = 'eks-primer:stands'

/** Notes that can be read from a lectern: Slidev's own show five lines. */
function setUpLectern(): void {
  if (localStorage.getItem(SET_UP) !== null)
    return
  localStorage.setItem(SET_UP, '1')
  localStorage.setItem('slidev-presenter-notes-width', '560')
  localStorage.setItem('slidev-presenter-notes-row-size', '520')
  presenterNotesFontSize.value = 1.4
}

/** Slidev asks that the screen stay on and hears no refusal, which a browser that saves power gives: the screen may go dark, and nothing is thrown. */
function mayGoDark(): void {
  const { wakeLock } = navigator as Partial<Navigator>
  if (!wakeLock)
    return
  const request = wakeLock.request.bind(wakeLock)
  wakeLock.request = type => request(type).catch(() => new Promise(() => undefined))
}

/**
 * Waits for the slide that the address names, or for the range of slides that are to be printed. The prerendered page stays until all of it can take its place in one frame:
 * nothing flashes, nothing shifts. Slidev's other pages tell their windows where they are while they come, and cannot wait.
 */
async function firstSlide(router: AppContext['router']): Promise<void> {
  const { name, params } = router.resolve(router.options.history.location)
  if (name === 'play' || router.options.history.location === '/') {
    // An address that is gone to meanwhile, as by Back, is not the router's to hear yet: it would put its first one in its place.
    let meanwhile: string | undefined
    const deafen = router.options.history.listen(to => meanwhile = to)
    await router.isReady()
    deafen()
    if (meanwhile)
      await router.replace(meanwhile)
    const no = params.no ?? router.currentRoute.value.params.no
    await getSlide(String(no))?.load()
  }
  if (name === 'print')
    await router.isReady()
  const { classList } = document.documentElement
  if (classList.contains('elsewhere'))
    document.querySelector('.reader-notes.beginning')?.remove()
  classList.remove('elsewhere', 'unset')
  performance.mark(STANDS)
}

export default defineAppSetup(async ({ router }) => {
  window.addEventListener('vite:preloadError', () => void fetchAnew())
  // A window that opens would send its first page to all windows, and take the presenter with it. It sends nothing until
  // it is touched (components/deck/useTalk.ts).
  syncDirections.value.viewerSend = false
  mayGoDark()
  try {
    setUpLectern()
  }
  catch {
    // A browser that keeps nothing shows the presenter's view as Slidev has it.
  }
  await firstSlide(router)
  turnAhead(router)
})
