/** Lanes of a race, off the window's thread. Between slices of work it hears of the next question, which ends the one before. */
import { raceAnswerer } from '../../../engine/race/protocol/answerer.ts'
import { transferables, type RaceQuestion } from '../../../engine/race/protocol/messages.ts'

// A message to itself comes after those that wait, and sooner than any timer.
const turns = new MessageChannel()
let next: (() => void) | undefined
turns.port1.onmessage = () => {
  const callback = next
  next = undefined
  callback?.()
}

const hear = raceAnswerer({
  send: answer => postMessage(answer, { transfer: transferables(answer) }),
  later: (callback) => {
    next = callback
    turns.port2.postMessage(null)
  },
})

addEventListener('message', ({ data }: MessageEvent<RaceQuestion>) => hear(data))
