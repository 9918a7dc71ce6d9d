/**
 * One YAML document to plain JSON, with a way back from a field to its place. The `yaml` package gives the syntax tree;
 * values, aliases and merge keys are read here, so that their cost can be bounded.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Node, Pair, YAMLMap } from 'yaml'
import type { Limits } from './limits.ts'
import { SYNTAX_WORDS } from './messages.ts'
import type { Params, Path, Place, ManifestProblemCode } from './problem.ts'
import { resolvePlain } from './scalar.ts'
import type { DocumentText } from './split.ts'
import { nestingBound } from './split.ts'

export type Report = (code: ManifestProblemCode, params: Params, place: Place, path?: Path) => void

/** What is left of the limits; shared by all documents of a text. */
export interface Budget {
  values: number
  aliasValues: number
}

export interface ReadDocument {
  value: unknown
  /** Where a field stands; the nearest enclosing one that exists when it does not. */
  placeOf(path: Path): Place
}

/** Thrown inside this file to leave a document; never reaches a caller. */
class Stop extends Error {}

/** Reads a document; undefined after a problem that leaves nothing to read. */
export function readDocument(source: DocumentText, limits: Limits, budget: Budget, report: Report): ReadDocument | undefined {
  const start: Place = { document: source.document, line: source.line, column: 1 }
  if (nestingBound(source.text) > limits.depth * 3) return void report('too-deep', { limit: limits.depth }, start)
  const lines = new LineCounter()
  const tree = parseDocument(source.text, {
    schema: 'failsafe', uniqueKeys: false, logLevel: 'silent', prettyErrors: false, keepSourceTokens: false, lineCounter: lines,
  })
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { document: source.document, line: source.line + Math.max(line, 1) - 1, column: Math.max(col, 1) }
  }
  const [error] = tree.errors
  if (error) {
    const detail = error.message.replace(/\s+/g, ' ').replace(/\.$/, '')
    const template = /\{\{.*\}\}/.test(source.text)
    report(template ? 'template' : 'syntax', template ? {} : { detail, detailKo: SYNTAX_WORDS[error.code] ?? detail }, place(error.pos[0]))
    return undefined
  }
  const reader = new TreeReader(limits, budget, (code, params, node, path) => report(code, params, place(node?.range?.[0] ?? 0), path))
  try {
    const value = reader.read(tree.contents as Node | null, [], 0)
    return { value, placeOf: path => place(reader.find(tree.contents as Node | null, path)?.range?.[0] ?? 0) }
  } catch (thrown) {
    if (thrown instanceof Stop) return undefined
    throw thrown
  }
}

class TreeReader {
  readonly #limits: Limits
  readonly #budget: Budget
  readonly #report: (code: ManifestProblemCode, params: Params, node: Node | null | undefined, path: Path) => void
  readonly #anchors = new Map<string, Node>()
  readonly #open = new Set<string>()

  constructor(limits: Limits, budget: Budget, report: (code: ManifestProblemCode, params: Params, node: Node | null | undefined, path: Path) => void) {
    this.#limits = limits
    this.#budget = budget
    this.#report = report
  }

  read(node: Node | null | undefined, path: Path, depth: number): unknown {
    if (depth > this.#limits.depth) this.#stop('too-deep', { limit: this.#limits.depth }, node, path)
    if (--this.#budget.values < 0) this.#stop('too-many-values', { limit: this.#limits.values }, node, path)
    if (this.#open.size > 0 && --this.#budget.aliasValues < 0) this.#stop('too-many-values', { limit: this.#limits.aliasValues }, node, path)
    if (isAlias(node)) {
      const target = this.#target(node.source, node, path)
      this.#open.add(node.source)
      const value = this.read(target, path, depth + 1)
      this.#open.delete(node.source)
      return value
    }
    if (isScalar(node)) {
      this.#anchor(node)
      return this.#scalar(node, path)
    }
    if (isSeq<Node>(node)) {
      this.#anchor(node)
      return node.items.map((item, i) => this.read(item, [...path, i], depth + 1))
    }
    if (isMap<Node, Node | null>(node)) {
      this.#anchor(node)
      return this.#map(node, path, depth)
    }
    return null
  }

  /** The node of a field, through aliases and merge keys; the nearest enclosing one when there is none. */
  find(node: Node | null, path: Path): Node | null {
    let at = this.#follow(node)
    let found = at
    for (const step of path) {
      if (isSeq<Node>(at) && typeof step === 'number') at = this.#follow(at.items[step] ?? null)
      else if (isMap<Node, Node | null>(at)) {
        const pair: Pair<Node, Node | null> | undefined = at.items.findLast(one => keyText(one.key) === step)
        at = this.#follow(pair?.value ?? null)
        if (pair && (!at || !at.range || (isScalar(at) && at.source === ''))) return pair.key
      } else return found
      if (!at) return found
      found = at
    }
    return found
  }

  #follow(node: Node | null): Node | null {
    return isAlias(node) ? this.#anchors.get(node.source) ?? node : node
  }

  #anchor(node: Node & { anchor?: string }): void {
    if (node.anchor) this.#anchors.set(node.anchor, node)
  }

  #target(name: string, node: Node, path: Path): Node {
    const target = this.#anchors.get(name)
    if (!target) return this.#stop('unknown-anchor', { name }, node, path)
    if (this.#open.has(name)) return this.#stop('alias-cycle', { name }, node, path)
    return target
  }

  #scalar(node: Node & { value: unknown, type?: string, tag?: string }, path: Path): unknown {
    const text = String(node.value ?? '')
    const tag = node.tag?.replace('tag:yaml.org,2002:', '!!')
    if (tag === '!!str' || tag === '!' || tag === '!!binary') return text
    if (tag && !['!!int', '!!float', '!!bool', '!!null', '!!timestamp'].includes(tag)) this.#report('unknown-tag', { tag }, node, path)
    return tag?.startsWith('!!') || node.type === 'PLAIN' || !node.type ? resolvePlain(text) : text
  }

  #map(node: YAMLMap<Node, Node | null>, path: Path, depth: number): Record<string, unknown> {
    const own: [string, unknown][] = []
    const merged: [string, unknown][] = []
    const seen = new Set<string>()
    for (const { key, value } of node.items) {
      if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN') {
        merged.push(...this.#merge(value, path, depth))
        continue
      }
      this.#anchor(key)
      const name = keyText(key)
      if (name === undefined) this.#stop('bad-key', {}, key, path)
      else {
        if (seen.has(name)) this.#report('duplicate-key', {}, key, [...path, name])
        seen.add(name)
        own.push([name, this.read(value, [...path, name], depth + 1)])
      }
    }
    return Object.fromEntries([...merged, ...own])
  }

  /** Entries of a merge key's mapping or list of mappings; the first of the list wins. */
  #merge(node: Node | null, path: Path, depth: number): [string, unknown][] {
    const value = this.read(node, path, depth + 1)
    const sources = (Array.isArray(value) ? value : [value]) as unknown[]
    return sources.reverse().flatMap((source) => {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) return this.#stop('bad-merge', {}, node, path)
      return Object.entries(source)
    })
  }

  #stop(code: ManifestProblemCode, params: Params, node: Node | null | undefined, path: Path): never {
    this.#report(code, params, node, path)
    throw new Stop()
  }
}

/** A key as JSON has it: booleans and numbers by their value. */
function keyText(key: Node | null): string | undefined {
  if (!isScalar(key)) return key === null ? 'null' : undefined
  const text = String(key.value ?? '')
  return key.type === 'PLAIN' ? String(resolvePlain(text)) : text
}
