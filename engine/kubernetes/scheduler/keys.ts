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

/** A copy in the order of names: an order that a checkpoint keeps, which a node's list of pods in the store need not. */
export function sortedByName<T extends Named>(objects: readonly T[]): T[] {
  return [...objects].sort((a, b) => (namespacedName(a) < namespacedName(b) ? -1 : 1))
}
