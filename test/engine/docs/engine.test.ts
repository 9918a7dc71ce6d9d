import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseField, shapeIn } from '../../../engine/kubernetes/manifest/schema/field.ts'
import { KINDS, SHAPES } from '../../../engine/kubernetes/manifest/schema/kinds.ts'
import { BUILT_IN_KINDS } from '../../../engine/kubernetes/apiserver/kinds.ts'
import { VERBS } from '../../../engine/kubernetes/kubectl/verbs/index.ts'
import { regenerated } from './supporttable.ts'

const DOCUMENT = 'docs/engine.md'

describe('docs/engine.md', () => {
  it('says what the schema and the code\'s headers say (vitest run test/engine/docs -u writes it anew)', async () => {
    await expect(regenerated(readFileSync(DOCUMENT, 'utf8'))).toMatchFileSnapshot(`../../../${DOCUMENT}`)
  })

  it('names every verb of kubectl', () => {
    const text = readFileSync(DOCUMENT, 'utf8')
    for (const [verb, one] of VERBS) expect(text).toContain('refused' in one ? `\`${verb}\`` : `| \`${verb}\` |`)
  })
})

describe('the schema', () => {
  it('names no shape that is not there, and has none that nothing names', () => {
    const shapes = [...KINDS.values()].map(({ fields }) => fields).concat(Object.values(SHAPES))
    const named = new Set(shapes.flatMap(shape => Object.values(shape).flatMap(notation => shapeIn(parseField(notation).type) ?? [])))
    expect([...named].filter(name => !(name in SHAPES))).toEqual([])
    expect(Object.keys(SHAPES).filter(name => !named.has(name))).toEqual([])
  })

  it('has the store\'s kinds in the store\'s versions', () => {
    const madeByTheEngine = ['Event', 'Lease', 'ControllerRevision']
    for (const { kind, apiVersion } of BUILT_IN_KINDS) {
      if (!madeByTheEngine.includes(kind)) expect(KINDS.get(kind)).toMatchObject({ apiVersion, level: 'simulated' })
    }
    const simulated = [...KINDS].filter(([, { level }]) => level === 'simulated').map(([kind]) => kind)
    expect(simulated.filter(kind => !BUILT_IN_KINDS.some(one => one.kind === kind))).toEqual([])
  })
})
