import type { SlideInfo } from '@slidev/types'
import { expect, it } from 'vitest'
import { diagramsOf, slideId } from '../../scripts/lib/diagram-files.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'

const ko = await loadSlides('ko')
const en = await loadSlides('en')

/** What must not differ between the languages; the right arrow's walk compares the clicks on the built deck. */
function shape(slide: SlideInfo) {
  const { layout, covers, sources, quiz, clicks } = slide.frontmatter
  return {
    id: slideId(slide),
    layout,
    covers,
    sources,
    quiz,
    clicks,
    diagrams: diagramsOf(slide, '').length,
    code: slide.content.match(/^<<< .*$/gm),
    components: [...slide.content.matchAll(/<([A-Z]\w+)/g)].map(([, name]) => name).filter(name => name !== 'Term').sort(),
    notes: Boolean(slide.note?.trim()),
    seconds: seconds(slide),
  }
}

/** The talking time that a slide's notes begin with. */
function seconds(slide: SlideInfo): number | undefined {
  const time = /^(?:시간|Time): (\d+)\s?(?:초|s)$/m.exec(slide.note ?? '')?.[1]
  return time ? Number(time) : undefined
}

it('the decks have the same slides, in the same order, of the same make', () => {
  expect(ko.map(shape)).toEqual(en.map(shape))
})

it('every slide says how long it takes, and the times add up to the deck\'s duration', () => {
  expect(ko.filter(slide => seconds(slide) === undefined).map(slideId)).toEqual([])
  const total = ko.reduce((sum, slide) => sum + (seconds(slide) ?? 0), 0)
  expect(`${total / 60}min`).toBe(ko[0]?.frontmatter.duration)
  expect(total / 60).toBeGreaterThanOrEqual(45)
  expect(total / 60).toBeLessThanOrEqual(60)
})
