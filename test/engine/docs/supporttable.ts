/** The generated parts of docs/engine.md: what the manifest reader's schema and the headers of the code say. */
import { globSync, readFileSync } from 'node:fs'
import { parseField, shapeIn, typeName } from '../../../engine/kubernetes/manifest/schema/field.ts'
import type { Shape } from '../../../engine/kubernetes/manifest/schema/field.ts'
import { KINDS, SHAPES } from '../../../engine/kubernetes/manifest/schema/kinds.ts'

const LEVELS = { simulated: 'simulated', counted: 'counted by the cost model only' } as const

/** A row a kind. */
export function kindTable(): string {
  const rows = [...KINDS].map(([kind, { apiVersion, legacy, level, note, fields }]) =>
    `| ${kind} | ${apiVersion} | ${legacy.join(', ') || '-'} | ${LEVELS[level]} | ${note} | ${shapesOf(fields)} |`)
  return ['| kind | version | also read | what becomes of it | | fields |', '|---|---|---|---|---|---|', ...rows].join('\n')
}

function shapesOf(fields: Shape): string {
  return Object.entries(fields).filter(([name]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(name))
    .map(([name, notation]) => `${name}${shapeIn(parseField(notation).type) ? '' : parseField(notation).support === 'ignored' ? ' (ignored)' : ''}`).join(', ')
}

/** A row a shape: supported, ignored and refused fields. */
export function fieldTable(): string {
  const rows = Object.entries(SHAPES).map(([name, shape]) => {
    const of = (support: string) => Object.entries(shape).map(([field, notation]) => ({ field, ...parseField(notation) })).filter(one => one.support === support)
    const supported = of('supported').map(({ field, type }) => `${field} \`${typeName(type)}\``)
    const plain = (support: string) => of(support).map(({ field, note }) => (note ? `${field} (${note.replace(/\.$/, '')})` : field))
    return `| ${name} | ${supported.join(', ') || '-'} | ${plain('ignored').join(', ') || '-'} | ${plain('refused').join(', ') || '-'} |`
  })
  return ['| part | supported | ignored | refused |', '|---|---|---|---|', ...rows].join('\n')
}

/** A row a file: its header comment. */
export function headerTable(pattern: string, wanted: (text: string) => boolean): string {
  const rows = globSync(pattern).map(path => path.replaceAll('\\', '/')).sort().flatMap((path) => {
    const text = readFileSync(path, 'utf8')
    const header = /^\/\*\*([^]*?)\*\//.exec(text)?.[1]?.replace(/^\s*\*? ?/gm, ' ').replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')
    return wanted(text) ? [`| ${path.replace(/^engine\/(?:kubernetes\/)?/, '')} | ${header ?? ''} |`] : []
  })
  return ['| file | models and leaves out |', '|---|---|', ...rows].join('\n')
}

/** The document with its generated parts as they should be now. */
export function regenerated(document: string): string {
  const parts: Record<string, string> = {
    kinds: kindTable(),
    fields: fieldTable(),
    controllers: headerTable('engine/kubernetes/{controllers,scheduler,autoscaler}/**/*.ts', text => text.includes('implements Controller')),
    autoscaler: headerTable('engine/kubernetes/autoscaler/*.ts', text => /^\/\*\*[^]*?Models[^]*?\*\//.test(text) && !text.includes('implements Controller')),
    autoscalertests: headerTable('test/engine/autoscaler/*.test.ts', text => text.startsWith('/**')),
    karpenter: headerTable('engine/aws/{karpenter/**/*,auto-mode}.ts', text => text.startsWith('/**') && !text.includes('implements Controller')),
    karpentertests: headerTable('test/engine/aws/karpenter/*.test.ts', text => text.startsWith('/**')),
    autoscaling: headerTable('engine/aws/autoscaling/*.ts', text => text.startsWith('/**') && !text.includes('implements Controller')),
    aws: headerTable('engine/aws/**/*.ts', text => text.includes('implements Controller')),
    controlplane: headerTable('engine/aws/control-plane/*.ts', text => text.startsWith('/**')),
    plugins: headerTable('engine/kubernetes/scheduler/plugins/*.ts', text => /^\/\*\*[^]*?Models[^]*?\*\//.test(text)),
  }
  return document.replace(/(<!-- begin (\w+) -->\n)[^]*?(<!-- end -->)/g, (_, begin: string, name: string, end: string) => `${begin}${parts[name] ?? ''}\n${end}`)
}
