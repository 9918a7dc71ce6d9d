import scalingRace from 'virtual:eks-primer/authors-race/node-scaling'
import authorsRace from 'virtual:eks-primer/authors-race/race'
import { describe, expect, test } from 'vitest'
import { nodeScalingInputs, nodeScalingScenarios } from '../../components/figures/node-scaling/node-scaling-inputs.ts'
import { nodeScaling } from '../../components/figures/node-scaling/node-scaling.ts'
import { packRace, unpackRace } from '../../components/figures/race/packed-race.ts'
import { raceInputsOf } from '../../components/figures/race/race-params.ts'
import { OPENS_WITH } from '../../components/figures/race/race-scenarios.ts'
import { raceFigure } from '../../components/figures/race/race.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { runRace } from '../../engine/race/run.ts'

const race = authorsRecord(raceFigure, OPENS_WITH)
const scaling = authorsRecord(nodeScaling, nodeScalingScenarios[0])

describe.each([
  ['race', authorsRace, raceInputsOf(OPENS_WITH, race.params, race.seed)],
  ['node scaling', scalingRace, nodeScalingInputs(nodeScalingScenarios[0], scaling.params, scaling.seed)],
])('%s', (_, packed, opensWith) => {
  test('what was run when the deck was built is what the slide opens with, and comes to the same as here', () => {
    const { inputs, result } = unpackRace(packed)
    // What is not given and what is undefined are the same to a race.
    expect(JSON.stringify(inputs)).toBe(JSON.stringify(opensWith))
    expect(packRace({ inputs, result })).toBe(packRace({ inputs, result: runRace(inputs) }))
  })

  test('columns, and what never happens, come back as they were', () => {
    const { inputs, result } = unpackRace(packed)
    for (const { nodes, pods } of result.lanes) {
      expect(pods.createdAt).toBeInstanceOf(Float64Array)
      expect(pods.node).toBeInstanceOf(Int32Array)
      expect(nodes.every(({ readyAt, goneAt }) => goneAt >= readyAt)).toBe(true)
    }
    expect(unpackRace(packRace({ inputs, result }))).toEqual({ inputs, result })
  })
})
