import { defineVitePluginsSetup } from '@slidev/types'
import { authorsRuns } from './vite/authors-runs.ts'
import { chunks } from './vite/chunks.ts'
import { classChanges } from './vite/class-changes.ts'
import { computedAhead } from './vite/computed-ahead.ts'
import { type Edit, editSlidev, importing } from './vite/edit-slidev.ts'
import { fonts } from './vite/fonts.ts'
import { notes } from './vite/notes.ts'
import { pages } from './vite/pages.ts'
import { slim } from './vite/slim.ts'
import { styleOrder } from './vite/style-order.ts'
import { words } from './vite/words.ts'

/** Slidev 53 writes a meta tag's text with quotation marks around it, which search results would show. */
const unquoteMeta = (html: string) => html.replaceAll(/content="&quot;(.*?)&quot;"/g, 'content="$1"')

/** Where Slidev 53 goes from one slide number to the next, and what it does with this deck's ways through the slides. */
const steps: Edit[] = [
  ['slides.value[Math.min(slides.value.length, currentSlideNo.value + 1) - 1]', 'slides.value[slideAfter(currentSlideNo.value) - 1]'],
  ['slides.value[Math.max(1, currentSlideNo.value - 1) - 1]', 'slides.value[slideBefore(currentSlideNo.value) - 1]'],
  ['computed(() => currentSlideNo.value < slides.value.length ||', 'computed(() => currentSlideNo.value !== slideAfter(currentSlideNo.value) ||'],
  ['computed(() => currentSlideNo.value > 1 ||', 'computed(() => currentSlideNo.value !== slideBefore(currentSlideNo.value) ||'],
  ['if (currentSlideNo.value < slides.value.length)', 'if (currentSlideNo.value !== slideAfter(currentSlideNo.value))'],
  ['if (currentSlideNo.value > 1)', 'if (currentSlideNo.value !== slideBefore(currentSlideNo.value))'],
  ['currentSlideNo.value + 1,', 'slideAfter(currentSlideNo.value),'],
  ['currentSlideNo.value - 1,', 'slideBefore(currentSlideNo.value),'],
]

/** Slidev has no seam for the order of slides. Next, back and the presenter's preview follow the way that was chosen. */
const followRoute = () => editSlidev('follow-route', { 'composables/useNav.ts': [...steps, importing('{ slideAfter, slideBefore }', 'components/deck/useTalkRoute.ts')] })

export default defineVitePluginsSetup(({ utils }) => {
  // Its development server sends this page past every plugin.
  utils.indexHtml = unquoteMeta(utils.indexHtml)
  return [authorsRuns(), fonts(), slim(), pages(), words(), notes(), chunks(), classChanges(), computedAhead(), styleOrder(), followRoute()]
})
