import { objects } from '../shell/objects.ts'
import { choice, number, type ValuesOf } from '../shell/param.ts'
import { inputWords, speedNames } from './hpa-words.ts'

const { default: fast, gentleUp, half, gentleDown, off } = speedNames

export const params = {
  /** Requests a second at the height of the load. */
  peak: number({ initial: 360, min: 20, max: 2_000, step: 20, integer: true, label: inputWords.peak }),
  /** Percent of the request. */
  target: number({ initial: 60, min: 10, max: 100, step: 5, integer: true, label: inputWords.target }),
  /** Percent. */
  tolerance: number({ initial: 10, min: 0, max: 50, integer: true, label: inputWords.tolerance }),
  min: number({ initial: 2, min: 1, max: 10, integer: true, label: inputWords.min }),
  max: number({ initial: 10, min: 1, max: 20, integer: true, label: inputWords.max }),
  scaleUp: choice({ values: ['default', 'gentle', 'off'], initial: 'default', names: { default: fast, gentle: gentleUp, off }, label: inputWords.scaleUp }),
  scaleDown: choice({ values: ['half', 'default', 'gentle', 'off'], initial: 'half', names: { half, default: speedNames.all, gentle: gentleDown, off }, label: inputWords.scaleDown }),
  /** Seconds of stabilisation before pods are taken away. */
  window: number({ initial: 300, min: 0, max: 900, step: 15, integer: true, label: inputWords.window }),
  /** Seconds from a container's start to its application answering. */
  startSeconds: number({ initial: 20, min: 0, max: 120, step: 5, integer: true, label: inputWords.startSeconds }),
  /** The reader's own Deployment and autoscaler, and what they need. */
  own: objects(),
}

export type HpaInputs = ValuesOf<typeof params>
