/** A figure's whole state: the run that it shows, which instant of it, and where its story stands. */
import * as v from 'valibot'
import type { Localized } from '../../../data/localized.ts'
import type { Run } from '../../../engine/kubernetes/simulation/run.ts'
import { FASTEST, type FigureClock } from './clock.ts'
import type { FigureDefinition } from './define.ts'
import { initialValues, type ParamSet, readValues, type ValuesOf } from './param.ts'

export interface FigureRecord<P extends object = object, S extends string = string> extends Run<P> {
  scenario: S
  clock: FigureClock
  /** The beat of the story, 0 before the first; null once a hand has taken the timeline. */
  beat: number | null
  /** The panel that is open beside or over the scene; empty when none is. */
  panel: string
}

/** Commands that one record may hold. */
export const MOST_COMMANDS = 200
/** Characters of a record as JSON. */
export const LONGEST_RECORD = 400_000
/** A virtual day (ms): no figure goes on for longer. */
export const LATEST_INSTANT = 24 * 3_600_000

const instant = v.pipe(v.number(), v.minValue(0), v.maxValue(LATEST_INSTANT))

const clockSchema = v.object({
  status: v.picklist(['running', 'paused']),
  speed: v.pipe(v.number(), v.minValue(0.1), v.maxValue(FASTEST)),
  simAt: instant,
  until: v.optional(instant),
  sentAt: v.pipe(v.number(), v.finite()),
})

const commandSchema = v.object({ at: instant, do: v.looseObject({ type: v.pipe(v.string(), v.maxLength(40)) }), lane: v.optional(v.pipe(v.string(), v.maxLength(40))) })

const recordSchema = v.object({
  scenario: v.string(),
  seed: v.pipe(v.number(), v.safeInteger()),
  params: v.optional(v.record(v.string(), v.unknown()), {}),
  commands: v.optional(v.pipe(v.array(commandSchema), v.maxLength(MOST_COMMANDS)), []),
  clock: clockSchema,
  beat: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500))), null),
  panel: v.optional(v.pipe(v.string(), v.maxLength(40)), ''),
})

/** The record that a scenario begins with. */
export function authorsRecord<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, scenario: S, params: Partial<ValuesOf<P>> = {}): FigureRecord<ValuesOf<P>, S> {
  return {
    scenario, seed: 7, params: { ...initialValues(figure.params), ...figure.scenarios[scenario].params, ...params }, commands: figure.scenarios[scenario].byHand ?? [],
    clock: { status: 'paused', speed: 1, simAt: figure.run?.start ?? 0, sentAt: 0 }, beat: 0, panel: '',
  }
}

export type ReadRecord<R> = { record: R, problems: Localized[] } | { refusal: Localized }

/**
 * Reads a record from a link, from storage or from another window, as input that anybody may have written.
 *
 * @param version of the format in which it was written
 * @returns a record that can be shown, with a sentence for each input that became the default; or why it cannot be shown
 */
export function readRecord<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, value: unknown, version = figure.version): ReadRecord<FigureRecord<ValuesOf<P>, S>> {
  const migrated = version < figure.version && typeof value === 'object' && value !== null ? figure.migrate?.({ ...value }, version) : value
  if (version > figure.version || migrated === undefined)
    return { refusal: words.otherVersion }
  const read = v.safeParse(recordSchema, migrated)
  if (!read.success)
    return { refusal: placeWords(read.issues[0]) }
  const { scenario, params, commands, ...rest } = read.output
  if (!isScenario(figure, scenario))
    return { refusal: words.scenario(scenario) }
  const unknown = commands.find(command => !figure.run?.commands?.some(type => type === command.do.type))
  if (unknown)
    return { refusal: words.command(unknown.do.type) }
  const stray = commands.find(({ lane }) => lane !== undefined && !Object.hasOwn(figure.run?.lanes ?? {}, lane))
  if (stray)
    return { refusal: words.lane(String(stray.lane)) }
  if (JSON.stringify(migrated).length > LONGEST_RECORD)
    return { refusal: words.tooLong() }
  const author = authorsRecord(figure, scenario)
  const { values, problems } = readValues(figure.params, params, author.params)
  if (figure.scenarios[scenario].offered?.(values) === false)
    return { refusal: words.scenario(scenario) }
  // The schema knows a command by its type alone; the cluster refuses what is wrong in it, in upstream's words.
  return { record: { ...author, ...rest, params: values, commands: [...commands].sort((a, b) => a.at - b.at) as Run['commands'] }, problems }
}

function isScenario<S extends string>(figure: { scenarios: Readonly<Record<S, unknown>> }, name: string): name is S {
  return Object.hasOwn(figure.scenarios, name)
}

const bounds: Readonly<Record<string, Localized>> = {
  'commands': { ko: `명령 ${MOST_COMMANDS}개까지`, en: `at most ${MOST_COMMANDS} commands` },
  'clock.simAt': { ko: '0부터 24시간까지의 시각(ms)', en: 'an instant from 0 to 24 hours, in ms' },
  'clock.until': { ko: '0부터 24시간까지의 시각(ms)', en: 'an instant from 0 to 24 hours, in ms' },
  'clock.speed': { ko: `0.1~${FASTEST}배의 속도`, en: `a speed from 0.1 to ${FASTEST}` },
  'seed': { ko: '정수', en: 'a whole number' },
}

const words = {
  otherVersion: { ko: '이 장면은 다른 버전의 발표 자료에서 만든 것이라 열 수 없습니다.', en: 'This scene was made by another version of the deck and cannot be opened.' },
  tooLong: () => ({ ko: `장면이 ${LONGEST_RECORD.toLocaleString('ko')}자를 넘어 열 수 없습니다.`, en: `The scene is longer than ${LONGEST_RECORD.toLocaleString('en')} characters and cannot be opened.` }),
  scenario: (name: string) => ({ ko: `scenario: "${name.slice(0, 40)}"(이)라는 시나리오는 없습니다.`, en: `scenario: there is none called "${name.slice(0, 40)}".` }),
  lane: (name: string) => ({ ko: `commands: "${name}"(이)라는 클러스터는 없습니다.`, en: `commands: there is no cluster called "${name}".` }),
  command: (type: string) => ({ ko: `commands: 이 그림은 "${type}" 명령을 받지 않습니다.`, en: `commands: this figure takes no "${type}".` }),
}

function placeWords(issue: v.BaseIssue<unknown>): Localized {
  const place = v.getDotPath(issue) ?? ''
  const field = place.replace(/^commands\.(\d+)/, 'commands[$1]')
  const allowed = bounds[place] ?? (/^commands\.\d+\.at$/.test(place) ? bounds['clock.simAt'] : undefined)
  return {
    ko: `${field || '장면'}: ${allowed ? `${allowed.ko}만 쓸 수 있습니다.` : '읽을 수 없는 값입니다.'}`,
    en: `${field || 'the scene'}: ${allowed ? `it takes ${allowed.en}.` : 'the value cannot be read.'}`,
  }
}
