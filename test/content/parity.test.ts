import { readFileSync } from 'node:fs'
import { detectFeatures } from '@slidev/parser'
import type { SlideInfo } from '@slidev/types'
import { describe, expect, it } from 'vitest'
import { plannedSeconds } from '../../components/deck/pace.ts'
import { type RouteId, slidesOf, stopOf } from '../../components/deck/routes.ts'
import { diagramsOf, slideId } from '../../scripts/lib/diagram-files.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'

const ko = await loadSlides('ko')
const en = await loadSlides('en')

/** What must not differ between the languages; the right arrow's walk compares the clicks on the built deck. */
function shape(slide: SlideInfo) {
  const { layout, covers, sources, quiz, clicks, route, after } = slide.frontmatter
  return {
    id: slideId(slide),
    layout,
    covers,
    sources,
    quiz,
    clicks,
    route,
    after,
    diagrams: diagramsOf(slide, '').length,
    code: slide.content.match(/^<<< .*$/gm),
    components: [...slide.content.matchAll(/<([A-Z]\w+)/g)].map(([, name]) => name).filter(name => name !== 'Term').sort(),
    notes: Boolean(slide.note?.trim()),
    marks: slide.note?.split(/\n\s*\n/).map(paragraph => paragraph.split('[click]').length - 1),
    seconds: seconds(slide),
  }
}

const seconds = (slide: SlideInfo) => /^(?:시간|Time): \d/m.test(slide.note ?? '') ? plannedSeconds(slide.note ?? '') : undefined

it('the decks have the same slides, in the same order, of the same make', () => {
  expect(ko.map(shape)).toEqual(en.map(shape))
})

it('two prices on one line would read as a formula, to be set by a library of its own', () => {
  const formulas = (slides: SlideInfo[]) => slides.filter(({ source }) => detectFeatures(source.raw).katex).map(slideId)
  expect([formulas(ko), formulas(en)]).toEqual([[], []])
})

describe('the ways through the deck', () => {
  const stops = ko.map(({ frontmatter }, index) => stopOf({ no: index + 1, frontmatter }))
  const minutes = (route: RouteId) => slidesOf(stops, route).reduce((sum, no) => sum + (seconds(ko[no - 1] as SlideInfo) ?? 0), 0) / 60

  it('every slide says how long it takes', () => {
    expect(ko.filter(slide => seconds(slide) === undefined).map(slideId)).toEqual([])
  })

  it('the talk takes an hour, of which six minutes or more are slack', () => {
    expect(ko[0]?.frontmatter.duration).toBe('60min')
    expect(minutes('main')).toBeGreaterThanOrEqual(52)
    expect(minutes('main')).toBeLessThanOrEqual(54)
  })

  it('the READMEs say what the contents slide says of the short way', () => {
    const said = Math.round(minutes('short'))
    expect(readFileSync('README.md', 'utf8')).toContain(`the way of ${said} minutes`)
    expect(readFileSync('README.ko.md', 'utf8')).toContain(`${said}분짜리 길`)
  })

  it('managers get theirs in 25 minutes at most, those who practise in half a day', () => {
    expect(minutes('short')).toBeGreaterThanOrEqual(20)
    expect(minutes('short')).toBeLessThanOrEqual(25)
    expect(minutes('long')).toBeGreaterThanOrEqual(150)
    expect(minutes('long')).toBeLessThanOrEqual(240)
  })

  it('what is left over stands after the thanks, belongs to a slide of the talk, and has a label for the link there', () => {
    const main = slidesOf(stops, 'main')
    const appendix = stops.filter(({ after }) => after)
    expect(appendix.filter(({ no, after }) => no < Math.max(...main) || !stops.some(({ id, no: at }) => id === after && main.includes(at))).map(({ id }) => id)).toEqual([])
    for (const deck of [ko, en])
      expect(deck.filter(({ frontmatter }) => frontmatter.after && !frontmatter.label).map(slideId)).toEqual([])
  })
})
