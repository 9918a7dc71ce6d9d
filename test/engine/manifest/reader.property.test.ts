import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'

const BASE = `apiVersion: apps/v1
kind: Deployment
metadata: &m
  name: web
  labels: {app: web}
spec:
  replicas: 2
  template:
    metadata: *m
    spec:
      containers:
      - name: web
        image: "nginx:1"
        resources: {limits: {cpu: 500m}}
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: |
`

/** Every answer has the promised form, whatever the text. */
function isWhole(text: string): void {
  const manifest = readManifest(text)
  for (const one of manifest.objects) expect(typeof one.metadata.name === 'string' || typeof one.metadata.generateName === 'string').toBe(true)
  for (const { message, place } of manifest.problems) {
    expect(message.en.length).toBeGreaterThan(0)
    expect(message.ko).toMatch(/[가-힣]/)
    // Braces of the text's own are quoted; braces of a message's template must be filled in.
    const quoted = (message.en + message.ko).match(/\{\w+\}/g) ?? []
    expect(quoted.filter(each => !text.includes(each))).toEqual([])
    expect(Math.min(place.document, place.line, place.column)).toBeGreaterThanOrEqual(1)
  }
}

describe('the reader never throws', () => {
  it('on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), isWhole), { numRuns: 300 })
  })

  it('on any text of YAML\'s own characters', () => {
    const unit = fc.constantFrom('a', ' ', '\n', '\t', ':', '-', '?', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '\'', '"', '%', '#', '<', '=', '0', '\r', '---\n', '...\n', 'kind: Pod\n')
    fc.assert(fc.property(fc.array(unit, { maxLength: 80 }), units => isWhole(units.join(''))), { numRuns: 500 })
  })

  it('on a manifest with a piece cut out, doubled or replaced', () => {
    const piece = fc.tuple(fc.nat(BASE.length), fc.nat(20), fc.string({ maxLength: 5 }))
    fc.assert(fc.property(piece, ([at, length, text]) => {
      isWhole(BASE.slice(0, at) + text + BASE.slice(at + length))
      isWhole(BASE.slice(0, at + length) + text + BASE.slice(at))
    }), { numRuns: 300 })
  })

  it('on any JSON in the place of any field', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 3 }), fc.constantFrom('metadata', 'spec', 'kind', 'items', 'apiVersion'), (json, field) => {
      isWhole(`{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "${field}": ${json}}`)
    }), { numRuns: 300 })
  })
})
