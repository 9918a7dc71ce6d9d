/** Objects of the cluster as an input of a figure: what a reader has typed or pasted. */
import * as v from 'valibot'
import type { Localized } from '../../../data/localized.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { data, type Param } from './param.ts'

/** Objects that one input may hold. */
const MOST_OBJECTS = 20

const outline = v.looseObject({ apiVersion: v.string(), kind: v.string(), metadata: v.looseObject({ name: v.string() }) })
const isObject = (value: unknown): value is KubeObject => v.is(outline, value)

/** An input of at most 20 objects, none at first. What is wrong inside of one, the API server says. */
export function objects(options: { label?: Localized } = {}): Param<readonly KubeObject[]> {
  return data<readonly KubeObject[]>({ ...options, initial: [], schema: v.pipe(v.array(v.custom<KubeObject>(isObject)), v.maxLength(MOST_OBJECTS)) })
}
