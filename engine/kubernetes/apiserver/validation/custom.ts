/**
 * CustomResourceDefinitions and custom resources against their structural schema.
 * Models apiextensions-apiserver/pkg/apiserver/validation and pkg/apis/apiextensions/validation. Checks type, required,
 * enum, minimum, maximum, lengths and pattern; leaves out formats, CEL rules and oneOf/anyOf/allOf/not. Pruning and defaults are in
 * defaults/custom.ts.
 */
import type { FieldError } from '../errors.ts'
import { invalid, notSupported, required, typeInvalid } from '../errors.ts'
import { equal, without } from '../../apimachinery/meta.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import { schemaOfInstance } from '../defaults/custom.ts'
import type { CustomResourceDefinition, JSONSchemaProps, KubeObject } from '../../types/index.ts'

/** A definition's names, group and versions. */
export function checkCustomResourceDefinition({ metadata, spec }: CustomResourceDefinition): FieldError[] {
  const errors: FieldError[] = []
  if (!spec.group) errors.push(required('spec.group'))
  if (!spec.names?.plural) errors.push(required('spec.names.plural'))
  if (!spec.names?.kind) errors.push(required('spec.names.kind'))
  if (!['Cluster', 'Namespaced'].includes(spec.scope)) errors.push(notSupported('spec.scope', spec.scope, ['Cluster', 'Namespaced']))
  const expected = `${spec.names?.plural}.${spec.group}`
  if (errors.length === 0 && metadata.name !== expected) {
    errors.push(invalid('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group'))
  }
  const versions = Array.isArray(spec.versions) ? spec.versions : []
  if (versions.filter(({ storage }) => storage).length !== 1) errors.push(invalid('spec.versions', versions, 'must have exactly one version marked as storage version'))
  versions.forEach(({ schema }, i) => {
    if (!schema?.openAPIV3Schema) errors.push(required(`spec.versions[${i}].schema.openAPIV3Schema`, 'schemas are required'))
  })
  return errors
}

/** A custom resource against the schema of its version. */
export function checkCustomResource(object: KubeObject, definition: CustomResourceDefinition): FieldError[] {
  const schema = schemaOfInstance(object, definition)
  if (!schema) return []
  const properties = without(schema.properties ?? {}, 'apiVersion', 'kind', 'metadata')
  return checkValue(object, { ...schema, properties }, '')
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

/** A value of a schema's type in body, as kube-openapi's validator words it. */
function checkValue(value: unknown, schema: JSONSchemaProps, at: string): FieldError[] {
  const actual = typeOf(value)
  const fits = !schema.type || actual === schema.type || (actual === 'null' && schema.nullable === true) || (schema.type === 'number' && actual === 'integer')
  const intOrString = schema['x-kubernetes-int-or-string'] === true && (actual === 'integer' || actual === 'string')
  const field = at || '<nil>'
  if (!fits && !intOrString) return [typeInvalid(field, actual, `${at} in body must be of type ${schema.type}: ${JSON.stringify(actual)}`)]
  const errors: FieldError[] = []
  if (schema.enum && !schema.enum.some(one => equal(one, value))) errors.push(notSupported(field, value, schema.enum.map(String)))
  if (typeof value === 'number') errors.push(...checkNumber(value, schema, field, at))
  if (typeof value === 'string') errors.push(...checkText(value, schema, field, at))
  if (Array.isArray(value)) errors.push(...checkItems(value, schema, field, at))
  else if (isRecord(value)) errors.push(...checkProperties(value, schema, at))
  return errors
}

function checkNumber(value: number, { minimum, maximum }: JSONSchemaProps, field: string, at: string): FieldError[] {
  if (minimum !== undefined && value < minimum) return [invalid(field, value, `${at} in body should be greater than or equal to ${minimum}`)]
  return maximum !== undefined && value > maximum ? [invalid(field, value, `${at} in body should be less than or equal to ${maximum}`)] : []
}

function checkText(value: string, { minLength, maxLength, pattern }: JSONSchemaProps, field: string, at: string): FieldError[] {
  const errors: FieldError[] = []
  if (minLength !== undefined && value.length < minLength) errors.push(invalid(field, value, `${at} in body should be at least ${minLength} chars long`))
  if (maxLength !== undefined && value.length > maxLength) errors.push(invalid(field, value, `${at} in body should be at most ${maxLength} chars long`))
  if (pattern !== undefined && !matches(pattern, value)) errors.push(invalid(field, value, `${at} in body should match '${pattern}'`))
  return errors
}

/** A pattern of another dialect than JavaScript's is not held against the value. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern).test(value)
  } catch {
    return true
  }
}

function checkItems(value: unknown[], { items, minItems, maxItems }: JSONSchemaProps, field: string, at: string): FieldError[] {
  const errors: FieldError[] = []
  if (minItems !== undefined && value.length < minItems) errors.push(invalid(field, value.length, `${at} in body should have at least ${minItems} items`))
  if (maxItems !== undefined && value.length > maxItems) errors.push(invalid(field, value.length, `${at} in body should have at most ${maxItems} items`))
  if (items) value.forEach((item, i) => errors.push(...checkValue(item, items, `${at}[${i}]`)))
  return errors
}

function checkProperties(value: Record<string, unknown>, schema: JSONSchemaProps, at: string): FieldError[] {
  const path = (name: string) => (at ? `${at}.${name}` : name)
  const errors = (schema.required ?? []).filter(name => value[name] === undefined).map(name => required(path(name)))
  for (const [name, item] of Object.entries(value)) {
    const known = schema.properties?.[name] ?? (isRecord(schema.additionalProperties) ? schema.additionalProperties : undefined)
    if (known && item !== undefined) errors.push(...checkValue(item, known, path(name)))
  }
  return errors
}
