import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { following, preceding, type RouteId, routeIds, slidesOf, type Stop, stopOf } from '../../components/deck/routes.ts'

const deck: Stop[] = [
  { routeAlias: 'cover', route: 'short' },
  { routeAlias: 'volumes' },
  { routeAlias: 'thanks', route: 'short' },
  { routeAlias: 'levels', route: 'long' },
  { routeAlias: 'claims', after: 'volumes' },
  { routeAlias: 'sources', route: 'reference' },
].map((frontmatter, index) => stopOf({ no: index + 1, frontmatter }))

describe('ways through the deck', () => {
  it.each<[RouteId, string[]]>([
    ['short', ['cover', 'thanks']],
    ['main', ['cover', 'volumes', 'thanks']],
    ['long', ['cover', 'volumes', 'claims', 'thanks', 'levels']],
  ])('%s takes its slides, what belongs to one right after it', (route, ids) => {
    expect(slidesOf(deck, route).map(no => deck[no - 1]?.id)).toEqual(ids)
  })

  it('a slide without a word takes part in the talk', () => {
    expect(stopOf({ no: 3, frontmatter: {} })).toEqual({ no: 3, id: '3', route: 'main', after: undefined })
  })

  it.each([
    ['skips what the way leaves out', 'short', 1, 3],
    ['past the end of the way, goes on as the deck does', 'short', 3, 4],
    ['from beside the way, joins it further on', 'short', 2, 3],
    ['from the appendix, goes on in it', 'main', 5, 6],
    ['after the last slide, there is none', 'main', 6, undefined],
    ['takes the appendix in its place on the long way', 'long', 2, 5],
    ['and goes on from there', 'long', 5, 3],
  ] as const)('next %s', (_, route, from, to) => {
    expect(following(slidesOf(deck, route), from, deck.length)).toBe(to)
  })

  it.each([
    ['skips what the way leaves out', 'short', 3, 1],
    ['from the appendix, goes back in it', 'main', 5, 4],
    ['from the appendix in its place, goes to where it belongs', 'long', 5, 2],
    ['before the first slide, there is none', 'long', 1, undefined],
  ] as const)('back %s', (_, route, from, to) => {
    expect(preceding(slidesOf(deck, route), from)).toBe(to)
  })

  it('whatever the deck, next goes through a whole way and back returns the same slides', () => {
    const frontmatter = fc.record({ route: fc.constantFrom('short', 'long', 'reference', undefined), after: fc.option(fc.constantFrom('s1', 's2'), { nil: undefined, freq: 4 }) })
    fc.assert(fc.property(fc.array(frontmatter, { minLength: 3, maxLength: 12 }), fc.constantFrom(...routeIds), (pages, route) => {
      const stops = pages.map((page, index) => stopOf({ no: index + 1, frontmatter: { ...page, after: index > 2 ? page.after : undefined, routeAlias: `s${index + 1}` } }))
      const order = slidesOf(stops, route)
      for (const [at, no] of order.slice(0, -1).entries()) {
        expect(following(order, no, stops.length)).toBe(order[at + 1])
        expect(preceding(order, order[at + 1] as number)).toBe(no)
      }
      expect(new Set(order).size).toBe(order.length)
    }))
  })
})
