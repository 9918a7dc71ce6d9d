import process from 'node:process'
import { defineConfig } from 'vite'
import { onceOrphaned } from './scripts/lib/parent.ts'
import { oneOrigin, type Peer, peerProxy, relay } from './scripts/lib/peers.ts'

/** Set by scripts/start.ts: the deck that this server serves, the way through it that it begins with, the servers behind its origin, and all the others. */
const { language = '', route = 'main', peers = [], rest = [] } = JSON.parse(process.env.EKS_PRIMER_SERVER ?? '{}') as { language?: string, route?: string, peers?: Peer[], rest?: Peer[] }
if (language)
  onceOrphaned(() => process.exit())

export default defineConfig({
  // Two servers start at once on a fresh machine; in one cache they would overwrite each other's work.
  cacheDir: `node_modules/.vite/${language}`,
  // Found only when a figure is first shown, these would reload the page under a presenter's or an export's feet.
  optimizeDeps: { include: ['@vueuse/core', 'd3-polygon', 'd3-scale', 'd3-shape', 'lz-string', 'valibot', 'yaml'] },
  // Slidev leaves its print pages out of a built deck; scripts/export.ts prints from them, and readers may.
  // index.html decides how slides are addressed: by a path, or behind a # where the address that was opened has one.
  define: { __SLIDEV_FEATURE_PRINT__: 'true', __SLIDEV_HASH_ROUTE__: 'globalThis.byFragment', __TALK_ROUTE__: JSON.stringify(route) },
  // Slidev takes the Vue that brings a compiler of templates: no template of this deck is left to compile, and it would need eval.
  resolve: { alias: [{ find: /^vue$/, replacement: 'vue/dist/vue.runtime.esm-bundler.js' }] },
  server: { proxy: peerProxy(peers) },
  // Beside a component stand files of its name in small letters: Slidev would take them for components too.
  slidev: { components: { globsExclude: ['**/components/**/*.ts'] } },
  plugins: [oneOrigin(peers), relay(rest)],
})
