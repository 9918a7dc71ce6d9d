import { type SlideRoute, useNav } from '@slidev/client'
import { watch } from 'vue'
import { whenWanted } from './when-wanted.ts'

/** A reader who pays by the byte, or whose line is slow, fetches what is looked at and no more. */
interface Line { saveData?: boolean, type?: string, effectiveType?: string }

const isMetered = ({ saveData, type, effectiveType = '' }: Line = {}) => saveData === true || type === 'cellular' || effectiveType.endsWith('2g')

/**
 * Fetches what comes next while nothing else is to do: the fonts of all that the deck says, and the next chapter's slides.
 * Nothing of it is drawn before its time.
 */
export function useAhead(): void {
  const { slides, currentSlideNo } = useNav()
  if (isMetered((navigator as Navigator & { connection?: Line }).connection))
    return
  whenWanted(() => {
    for (const face of document.fonts)
      if (face.status === 'unloaded' && face.display !== 'swap')
        void face.load().catch(() => undefined)
  })
  watch(currentSlideNo, (no) => {
    const openers = slides.value.filter(({ meta }) => meta.slide.frontmatter.layout === 'section').map(slide => slide.no)
    const [next = Infinity, after = Infinity] = openers.filter(opener => opener > no)
    // One at a time: a key that is pressed meanwhile waits for one of them at most.
    const loadEach = ([slide, ...others]: SlideRoute[]) => slide && whenWanted(() => {
      void slide.load()
      loadEach(others)
    })
    loadEach(slides.value.filter(slide => slide.no > no && slide.no < (slide.no < next ? next : after)))
  }, { immediate: true })
}
