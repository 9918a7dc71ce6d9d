import { type Beat, defineFigure } from '../shell/define.ts'
import { number } from '../shell/param.ts'
import { cpuStops, memoryStops } from './sizing.ts'
import { strings } from './fargate-sizing-words.ts'

const stopOf = (stops: readonly number[], value: number) => stops.indexOf(value)

/** Stops of the two sliders. */
const params = {
  cpu: number({ initial: stopOf(cpuStops, 250), min: 0, max: cpuStops.length - 1, integer: true, label: strings.cpu }),
  memory: number({ initial: stopOf(memoryStops, 1024), min: 0, max: memoryStops.length - 1, integer: true, label: strings.memory }),
}

const story: Beat<typeof params>[] = [
  { say: strings.roundedUp },
  { params: { memory: stopOf(memoryStops, 1792) }, say: strings.justFits },
  { params: { memory: stopOf(memoryStops, 2048) }, say: strings.oneStepUp, telling: true },
  { params: { memory: stopOf(memoryStops, 1792), cpu: stopOf(cpuStops, 300) }, say: strings.cpuStep },
]

export const fargateSizing = defineFigure<typeof params, 'pod'>({
  name: 'fargate-sizing',
  version: 1,
  label: strings.title,
  params,
  scenarios: { pod: { title: strings.title } },
  story: () => story,
  opening: () => strings.question,
})
