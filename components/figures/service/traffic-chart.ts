/** Requests over time: how many were sent and served each second. */
import type { Language } from '../../../data/localized.ts'
import type { TimeSeries } from '../../charts/time-series.ts'
import { strings } from './service-words.ts'
import type { TrafficActs } from './traffic-acts.ts'

/** At most so many steps in a chart: more could not be told apart. */
const STEPS = 120

/** Seconds that one step of the chart sums up. */
function stepSeconds({ plan: { start, end } }: TrafficActs): number {
  return Math.max(1, Math.ceil((end - start) / 1000 / STEPS))
}

export function trafficSeries(acts: TrafficActs, language: Language): TimeSeries[] {
  const { requests, plan } = acts
  const step = stepSeconds(acts) * 1000
  const count = Math.max(1, Math.floor((plan.end - plan.start) / step))
  const steps = Array.from({ length: count }, (_, index) => ({ at: plan.start + index * step, sent: 0, served: 0 }))
  for (const { at, lost } of requests) {
    const into = steps[Math.floor((at - plan.start) / step)]
    if (!into)
      continue
    into.sent += 1000 / step
    into.served += lost ? 0 : 1000 / step
  }
  return [
    { id: 'sent', label: strings.sent[language], tone: 'own', points: steps.map(({ at, sent }) => ({ at, y: sent })) },
    { id: 'served', label: strings.served[language], tone: 'data', kind: 'area', points: steps.map(({ at, served }) => ({ at, y: served })) },
  ]
}
