/** What happens to an object between the client and the database: defaults, admission plugins, validation. */
import { invalid, invalidObject, required } from './errors.ts'
import type { FieldError } from './errors.ts'
import type { AdmissionReader } from './kindrules.ts'
import { BUILT_IN_BY_KIND } from './kinds.ts'
import type { KindInfo } from './kinds.ts'
import { clone } from '../apimachinery/meta.ts'
import { isRecord } from '../apimachinery/patch.ts'
import type { CustomResourceDefinition, KubeObject } from '../types/index.ts'
import { mutateOnCreate } from './admission-plugins.ts'
import { checkMetadata } from './validation/names.ts'

/** Prepares a fresh object in place. @throws ApiError Invalid, Forbidden or NotFound */
export function admitCreate(draft: KubeObject & { status?: unknown }, info: KindInfo, store: AdmissionReader): KubeObject {
  if (!info.keepsStatus) delete draft.status
  store.rules.get(info.kind)?.prepare?.(draft, store)
  applyDefaults(draft, store)
  mutateOnCreate(draft, info, store)
  const causes = validate(draft, undefined, info, store)
  if (causes.length > 0) throw invalidObject(info, draft.metadata.name, causes)
  return draft
}

/** Prepares a changed object: the result may be a copy. @throws ApiError Invalid or Forbidden */
export function admitUpdate(next: KubeObject, old: KubeObject, info: KindInfo, store: AdmissionReader): KubeObject {
  const draft = clone(next)
  store.rules.get(info.kind)?.prepareUpdate?.(draft, old, store)
  applyDefaults(draft, store)
  const causes = validate(draft, old, info, store)
  if (causes.length > 0) throw invalidObject(info, draft.metadata.name, causes)
  return draft
}

const hasSpec = (object: KubeObject) => isRecord((object as { spec?: unknown }).spec)

/** Fills in an object's defaults in place: a custom resource's are in its definition. */
export function applyDefaults(object: KubeObject, store: AdmissionReader): void {
  const definition = definitionOf(object.kind, store)
  if (definition) return store.rules.get(definition.kind)?.defaultInstance?.(object, definition)
  const rules = store.rules.get(object.kind)
  if (BUILT_IN_BY_KIND.get(object.kind)?.specless || hasSpec(object)) rules?.defaults?.(object)
}

function definitionOf(kind: string, store: AdmissionReader): CustomResourceDefinition | undefined {
  return store.isBuiltIn(kind) ? undefined : store.list('CustomResourceDefinition').find(({ spec }) => spec.names.kind === kind)
}

/** Everything wrong with an object, defaults already applied; `old` is what it replaces. */
function validate(object: KubeObject, old: KubeObject | undefined, info: KindInfo, store: AdmissionReader): FieldError[] {
  const errors = checkMetadata(object)
  const rules = store.rules.get(info.kind)
  if (!store.isBuiltIn(info.kind)) {
    const definition = definitionOf(info.kind, store)
    return [...errors, ...(definition && store.rules.get(definition.kind)?.checkInstance?.(object, definition)) ?? []]
  }
  if (!rules?.check) return errors
  if (!info.specless && !hasSpec(object)) return [...errors, required('spec')]
  if (!old && info.kind === 'CustomResourceDefinition') errors.push(...checkKindIsFree(object as CustomResourceDefinition, store))
  return [...errors, ...rules.check(object, old)]
}

/** The engine tells kinds apart by name alone: a second kind of one name is refused, which upstream would take. */
function checkKindIsFree({ spec }: CustomResourceDefinition, store: AdmissionReader): FieldError[] {
  const kind = spec.names?.kind
  return store.kinds().some(one => one.kind === kind) ? [invalid('spec.names.kind', kind, 'this engine already has a kind of that name')] : []
}
