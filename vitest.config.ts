import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { computedAhead } from './setup/vite/computed-ahead.ts'

export default defineConfig({
  plugins: [vue(), computedAhead()],
  resolve: { alias: { '@slidev/client': fileURLToPath(new URL('test/support/slidev-client.ts', import.meta.url)) } },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seeded.ts'],
    // Long enough for a busy machine: no test is about speed.
    testTimeout: 300_000,
    isolate: false,
    maxWorkers: '100%',
  },
})
