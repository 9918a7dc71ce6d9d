import { defineConfig } from 'vite'

/** Serves dist/ as a static host would: a file that is missing is a 404, not the landing page. */
export default defineConfig({ appType: 'mpa', build: { outDir: 'dist' }, preview: { port: 4173, strictPort: true } })
