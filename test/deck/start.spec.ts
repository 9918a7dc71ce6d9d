import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:net'
import process from 'node:process'
import { expect as quick, showSlide, test } from './deck.ts'

const port = 4391
/** The development server compiles what it is asked for, the first time, on however busy a machine. */
const expect = quick.configure({ timeout: 60_000 })
let deck: ChildProcess | undefined

/** Runs scripts/start.ts and resolves with what it has said once that matches, or once it has ended. */
function start(args: string[], until: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    deck = spawn(process.execPath, ['scripts/start.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
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

test.afterEach(() => {
  deck?.kill()
})

test.describe('npm start', () => {
  test.describe.configure({ mode: 'serial' })
  test.use({ baseURL: `http://localhost:${port}` })

  test('serves both languages from one origin, and prints where', async ({ page, context }) => {
    const said = await start(['--port', String(port)], /Ctrl\+C/)
    expect(said).toContain(`http://localhost:${port}/ko/#/presenter/1`)
    expect(said).toContain(`http://localhost:${port}/en/`)

    await page.goto('/')
    await expect(page).toHaveURL(/\/ko\/#\/\w/)
    await page.locator('[data-slidev-no="1"] .slidev-layout').waitFor()
    await showSlide(page, 'ko', 3)
    await page.locator('[data-slidev-no="3"]').getByRole('link', { name: 'Read this slide in English' }).click()
    await expect(page).toHaveURL(/\/en\/#\/eks$/)

    const presenter = await context.newPage()
    await presenter.goto('/en/#/presenter/2')
    await expect(presenter.getByText(/^Time: \d+ s$/).first()).toBeVisible()
    await presenter.bringToFront()
    await presenter.keyboard.press('ArrowRight')
    await expect(page).toHaveURL(/\/en\/#\/eks/)
  })

  test('says what to do when the port is taken', async () => {
    const holder = await new Promise<Server>((resolve) => {
      const server = createServer().listen(port, () => resolve(server))
    })
    expect(await start(['--port', String(port)], /$^/)).toContain(`Port ${port} is taken. Stop what uses it, or choose another: npm start -- --port ${port + 1}`)
    holder.close()
  })

  test('says which languages there are', async () => {
    expect(await start(['fr'], /$^/)).toContain('There is no deck in "fr", only in ko and en.')
  })
})
