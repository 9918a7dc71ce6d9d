/**
 * The race's load as a script for k6, which sends so many requests a second whatever comes back:
 * https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/ramping-arrival-rate/
 */
import { LoadCurve, type LoadPoint } from '../inputs/curve.ts'

/** k6 takes whole rates only: below so many requests a second they are told a minute. */
const SLOW_RPS = 100
/** How long an answer is taken to need (s). One virtual user makes one request at a time. */
const ANSWER_SECONDS = 0.1

/** @param points of a load that `readRace` takes */
export function k6Script(points: readonly LoadPoint[]): string {
  const { peak } = new LoadCurve(points)
  const [unit, factor] = peak < SLOW_RPS ? ['1m', 60] : ['1s', 1]
  const rate = (rps: number) => Math.round(rps * factor)
  const users = Math.max(1, Math.ceil(peak * ANSWER_SECONDS))
  const stages = points.slice(1).map(({ at, rps }, i) => `        { target: ${rate(rps)}, duration: '${Math.round(at) - Math.round(points[i]?.at ?? 0)}ms' },`)
  return `// k6 run -e TARGET=https://example.com/ load.js
import http from 'k6/http'

export const options = {
  discardResponseBodies: true,
  scenarios: {
    load: {
      executor: 'ramping-arrival-rate',
      startRate: ${rate(points[0]?.rps ?? 0)},
      timeUnit: '${unit}',
      // One makes one request at a time: enough where an answer takes ${ANSWER_SECONDS} s, up to ten times that.
      preAllocatedVUs: ${users},
      maxVUs: ${users * 10},
      stages: [
${stages.join('\n')}
      ],
    },
  },
}

export default function () {
  http.get(__ENV.TARGET)
}
`
}
