import { describe, expect, it } from 'vitest'
import { languages } from '../../data/localized.ts'
import { points } from '../../data/points.ts'
import { quizzes } from '../../data/quizzes/index.ts'
import { sources } from '../../data/sources.ts'
import { slideId } from '../../scripts/lib/diagram-files.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'

const decks = Object.fromEntries(await Promise.all(languages.map(async language => [language, await loadSlides(language)] as const)))

describe.each(languages)('the %s deck', (language) => {
  const slides = decks[language] ?? []
  const named = (key: string) => slides.flatMap(slide => (slide.frontmatter[key] ?? []) as string[])

  it('makes every point', () => {
    expect(Object.keys(points).filter(point => !named('covers').includes(point))).toEqual([])
  })

  it('claims no point that is not on the list', () => {
    expect(named('covers').filter(point => !(point in points))).toEqual([])
  })

  it('names only sources that exist', () => {
    expect(named('sources').filter(source => !(source in sources))).toEqual([])
  })

  it('asks after every chapter of the talk; the one to practise in has tasks', () => {
    const openers = slides.filter(({ frontmatter }) => frontmatter.layout === 'section').map(slideId).filter(id => !['practice', 'appendix'].includes(id))
    expect(slides.flatMap(({ frontmatter }) => frontmatter.quiz ? [String(frontmatter.quiz)] : []).sort()).toEqual([...openers].sort())
    expect(Object.keys(quizzes).sort()).toEqual([...openers].sort())
  })

  it('has an id, a title and notes on every slide', () => {
    expect(slides.filter(slide => !slideId(slide) || !slide.title || !slide.note?.trim()).map(slideId)).toEqual([])
    expect(new Set(slides.map(slideId)).size).toBe(slides.length)
  })
})

it('asks two or three questions a chapter, each with one right answer among its answers', () => {
  for (const [id, questions] of Object.entries(quizzes)) {
    expect(questions.length, id).toBeGreaterThanOrEqual(2)
    expect(questions.length, id).toBeLessThanOrEqual(3)
    for (const { answers, right } of questions)
      expect(answers[right], id).toBeDefined()
  }
})
