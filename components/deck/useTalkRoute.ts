/** The way through the deck that this window goes, and the others of its browser with it. */
import type { SlideRoute } from '@slidev/client'
import { slides as everySlide } from '#slidev/slides'
import { createGlobalState, useLocalStorage } from '@vueuse/core'
import { computed, type Ref } from 'vue'
import { following, isRoute, preceding, type RouteId, routeIds, slidesOf, stopOf } from './routes.ts'

/** Slidev's own declarations leave a slide's meta open. */
const slides = everySlide as unknown as Ref<SlideRoute[]>

/** Chosen by `npm start -- --route short`; what a window chooses afterwards is kept for that start's way alone. */
const started: RouteId = isRoute(__TALK_ROUTE__) ? __TALK_ROUTE__ : 'main'

/** An address may name a way: `?route=short`, before or behind the `#`. */
function asked(): RouteId | undefined {
  const route = /[?&]route=(\w+)/.exec(globalThis.location?.href ?? '')?.[1]
  return isRoute(route) ? route : undefined
}

export const useTalkRoute = createGlobalState(() => {
  // A browser that keeps nothing has the way for as long as the window is open.
  const kept = useLocalStorage<string>(`eks-primer route from ${started}`, started, { onError: () => undefined })
  const first = asked()
  if (first)
    kept.value = first
  const route = computed<RouteId>({
    get: () => isRoute(kept.value) ? kept.value : started,
    set: (chosen) => { kept.value = chosen },
  })
  const stops = computed(() => slides.value.map(({ no, meta }) => stopOf({ no, frontmatter: meta.slide.frontmatter })))
  /** The numbers of each way's slides, in its order. */
  const ways = computed(() => Object.fromEntries(routeIds.map(id => [id, slidesOf(stops.value, id)])) as Record<RouteId, number[]>)
  const order = computed(() => ways.value[route.value])
  return { route, stops, ways, order }
})

/** The number of the slide after one on this window's way; its own where there is none. */
export function slideAfter(no: number): number {
  return following(useTalkRoute().order.value, no, slides.value.length) ?? no
}

/** The number of the slide before one on this window's way; its own where there is none. */
export function slideBefore(no: number): number {
  return preceding(useTalkRoute().order.value, no) ?? no
}
