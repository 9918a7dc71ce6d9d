/** What the engine weighs in a browser: each part bundled, minified and gzipped. */
import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

export interface SizeResult {
  part: string
  modules: number
  bytes: number
  gzipped: number
}

/** Parts by the files that belong to them. All that they export is kept, so a figure loads this much or less. */
const PARTS: readonly { part: string, include: string, exclude?: RegExp }[] = [
  { part: 'engine/kubernetes without manifest (the engine chunk)', include: 'engine/kubernetes/**/*.ts', exclude: /\/manifest\// },
  { part: 'of it the scheduler', include: 'engine/kubernetes/scheduler/**/*.ts' },
  { part: 'engine/kubernetes/manifest, without the yaml package', include: 'engine/kubernetes/manifest/**/*.ts' },
  { part: 'engine/aws and engine/cost', include: 'engine/{aws,cost}/**/*.ts' },
]

const ENTRY = 'virtual:part'
const root = resolve(import.meta.dirname, '..')

export async function benchSizes(): Promise<SizeResult[]> {
  const results: SizeResult[] = []
  for (const { part, include, exclude } of PARTS) {
    const files = globSync(include, { cwd: root }).sort().filter(file => !exclude?.test(file))
    if (files.length > 0) results.push({ part, modules: files.length, ...await weigh(files) })
  }
  return results
}

async function weigh(files: readonly string[]): Promise<{ bytes: number, gzipped: number }> {
  const source = files.map((file, i) => `export * as m${i} from ${JSON.stringify(resolve(root, file))}`).join('\n')
  const bundle = await rolldown({
    input: ENTRY,
    external: ['yaml'],
    plugins: [{ name: 'part', resolveId: id => (id === ENTRY ? id : null), load: id => (id === ENTRY ? source : null) }],
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  const code = output.map(chunk => (chunk.type === 'chunk' ? chunk.code : '')).join('')
  return { bytes: Buffer.byteLength(code), gzipped: gzipSync(code, { level: 9 }).length }
}
