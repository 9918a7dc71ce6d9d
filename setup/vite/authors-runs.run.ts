/** Goes through the runs that figures open with, and prints what they came to: a JSON object, by the figure's name. */
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import type { FigureDefinition } from '../../components/figures/shell/define.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { openingOf, playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { packTold } from '../../components/figures/shell/told-ahead.ts'
import { definedName } from './authors-runs.ts'

const root = resolve(import.meta.dirname, '../..')
const told: Record<string, string> = {}
for (const file of globSync('components/figures/*/*.ts', { cwd: root })) {
  const name = definedName(readFileSync(resolve(root, file), 'utf8'))
  const module = name === undefined ? {} : await import(resolve(root, file)) as Record<string, FigureDefinition | undefined>
  const figure = Object.values(module).find(each => each?.name === name && each?.story)
  const [scenario] = Object.keys(figure?.scenarios ?? {})
  if (!figure || scenario === undefined)
    continue
  const run = authorsRecord(figure, scenario)
  const playback = playbackOf(figure, run)
  // A race is a computation of its own, and comes with the build by itself.
  if (!playback || playback.news)
    continue
  const telling = tellAtOnce(figure, run, playback)
  told[figure.name] = packTold({ run, ...telling, opening: openingOf(telling, playback) })
}
process.stdout.write(JSON.stringify(told))
