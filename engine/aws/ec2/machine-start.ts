/**
 * How long a machine takes to become a node. Each machine's start is drawn from a range, any time in it as likely, and divides as
 * AWS' measured example does (data/timings.ts). Models no upstream code; leaves out that large types and cold images start slower.
 */
import { startSteps } from '../../../data/timings.ts'
import type { Random } from '../../kubernetes/apimachinery/random.ts'

/** The fastest and the slowest, in seconds; 0 or more, the second no less than the first. */
export type StartRange = readonly [fastest: number, slowest: number]

/** The instants of a start, in virtual milliseconds. */
export interface MachineStart {
  /** The request to EC2. */
  requestedAt: number
  /** The virtual machine runs and boots: EC2 counts it from here on. */
  runningAt: number
  /** The kubelet registers its Node, which is not ready. */
  joinedAt: number
  /** The network plugin is there: the Node is Ready, and pods may come. */
  readyAt: number
}

const WHOLE = startSteps.launch + startSteps.boot + startSteps.network

/** The start of one machine, requested at an instant (virtual ms): the same generator gives the same start. */
export function machineStart(random: Random, requestedAt: number, [fastest, slowest]: StartRange): MachineStart {
  const ms = Math.round((fastest + random.next() * (slowest - fastest)) * 1000)
  const after = (seconds: number) => requestedAt + Math.round(ms * seconds / WHOLE)
  return { requestedAt, runningAt: after(startSteps.launch), joinedAt: after(startSteps.launch + startSteps.boot), readyAt: requestedAt + ms }
}

/** How far a start is: what a picture of it shows. */
export type StartPhase = 'launching' | 'booting' | 'joining' | 'ready'

export function startPhase({ runningAt, joinedAt, readyAt }: MachineStart, now: number): StartPhase {
  if (now >= readyAt) return 'ready'
  return now >= joinedAt ? 'joining' : now >= runningAt ? 'booting' : 'launching'
}
