/** The terminal's tour: what it leaves on the clock, and what its picture tells apart. */
import { expect, it } from 'vitest'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { terminalFigure } from '../../components/figures/terminal/terminal.ts'

const author = authorsRecord(terminalFigure, 'tour')

it('ends with the last beat; who types a line of their own has time to see what comes of it', () => {
  const { span, beats } = tellAtOnce(terminalFigure, author, playbackOf(terminalFigure, author))
  expect(beats.at(-1)?.at).toBe(span.end)
  const typed = { ...author, commands: [...author.commands, { at: span.end, do: { type: 'kubectl' as const, line: 'kubectl get pods' } }] }
  expect(tellAtOnce(terminalFigure, typed, playbackOf(terminalFigure, typed)).span.end).toBeGreaterThan(span.end)
})

it('tells a line of the reader from the author\'s, at the same instant too: after the author\'s last was taken back, another is typed there', () => {
  const { span } = tellAtOnce(terminalFigure, author, playbackOf(terminalFigure, author))
  const instead = { at: author.commands.at(-1)?.at ?? 0, do: { type: 'kubectl' as const, line: 'kubectl get pods' } }
  const typed = { ...author, commands: [...author.commands.slice(0, -1), instead] }
  expect(tellAtOnce(terminalFigure, typed, playbackOf(terminalFigure, typed)).span.end).toBeGreaterThan(span.end)
})

it('numbers pods by their image, so that a rollout shows old and new', () => {
  const playback = playbackOf(terminalFigure, author)
  const { beats } = tellAtOnce(terminalFigure, author, playback)
  const versions = beats.map(({ at }) => {
    playback?.seek(at)
    return [...new Set(playback?.look().pods.map(({ version }) => version))]
  })
  expect(versions).toEqual([[], [1], [1], [2], [2]])
})

it('drains a node as kubectl says it: what a DaemonSet put there stays', () => {
  const { log } = tellAtOnce(terminalFigure, author, playbackOf(terminalFigure, author))
  expect(log.map(({ message }) => message).join('\n')).toMatch(/Warning: ignoring DaemonSet-managed Pods: kube-system\/aws-node-\w{5}, kube-system\/kube-proxy-\w{5}/)
})
