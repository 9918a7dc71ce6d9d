/** Pods from templates. Models pkg/controller/controller_utils.go (GetPodFromTemplate) and util/hash. */
import { controllerRef } from '../apimachinery/meta.ts'
import { hash32, safeEncode } from '../apimachinery/random.ts'
import type { KubeObject, Pod, PodTemplateSpec } from '../types/index.ts'

/** A pod of a template, owned by `owner`; give it a name or a generateName. */
export function podFromTemplate(template: PodTemplateSpec, owner: KubeObject, name: { name: string } | { generateName: string }): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {}
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '', ...name, namespace: owner.metadata.namespace, ownerReferences: [controllerRef(owner)],
      ...(labels && { labels }), ...(annotations && { annotations }), ...(finalizers && { finalizers }),
    },
    spec: template.spec,
  }
}

/** JSON with sorted keys, so that equal templates hash alike however they are written. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    (typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item))
}

/** A short name for a template's content. `collisionCount` gives another after a clash of names. */
export function templateHash(template: PodTemplateSpec, collisionCount = 0): string {
  return safeEncode(String(hash32(stable(template) + (collisionCount || ''))))
}
