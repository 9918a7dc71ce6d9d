/** What can be chosen in the figure. */
import { type PresetId, presets } from '../../../engine/cost/index.ts'

export const views = ['bill', 'break-even', 'packing', 'table'] as const
export type View = (typeof views)[number]

/** When the workload runs: as its scenario says, on some hours of the week, or up and down every day. */
export const patterns = ['own', 'week', 'day'] as const
export type Pattern = (typeof patterns)[number]

export const axes = ['hours', 'fill'] as const
export type Axis = (typeof axes)[number]

export const presetIds = Object.keys(presets) as PresetId[]

export type CostScenario = PresetId | 'manifest'
