/** The deck's one picture: what stands in it, and that it is painted from the back to the front. */
import { polygonHull } from 'd3-polygon'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocks, plateZones, threads, zoneNames, blockOf } from '../../components/deck/world/blocks.ts'
import { facesOf, inPaintingOrder, pointOn, project, silhouette, type Solid } from '../../components/deck/world/isometric.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { languages } from '../../data/localized.ts'
import { mapHeight, maps, type WorldView } from '../../components/deck/world/maps.ts'
import { placeCallouts, fitView, calloutGap } from '../../components/deck/world/callouts.ts'
import { leaderOf, outlinesOf } from '../../components/deck/world/leaders.ts'
import { slideId } from '../../scripts/lib/diagram-files.ts'
import { openers } from '../../components/deck/world/views.ts'

describe('an isometric view', () => {
  it('keeps lengths on its three axes alike: 1 east, 1 south and 1 up are drawn as long', () => {
    const length = (point: readonly [number, number, number]) => Math.hypot(...project(point))
    expect(length([1, 0, 0])).toBeCloseTo(1)
    expect(length([0, 1, 0])).toBeCloseTo(1)
    expect(length([0, 0, 1])).toBeCloseTo(1)
  })

  it('draws what is nearer lower, and what is higher above', () => {
    const coordinate = fc.integer({ min: -500, max: 500 })
    fc.assert(fc.property(coordinate, coordinate, coordinate, fc.integer({ min: 1, max: 99 }), (x, y, z, step) => {
      const [, here] = project([x, y, z])
      expect(project([x + step, y, z])[1]).toBeGreaterThan(here)
      expect(project([x, y + step, z])[1]).toBeGreaterThan(here)
      expect(project([x, y, z + step])[1]).toBeLessThan(here)
    }))
  })

  it.each(['box', 'cylinder', 'prism'] as const)('closes every side of a %s, its top last', (shape) => {
    const faces = facesOf({ shape, at: [0, 0, 0], size: [10, 10, 10] })
    expect(faces.at(-1)?.tone).toBe('lit')
    for (const { d } of faces)
      expect(d).toMatch(/^M[-\d. LAa]+Z$/)
  })
})

it.each(['box', 'cylinder', 'prism'] as const)('a %s is alike left and right of its middle, as it is seen', (shape) => {
  const across = silhouette({ shape, at: [0, 0, 0], size: [48, 48, 24] }).map(point => Math.round(project(point)[0] * 10)).sort((a, b) => a - b)
  expect(across.map(x => -x || 0).reverse()).toEqual(across.map(x => x || 0))
})

/** Whether one solid must be painted before another that it could hide. */
function behind(one: Solid, other: Solid): boolean {
  return [0, 1, 2].some(axis => (one.at[axis] ?? 0) + (one.size[axis] ?? 0) <= (other.at[axis] ?? 0))
}

function drawnBox(solid: Solid) {
  const [[x, y, z], [w, d, h]] = [solid.at, solid.size]
  const corners = [0, 1].flatMap(i => [0, 1].flatMap(j => [0, 1].map(k => project([x + i * w, y + j * d, z + k * h]))))
  const [xs, ys] = [corners.map(([cx]) => cx), corners.map(([, cy]) => cy)]
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}

describe('the world', () => {
  it('has three zones with a member of etcd each, API servers in two of them, and one endpoint', () => {
    const zonesOf = (part: string) => blocks.filter(block => block.part === part).map(({ zone }) => zone)
    expect(zonesOf('zone')).toEqual([0, 1, 2])
    expect(zonesOf('etcd')).toEqual([0, 1, 2])
    expect(zonesOf('api')).toEqual([0, 1])
    expect(zonesOf('endpoint')).toHaveLength(1)
    expect(threads.map(({ zone }) => zoneNames[zone])).toEqual(['a', 'b', 'c'])
  })

  it('has no two blocks of one name, nor two in one place', () => {
    expect(new Set(blocks.map(({ id }) => id)).size).toBe(blocks.length)
    const meeting = blocks.flatMap((one, index) => blocks.slice(index + 1).filter(other => !behind(one, other) && !behind(other, one)).map(other => `${one.id} in ${other.id}`))
    expect(meeting).toEqual([])
  })

  it('hides nothing behind what is farther away', () => {
    const order = inPaintingOrder(blocks)
    const wrong = order.flatMap((later, index) => order.slice(0, index).filter((earlier) => {
      const [a, b] = [drawnBox(earlier), drawnBox(later)]
      const touch = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
      return touch && behind(later, earlier) && !behind(earlier, later)
    }).map(earlier => `${later.id} over ${earlier.id}`))
    expect(wrong).toEqual([])
  })

  it('knows its blocks by name, and says which it does not know', () => {
    expect(pointOn(blockOf('etcd-a'))[2]).toBeGreaterThan(blockOf('plane').at[2])
    expect(() => blockOf('etcd-d')).toThrow('etcd-d')
  })
})

it.each(languages)('%s: every chapter\'s opener closes in on a layer of its own; the cover and the appendix show the whole', async (language) => {
  const layers = (await loadSlides(language)).filter(({ frontmatter }) => frontmatter.layout === 'section' && frontmatter.routeAlias !== 'appendix').map(({ frontmatter }) => String(frontmatter.layer))
  expect(layers.filter(layer => !(layer in openers))).toEqual([])
  expect(new Set(layers).size).toBe(layers.length)
  expect(layers).not.toContain('whole')
})

describe.each(Object.entries<WorldView>(maps))('the map "%s"', (_, map) => {
  const [width, height] = [868, map.height ?? mapHeight]
  const placed = placeCallouts(map, width, height)

  it('has names that stand apart, in the order of what they point to, and inside the frame', () => {
    for (const side of ['left', 'right'] as const) {
      const mine = placed.filter(callout => callout.side === side)
      expect(mine.map(({ y }) => y)).toEqual(mine.map(({ y }) => y).sort((a, b) => a - b))
      mine.slice(1).forEach(({ rule }, index) => expect(rule - (mine[index]?.rule ?? 0)).toBeGreaterThanOrEqual(calloutGap - 0.01))
      expect(mine.every(({ rule }) => rule > 28 && rule <= height)).toBe(true)
    }
  })

  it('has names that fit the columns beside the picture in both languages', () => {
    const { column } = fitView(map, width, height)
    // At 18.4 px and weight 700, generously: 17.5 px a Korean letter, 10.5 a Latin one.
    const roomOf = (text: string) => [...text].reduce((sum, letter) => sum + (/[가-힣]/.test(letter) ? 17.5 : 10.5), 0)
    const tooLong = map.callouts.flatMap(({ text }) => languages.map(language => text[language])).filter(text => roomOf(text) > column)
    expect(tooLong).toEqual([])
  })

  it('has leaders that end at their blocks and run over no other block that stands', () => {
    const fit = fitView(map, width, height)
    const outlines = outlinesOf(map, fit)
    const shown = blocks.filter(({ part }) => ['etcd', 'api', 'scheduler', 'controller'].includes(part) && !map.hidden?.includes(part))
    const crossed = placed.flatMap((callout) => {
      const pieces = [...leaderOf(callout, outlines, fit, width).matchAll(/M([-\d.]+) ([-\d.]+)L([-\d.]+) ([-\d.]+)/g)].map(piece => piece.slice(1).map(Number))
      expect(pieces.at(-1)?.slice(2)).toEqual([callout.x, callout.y].map(value => Math.round(value * 10) / 10))
      const spots = pieces.flatMap(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => Array.from({ length: 50 }, (_, step) => [x1 + (x2 - x1) * step / 50, y1 + (y2 - y1) * step / 50] as const))
      return shown.filter(({ id, zone }) => id !== callout.block && id !== map.broken && (map.lost === undefined || zone !== map.lost)).filter((block) => {
        const box = drawnBox(block)
        // The heart of a block: what is drawn of it has round corners.
        const [cx, cy, rx, ry] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2, (box.right - box.left) * 0.3, (box.bottom - box.top) * 0.3]
        return spots.some(([x, y]) => Math.abs((x - fit.left) / fit.scale - cx) < rx && Math.abs((y - fit.top) / fit.scale - cy) < ry)
      }).map(({ id }) => `${callout.block} over ${id}`)
    })
    expect(crossed).toEqual([])
  })

  it('has leaders that pass behind no member of etcd', () => {
    const fit = fitView(map, width, height)
    const drums = outlinesOf(map, fit).filter(({ id }) => id.startsWith('etcd'))
    const behindOne = placed.filter(callout => leaderOf(callout, drums, fit, width) !== leaderOf(callout, [], fit, width))
    expect(behindOne.map(({ text }) => text.en)).toEqual([])
  })

  it('has leaders that run through no letter of a zone', () => {
    const fit = fitView(map, width, height)
    // A letter of 30 px lies flat on the plate, from its origin to the east and north.
    const letters = map.zones ? plateZones.map(({ letter: [x, y, z] }) => ({
      id: 'letter',
      hull: polygonHull(([[-1, 1], [17, 1], [17, -18], [-1, -18]] as const).map(([dx, dy]): [number, number] => {
        const [sx, sy] = project([x + dx, y + dy, z])
        return [fit.left + sx * fit.scale, fit.top + sy * fit.scale]
      })) ?? [],
    })) : []
    const struck = placed.filter(callout => leaderOf(callout, letters, fit, width) !== leaderOf(callout, [], fit, width))
    expect(struck.map(({ text }) => text.en)).toEqual([])
  })

  it('has numbers that do not touch on a small screen', () => {
    const { scale } = fitView(map, width, height)
    const near = placed.flatMap((one, index) => placed.slice(index + 1)
      .filter(other => Math.hypot(one.x - other.x, one.y - other.y) / scale < 42)
      .map(other => `${one.text.en} and ${other.text.en}`))
    expect(near).toEqual([])
  })
})

it.each(languages)('%s: each name of the closing picture leads to the slide that taught it', async (language) => {
  const ids = (await loadSlides(language)).map(slideId)
  expect(maps.closing.callouts.filter(({ to }) => !ids.includes(to))).toEqual([])
})
