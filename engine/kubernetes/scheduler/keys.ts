/** How the scheduler names objects. */

interface Named {
  metadata: { namespace?: string, name: string }
}

/** The namespace, where a manifest may leave it out. */
export function namespaceOf(object: Named): string {
  return object.metadata.namespace || 'default'
}

/** `namespace/name`. */
export function namespacedName(object: Named): string {
  return `${namespaceOf(object)}/${object.metadata.name}`
}
