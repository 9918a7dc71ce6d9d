/** What happens to an object between the client and the database: defaults, admission plugins, validation. */
import { invalidObject } from './errors.ts'
import type { KindInfo } from './kinds.ts'
import { clone } from './meta.ts'
import type { Store } from './store.ts'
import type { KubeObject } from './types/index.ts'
import { applyDefaults } from './defaults/index.ts'
import { validate } from './validation/index.ts'
import { mutateOnCreate } from './admission-plugins.ts'
import { prepareForCreate } from './strategy.ts'

/** Prepares a fresh object in place. @throws ApiError Invalid, Forbidden or NotFound */
export function admitCreate(draft: KubeObject, info: KindInfo, store: Store): KubeObject {
  prepareForCreate(draft, store)
  applyDefaults(draft)
  mutateOnCreate(draft, info, store)
  const causes = validate(draft, undefined, info, store)
  if (causes.length > 0) throw invalidObject(info, draft.metadata.name, causes)
  return draft
}

/** Prepares a changed object: the result may be a copy. @throws ApiError Invalid or Forbidden */
export function admitUpdate(next: KubeObject, old: KubeObject, info: KindInfo, store: Store): KubeObject {
  const draft = clone(next)
  applyDefaults(draft)
  const causes = validate(draft, old, info, store)
  if (causes.length > 0) throw invalidObject(info, draft.metadata.name, causes)
  return draft
}
