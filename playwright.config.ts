import { defineConfig } from '@playwright/test'
import process from 'node:process'
import { requireBrowser } from './scripts/lib/browser.ts'

/** PREVIEW_PORT lets two checkouts be tested at once. */
const port = process.env.PREVIEW_PORT ?? '4173'

export default defineConfig({
  testDir: 'test/deck',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 300_000,
  // What is waited for comes on however busy a machine; a limit near to how long it takes would test the machine.
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: [['list'], ['./test/deck/closing-line.ts']],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 980, height: 552 },
    // Each test would fetch the whole deck into a cache of its own. offline.spec.ts allows it.
    serviceWorkers: 'block',
    // Transitions have no part in what is tested, and half a second each in how long it takes.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: requireBrowser(),
      args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
    },
  },
  webServer: {
    command: `npm run preview -- --port ${port}`,
    url: `http://localhost:${port}/ko/`,
    reuseExistingServer: false,
  },
})
