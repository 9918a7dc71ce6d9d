/** JSON patches (RFC 6902). Models what the API server does through gopkg.in/evanphx/json-patch. */
import { ApiError } from '../apiserver/errors.ts'
import { clone, equal } from '../apimachinery/meta.ts'
import { isRecord } from '../apimachinery/patch.ts'

interface Place {
  parent: Record<string, unknown> | unknown[]
  key: string
}

/** The document with all operations carried out, in order. @throws ApiError when one of them cannot be */
export function jsonPatch(document: Record<string, unknown>, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw new ApiError('BadRequest', 'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch')
  const root = { '': clone(document) as unknown }
  for (const operation of operations) if (isRecord(operation)) apply(root, operation)
  return root['']
}

function apply(root: { '': unknown }, { op, path, from, value }: Record<string, unknown>): void {
  const at = placeOf(root, String(path))
  switch (op) {
    case 'add': return add(at, value)
    case 'remove': return remove(at)
    case 'replace':
      if (read(at) === undefined) throw rejected()
      return void set(at, value)
    case 'move': {
      const source = placeOf(root, String(from))
      const moved = read(source)
      remove(source)
      return add(placeOf(root, String(path)), moved)
    }
    case 'copy': return add(at, clone(read(placeOf(root, String(from)))))
    case 'test':
      if (!equal(read(at) ?? null, value ?? null)) throw rejected()
      return
    default: throw new ApiError('BadRequest', `Unexpected kind: ${String(op)}`)
  }
}

/** @throws ApiError when the way there is missing */
function placeOf(root: { '': unknown }, path: string): Place {
  const steps = path.split('/').slice(1).map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  let parent: Place['parent'] = root
  let key = ''
  for (const step of steps) {
    const next: unknown = read({ parent, key })
    if (!isRecord(next) && !Array.isArray(next)) throw rejected()
    parent = next
    key = step
  }
  return { parent, key }
}

function read({ parent, key }: Place): unknown {
  return Array.isArray(parent) ? parent[indexOf(key)] : Object.hasOwn(parent, key) ? parent[key] : undefined
}

const indexOf = (key: string) => (/^\d+$/.test(key) ? Number(key) : -1)

function set({ parent, key }: Place, value: unknown): void {
  if (Array.isArray(parent)) parent[indexOf(key)] = value
  else parent[key] = value
}

function add({ parent, key }: Place, value: unknown): void {
  if (!Array.isArray(parent)) return void (parent[key] = value)
  const index = key === '-' ? parent.length : indexOf(key)
  if (index < 0 || index > parent.length) throw rejected()
  parent.splice(index, 0, value)
}

function remove(place: Place): void {
  if (read(place) === undefined) throw rejected()
  if (Array.isArray(place.parent)) place.parent.splice(indexOf(place.key), 1)
  else Reflect.deleteProperty(place.parent, place.key)
}

/** The server keeps what was wrong to itself. */
function rejected(): ApiError {
  return new ApiError('Invalid', 'the server rejected our request due to an error in our request')
}
