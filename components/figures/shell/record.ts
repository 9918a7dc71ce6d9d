import type { Run } from '../../../engine/kubernetes/simulation/run.ts'

/** A figure's whole state: the run that it shows, and which instant of it. */
export interface FigureRecord extends Run {
  clock: {
    status: 'running' | 'paused'
    /** Virtual milliseconds per real millisecond. */
    speed: number
    /** Virtual milliseconds shown. */
    simAt: number
    /** Real milliseconds at which `simAt` was true; the UI's own, the engine never reads it. */
    wallAt: number
  }
}
