/** Runs the race that the slides open with and prints it. */
import process from 'node:process'
import { packRace } from '../../components/figures/race/packed-race.ts'
import { raceInputsOf } from '../../components/figures/race/race-params.ts'
import { OPENS_WITH } from '../../components/figures/race/race-scenarios.ts'
import { raceFigure } from '../../components/figures/race/race.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { runRace } from '../../engine/race/run.ts'

const { params, seed } = authorsRecord(raceFigure, OPENS_WITH)
const inputs = raceInputsOf(OPENS_WITH, params, seed)
process.stdout.write(packRace({ inputs, result: runRace(inputs) }))
