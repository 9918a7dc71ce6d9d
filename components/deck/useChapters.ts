import { useNav, useSlideContext } from '@slidev/client'
import { computed } from 'vue'

export interface Chapter {
  /** The opener's id, which is also its address. */
  id: string
  title: string
  /** The slide number of the opener. */
  no: number
  /** No part of the talk: looked up from it, or worked through after it. */
  beside: boolean
}

/** The deck's chapters, read from their openers (layout: section), and the one that this slide is in. */
export function useChapters() {
  const { slides } = useNav()
  const { $page } = useSlideContext()

  const chapters = computed<Chapter[]>(() => slides.value
    .filter(({ meta }) => meta.slide.frontmatter.layout === 'section')
    .map(({ no, meta }) => ({ no, id: String(meta.slide.frontmatter.routeAlias), title: String(meta.slide.title), beside: ['reference', 'long'].includes(String(meta.slide.frontmatter.route)) })))

  /** 1 for the first chapter; 0 before it. */
  const current = computed(() => chapters.value.filter(({ no }) => no <= $page.value).length)

  return { chapters, current, chapter: computed(() => chapters.value[current.value - 1]) }
}
