/**
 * The manifest reader: YAML or JSON, as published or as `kubectl get -o yaml` prints it, to objects that the store takes.
 * It never throws; whatever is wrong, left out or not used is said, with its place.
 */
import type { Localized } from '../../../data/localized.ts'
import { groupOf } from '../apiserver/kinds.ts'
import { isRecord } from '../apimachinery/patch.ts'
import { readDocument } from './document.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import type { Limits } from './limits.ts'
import { objectsIn, readObject, schemaFor } from './object.ts'
import type { RawObject } from './object.ts'
import { leaveToOwners } from './owned.ts'
import type { ObjectName, Params, Path, Place, ManifestProblem, ManifestProblemCode } from './problem.ts'
import { manifestProblem, pathText, sentence } from './problem.ts'
import { splitDocuments } from './split.ts'
import type { KubeObject } from '../types/index.ts'

/** An object of a kind (or version) that the engine does not have. */
export interface UnsupportedObject extends ObjectName {
  code: 'unsupported-kind' | 'unsupported-version'
  place: Place
  message: Localized
}

/** A field that was read and has no effect; list positions are left out of its path and it is listed once an object. */
export interface IgnoredField {
  object: ObjectName
  path: string
  place: Place
  /** Why, in English, or empty. */
  note: string
  message: Localized
}

export interface Manifest {
  /**
   * Readable objects in the order of the text, without status and without what the server sets. A field that the text sets to null
   * is null here, whatever its type says: the store reads it as Go does, `kubectl apply` takes it out.
   */
  objects: KubeObject[]
  unsupported: UnsupportedObject[]
  ignored: IgnoredField[]
  problems: ManifestProblem[]
}

export interface ReadOptions {
  limits?: Partial<Limits>
  /** Custom kinds that the cluster has already, beside those whose definitions are in the text. */
  customKinds?: readonly { kind: string, apiVersion: string }[]
}

/** Reads a manifest. Never throws. */
export function readManifest(text: string, { limits: given, customKinds = [] }: ReadOptions = {}): Manifest {
  const limits = { ...DEFAULT_LIMITS, ...given }
  const manifest: Manifest = { objects: [], unsupported: [], ignored: [], problems: [] }
  const report = (code: ManifestProblemCode, params: Params, place: Place, path?: Path, object?: ObjectName) => {
    if (manifest.problems.length < limits.problems) manifest.problems.push(manifestProblem(code, params, place, path, object))
    else if (manifest.problems.length === limits.problems) manifest.problems.push(manifestProblem('too-many-problems', { limit: limits.problems }, place))
  }
  if (text.length > limits.characters) {
    report('too-large', { characters: text.length, limit: limits.characters }, START)
    return manifest
  }
  const raw = readText(text, limits, report)
  const custom = new Set([...customKinds.map(({ kind, apiVersion }) => `${groupOf(apiVersion)}/${kind}`), ...raw.flatMap(definedKind)])
  const read = raw.flatMap((one) => {
    const { name, root, placeOf } = one
    const { schema, otherVersion } = schemaFor(name)
    if (!schema && !custom.has(`${groupOf(name.apiVersion)}/${name.kind}`)) {
      const code = otherVersion ? 'unsupported-version' : 'unsupported-kind'
      const message = sentence(code, { kind: name.kind, name: name.name, version: name.apiVersion, supported: otherVersion ?? '' })
      manifest.unsupported.push({ ...name, code, place: placeOf(root), message })
      return []
    }
    let refused = false
    const seen = new Set<string>()
    const ignored = (path: Path, note: string) => {
      const short = pathText(path.slice(root.length)).replace(/\[\d+\]/g, '[]')
      if (seen.has(short)) return
      seen.add(short)
      manifest.ignored.push({ object: name, path: short, place: placeOf(path), note, message: sentence('ignored-field', { path: short, note: note && ` ${note}` }) })
    }
    const object = readObject(one, schema, {
      problem(code, params, path) {
        report(code, params, placeOf(path), path.slice(root.length), name)
        refused ||= !WARNINGS.has(code)
      },
      ignored,
    })
    if (refused) return []
    if (schema?.level === 'counted') report('counted-only', { kind: name.kind, name: name.name }, placeOf(root), [], name)
    return [{ object, raw: one, ignored }]
  })
  manifest.objects = leaveToOwners(read, raw, report)
  manifest.problems.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
  return manifest
}

const START: Place = { document: 1, line: 1, column: 1 }
const WARNINGS = new Set<ManifestProblemCode>(['unknown-field', 'null-value', 'fractional-bytes', 'old-version'])

type FullReport = (code: ManifestProblemCode, params: Params, place: Place, path?: Path, object?: ObjectName) => void

function readText(text: string, limits: Limits, report: FullReport): RawObject[] {
  const budget = { values: limits.values, aliasValues: limits.aliasValues }
  const documents = splitDocuments(text)
  const extra = documents[limits.documents]
  if (extra) report('too-many-documents', { limit: limits.documents }, { document: extra.document, line: extra.line, column: 1 })
  return documents.slice(0, limits.documents).flatMap((source) => {
    try {
      const document = readDocument(source, limits, budget, report)
      if (!document) return []
      return objectsIn(document.value, document.placeOf, (code, params, path, object) => report(code, params, document.placeOf(path), path, object))
    } catch (thrown) {
      report('internal', { detail: thrown instanceof Error ? thrown.message : String(thrown) }, { document: source.document, line: source.line, column: 1 })
      return []
    }
  })
}


/** `group/Kind` of a CustomResourceDefinition. */
function definedKind({ json, name }: RawObject): string[] {
  if (name.kind !== 'CustomResourceDefinition' || !isRecord(json.spec) || !isRecord(json.spec.names)) return []
  return [`${String(json.spec.group)}/${String(json.spec.names.kind)}`]
}
