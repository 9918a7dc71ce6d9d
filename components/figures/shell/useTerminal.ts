import { computed, type Ref } from 'vue'
import { isBusy, transcript } from '../../../engine/kubernetes/kubectl/transcript.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { FigureClock } from './clock.ts'
import { type FigureRecord, MOST_COMMANDS } from './record.ts'
import { TERMINAL_COMMANDS } from './terminal-code.ts'

interface Around {
  run: { lanes?: Readonly<Record<string, unknown>>, commands?: readonly string[] } | undefined
  record: Readonly<Ref<FigureRecord>>
  /** The log up to the instant that is shown. */
  happened: Readonly<Ref<readonly LogEntry[]>>
  now: Readonly<Ref<number>>
  clusters: () => Readonly<Record<string, Simulation>>
  change: (part: { commands: readonly TimedCommand[], beat: null, clock: FigureClock }) => boolean
}

const isTyped = ({ do: { type } }: TimedCommand) => TERMINAL_COMMANDS.includes(type)

/** What is typed into a figure's clusters: commands of its record, from which every window has the same screen. */
export function useTerminal({ run, record, happened, now, clusters, change }: Around) {
  /** Commands up to now, and time goes on from here: what was typed later than this never was. */
  const go = (commands: readonly TimedCommand[], at: number) =>
    change({ commands, beat: null, clock: { ...record.value.clock, status: 'running', speed: 1, simAt: at, until: undefined } })
  const before = () => record.value.commands.filter(command => !isTyped(command) || command.at <= now.value)
  const add = (command: TimedCommand) => before().length < MOST_COMMANDS && go([...before(), command], now.value)
  const typed = computed(() => record.value.commands.filter(command => isTyped(command) && command.at <= now.value))

  return {
    /** Whether there is a cluster to type at. */
    offered: run?.commands?.includes('kubectl') ?? false,
    /** What stands on the screen of a cluster. */
    screen: (lane: string) => transcript(happened.value.filter(entry => (entry.lane ?? '') === lane)),
    busy: (lane: string) => isBusy(transcript(happened.value.filter(entry => (entry.lane ?? '') === lane))),
    /** How many lines can still be typed: a record holds so many. */
    left: computed(() => MOST_COMMANDS - record.value.commands.length),
    /** What was typed up to now, oldest first. */
    history: computed(() => typed.value.flatMap(({ do: command }) => command.type === 'kubectl' ? [command.line] : [])),
    /** @returns whether the record took it */
    type: (line: string, lane: string, stdin?: string) => add({ at: now.value, do: { type: 'kubectl', line, ...(stdin !== undefined && { stdin }) }, ...(lane && { lane }) }),
    interrupt: (lane: string) => add({ at: now.value, do: { type: 'interrupt' }, ...(lane && { lane }) }),
    /** Takes the last line back: the cluster is as it was before it. */
    undo: () => {
      const last = typed.value.at(-1)
      return last !== undefined && go(record.value.commands.filter(command => command !== last && (!isTyped(command) || command.at <= last.at)), last.at)
    },
    clusters,
  }
}
