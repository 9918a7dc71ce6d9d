/** One document's object: what it is, whether the engine knows it, and its fields checked. */
import { groupOf } from '../apiserver/kinds.ts'
import { without } from '../apimachinery/meta.ts'
import { isRecord } from '../apimachinery/patch.ts'
import { checkShape, typeOf } from './check.ts'
import type { Findings } from './check.ts'
import { toCurrentVersion } from './legacy.ts'
import { TYPE_WORDS } from './messages.ts'
import type { ObjectName, Params, Path, Place, ManifestProblemCode } from './problem.ts'
import { KINDS } from './schema/kinds.ts'
import type { KindSchema } from './schema/kinds.ts'
import type { KubeObject } from '../types/index.ts'

type Json = Record<string, unknown>

/** An object as found in the text. */
export interface RawObject {
  json: Json
  name: ObjectName
  /** Steps from the document's root to the object: `items[2]` in a List. */
  root: Path
  placeOf(path: Path): Place
}

const MAX_LIST_NESTING = 3

/** The objects of a document's value; Lists are opened. Problems go to `report`. */
export function objectsIn(
  value: unknown, placeOf: RawObject['placeOf'], report: (code: ManifestProblemCode, params: Params, path: Path, object?: ObjectName) => void,
  root: Path = [], inherited: Partial<ObjectName> = {},
): RawObject[] {
  if (value === null || value === undefined) return []
  if (!isRecord(value)) {
    const [actual, actualKo] = TYPE_WORDS[typeOf(value)] ?? ['', '']
    report('not-an-object', { actual, actualKo }, root)
    return []
  }
  const json: Json = { ...inherited, ...value }
  const name = nameOf(json)
  if (Array.isArray(json.items) && (name.kind.endsWith('List') || name.kind === '') && root.length < MAX_LIST_NESTING * 2) {
    const itemKind = name.kind.slice(0, -'List'.length)
    const hints = itemKind ? { kind: itemKind, apiVersion: name.apiVersion } : {}
    return json.items.flatMap((item, i) => objectsIn(item, placeOf, report, [...root, 'items', i], hints))
  }
  const missing = (['apiVersion', 'kind'] as const).filter(field => typeof json[field] !== 'string' || json[field] === '')
  for (const field of missing) report('missing-field', {}, [...root, field], name)
  return missing.length > 0 ? [] : [{ json, name, root, placeOf }]
}

function nameOf(json: Json): ObjectName {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const metadata = isRecord(json.metadata) ? json.metadata : {}
  const namespace = text(metadata.namespace)
  return {
    apiVersion: text(json.apiVersion), kind: text(json.kind), name: text(metadata.name) || text(metadata.generateName), ...(namespace && { namespace }),
  }
}

/** Whether a kind is known in this version, known in none that is supported, or not known. */
export function schemaFor({ kind, apiVersion }: ObjectName): { schema?: KindSchema, otherVersion?: string } {
  const schema = KINDS.get(kind)
  if (!schema) return {}
  if (schema.apiVersion === apiVersion || schema.legacy.includes(apiVersion)) return { schema }
  return groupOf(schema.apiVersion) === groupOf(apiVersion) ? { otherVersion: schema.apiVersion } : {}
}

/** Checks an object of a known kind (or, without schema, a custom resource) and gives it as the store takes it. */
export function readObject({ json, name, root }: RawObject, schema: KindSchema | undefined, findings: Findings): KubeObject {
  if (!isRecord(json.metadata)) findings.problem('missing-field', {}, [...root, 'metadata'])
  else if (!name.name) findings.problem('missing-field', {}, [...root, 'metadata', 'name'])
  if (schema && name.apiVersion !== schema.apiVersion) {
    findings.problem('old-version', { from: name.apiVersion, to: schema.apiVersion, kind: name.kind }, [...root, 'apiVersion'])
  }
  const current = schema ? toCurrentVersion(json, schema) : json
  const checked = schema ? checkShape(current, schema.fields, root, findings) : checkCustom(current, root, findings)
  return withoutServerFields(checked) as unknown as KubeObject
}

function checkCustom(json: Json, root: Path, findings: Findings): Json {
  const { apiVersion, kind, metadata, ...rest } = json
  if ('status' in rest) findings.ignored([...root, 'status'], '')
  return { ...checkShape({ apiVersion, kind, metadata }, { apiVersion: 'string', kind: 'string', metadata: 'ObjectMeta' }, root, findings), ...rest }
}

const SERVER_METADATA = [
  'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'managedFields', 'selfLink', 'clusterName',
]

/** Leaves out what the server sets. A Node keeps what its status says about the machine. */
function withoutServerFields(json: Json): Json {
  const { status, ...rest } = json
  const metadata = isRecord(rest.metadata) ? without(rest.metadata, ...SERVER_METADATA) : rest.metadata
  if (rest.kind !== 'Node' || !isRecord(status)) return { ...rest, metadata }
  const { capacity, allocatable, addresses, nodeInfo, images } = status
  const machine = Object.fromEntries(Object.entries({ capacity, allocatable, addresses, nodeInfo, images }).filter(([, value]) => value !== undefined))
  return { ...rest, metadata, status: machine }
}
