/** The notes say where the presenter presses: the presenter view lights what belongs to the click that was pressed last. */
import { type Component, createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { SlideInfo } from '@slidev/types'
import { expect, it } from 'vitest'
import { slideId } from '../../scripts/lib/diagram-files.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { askedClicks } from '../support/slidev-client.ts'

const figures = import.meta.glob<Component>('../../components/figures/*/*Figure.vue', { eager: true, import: 'default' })

/** The steps of code: `{1-3|5-8|all}` lights one after the other. */
const stepsOf = (content: string) => [...content.matchAll(/^<<< .*\{([^}]*\|[^}]*)\}/gm)].map(([, steps = '']) => steps.split('|').length)

/** Slides whose clicks are told one by one: those with marks, with a figure, or with code that is lit step by step. */
const isTold = ({ note = '', content }: SlideInfo) => note.includes('[click]') || /<\w+Figure\b/.test(content) || stepsOf(content).length > 0

/** The clicks of a slide: as many as it says itself, one less than its code's steps, or a beat of its figure each. */
async function clicksOf({ content, frontmatter }: SlideInfo): Promise<number> {
  const [, name, attributes = ''] = /<(\w+Figure)\b([^>]*)\/>/.exec(content) ?? []
  const figure = Object.entries(figures).find(([path]) => path.endsWith(`/${name}.vue`))?.[1]
  askedClicks.value = Number(frontmatter.clicks ?? Math.max(0, ...stepsOf(content).map(steps => steps - 1)))
  if (figure) {
    const props = Object.fromEntries([...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]))
    await renderToString(createSSRApp({ render: () => h(figure, props) }))
  }
  return askedClicks.value
}

// The other languages have theirs at the same places: parity.test.ts.
it('notes have a mark for every click', async () => {
  for (const slide of (await loadSlides('ko')).filter(isTold))
    expect.soft(slide.note?.match(/\[click\]/g)?.length ?? 0, slideId(slide)).toBe(await clicksOf(slide))
})
