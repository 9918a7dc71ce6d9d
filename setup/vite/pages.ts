import { type Edit, editSlidev, importing } from './edit-slidev.ts'

/** Loads every slide of the deck three seconds after the first: a hundred requests, and as many slides drawn for nobody. */
const preloadAll = /\/\/ preload all slides after 3s\nwatchEffect\(\(onCleanup\) => \{\n[^]*?\n\}\)\n/

/** Loads the pages beside the one that is waited for together with it. Here they come, and those left behind go, when nothing else is to do (components/deck/when-wanted.ts). */
const preloadNeighbours = /preloadRoute\(currentSlideRoute\.value\)\n\s*preloadRoute\(prevRoute\.value\)\n\s*preloadRoute\(nextRoute\.value\)/
const inTime = `preloadRoute(currentSlideRoute.value)
  const kept = [currentSlideRoute.value, nextRoute.value, prevRoute.value]
  whenWanted(() => {
    if (kept[0] !== currentSlideRoute.value)
      return
    kept.forEach(preloadRoute)
    keptRoutes.value = kept
  })`

/** Moves pages by Vue's TransitionGroup, which measures each page of the deck at every turn (setup/turn-ahead.ts does without). */
const transitions = /<component\n\s*:is="[^"]*TransitionGroup"\n\s*v-bind="[^"]*currentTransition"\n([^]*?)\s*tag="div"\n([^]*?)\s*@after-leave="onAfterLeave"\n\s*>([^]*?)<\/component>/

/** Keeps every page that was ever shown or fetched ahead, each of which takes part in every turn: a page of words is as quickly made anew. */
const everyPage = /r\.meta\?\.__preloaded \|\| r === currentSlideRoute\.value/
const fewPages = 'keptRoutes.value.includes(r) || (r.meta?.__preloaded && [\'figure\', \'quiz\'].includes(r.meta.slide.frontmatter.layout)) || r === currentSlideRoute.value'

/** Pages that wait beside the one that is shown are told apart: styles/base.css draws them, unseen, before they are turned to; nobody reaches into them. */
const preload = 'function preloadRoute('
const keptRoutes = 'const keptRoutes = shallowRef([])\n\n'
const shown = 'v-show="route === currentSlideRoute"'
const near = 'keptRoutes.includes(route) && route !== currentSlideRoute'
const waits = `${shown}\n        :class="{ 'page-near': ${near} }"\n        :inert="${near}"`

/** A press that comes while a page is shown ahead goes on from that page. */
const stepsInTurn: readonly Edit[] = [
  ['    next,\n    prev,\n', '    next: inTurn(next),\n    prev: inTurn(prev),\n'],
  ['    nextSlide,\n    prevSlide,\n', '    nextSlide: inTurn(nextSlide),\n    prevSlide: inTurn(prevSlide),\n'],
]

/** What Slidev's SlidesShow.vue does with the pages of a deck that has many: it fetches, keeps and measures all of them. */
export const pages = () => editSlidev('pages', {
  'internals/SlidesShow.vue': [
    importing('{ whenWanted }', 'components/deck/when-wanted.ts'),
    [preloadAll, ''], [preloadNeighbours, inTime], [transitions, '<div\n$1$2>$3</div>'], [everyPage, fewPages], [preload, keptRoutes + preload], [shown, waits],
  ],
  'composables/useNav.ts': [...stepsInTurn, importing('{ inTurn }', 'setup/turn-ahead.ts')],
})
