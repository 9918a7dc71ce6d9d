import type { Plugin, Rollup } from 'vite'
import { BUILD_FACTS, type BuildFacts } from '../../scripts/lib/build-facts.ts'

const slide = /^(.*\/)?(?<chapter>[\w-]+)\.md__slidev_(?<no>\d+)\.md$/

/** The file that a module goes into: one a chapter for slides that are words, one a slide for those with a figure. */
export function chunkOf(id: string, hasFigure: (no: number) => boolean): string | null {
  if (id.includes('virtual:eks-primer/note/'))
    return 'notes'
  const { chapter, no } = slide.exec(id)?.groups ?? {}
  return chapter && !hasFigure(Number(no)) ? chapter : null
}

/** A chunk and every file that comes with it, in the order in which a browser runs them: what is imported before what imports it. */
function withImports(name: string, bundle: Rollup.OutputBundle, seen = new Set<string>()): string[] {
  const chunk = bundle[name]
  if (chunk?.type !== 'chunk' || seen.has(name))
    return []
  seen.add(name)
  return [...chunk.imports.flatMap(each => withImports(each, bundle, seen)), name]
}

/** Modules that come with one, itself among them, and by no import that waits. */
function closureOf(id: string, { getModuleInfo }: Pick<Rollup.PluginContext, 'getModuleInfo'>, found = new Set<string>()): Set<string> {
  if (!found.has(id)) {
    found.add(id)
    getModuleInfo(id)?.importedIds.forEach(each => closureOf(each, { getModuleInfo }, found))
  }
  return found
}

/** Few files for many slides, and a list of what each of them needs and of whose code they are made. */
export function chunks(): Plugin {
  const figures = new Set<number>()
  let first: Set<string> | undefined
  return {
    name: 'eks-primer:chunks',
    apply: 'build',
    config: () => ({
      build: {
        assetsInlineLimit: 0,
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                { debugName: 'chapters', name: (id: string) => chunkOf(id, no => figures.has(no)), includeDependenciesRecursively: false },
                { name: 'vue', test: (id: string) => /\/node_modules\/(@vue|vue|vue-router|@vueuse)\//.test(id) && !id.includes('devtools'), tags: ['$initial'] },
                // What every visitor needs before the first slide answers.
                { debugName: 'first', name: id => first?.has(id) ? 'first' : null },
                // What slides of words have in common with figures, whose files they do not need for it.
                { name: 'common', test: /\/components\/deck\/useStill\.ts$|\/controllers\/deployment\/bounds\.ts$/ },
                // What many slides share, by what they do with it: a hundred small files would cost more than a few bytes too many.
                { name: 'world', test: /\/components\/deck\/world\//, minShareCount: 2 },
                { name: 'figure', test: /\/components\/figures\/(shell|controls)\//, minShareCount: 6 },
                { name: 'stage', test: /\/components\/figures\/(stage|workload)\//, minShareCount: 2 },
                { name: 'cluster', test: /\/engine\/kubernetes\//, minShareCount: 8 },
              ],
            },
          },
        },
      },
    }),
    buildEnd() {
      for (const id of this.getModuleIds()) {
        const no = slide.exec(id)?.groups?.no
        if (no && this.getModuleInfo(id)?.importedIds.some(imported => /Figure\.vue$|\/layouts\/quiz\.vue$/.test(imported)))
          figures.add(Number(no))
      }
      const play = [...this.getModuleIds()].find(id => id.endsWith('pages/play.vue'))
      first = play ? closureOf(play, this) : undefined
    },
    generateBundle(_, bundle) {
      const all = Object.values(bundle).flatMap(each => each.type === 'chunk' ? [each] : [])
      const play = all.find(({ facadeModuleId }) => facadeModuleId?.endsWith('pages/play.vue'))?.fileName ?? ''
      const files: BuildFacts['files'] = {}
      const packages = new Set<string>()
      for (const { fileName, moduleIds } of all) {
        for (const id of moduleIds) {
          const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/.][^/]*)\//.exec(id) ?? []
          if (name)
            packages.add(name)
          const no = slide.exec(id)?.groups?.no
          if (!no)
            continue
          const scripts = new Set([...withImports(play, bundle), ...withImports(fileName, bundle)])
          files[no] = [...new Set([...scripts, ...all.flatMap(each => scripts.has(each.fileName) ? [...each.viteMetadata?.importedCss ?? []] : [])])]
        }
      }
      this.emitFile({ type: 'asset', fileName: BUILD_FACTS, source: JSON.stringify({ files, packages: [...packages].sort() } satisfies BuildFacts) })
    },
  }
}
