/** What the runs that figures open with came to, gone through where the deck is built (setup/vite/authors-runs.ts) instead of by everyone who opens it. */
import { equal } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { Run } from '../../../engine/kubernetes/simulation/run.ts'
import type { Told } from './define.ts'

/** A run that was gone through to its end. */
export interface ToldRun<T = unknown> extends Told<T> {
  run: Run
  /** Whether it took more work than a figure may. */
  spent: boolean
  /** What is on the stage before the first beat. */
  opening?: Opening
}

/** What is on the stage at an instant (virtual ms). */
export interface Opening<V = unknown> {
  at: number
  view: V
}

/** By the figure's name; unpacked when it is first asked for, and not at every change of an input. */
const runs = new Map<string, () => ToldRun | null>()

const runOf = ({ scenario, seed, params, commands }: Run): Run => ({ scenario, seed, params, commands })

/** A run as text. @throws Error where what was found is no plain data */
export function packTold({ run, log, found, spent, opening }: ToldRun): string {
  return JSON.stringify({ run: runOf(run), log, found, spent, opening }, (key, value: unknown) => {
    const plain = typeof value !== 'object' || value === null || Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
    if (typeof value === 'function' || !plain || (typeof value === 'number' && !Number.isFinite(value)) || (Array.isArray(value) && value.includes(undefined)))
      throw new Error(`"${key}" is not plain data`)
    return value
  })
}

/** Keeps what a figure's run came to. @param text as `packTold` made it */
export function remember(figure: string, text: string): void {
  let told: ToldRun | null | undefined
  runs.set(figure, () => told ??= JSON.parse(text) as ToldRun | null)
}

/** What this run came to, where it is the one that was gone through before. */
export function toldAhead<T>(figure: string, run: Run): ToldRun<T> | undefined {
  const told = runs.get(figure)?.() as ToldRun<T> | null | undefined
  return told && equal(told.run, JSON.parse(JSON.stringify(runOf(run)))) ? told : undefined
}
