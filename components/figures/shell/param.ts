/** The inputs of a figure, each said once: control, link, windows and checks are made from it. */
import * as v from 'valibot'
import type { Localized } from '../../../data/localized.ts'

/** One input. */
export interface Param<T> {
  initial: T
  /** How a reader calls it; its field's name where there is none. */
  label?: Localized
  /**
   * Reads a value from outside, field by field where it has some.
   * @param base what stands in for what cannot be used
   */
  read(value: unknown, name: string, base: T): { value: T, problems: Localized[] }
}

/** A way of reading that takes a value whole or not at all. @param allowed says what may stand there, once something else does */
function whole<T>(schema: v.GenericSchema<unknown, T>, allowed: () => Localized, label?: Localized): Param<T>['read'] {
  return (value, name, base) => {
    const read = v.safeParse(schema, value)
    return read.success ? { value: read.output, problems: [] } : { value: base, problems: [refused(name, label, allowed(), value)] }
  }
}

export type ParamSet = Readonly<Record<string, Param<unknown>>>

/** The values of a set of inputs. */
export type ValuesOf<P extends ParamSet> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never }

export interface NumberParam extends Param<number> {
  min: number
  max: number
  step: number
}

/** A number from `min` to `max`, both included. @param options `step` is the slider's, not a check: a link may lie between */
export function number({ min, max, step = 1, integer = false, ...rest }: { initial: number, min: number, max: number, step?: number, integer?: boolean, label?: Localized }): NumberParam {
  const within = v.pipe(v.number(), v.minValue(min), v.maxValue(max))
  const allowed = () => ({ ko: `${min}~${max} 범위의 ${integer ? '정수' : '숫자'}`, en: `a ${integer ? 'whole ' : ''}number from ${min} to ${max}` })
  return { ...rest, min, max, step, read: whole(integer ? v.pipe(within, v.integer()) : within, allowed, rest.label) }
}

export interface ChoiceParam<T extends string> extends Param<T> {
  values: readonly T[]
  /** How a reader calls each. */
  names?: Readonly<Record<T, Localized>>
}

/** One of some words. */
export function choice<const T extends string>({ values, initial, ...rest }: { values: readonly T[], initial: NoInfer<T>, names?: Readonly<Record<T, Localized>>, label?: Localized }): ChoiceParam<T> {
  const known = values.length > 8 ? `${values.slice(0, 8).join(', ')}, …` : values.join(', ')
  return { ...rest, values, initial, read: whole(v.picklist(values), () => ({ ko: `${known} 중 하나`, en: `one of ${known}` }), rest.label) }
}

/** Yes or no. */
export function flag({ initial = false, ...rest }: { initial?: boolean, label?: Localized } = {}): Param<boolean> {
  return { ...rest, initial, read: whole(v.boolean(), () => ({ ko: 'true나 false', en: 'true or false' }), rest.label) }
}

/** A text of at most so many characters. */
export function text({ initial = '', limit, ...rest }: { initial?: string, limit: number, label?: Localized }): Param<string> {
  const allowed = () => ({ ko: `${limit.toLocaleString('ko')}자까지의 글`, en: `a text of up to ${limit.toLocaleString('en')} characters` })
  return { ...rest, initial, read: whole(v.pipe(v.string(), v.maxLength(limit)), allowed, rest.label) }
}

/** Any other plain JSON, by its schema. */
export function data<T>({ schema, ...rest }: { initial: T, schema: v.GenericSchema<unknown, T>, label?: Localized }): Param<T> {
  return { ...rest, read: whole(schema, () => ({ ko: '이 그림이 아는 값', en: 'a value that this figure knows' }), rest.label) }
}

/** What a figure opens with. */
export function initialValues<P extends ParamSet>(params: P): ValuesOf<P> {
  return Object.fromEntries(Object.entries(params).map(([name, { initial }]) => [name, initial])) as ValuesOf<P>
}

/**
 * Reads values from outside: what is absent is the default, and so is what cannot be used, which is named in a sentence.
 *
 * @param base the defaults of the scenario
 */
export function readValues<P extends ParamSet>(params: P, given: Readonly<Record<string, unknown>>, base: ValuesOf<P>): { values: ValuesOf<P>, problems: Localized[] } {
  const problems: Localized[] = []
  const values = Object.entries(params).map(([name, param]) => {
    if (!Object.hasOwn(given, name))
      return [name, base[name]]
    const read = param.read(given[name], name, base[name])
    problems.push(...read.problems)
    return [name, read.value]
  })
  return { values: Object.fromEntries(values) as ValuesOf<P>, problems }
}

/** A value in a few characters. */
function short(value: unknown): string {
  const shown = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
  return shown.length > 40 ? `${shown.slice(0, 40)}…` : shown
}

function refused(name: string, label: Localized | undefined, allowed: Localized, value: unknown): Localized {
  return {
    ko: `${label?.ko ?? name}: ${short(value)}은(는) ${allowed.ko}이(가) 아니어서 기본값을 씁니다.`,
    en: `${label?.en ?? name}: ${short(value)} is not ${allowed.en}, so the default is used.`,
  }
}
