/** Runs the races that figures open with and prints them: a JSON object, by the figure's name. */
import process from 'node:process'
import { nodeScalingInputs, nodeScalingScenarios } from '../../components/figures/node-scaling/node-scaling-inputs.ts'
import { nodeScaling } from '../../components/figures/node-scaling/node-scaling.ts'
import { packRace } from '../../components/figures/race/packed-race.ts'
import { raceInputsOf } from '../../components/figures/race/race-params.ts'
import { OPENS_WITH } from '../../components/figures/race/race-scenarios.ts'
import { raceFigure } from '../../components/figures/race/race.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import type { RaceInputs } from '../../engine/race/inputs/inputs.ts'
import { runRace } from '../../engine/race/run.ts'

const ran = (inputs: RaceInputs) => packRace({ inputs, result: runRace(inputs) })
const race = authorsRecord(raceFigure, OPENS_WITH)
const [first] = nodeScalingScenarios
const scaling = authorsRecord(nodeScaling, first)

process.stdout.write(JSON.stringify({
  [raceFigure.name]: ran(raceInputsOf(OPENS_WITH, race.params, race.seed)),
  [nodeScaling.name]: ran(nodeScalingInputs(first, scaling.params, scaling.seed)),
}))
