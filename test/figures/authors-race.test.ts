import authorsRace from 'virtual:eks-primer/authors-race'
import { expect, test } from 'vitest'
import { packRace, unpackRace } from '../../components/figures/race/packed-race.ts'
import { raceInputsOf } from '../../components/figures/race/race-params.ts'
import { OPENS_WITH } from '../../components/figures/race/race-scenarios.ts'
import { raceFigure } from '../../components/figures/race/race.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { runRace } from '../../engine/race/run.ts'

test('the race that was run when the deck was built is the one that the slides open with, and comes to the same as here', () => {
  const { params, seed } = authorsRecord(raceFigure, OPENS_WITH)
  const { inputs, result } = unpackRace(authorsRace)
  // What is not given and what is undefined are the same to a race.
  expect(JSON.stringify(inputs)).toBe(JSON.stringify(raceInputsOf(OPENS_WITH, params, seed)))
  expect(packRace({ inputs, result })).toBe(packRace({ inputs, result: runRace(inputs) }))
})

test('columns, and what never happens, come back as they were', () => {
  const { inputs, result } = unpackRace(authorsRace)
  for (const { nodes, pods } of result.lanes) {
    expect(pods.createdAt).toBeInstanceOf(Float64Array)
    expect(pods.node).toBeInstanceOf(Int32Array)
    expect(nodes.every(({ readyAt, goneAt }) => goneAt >= readyAt)).toBe(true)
  }
  expect(unpackRace(packRace({ inputs, result }))).toEqual({ inputs, result })
})
