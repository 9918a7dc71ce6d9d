/** What a press of the clicker shows: an instant of the run, and why the autoscaler did what it did then. */
import type { Localized } from '../../../data/localized.ts'
import { timeWords } from '../../charts/time-axis.ts'
import type { Beat } from '../shell/define.ts'
import { verdicts } from './hpa-words.ts'
import type { params } from './inputs.ts'
import type { Counts, Course, Look } from './looks.ts'
import { policyOf, windowOf } from './objects-of.ts'
import { FALL, loadOf, REPAIR, RISE, type ScenarioName, START, WAVE } from './plan.ts'
import { explain, whyOf } from './why.ts'

type HpaBeat = Beat<typeof params>

/** From a look to the picture of it: the pods that it asks for are there by then. */
const SEEN = 400

const lookAfter = ({ looks }: Course, after: number, is: (look: Look) => boolean = () => true) => looks.find(look => look.at > after && is(look))
const whenAfter = ({ samples }: Course, after: number, is: (counts: Counts) => boolean) => samples.find(({ at, value }) => at > after && is(value))?.at

/** A beat that ends with a look; nothing where there is none. */
function beatOf(course: Course, look: Look | undefined, more: Partial<HpaBeat> = {}): HpaBeat[] {
  return look ? [{ until: look.at + SEEN, say: explain(look, windowOf(course.inputs), policyOf(course.inputs)), ...more }] : []
}

/** How often the number of pods was changed. */
export function changesOf({ samples }: Course): number {
  return samples.filter(({ value }, index) => index > 0 && value.desired !== samples[index - 1]?.value.desired).length
}

const span = (ms: number): Localized => ({ ko: timeWords(ms, 'ko'), en: timeWords(ms, 'en') })
const grows = ({ desired, replicas }: Look) => desired > replicas
const shrinks = ({ desired, replicas }: Look) => desired < replicas

/** The load rises, and later it is gone. */
function upAndDown(course: Course): HpaBeat[] {
  const rise = lookAfter(course, RISE, grows)
  const starting = lookAfter(course, rise?.at ?? RISE, look => whyOf(look) === 'starting')
  const high = course.samples.findLast(({ at }) => at < FALL)?.value.desired ?? 0
  const ready = rise && whenAfter(course, rise.at, counts => counts.ready >= high)
  const settled = ready === undefined ? undefined : lookAfter(course, ready, look => look.pods.every(({ group }) => group === 'counted'))
  const fall = lookAfter(course, FALL, shrinks)
  const held = lookAfter(course, fall ? (FALL + fall.at) / 2 : FALL)
  const low = course.samples.at(-1)?.value.desired ?? 0
  const down = whenAfter(course, FALL, counts => counts.desired === low && low < high)
  return [
    ...beatOf(course, lookAfter(course, START)),
    ...beatOf(course, rise),
    ...beatOf(course, starting),
    ...(settled && settled.at < FALL ? beatOf(course, settled, { say: verdicts.settled(high, settled.usage ?? 0) }) : []),
    ...beatOf(course, held, { telling: true, seconds: 5 }),
    ...beatOf(course, fall),
    { until: course.end, say: ready !== undefined && down !== undefined ? verdicts.both(high, span(ready - RISE), low, span(down - FALL)) : verdicts.stays(low) },
  ]
}

/** More is asked for than policies and the maximum allow at once; then the same with a gentle policy. */
function spike(course: Course): HpaBeat[] {
  const first = lookAfter(course, RISE, grows)
  const last = course.looks.findLast(grows)
  const high = course.samples.at(-1)?.value.desired ?? 0
  const ready = whenAfter(course, RISE, counts => counts.ready >= high)
  const took = ready === undefined ? undefined : span(ready - RISE)
  const steps = course.looks.filter(grows).map(({ replicas, desired }, index) => index ? `${desired}` : `${replicas} → ${desired}`).join(' → ')
  return [
    ...beatOf(course, lookAfter(course, START)),
    ...beatOf(course, first),
    ...(last && last !== first ? beatOf(course, last) : []),
    { until: ready ?? course.end, say: took ? verdicts.spike(steps.length > 24 ? `${first?.replicas ?? 0} → ${high}` : steps, took) : verdicts.stays(high), telling: true },
    { until: course.end, params: { scaleUp: 'gentle' }, say: course.inputs.scaleUp === 'gentle' && took ? verdicts.gentle(high, took) : verdicts.whatIfGentle, seconds: 7 },
  ]
}

/** A load that comes and goes, with and without a window. */
function flapping(course: Course): HpaBeat[] {
  const changes = changesOf(course)
  const waves = loadOf('flapping', course.inputs.peak).length - 1
  return [
    ...beatOf(course, lookAfter(course, RISE, grows)),
    ...beatOf(course, lookAfter(course, RISE + WAVE, look => look.wanted < look.replicas)),
    { until: course.end, say: verdicts.waves(waves, changes), seconds: 6, telling: true },
    { until: course.end, params: { window: 0, scaleDown: 'default' }, say: course.inputs.window === 0 ? verdicts.flaps(waves, changes) : verdicts.whatIfNoWindow },
  ]
}

/** A use that is not shared: more pods do not lower it. */
function memory(course: Course): HpaBeat[] {
  const first = lookAfter(course, RISE, grows)
  const second = first && lookAfter(course, first.at, grows)
  const end = course.looks.at(-1)
  return [
    ...beatOf(course, lookAfter(course, START)),
    ...beatOf(course, first),
    ...(second ? beatOf(course, second, { say: verdicts.unshared(second.measured ?? 0) }) : []),
    { until: course.end, say: end ? verdicts.memory(end.desired, end.measured ?? 0) : verdicts.stays(0), seconds: 6, telling: true },
  ]
}

/** Nothing to divide by, until somebody writes the request. */
function missing(course: Course): HpaBeat[] {
  const high = course.samples.at(-1)?.value.desired ?? 0
  const before = course.samples.findLast(({ at }) => at < REPAIR)?.value.desired ?? 0
  const ready = whenAfter(course, REPAIR, counts => counts.ready >= high && counts.desired === high)
  return [
    ...beatOf(course, lookAfter(course, START), { telling: true }),
    ...beatOf(course, course.looks.findLast(({ at }) => at < REPAIR), { say: verdicts.blind(before) }),
    ...beatOf(course, lookAfter(course, REPAIR, grows)),
    { until: course.end, say: ready !== undefined && high > before ? verdicts.repaired(span(ready - REPAIR), high) : verdicts.stays(high) },
  ]
}

const stories: Readonly<Record<ScenarioName, (course: Course) => HpaBeat[]>> = { standard: upAndDown, spike, flapping, memory, missing }

export function storyOf(course: Course, name: ScenarioName): HpaBeat[] {
  return stories[name](course)
}
