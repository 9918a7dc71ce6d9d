/** The verbs by name. */
import { apply } from './apply.ts'
import { create } from './create.ts'
import { remove } from './delete.ts'
import { describe } from './describe.ts'
import { apiResources, explain, version } from './discovery.ts'
import { cordon, drain, uncordon } from './drain.ts'
import { get } from './get.ts'
import { annotate, label } from './label.ts'
import { rollout } from './rollout.ts'
import { scale } from './scale.ts'
import { set } from './set.ts'
import { taint } from './taint.ts'
import { top } from './top.ts'
import type { Verb } from './verb.ts'

export const VERBS: ReadonlyMap<string, Verb> = new Map(Object.entries({
  get, describe, apply, create, delete: remove, scale, rollout, set, label, annotate, taint, cordon, uncordon, drain, top, explain,
  'api-resources': apiResources, version,
}))
