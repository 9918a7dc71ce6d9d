/**
 * How each field of the API is patched: which lists merge and by what key, which maps keep only the keys of the patch.
 * Models the `patchStrategy` and `patchMergeKey` tags of k8s.io/api's types.go, which kubectl reads through
 * apimachinery/pkg/util/strategicpatch/meta.go. The merge key is one field: a container's ports merge by containerPort
 * alone, a service's by port alone, although server-side apply tells them apart by protocol as well.
 */
import { parseField, shapeIn } from '../../manifest/schema/field.ts'
import type { Shape } from '../../manifest/schema/field.ts'
import { KINDS, SHAPES } from '../../manifest/schema/kinds.ts'

export interface FieldStrategy {
  /** Lists: merge item by item instead of replacing the whole; `key` is absent for lists of plain values. */
  merge?: boolean
  key?: string
  /** Maps: replace the whole instead of merging. */
  replace?: boolean
  /** Keys that the new configuration does not name are cleared. */
  retainKeys?: boolean
}

/** A place in the schema: what is known of its fields. */
export interface PatchSchema {
  readonly name: string
  field(name: string): FieldStrategy & { schema: PatchSchema }
}

const byKey = (key: string): FieldStrategy => ({ merge: true, key })
const VALUES: FieldStrategy = { merge: true }

/** `Shape.field` to strategy; what is not here is merged as a map or replaced as a list. */
const STRATEGIES: Readonly<Record<string, FieldStrategy>> = {
  'ObjectMeta.ownerReferences': byKey('uid'),
  'ObjectMeta.finalizers': VALUES,
  'PodSpec.volumes': { ...byKey('name'), retainKeys: true },
  'PodSpec.initContainers': byKey('name'),
  'PodSpec.containers': byKey('name'),
  'PodSpec.ephemeralContainers': byKey('name'),
  'PodSpec.imagePullSecrets': byKey('name'),
  'PodSpec.hostAliases': byKey('ip'),
  'PodSpec.topologySpreadConstraints': byKey('topologyKey'),
  'PodSpec.schedulingGates': byKey('name'),
  'PodSpec.resourceClaims': { ...byKey('name'), retainKeys: true },
  'Container.ports': byKey('containerPort'),
  'Container.env': byKey('name'),
  'Container.volumeMounts': byKey('mountPath'),
  'Container.volumeDevices': byKey('devicePath'),
  'DeploymentSpec.strategy': { retainKeys: true },
  'ServiceSpec.ports': byKey('port'),
  'PodDisruptionBudgetSpec.selector': { replace: true },
  'NodeSpec.podCIDRs': VALUES,
  'Status.conditions': byKey('type'),
  'Status.addresses': byKey('type'),
}

/** Of a part that the schema says nothing about. */
const UNKNOWN: PatchSchema = { name: '', field: () => ({ schema: UNKNOWN }) }
const STATUS: Shape = { conditions: '[any]', addresses: '[any]' }

function schemaOf(name: string, shape: Shape | undefined): PatchSchema {
  if (!shape) return UNKNOWN
  return {
    name,
    field(field) {
      if (field === 'status' && 'metadata' in shape) return { schema: schemaOf('Status', STATUS) }
      const notation = Object.hasOwn(shape, field) ? shape[field] : undefined
      const inner = notation === undefined ? undefined : shapeIn(parseField(notation).type)
      const schema = inner === undefined ? UNKNOWN : schemaOf(inner, SHAPES[inner])
      return { ...STRATEGIES[`${name}.${field}`], schema }
    },
  }
}

/** The schema of a built-in kind. */
export function patchSchemaOf(kind: string): PatchSchema {
  return schemaOf(kind, KINDS.get(kind)?.fields)
}
