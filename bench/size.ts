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

/** What figures import, and what comes with it. */
const ENTRIES: readonly { part: string, exports: Readonly<Record<string, readonly string[]>> }[] = [
  {
    part: 'the scheduling figure: scheduler, explain, kubelet, node lifecycle, replay',
    exports: {
      'controllers/kubelet/index.ts': ['Kubelet'],
      'controllers/nodelifecycle/index.ts': ['NodeLifecycleController'],
      'simulation/replay.ts': ['Replay'],
      'apimachinery/resources.ts': ['amountsOf', 'podRequests'],
      'scheduler/controller.ts': ['SchedulerController'],
      'scheduler/index.ts': ['explain', 'Snapshot'],
    },
  },
  {
    part: 'a figure of rollouts and failing nodes: Deployment, ReplicaSet, EndpointSlice, node lifecycle, scheduler, kubelet, replay',
    exports: {
      'controllers/deployment/index.ts': ['DeploymentController'],
      'controllers/endpointslice.ts': ['EndpointSliceController'],
      'controllers/garbagecollector.ts': ['GarbageCollector'],
      'controllers/kubelet/index.ts': ['Kubelet'],
      'controllers/nodelifecycle/index.ts': ['NodeLifecycleController'],
      'controllers/podgc.ts': ['PodGarbageCollector'],
      'controllers/replicaset.ts': ['ReplicaSetController'],
      'controllers/tainteviction.ts': ['TaintEvictionController'],
      'simulation/replay.ts': ['Replay'],
      'scheduler/controller.ts': ['SchedulerController'],
    },
  },
  {
    part: 'a whole cluster: every controller, replay, explain',
    exports: { 'cluster.ts': ['BASE_OBJECTS', 'standardControllers'], 'simulation/replay.ts': ['Replay'], 'scheduler/index.ts': ['explain', 'Snapshot'] },
  },
  { part: 'the same with kubectl', exports: { 'cluster.ts': ['standardControllers'], 'simulation/replay.ts': ['Replay'], 'scheduler/index.ts': ['explain', 'Snapshot'], 'kubectl/index.ts': ['KubectlTerminal'] } },
]

/** Parts by the files that belong to them. All that they export is kept: upper bounds. */
const PARTS: readonly { part: string, include: string, exclude?: RegExp }[] = [
  { part: 'engine/kubernetes without manifest', include: 'engine/kubernetes/**/*.ts', exclude: /\/manifest\// },
  { part: 'of it the scheduler', include: 'engine/kubernetes/scheduler/**/*.ts' },
  { part: 'engine/kubernetes/manifest, without the yaml package', include: 'engine/kubernetes/manifest/**/*.ts' },
  { part: 'engine/aws and engine/cost', include: 'engine/{aws,cost}/**/*.ts' },
]

const ENTRY = 'virtual:part'
const root = resolve(import.meta.dirname, '..')

export async function benchSizes(): Promise<SizeResult[]> {
  const results: SizeResult[] = []
  for (const { part, exports } of ENTRIES) {
    const source = Object.entries(exports).map(([file, names]) => `export { ${names.join(', ')} } from ${JSON.stringify(resolve(root, 'engine/kubernetes', file))}`)
    results.push({ part, ...await weigh(source.join('\n')) })
  }
  for (const { part, include, exclude } of PARTS) {
    const files = globSync(include, { cwd: root }).sort().filter(file => !exclude?.test(file))
    if (files.length > 0) results.push({ part, ...await weigh(files.map((file, i) => `export * as m${i} from ${JSON.stringify(resolve(root, file))}`).join('\n')) })
  }
  return results
}

async function weigh(source: string): Promise<Omit<SizeResult, 'part'>> {
  const bundle = await rolldown({
    input: ENTRY,
    external: ['yaml'],
    plugins: [{ name: 'part', resolveId: id => (id === ENTRY ? id : null), load: id => (id === ENTRY ? source : null) }],
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  const code = output.map(chunk => (chunk.type === 'chunk' ? chunk.code : '')).join('')
  const modules = output.flatMap(chunk => (chunk.type === 'chunk' ? Object.values(chunk.modules) : [])).filter(({ renderedLength }) => renderedLength > 0).length
  return { modules, bytes: Buffer.byteLength(code), gzipped: gzipSync(code, { level: 9 }).length }
}
