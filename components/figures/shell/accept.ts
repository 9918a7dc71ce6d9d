import type { FigureRecord } from './record.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0

/**
 * Reads a record that came from outside: a link, or another window of a newer or older deck.
 *
 * @param scenarios the names that the figure knows
 * @returns undefined when a field is missing, of another type or out of range
 */
export function acceptRecord(value: unknown, scenarios: readonly string[]): FigureRecord | undefined {
  if (!isObject(value) || typeof value.scenario !== 'string' || !scenarios.includes(value.scenario))
    return undefined
  const { scenario, seed, commands, clock } = value
  if (!Number.isSafeInteger(seed) || !Array.isArray(commands) || !isObject(clock))
    return undefined
  if (!commands.every(command => isObject(command) && isInstant(command.at) && isObject(command.do) && typeof command.do.type === 'string'))
    return undefined
  if (!isInstant(clock.simAt) || !isInstant(clock.speed) || !isInstant(clock.wallAt) || (clock.status !== 'running' && clock.status !== 'paused'))
    return undefined
  return {
    scenario,
    seed: seed as number,
    params: {},
    commands: commands as FigureRecord['commands'],
    clock: { status: clock.status, speed: Math.min(Math.max(clock.speed, 0.1), 100), simAt: clock.simAt, wallAt: Date.now() },
  }
}
