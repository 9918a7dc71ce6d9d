/**
 * The side that runs lanes: a question in small slices, between which it hears of the next. The newest question wins. Knows nothing of
 * Workers; whoever uses it brings a way to send and a way to come back later.
 */
import { LaneRace } from '../lane/lane-race.ts'
import { runPoint } from '../verdict/multiples.ts'
import type { RaceAnswer, RaceQuestion } from './messages.ts'

/** Events of the clock between two looks at the mail: some milliseconds. */
const SLICE = 250

export interface AnswererParts {
  send: (answer: RaceAnswer) => void
  /** Calls back after what else waits has had its turn. */
  later: (callback: () => void) => void
}

/** Returns what a question is handed to. */
export function raceAnswerer({ send, later }: AnswererParts): (question: RaceQuestion) => void {
  let current = 0

  /** Takes steps until the question is answered or another has come. */
  function go(id: number, steps: Iterator<RaceAnswer | undefined>): void {
    if (id !== current) return
    try {
      const { value, done } = steps.next()
      if (value) send(value)
      if (!done) later(() => go(id, steps))
    } catch (error) {
      send({ tell: 'failed', id, why: error instanceof Error ? error.message : String(error) })
    }
  }

  return (question) => {
    current = question.id
    if (question.ask === 'lanes') go(current, laneSteps(question))
    else if (question.ask === 'points') go(current, pointSteps(question))
  }
}

function* laneSteps({ id, inputs, lanes, showAt }: Extract<RaceQuestion, { ask: 'lanes' }>): Generator<RaceAnswer | undefined, undefined> {
  const runs: LaneRace[] = []
  for (const spec of lanes) {
    runs.push(new LaneRace(inputs, spec))
    yield undefined
  }
  const end = inputs.load.at(-1)?.at ?? 0
  for (const stop of [...showAt.filter(at => at < end), end]) {
    for (const run of runs) {
      while (!run.advance(SLICE, stop)) yield { tell: 'progress', id, lane: run.spec.kind, at: run.now }
      yield { tell: 'progress', id, lane: run.spec.kind, at: run.now }
    }
    yield { tell: 'lanes', id, lanes: runs.map(run => run.result()), done: stop === end }
  }
  return undefined
}

function* pointSteps({ id, inputs, points }: Extract<RaceQuestion, { ask: 'points' }>): Generator<RaceAnswer, undefined> {
  for (const { axis, seconds, spec } of points) yield { tell: 'point', id, point: runPoint(inputs, axis, seconds, spec) }
  return undefined
}
