/** The inputs of a race as a reader sets them, and the race that they make. */
import * as v from 'valibot'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { raceFromManifest } from '../../../engine/race/inputs/from-manifest.ts'
import { MAX_RACE_FAULTS, MAX_RACE_POINTS } from '../../../engine/race/inputs/params.ts'
import type { RaceFault, RaceInputs } from '../../../engine/race/inputs/inputs.ts'
import type { LoadPoint } from '../../../engine/race/inputs/curve.ts'
import { racePresets } from '../../../engine/race/inputs/presets.ts'
import { readRace } from '../../../engine/race/inputs/read.ts'
import { data, flag, type ValuesOf } from '../shell/param.ts'
import { Refusal } from '../shell/refusal.ts'
import { type RaceScenario, raceScenarios } from './race-scenarios.ts'
import { strings } from './race-words.ts'

const points = v.pipe(v.array(v.object({ at: v.number(), rps: v.number() })), v.maxLength(MAX_RACE_POINTS))
const faults = v.pipe(v.array(v.variant('kind', [
  v.object({ kind: v.literal('zone'), at: v.number(), zone: v.number(), seconds: v.number() }),
  v.object({ kind: v.literal('node'), at: v.number() }),
  v.object({ kind: v.literal('spot'), at: v.number(), share: v.number() }),
])), v.maxLength(MAX_RACE_FAULTS))

/** What a reader changes of a preset; what is out of bounds is refused by the race itself, by name. */
const changes = {
  /** Numbers by their field, such as `times.startSeconds.karpenter.0`. */
  numbers: data<Readonly<Record<string, number>>>({ initial: {}, schema: v.record(v.pipe(v.string(), v.maxLength(60)), v.number()) }),
  /** A load of the reader's own; the preset's where there is none. */
  load: data<readonly LoadPoint[] | null>({ initial: null, schema: v.nullable(points) }),
  faults: data<readonly RaceFault[]>({ initial: [], schema: faults }),
  /** The reader's own manifest, read. */
  objects: data<readonly KubeObject[] | null>({ initial: null, schema: v.nullable(v.array(v.custom<KubeObject>(value => typeof value === 'object' && value !== null))) }),
  spot: flag({ label: strings.spot }),
  selfManaged: flag({ label: strings.selfManaged }),
}

export type RaceChanges = ValuesOf<typeof changes>

export const raceFigureParams = {
  ...changes,
  /** Another run to hold against this one. */
  kept: data<{ scenario: RaceScenario, changes: RaceChanges } | null>({
    initial: null,
    schema: v.nullable(v.object({
      scenario: v.picklist(raceScenarios),
      changes: v.custom<RaceChanges>(value => typeof value === 'object' && value !== null && Object.entries(changes).every(([name, param]) => param.read((value as Record<string, unknown>)[name], name, param.initial as never).problems.length === 0)),
    })),
  }),
}

export type RaceParamValues = ValuesOf<typeof raceFigureParams>

/** The race that a reader's inputs make. @throws Refusal naming the field that cannot be used */
export function raceInputsOf(scenario: RaceScenario, given: RaceChanges, seed: number): RaceInputs {
  const preset = racePresets[scenario === 'own' ? 'flash-sale' : scenario].inputs
  const own = given.objects ? raceFromManifest(given.objects) : undefined
  const start = {
    ...preset, seed,
    load: given.load ?? preset.load, faults: given.faults,
    ...(own && { workload: own.workload ?? undefined, hpa: own.hpa }),
    lanes: preset.lanes.map(lane => lane.kind === 'fixed' || lane.kind === 'cluster-autoscaler' ? { ...lane, selfManaged: given.selfManaged } : lane),
    options: { ...preset.options, ...(given.spot && { purchase: 'spot' as const, spotShare: 1 }) },
  }
  const problem = own?.problems.find(({ severity }) => severity === 'error')
  if (problem)
    throw new Refusal(problem.message)
  const { inputs, problems } = readRace(Object.entries(given.numbers).reduce<object>((object, [field, value]) => withField(object, field.split('.'), value), start))
  if (!inputs)
    throw new Refusal(problems.find(({ severity }) => severity === 'error')?.message ?? strings.unusable)
  return inputs
}

function withField(object: object, [name = '', ...rest]: readonly string[], value: number): object {
  const inner = (object as Record<string, unknown>)[name]
  const next = rest.length === 0 ? value : withField(typeof inner === 'object' && inner !== null ? inner : {}, rest, value)
  return Array.isArray(object) ? object.map((each: unknown, index) => String(index) === name ? next : each) : { ...object, [name]: next }
}
