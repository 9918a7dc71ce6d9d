/** What can be chosen in the figure. */
import { type PresetId, presets } from '../../../engine/cost/index.ts'

/** The tabs of the page behind "details". */
export const views = ['bill', 'table', 'break-even', 'packing', 'usage', 'paste', 'options', 'assumptions'] as const
export type View = (typeof views)[number]

/** What stands on the stage. */
export const stages = ['bars', 'break-even'] as const
export type Stage = (typeof stages)[number]

/** When the workload runs: as its scenario says, on some hours of the week, or up and down every day. */
export const patterns = ['own', 'week', 'day'] as const
export type Pattern = (typeof patterns)[number]

export const axes = ['fill', 'hours'] as const
export type Axis = (typeof axes)[number]

/** What is known of the usage of pods: nothing, a share of their requests, or what kubectl top printed. */
export const usages = ['unknown', 'share', 'top'] as const
export type UsageKnown = (typeof usages)[number]

export const presetIds = Object.keys(presets) as PresetId[]

export type CostScenario = PresetId | 'manifest'
