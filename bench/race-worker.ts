/** Lanes of a race in a thread of Node, as components/figures/race/race.worker.ts has them in a browser; says how much of its own time it took. */
import process from 'node:process'
import { parentPort } from 'node:worker_threads'
import { raceAnswerer } from '../engine/race/protocol/answerer.ts'
import { transferables, type RaceAnswer, type RaceQuestion } from '../engine/race/protocol/messages.ts'

export interface TimedAnswer {
  answer: RaceAnswer
  /** The thread's own time since the question (ms). */
  cpuMs: number
}

let asked = process.threadCpuUsage()
const hear = raceAnswerer({
  send: (answer) => {
    const { user, system } = process.threadCpuUsage(asked)
    const timed: TimedAnswer = { answer, cpuMs: (user + system) / 1000 }
    parentPort?.postMessage(timed, transferables(answer))
  },
  later: callback => setImmediate(callback),
})
parentPort?.on('message', (question: RaceQuestion) => {
  asked = process.threadCpuUsage()
  hear(question)
})
