/** Races for figures: one after the other in the Workers that all of them share. */
import type { RaceInputs } from '../../../engine/race/inputs/inputs.ts'
import type { RaceListener } from '../../../engine/race/protocol/asker.ts'
import type { RaceResult } from '../../../engine/race/result/result.ts'
import { raceClient, type RaceClient } from './race-workers.ts'

export interface RaceJob {
  /** Every race's result, once all are run. @throws Error when one went wrong */
  results: () => readonly RaceResult[] | undefined
  /** What is there of them on the way: those that are run, and as far as it has come the first. Another list for every portion. */
  portion: () => readonly RaceResult[] | undefined
  /** The share that is run, 0 to 1. */
  share: () => number
  /** Resolves once there is more to hear. */
  news: () => Promise<void>
  cancel: () => void
}

interface Job {
  inputs: readonly RaceInputs[]
  done: RaceResult[]
  portion?: readonly RaceResult[]
  /** Of the race that is under way. */
  share: number
  failed?: string
  tell: () => void
}

export interface RaceJobs {
  start: (inputs: readonly RaceInputs[]) => RaceJob
  /** Runs a race for nobody while nothing else is to do: the Workers are up then, and know what it begins with. */
  rehearse: (inputs: RaceInputs) => void
}

/** @param clientOf called once, when the first race is asked for */
export function raceJobs(clientOf: (listener: RaceListener) => Pick<RaceClient, 'ask' | 'cancel'>): RaceJobs {
  /** The first is under way: figures that share a page wait for each other. */
  const jobs: Job[] = []
  let client: ReturnType<typeof clientOf> | undefined

  const listener: RaceListener = {
    race: (race, isWhole) => {
      const job = jobs[0]
      if (!job)
        return
      if (!isWhole) {
        if (job.done.length === 0)
          job.portion = [race]
        job.tell()
        return
      }
      job.done.push(race)
      job.portion = [...job.done]
      job.share = 0
      if (isOver(job))
        jobs.shift()
      goOn()
      job.tell()
    },
    progress: (share) => {
      const job = jobs[0]
      if (!job)
        return
      job.share = share
      job.tell()
    },
    series: () => undefined,
    failed: (why) => {
      const job = jobs.shift()
      if (!job)
        return
      job.failed = why
      goOn()
      job.tell()
    },
  }

  /** What is asked for takes the place of what is under way. */
  const ask = (inputs: RaceInputs) => (client ??= clientOf(listener)).ask(inputs)

  function goOn() {
    const next = jobs[0]?.inputs[jobs[0].done.length]
    if (next)
      ask(next)
  }

  function rehearse(inputs: RaceInputs) {
    if (jobs.length === 0)
      ask(inputs)
  }

  function start(inputs: readonly RaceInputs[]): RaceJob {
    const listening: (() => void)[] = []
    const job: Job = { inputs, done: [], share: 0, tell: () => listening.splice(0).forEach(resolve => resolve()) }
    jobs.push(job)
    if (jobs.length === 1)
      goOn()
    const isSettled = () => isOver(job) || job.failed !== undefined
    return {
      results: () => {
        if (job.failed !== undefined)
          throw new Error(job.failed)
        return isOver(job) ? job.done : undefined
      },
      portion: () => job.portion,
      share: () => isOver(job) ? 1 : (job.done.length + job.share) / job.inputs.length,
      news: () => isSettled() ? Promise.resolve() : new Promise(resolve => listening.push(resolve)),
      cancel: () => {
        const place = jobs.indexOf(job)
        if (place < 0)
          return
        jobs.splice(place, 1)
        if (place > 0)
          return
        client?.cancel()
        goOn()
      },
    }
  }

  return { start, rehearse }
}

const isOver = ({ inputs, done }: Job) => done.length === inputs.length

export const races = raceJobs(raceClient)
