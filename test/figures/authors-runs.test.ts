import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FigureDefinition } from '../../components/figures/shell/define.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { stillFrame } from '../../components/figures/shell/still.ts'
import { openingOf, playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { packTold, remember, toldAhead } from '../../components/figures/shell/told-ahead.ts'
import { Simulation } from '../../engine/kubernetes/simulation/simulation.ts'
import { definedName } from '../../setup/vite/authors-runs.ts'

const sources = import.meta.glob<string>('../../components/figures/*/*.ts', { eager: true, query: '?raw', import: 'default' })
const modules = import.meta.glob<Record<string, FigureDefinition>>('../../components/figures/*/*.ts')
const figures = await Promise.all(Object.entries(sources).flatMap(([path, source]) => {
  const name = definedName(source)
  return name === undefined ? [] : [modules[path]?.().then(module => Object.values(module).find(each => each?.name === name && each.story))]
}))
const simulated = figures.flatMap((figure) => {
  const opening = figure && authorsRecord(figure, Object.keys(figure.scenarios)[0] ?? '')
  const playback = opening && playbackOf(figure, opening)
  return playback && !playback.news ? [[figure.name, figure, opening, playback] as const] : []
})

/** A frame, whatever is known of the one before the first beat. */
const withoutOpening = <T extends { telling: object }>(frame: T) => ({ ...frame, telling: { ...frame.telling, opening: undefined } })

it('every figure on the engine is told ahead', () => {
  expect(simulated.length).toBeGreaterThan(12)
})

describe.each(simulated)('%s, told when the deck was built', (name, figure, opening, playback) => {
  afterEach(() => remember(name, 'null'))

  it('says and shows what it says and shows when it is gone through', () => {
    const live = tellAtOnce(figure, opening, playback)
    const frames = [0, ...live.beats.keys().map(beat => beat + 1)].map(beat => stillFrame(figure, opening, beat))
    remember(name, packTold({ run: opening, ...live, opening: openingOf(live, playback) }))
    const told = tellAtOnce(figure, opening, playbackOf(figure, opening))
    expect(told).toEqual({ ...live, opening: { at: frames[0]?.now, view: frames[0]?.view } })
    for (const frame of frames)
      expect(withoutOpening(stillFrame(figure, opening, frame.beat))).toEqual(frame)
  })

  it('is told without a cluster', () => {
    remember(name, packTold({ run: opening, ...tellAtOnce(figure, opening, playback) }))
    const built = vi.spyOn(Simulation.prototype, 'save')
    tellAtOnce(figure, opening, playbackOf(figure, opening))
    expect(built).not.toHaveBeenCalled()
    built.mockRestore()
  })

  it('is told only of the run that it was', () => {
    remember(name, packTold({ run: opening, ...tellAtOnce(figure, opening, playback) }))
    expect(toldAhead(name, opening)).toBeDefined()
    expect(toldAhead(name, { ...opening, seed: opening.seed + 1 })).toBeUndefined()
    expect(toldAhead(name, { ...opening, params: { ...opening.params, another: 1 } })).toBeUndefined()
    expect(toldAhead(name, { ...opening, commands: [...opening.commands, { at: 1, do: { type: 'delete', kind: 'Pod', name: 'x' } }] })).toBeUndefined()
  })
})
