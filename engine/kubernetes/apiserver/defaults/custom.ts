/**
 * What the API server makes of a custom resource before it looks at it: fields that the schema does not know are dropped, defaults
 * are filled in. Models apiextensions-apiserver/pkg/apiserver/schema/{pruning,defaulting}/algorithm.go. A default fills an absent
 * field of an object that is there; it makes no object but its own.
 */
import { clone } from '../../apimachinery/meta.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import type { CustomResourceDefinition, JSONSchemaProps, KubeObject } from '../../types/index.ts'

/** The schema of the version that the object is in. */
export function schemaOfInstance(object: KubeObject, { spec }: CustomResourceDefinition): JSONSchemaProps | undefined {
  return spec.versions.find(({ name }) => object.apiVersion === `${spec.group}/${name}`)?.schema?.openAPIV3Schema
}

/** Prunes and defaults in place. */
export function defaultCustomResource(object: KubeObject, definition: CustomResourceDefinition): void {
  const schema = schemaOfInstance(object, definition)
  if (!schema) return
  for (const key of unknownKeys(object as object as Record<string, unknown>, schema, true)) Reflect.deleteProperty(object, key)
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (!SERVERS.includes(key)) complete(object as object as Record<string, unknown>, key, property)
  }
}

const SERVERS = ['apiVersion', 'kind', 'metadata']

function complete(holder: Record<string, unknown>, key: string, schema: JSONSchemaProps): void {
  const isMissing = holder[key] === undefined || (holder[key] === null && !schema.nullable)
  if (isMissing && schema.default !== undefined) holder[key] = clone(schema.default)
  else if (isMissing) Reflect.deleteProperty(holder, key)
  descend(holder[key], schema)
}

function descend(value: unknown, schema: JSONSchemaProps): void {
  if (Array.isArray(value)) return value.forEach(item => schema.items && descend(item, schema.items))
  if (!isRecord(value)) return
  for (const key of unknownKeys(value, schema)) Reflect.deleteProperty(value, key)
  for (const [key, property] of Object.entries(schema.properties ?? {})) complete(value, key, property)
  if (isRecord(schema.additionalProperties)) for (const item of Object.values(value)) descend(item, schema.additionalProperties)
}

/** Fields that a schema with properties does not have; one without any, or that says so, keeps everything. */
function unknownKeys(value: Record<string, unknown>, schema: JSONSchemaProps, isRoot = false): string[] {
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties !== undefined || schema['x-kubernetes-embedded-resource'] === true
  if (open || (schema.type !== 'object' && !schema.properties)) return []
  return Object.keys(value).filter(key => !Object.hasOwn(schema.properties ?? {}, key) && !(isRoot && SERVERS.includes(key)))
}

/** Paths of the fields that would be dropped: what strict validation refuses. */
export function unknownCustomFields(object: KubeObject, definition: CustomResourceDefinition): string[] {
  const schema = schemaOfInstance(object, definition)
  return schema ? unknownPaths(object, schema, '', true) : []
}

function unknownPaths(value: unknown, schema: JSONSchemaProps, path: string, isRoot = false): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => (schema.items ? unknownPaths(item, schema.items, `${path}[${i}]`) : []))
  if (!isRecord(value)) return []
  const at = (key: string) => (path ? `${path}.${key}` : key)
  const unknown = unknownKeys(value, schema, isRoot)
  return Object.entries(value).flatMap(([key, item]) => {
    if (unknown.includes(key)) return [at(key)]
    const known = schema.properties?.[key] ?? (isRecord(schema.additionalProperties) ? schema.additionalProperties : undefined)
    return known && !(isRoot && SERVERS.includes(key)) ? unknownPaths(item, known, at(key)) : []
  })
}
