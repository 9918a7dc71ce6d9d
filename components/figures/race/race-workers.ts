import { raceAsker, type LaneRunner, type RaceAsker, type RaceListener } from '../../../engine/race/protocol/asker.ts'
import type { RaceAnswer } from '../../../engine/race/protocol/messages.ts'

/** As many as the room's laptops have to spare. */
const WORKERS = 2

export interface RaceClient extends Pick<RaceAsker, 'ask' | 'cancel'> {
  /** Ends the Workers. */
  dispose: () => void
}

/** Runs races in Workers, which stay for the next one. Where there are none, on this thread, in slices. */
export function raceClient(listener: RaceListener, workerOf = spawn): RaceClient {
  const workers: Worker[] = []
  const runners: LaneRunner[] = []
  const asker = raceAsker(runners, listener)
  let asked: Parameters<RaceAsker['ask']> | undefined

  function goWithout() {
    workers.splice(0).forEach(worker => worker.terminate())
    runners.splice(0, runners.length, onThisThread(asker.hear))
    if (asked)
      asker.ask(...asked)
  }

  try {
    for (let i = 0; i < WORKERS; i++) {
      const worker = workerOf()
      worker.addEventListener('message', ({ data }: MessageEvent<RaceAnswer>) => asker.hear(data))
      // It could not be loaded: what goes wrong in a run is told as an answer.
      worker.addEventListener('error', goWithout, { once: true })
      workers.push(worker)
      runners.push({ ask: question => worker.postMessage(question) })
    }
  }
  catch {
    goWithout()
  }
  return {
    ask: (...question) => {
      asked = question
      asker.ask(...question)
    },
    cancel: () => {
      asked = undefined
      asker.cancel()
    },
    dispose: () => workers.splice(0).forEach(worker => worker.terminate()),
  }
}

const spawn = () => new Worker(new URL('./race.worker.ts', import.meta.url), { type: 'module' })

/** The same in slices between which the window draws. Loaded only where there are no Workers. */
function onThisThread(hear: (answer: RaceAnswer) => void): LaneRunner {
  const answerer = import('../../../engine/race/protocol/answerer.ts').then(({ raceAnswerer }) => raceAnswerer({ send: hear, later: callback => setTimeout(callback) }))
  return { ask: question => void answerer.then(answer => answer(question)) }
}
