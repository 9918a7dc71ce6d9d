/** A running cluster of two nodes with a kubectl whose files are given as text. */
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { clusterOf, kubectl, KubectlTerminal } from '../../../engine/kubernetes/kubectl/index.ts'
import type { KubectlResult } from '../../../engine/kubernetes/kubectl/index.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'

export interface Shell {
  simulation: Simulation
  /** What a line prints, errors behind. */
  run: (line: string) => string
  /** A line's two streams and exit code. */
  result: (line: string) => KubectlResult
  wait: (seconds: number) => void
}

/** @param texts the files by name */
export function startKubectl(texts: Readonly<Record<string, string>>, seconds = 20): Shell {
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, readManifest(text)]))
  const simulation = new Simulation({ seed: 7, controllers: [...standardControllers(), new KubectlTerminal(files)] })
  for (const object of [...BASE_OBJECTS, makeNode('one', { zone: 'a' }), makeNode('two', { zone: 'b' })]) simulation.store.create(object)
  const result = (line: string) => kubectl(line, clusterOf(simulation, files))
  const wait = (more: number) => void simulation.runUntil(simulation.clock.now + more * 1000)
  wait(seconds)
  return {
    simulation, result, wait,
    run: (line) => {
      const { stdout, stderr } = result(line)
      return stdout + stderr
    },
  }
}
