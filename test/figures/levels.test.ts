import { describe, expect, it } from 'vitest'
import { LEVEL_START, levelsFigure } from '../../components/figures/terminal/levels-run.ts'
import { levelNames, levelOf } from '../../components/figures/terminal/levels.ts'
import { terminalFigure } from '../../components/figures/terminal/terminal.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { stillFrame } from '../../components/figures/shell/still.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { isBusy, transcript } from '../../engine/kubernetes/kubectl/index.ts'
import type { TimedCommand } from '../../engine/kubernetes/simulation/run.ts'

describe('twelve levels', () => {
  it('are twelve', () => expect(levelNames).toHaveLength(12))

  describe.each(levelNames)('%s', (name) => {
    const author = authorsRecord(levelsFigure, name)
    const { solution } = levelOf(name)
    const typed = (lines: readonly string[]) => lines.map((line, index): TimedCommand => ({ at: LEVEL_START + 2_000 + index * 6_000, do: { type: 'kubectl', line } }))
    /** What holds long after some lines were typed. */
    const holdsAfter = (lines: readonly string[]) => {
      const record = { ...author, commands: typed(lines) }
      const playback = playbackOf(levelsFigure, record)
      tellAtOnce(levelsFigure, record, playback)
      playback?.seek(LEVEL_START + 90_000)
      return { holds: playback?.look().holds ?? [], log: playback?.log() ?? [] }
    }

    it('is not solved when it begins, nor by itself', () => {
      expect(stillFrame(levelsFigure, author, 0).view.holds).toContain(false)
      expect(holdsAfter([]).holds).toContain(false)
    })

    it('is solved by its own solution, without an error', () => {
      const { holds, log } = holdsAfter(solution)
      expect(holds).not.toContain(false)
      expect(transcript(log).filter(({ reason }) => reason === 'Failed')).toEqual([])
    })

    it('needs every line of it', () => {
      for (const left of solution.keys())
        expect(holdsAfter(solution.filter((_, index) => index !== left)).holds).toContain(false)
    })

    it('is solved on the clicker\'s last beat', () => {
      expect(stillFrame(levelsFigure, author, 1).view.holds).not.toContain(false)
    })
  })
})

describe('the tour', () => {
  const author = authorsRecord(terminalFigure, 'tour')
  const told = tellAtOnce(terminalFigure, author, playbackOf(terminalFigure, author))
  const screen = transcript(told.log)

  it('types without an error, and ends with five pods of the new version that avoid the drained node', () => {
    expect(screen.filter(({ reason }) => reason === 'Failed')).toEqual([])
    expect(screen.some(({ text }) => text.includes('successfully rolled out'))).toBe(true)
    expect(screen.findLast(({ reason }) => reason === 'Printed')?.text).toMatch(/pod\/web-\S+ evicted\nnode\/node-a drained\n$/)
    expect(isBusy(screen)).toBe(false)
    const { nodes, pods } = stillFrame(terminalFigure, author, told.beats.length).view
    expect(pods.filter(({ state, node }) => state === 'ready' && node !== 'node-a')).toHaveLength(5)
    expect(nodes.find(({ name }) => name === 'node-a')?.cordoned).toBe(true)
  })

  it('has a beat for each of its captions', () => {
    expect(told.beats.map(({ at }) => at)).toEqual([...told.beats.map(({ at }) => at)].sort((a, b) => a - b))
    expect(new Set(told.beats.map(({ at }) => at)).size).toBe(told.beats.length)
  })
})
