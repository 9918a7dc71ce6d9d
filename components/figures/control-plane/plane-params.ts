import * as v from 'valibot'
import type { Command } from '../../../engine/kubernetes/simulation/commands.ts'
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import { data, flag, number } from '../shell/param.ts'
import { LATEST_INSTANT } from '../shell/record.ts'
import { strings } from './control-plane-words.ts'
import { nodeNames, zones } from './plane-schedule.ts'

const state = v.picklist(['down', 'up'])
const zone = v.picklist(zones)
const act = v.variant('type', [
  v.object({ type: v.literal('controlPlaneMachine'), machine: v.picklist(['etcd-1', 'etcd-2', 'etcd-3', 'kube-apiserver-1', 'kube-apiserver-2']), state }),
  v.object({ type: v.literal('availabilityZone'), zone, state }),
  v.object({ type: v.literal('zoneLink'), zones: v.tuple([zone, zone]), state }),
  v.object({ type: v.literal('node'), node: v.picklist(nodeNames), state }),
  v.object({ type: v.literal('request'), verb: v.picklist(['get', 'apply', 'scale']), replicas: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(40))) }),
]) satisfies v.GenericSchema<unknown, Command>

/** What a hand did, in the order of time: an input, so that the story can take it back. */
const handSchema: v.GenericSchema<unknown, readonly TimedCommand[]> = v.pipe(
  v.array(v.object({ at: v.pipe(v.number(), v.minValue(0), v.maxValue(LATEST_INSTANT / 4)), do: act })), v.maxLength(100), v.transform(list => [...list].sort((a, b) => a.at - b.at)),
)

/** The figure's inputs. */
export const planeParams = {
  detect: number({ initial: 60, min: 10, max: 300, step: 10, label: strings.detect }),
  replace: number({ initial: 180, min: 30, max: 900, step: 30, label: strings.replace }),
  members: number({ initial: 3, min: 1, max: 3, integer: true, label: strings.members }),
  repairs: flag({ initial: true, label: strings.repairs }),
  hand: data<readonly TimedCommand[]>({ initial: [], schema: handSchema }),
}

export type PlaneParams = typeof planeParams
