import type { Page } from '@playwright/test'
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:net'
import process from 'node:process'
import { tryPort } from '../../scripts/lib/port.ts'
import { expect, showSlide, slideIds, test, turn } from './deck.ts'

const port = await tryPort(0)
/** For what is tried again when it does not come. */
const soon = expect.configure({ timeout: 5_000 })
let deck: ChildProcess | undefined

/** Runs a command and resolves with what it has said once that matches, or once it has ended. */
function run(command: string, args: string[], until: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    // As where development packages were left out: it is no reason to serve anything else.
    deck = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } })
    const listen = (chunk: Buffer) => {
      said += String(chunk)
      if (until.test(said))
        resolve(said)
    }
    deck.stdout?.on('data', listen)
    deck.stderr?.on('data', listen)
    deck.on('exit', () => resolve(said))
  })
}

const start = (args: string[], until: RegExp) => run(process.execPath, ['scripts/start.ts', ...args], until)

/** Ends it; its port is free again after that. */
async function end(): Promise<void> {
  const running = deck
  deck = undefined
  if (!running || running.exitCode !== null || running.signalCode !== null)
    return
  await new Promise<void>((resolve) => {
    running.once('exit', () => resolve())
    running.kill()
  })
}

test.describe('npm start', () => {
  test.describe.configure({ mode: 'serial' })
  test.use({ baseURL: `http://localhost:${port}` })
  test.afterAll(end)

  // What the servers have transformed for one test they have at hand for the next.
  test.describe('once it stands', () => {
    let said = ''
    test.beforeAll(async () => {
      said = await start(['--port', String(port), '--route', 'short'], /Ctrl\+C/)
    })
    test.afterAll(end)

    test('serves both languages from one origin, and prints where', async ({ page, context }) => {
      expect(said).toContain(`http://localhost:${port}/ko/#/presenter/1`)
      expect(said).toContain(`http://localhost:${port}/en/`)

      await page.goto('/')
      await expect(page).toHaveURL(/\/ko\/\w/)
      await page.locator('[data-slidev-no="1"] .slidev-layout').waitFor()
      await showSlide(page, 'ko', 3)
      await page.locator('[data-slidev-no="3"]').getByRole('link', { name: 'Read this slide in English' }).click()
      await expect(page).toHaveURL(/\/en\/#\/eks$/)

      await page.locator('[data-slidev-no="3"] .slidev-layout').waitFor()
      expect(await page.locator('meta[name=author]').getAttribute('content')).toBe('EKS Primer')
      // The short way leaves the chapter's opener out.
      await showSlide(page, 'en', 2)
      await turn(page, 'PageDown')
      await expect(page).toHaveURL(/\/en\/#\/eks-definition/)

      const presenter = await context.newPage()
      await presenter.goto('/en/#/presenter/contents')
      await expect(presenter.getByText(/^Time: \d+ s$/).first()).toBeVisible()
      await presenter.bringToFront()
      // On this machine's own address Slidev lets viewers write too: a window that is still saying where it is takes the
      // presenter back. A presenter who sees that presses again.
      await expect(async () => {
        const before = presenter.url()
        await turn(presenter, 'ArrowRight')
        await soon(presenter).not.toHaveURL(before)
        const [, slide] = /presenter\/([\w-]+)/.exec(presenter.url()) ?? []
        await soon(page).toHaveURL(new RegExp(`/en/#/${slide}\\b`))
      }).toPass({ timeout: 60_000 })
    })

    test('lets windows of two machines, in two languages, share a figure', async ({ browser }) => {
      const no = (await slideIds('ko')).indexOf('k8s-scheduling') + 1
      // Two contexts share neither storage nor channels, as two machines do not.
      const [one, other] = await Promise.all([browser.newContext(), browser.newContext()])
      const [presenter, audience] = await Promise.all([one.newPage(), other.newPage()])
      await audience.goto(`http://localhost:${port}/ko/#/k8s-scheduling`)
      await presenter.goto(`http://localhost:${port}/en/#/presenter/k8s-scheduling`)
      const figureOf = (page: Page) => page.locator(`[data-slidev-no="${no}"] .figure-ready`).first()
      await figureOf(audience).waitFor()
      await figureOf(presenter).getByRole('button', { name: 'Preemption', exact: true }).click()
      await expect(figureOf(audience).getByText('batch-1')).toBeVisible()
      await Promise.all([one.close(), other.close()])
    })
  })

  test('says what to do when the port is taken', async () => {
    const holder = await new Promise<Server>((resolve) => {
      const server = createServer().listen(port, () => resolve(server))
    })
    expect(await start(['--port', String(port)], /$^/)).toContain(`Port ${port} is taken. Stop what uses it, or choose another: npm start -- --port ${port + 1}`)
    holder.close()
  })

  for (const { how, command, args, signal } of [
    { how: 'npm start ended by SIGTERM', command: 'npm', args: ['start', '--'], signal: 'SIGTERM' },
    { how: 'the command itself killed outright', command: process.execPath, args: ['scripts/start.ts'], signal: 'SIGKILL' },
  ] as const) {
    test(`${how} leaves no server behind`, async () => {
      expect(await run(command, [...args, '--port', String(port)], /Ctrl\+C/)).toContain(`http://localhost:${port}/ko/`)
      // The servers write to the same pipe, which closes when the last of them has ended.
      const closed = new Promise(resolve => deck?.once('close', resolve))
      deck?.kill(signal)
      await closed
      expect(await tryPort(port)).toBe(port)
    })
  }
})
