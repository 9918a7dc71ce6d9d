/** The verbs by name. */
import { apply } from './apply.ts'
import { autoscale } from './autoscale.ts'
import { create } from './create/index.ts'
import { remove } from './delete.ts'
import { describe } from './describe.ts'
import { apiResources, apiVersions, explain, options, version } from './discovery.ts'
import { cordon, drain, uncordon } from './drain.ts'
import { events } from './events.ts'
import { expose } from './expose.ts'
import { get } from './get.ts'
import { annotate, label } from './label.ts'
import { logs } from './logs.ts'
import { patch } from './patch.ts'
import { REFUSALS } from './refusals.ts'
import { replace } from './replace.ts'
import { rollout } from './rollout.ts'
import { run } from './run.ts'
import { scale } from './scale.ts'
import { set } from './set.ts'
import { taint } from './taint.ts'
import { top } from './top.ts'
import type { AnyVerb } from './verb.ts'
import { wait } from './wait.ts'

export const VERBS: ReadonlyMap<string, AnyVerb> = new Map(Object.entries<AnyVerb>({
  get, describe, events, logs, apply, create, run, expose, autoscale, delete: remove, patch, replace, scale, rollout, set, label, annotate, taint, cordon, uncordon, drain, wait, top,
  explain, 'api-resources': apiResources, 'api-versions': apiVersions, version, options, ...REFUSALS,
}))
