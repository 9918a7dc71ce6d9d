import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
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
