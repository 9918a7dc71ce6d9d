import { existsSync } from 'node:fs'
import process from 'node:process'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright'
import { installWithApt, run } from './apt.ts'

/** The first has no windows of its own, which nothing here needs, and half the work with a page. */
const systemBrowsers = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

const help = `No Chromium was found, and none could be installed.
  - If a Chrome or Chromium is on this machine, name it: CHROMIUM_PATH=/path/to/chrome npm test
  - On Debian or Ubuntu: sudo apt-get install chromium
  - Elsewhere, with a network: npx playwright install --with-deps chromium`

/**
 * The path of a Chromium that is already here: CHROMIUM_PATH, a system Chrome or Chromium, Playwright's own.
 *
 * @throws when CHROMIUM_PATH names a file that does not exist
 */
export function findBrowser(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!existsSync(named))
      throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`)
    return named
  }
  return [...systemBrowsers, chromium.executablePath()].find(path => existsSync(path))
}

/**
 * A Chromium's path; where there is none, one is installed first, by Playwright or from Debian.
 *
 * @throws with what to do, when none can be had
 */
export function requireBrowser(): string {
  const found = findBrowser()
  if (found)
    return found
  if (!run('npx', 'playwright', 'install', '--with-deps', 'chromium') && !installWithApt('chromium-headless-shell'))
    installWithApt('chromium')
  // One may have come although its installer complained.
  const installed = findBrowser()
  if (!installed)
    throw new Error(help)
  return installed
}

/** How long anything may take before it is given up, in ms: no measure of how fast it must be. */
const patience = 600_000

/** A browser for a script. @throws with what to do, when none can be had */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: requireBrowser(), timeout: patience })
}

/** A window of it that waits on a busy machine too. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(patience)
  return context
}
