import { useNav } from '@slidev/client'
import { computed, ref } from 'vue'
import { useTalk } from './useTalk.ts'

/** Where all languages' decks stand, and the worker that keeps them. */
const home = import.meta.env.BASE_URL.replace(/[^/]+\/$/, '')

/** A worker that has fetched a newer deck, and waits. */
const waiting = ref<ServiceWorker>()
let asked = false

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register(`${home}sw.js`, { scope: home })
  const look = () => {
    // The first one to be installed replaces nothing.
    if (registration.waiting && navigator.serviceWorker.controller)
      waiting.value = registration.waiting
  }
  look()
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible')
      void registration.update().catch(() => undefined)
  })
}

/**
 * Keeps the deck for a time without a network. A newer one is offered on the first slide, where a talk begins, and never to
 * a window that a presenter leads.
 */
export function useOffline() {
  const { currentSlideNo } = useNav()
  const { led, isPresenter } = useTalk()

  if (import.meta.env.PROD && 'serviceWorker' in navigator && !asked) {
    asked = true
    // It fetches a few megabytes: after what is on screen, and after what comes next.
    setTimeout(() => void register().catch(() => undefined), 3_000)
  }
  return {
    offered: computed(() => waiting.value !== undefined && currentSlideNo.value === 1 && !led.value && !isPresenter.value),
    accept() {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
      waiting.value?.postMessage({ type: 'SKIP_WAITING' })
    },
  }
}
