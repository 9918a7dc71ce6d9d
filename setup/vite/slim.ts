import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { type Edit, editSlidev, importOf } from './edit-slidev.ts'

const standIns = fileURLToPath(new URL('stand-ins.ts', import.meta.url))
const drawingLater = fileURLToPath(new URL('drawing-later.ts', import.meta.url))

/** What Slidev's client imports and this deck does without, or with far less; and by which of its files. */
const replaced: Record<string, RegExp> = {
  '@shikijs/vitepress-twoslash/client': /setup\/main\.ts/,
  '@slidev/rough-notation': /modules\/v-mark\.ts/,
  '@vueuse/motion': /modules\/v-motion\.ts/,
  '@unhead/vue': /./,
  '@unhead/vue/client': /./,
  'floating-vue': /(SlidesShow|SlideContainer|FormItem|VSwitch|pages\/print)\b/,
  './DragControl.vue': /SlidesShow/,
}

/** Style sheets of Slidev's and its theme's for what no slide has: code with types, moving code, formulas, alerts, Prism's colours. */
const unusedStyles = /^(@shikijs\/.*\/style\.css|markdown-it-github-alerts\/styles\/.*|\.\/(katex|shiki-twoslash|prism)\.css)$/

/** Slidev's look of tables. It counts as much as a component's own, so which of them holds would hang on the order in which they come. */
const tables = /\n {2}table \{\n[^}]*\}\n\n {2}tr \{\n[^}]*\}\n\n {2}th \{\n[^}]*\}\n([^]*?)\n {2}td,\n {2}th \{\n[^}]*\}\n/

/** By the file of Slidev's client: what stands in it, and what is put there. */
const edits: Readonly<Record<string, readonly Edit[]>> = {
  'styles/layouts-base.css': [[tables, '$1']],
  // A path ends with a slash: it is a folder of the build, which every host serves as it is.
  'logic/slidePath.ts': [
    [/`\/presenter\/\$\{no\}` : `\/\$\{no\}`/, '`/presenter/${no}${slash}` : `/${no}${slash}`'],
    ['const no =', 'const slash = byFragment ? \'\' : \'/\'\n  const no ='],
  ],
  // What opens over the slides: the overview, the dialogues, the menu of the right button, and the titles that they list.
  'pages/play.vue': [[
    'import Controls from \'../internals/Controls.vue\'',
    `import { defineAsyncComponent } from 'vue'
${importOf('{ whenIdle }', 'components/deck/when-idle.ts')}const Controls = defineAsyncComponent(() => new Promise(whenIdle).then(() => import('../internals/Controls.vue')))`,
  ], ['import NavControls from \'../internals/NavControls.vue\'', importOf('NavControls', 'components/deck/NavBar.vue')]],
  'pages/presenter.vue': [['import NavControls from \'../internals/NavControls.vue\'', importOf('NavControls', 'components/deck/NavBar.vue')]],
  // Each of these two has all styles computed anew before the first slide stands: for a colour scheme that index.html has set
  // already, and for the height of the screen, which styles/base.css knows.
  'logic/dark.ts': [['(v) => {', '(v) => {\n      if (document.documentElement.classList.contains(v ? \'dark\' : \'light\'))\n        return']],
  'setup/main.ts': [[/ {2}setMaxHeight\(\)\n {2}window\.addEventListener\('resize', setMaxHeight\)\n/, '']],
}

/** Keeps out of the deck what it would load and never use. */
export function slim(): Plugin[] {
  return [editSlidev('slim edits', edits), {
    name: 'eks-primer:slim',
    enforce: 'pre',
    resolveId(id, importer = '') {
      if (!/@slidev\/(client|theme-default)/.test(importer))
        return
      if (replaced[id]?.test(importer))
        return standIns
      if (id === 'drauu' && /useDrawings/.test(importer))
        return drawingLater
      if (unusedStyles.test(id) && importer.includes('/styles/'))
        return '\0unused.css'
      // Only this one is asked for by its default.
      if (id === 'fuse.js')
        return `\0${id}`
      // One function of it is asked for, which both have; the other brings the whole YAML library.
      if (id === '@slidev/parser/core')
        return this.resolve('@slidev/parser/utils', importer)
    },
    load: id => ({ '\0fuse.js': `export { Fuse as default } from ${JSON.stringify(standIns)}`, '\0unused.css': '' })[id],
  }]
}
