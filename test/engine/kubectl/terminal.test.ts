import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { isBusy, KubectlTerminal, transcript } from '../../../engine/kubernetes/kubectl/index.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import type { Command } from '../../../engine/kubernetes/simulation/commands.ts'
import { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1"}]}}
`
const files = { 'web.yaml': readManifest(WEB) }
const typed = (at: number, line: string, stdin?: string): TimedCommand => ({ at: at * 1000, do: { type: 'kubectl', line, ...(stdin !== undefined && { stdin }) } })
const ctrlC = (at: number): TimedCommand => ({ at: at * 1000, do: { type: 'interrupt' } satisfies Command })

function session(commands: readonly TimedCommand[]) {
  return new Replay({ scenario: 'up', seed: 7, params: {}, commands }, {
    scenarioOf: () => ({ objects: [...BASE_OBJECTS, makeNode('one', { zone: 'a' }), makeNode('two', { zone: 'b' })] }),
    controllers: () => [...standardControllers(), new KubectlTerminal(files)],
  })
}

/** What stands on the terminal after so many seconds. */
function screen(seconds: number, ...commands: TimedCommand[]) {
  const lines = transcript(session(commands).seek(seconds * 1000).log.entries)
  return { lines, busy: isBusy(lines), text: lines.map(({ reason, text }) => reason === 'Typed' ? `$ ${text}\n` : reason === 'Interrupted' ? `${text}\n` : text).join('') }
}

describe('a terminal in virtual time', () => {
  it('prints what kubectl prints, errors too, and is free again', () => {
    const { text, busy, lines } = screen(40, typed(20, 'kubectl apply -f web.yaml'), typed(21, 'k scale deploy wbe --replicas=1'))
    expect(text).toBe('$ kubectl apply -f web.yaml\ndeployment.apps/web created\n$ k scale deploy wbe --replicas=1\nError from server (NotFound): deployments.apps "wbe" not found\n')
    expect(lines.some(({ reason }) => reason === 'Failed')).toBe(true)
    expect(busy).toBe(false)
  })

  it('get -w goes on with a row for every change that shows, until Ctrl+C', () => {
    const { text, busy } = screen(60, typed(20, 'get deploy -w'), typed(90, 'never'))
    expect(busy).toBe(true)
    expect(text).toBe('$ get deploy -w\nNo resources found in default namespace.\n')
    const up = [typed(20, 'apply -f web.yaml'), typed(20, 'get deploy web -w')]
    const rows = screen(50, ...up).text.split('\n').filter(line => line.startsWith('web '))
    expect([rows[0], rows.at(-1)]).toEqual([expect.stringMatching(/^web +0\/3 /), expect.stringMatching(/^web +3\/3 +3 +3 /)])
    expect(rows.length).toBeLessThan(10)
    const stopped = screen(60, ...up, ctrlC(21), typed(22, 'scale deploy web --replicas=5'))
    expect(stopped.text).toContain('^C\n$ scale deploy web --replicas=5\ndeployment.apps/web scaled\n')
    expect(stopped.text).not.toContain('5/5')
    expect(stopped.busy).toBe(false)
  })

  it('rows that get -w adds stand below the columns of its first table', () => {
    const { text } = screen(50, typed(20, 'apply -f web.yaml'), typed(21, 'get pods -w'))
    const rows = text.split('\n').filter(line => /^(NAME|web-)/.test(line))
    const status = rows[0]?.indexOf('STATUS') ?? 0
    expect(rows.some(row => row.slice(status).startsWith('Running '))).toBe(true)
    expect(rows.every(row => /^\S/.test(row.slice(status)) && row[status - 1] === ' ')).toBe(true)
    // A column that has become wider stays as wide.
    const wide = rows.slice(rows.findIndex(row => row.includes('ContainerCreating')))
    expect(new Set(wide.map(row => row.search(/\d+ +\S+$/))).size).toBe(1)
  })

  it('a line typed over a running command interrupts it', () => {
    const { text, busy } = screen(40, typed(20, 'apply -f web.yaml'), typed(20, 'get pods -w'), typed(21, 'get deploy -o name'))
    expect(text).toMatch(/\^C\n\$ get deploy -o name\ndeployment\.apps\/web\n$/)
    expect(busy).toBe(false)
  })

  it('rollout status waits for the rollout, and says each stage once', () => {
    const { text, busy } = screen(60, typed(20, 'apply -f web.yaml'), typed(20, 'rollout status deploy/web'))
    expect(text).toMatch(/Waiting for deployment "web" rollout to finish: 0 of 3 updated replicas are available\.\.\.\n(.*\n)*deployment "web" successfully rolled out\n$/)
    expect(busy).toBe(false)
    const lines = text.split('\n').filter(Boolean)
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('rollout status --watch=false and --timeout do not wait for ever', () => {
    const stuck = WEB.replace('web:1', 'broken:1').replace('replicas: 3', 'replicas: 3\n  progressDeadlineSeconds: 600')
    const unready = stuck.replace('image: "broken:1"', 'image: "web:1", resources: {requests: {cpu: "64"}}')
    expect(screen(25, typed(20, 'apply -f -', unready), typed(21, 'rollout status deploy/web --watch=false')).busy).toBe(false)
    const { text, busy } = screen(60, typed(20, 'apply -f -', unready), typed(21, 'rollout status deploy/web --timeout=10s'))
    expect(text).toMatch(/error: timed out waiting for the condition\n$/)
    expect(busy).toBe(false)
    expect(screen(30, typed(20, 'apply -f -', unready), typed(21, 'rollout status deploy/web --timeout=10s')).busy).toBe(true)
  })

  it('wait ends when its condition holds, or when its time is up', () => {
    const up = [typed(20, 'apply -f web.yaml')]
    expect(screen(60, ...up, typed(20.5, 'wait --for=condition=Available deploy/web')).text).toMatch(/deployment\.apps\/web condition met\n$/)
    const late = screen(60, ...up, typed(20.5, 'wait --for=condition=Nonsense deploy/web --timeout=5s'))
    expect(late.text).toMatch(/error: timed out waiting for the condition on deployments\/web\n$/)
    expect(late.lines.at(-1)?.at).toBe(25_500)
    expect(screen(60, ...up, typed(40, 'wait --for=delete deploy/web --timeout=30s'), typed(41, 'delete deploy web')).text).toContain('^C')
  })

  it('-f - applies what was given to it, and says what is wrong in it', () => {
    expect(screen(30, typed(20, 'kubectl apply -f -', WEB)).text).toContain('deployment.apps/web created\n')
    expect(screen(30, typed(20, 'kubectl apply -f -', 'kind: [')).lines.some(({ reason }) => reason === 'Failed')).toBe(true)
    expect(screen(30, typed(20, 'kubectl apply -f -')).text).toContain('nothing was piped in')
  })
})

const LINES = ['apply -f web.yaml', 'get pods', 'get deploy -w', 'scale deploy web --replicas=4', 'delete deploy web', 'rollout status deploy/web --timeout=5s', 'wait --for=delete deploy/web --timeout=4s', 'drain one', 'drain two --timeout=3s', 'uncordon one', 'nonsense', 'get "']

describe('a typed session', () => {
  it('gives the same log whether it is gone through at once, in steps, or wound back', () => {
    const step = fc.record({ at: fc.integer({ min: 15, max: 60 }), line: fc.option(fc.constantFrom(...LINES)) })
    fc.assert(fc.property(fc.array(step, { maxLength: 8 }), fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 6 }), (steps, visits) => {
      const commands = steps.map(({ at, line }) => line === null ? ctrlC(at) : typed(at, line)).sort((a, b) => a.at - b.at)
      const whole = session(commands).seek(70_000).log.toText()
      const wound = session([])
      for (const [index, visit] of visits.entries()) {
        wound.run = { ...wound.run, commands: commands.slice(0, index + 1) }
        wound.seek(visit * 1000)
      }
      wound.run = { ...wound.run, commands }
      expect(wound.seek(70_000).log.toText()).toBe(whole)
    }), { numRuns: 30 })
  })
})
