/** What a figure's definition brings along before anything is pressed, bundled as the deck's build does it: only the controllers that it runs; kubectl and the manifest reader come when they are opened. */
import { globSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { describe, expect, it } from 'vitest'
import type { FigureDefinition } from '../../components/figures/shell/define.ts'
import type { ParamSet } from '../../components/figures/shell/param.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf } from '../../components/figures/shell/telling.ts'
import type { Simulation } from '../../engine/kubernetes/simulation/simulation.ts'

/** Of the project's files that a file loads with itself, what is left of their exports. */
async function loadedWith(path: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const bundle = await rolldown({ input: resolve(path), external: /^[^./]/, logLevel: 'silent' })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  const chunks = new Map(output.flatMap(each => each.type === 'chunk' ? [[each.fileName, each] as const] : []))
  const names = new Set([...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  for (const name of names) for (const next of chunks.get(name)?.imports ?? []) names.add(next)
  return new Map([...names].flatMap(name => Object.entries(chunks.get(name)?.modules ?? {})).map(([id, { renderedExports }]) => [relative('.', id).replaceAll('\\', '/'), renderedExports]))
}

/** Controllers by the class that each file of the engine has. */
const CONTROLLERS = new Map(globSync('engine/**/*.ts').map(path => path.replaceAll('\\', '/')).map(path => [path, [...readFileSync(path, 'utf8').matchAll(/^export class (\w+) implements Controller\b/gm)].map(([, name = '']) => name)]))

type Definition = FigureDefinition<ParamSet>
type ControllerClass = Parameters<Simulation['controller']>[0]

/** The clusters of a figure as it opens, each with the controllers that it was given. */
async function clustersOf(path: string): Promise<Simulation[]> {
  const all = Object.values(await import(resolve(path)) as Record<string, Definition>)
  const figure = all.find(each => typeof each === 'object' && 'run' in each && 'scenarios' in each)
  const [scenario = ''] = Object.keys(figure?.scenarios ?? {})
  const playback = figure && playbackOf(figure, authorsRecord(figure, scenario))
  return Object.values(playback?.clusters?.() ?? {})
}

/** Files that define a figure on the engine; those that are a terminal themselves have a whole cluster, and kubectl. */
const DEFINITIONS = globSync('components/figures/*/*.ts').map(path => path.replaceAll('\\', '/')).filter(path => /\brun: (?:simulated|laned)\b/.test(readFileSync(path, 'utf8')) && !path.includes('/shell/')).sort()
const isTerminal = (path: string) => path.startsWith('components/figures/terminal/')

describe.each(DEFINITIONS)('%s', async (path) => {
  const loaded = await loadedWith(path)

  it.runIf(!isTerminal(path))('loads neither kubectl nor the manifest reader before they are opened', () => {
    expect([...loaded.keys()].filter(file => /^engine\/kubernetes\/(?:manifest|kubectl\/(?:kubectl|terminal|verbs))\b/.test(file))).toEqual([])
  })

  it('loads no controller that it does not run', async () => {
    const loads = [...loaded].flatMap(([file, names]) => (CONTROLLERS.get(file) ?? []).filter(name => names.includes(name)).map(name => ({ file, name })))
    expect(loads.length).toBeGreaterThan(0)
    const clusters = await clustersOf(path)
    const idle = await Promise.all(loads.map(async ({ file, name }) => {
      const { [name]: kind } = await import(resolve(file)) as Record<string, ControllerClass>
      return kind && clusters.some(simulation => simulation.controller(kind)) ? [] : [name]
    }))
    expect(idle.flat()).toEqual([])
  })
})

it('every figure on one cluster or several is among them', () => {
  expect(DEFINITIONS.length).toBeGreaterThan(8)
})
