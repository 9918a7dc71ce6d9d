import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import { usableEndpoints } from '../../../engine/kubernetes/traffic/endpoints.ts'
import { sendRequests } from '../../../engine/kubernetes/traffic/requests.ts'
import type { Container, Deployment, Endpoint, Service } from '../../../engine/kubernetes/types/index.ts'
import { deployment, podTemplate, THREE_NODES } from '../support/cluster.ts'

const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }
const probe: Partial<Container> = { readinessProbe: { httpGet: { port: 80 }, periodSeconds: 1 } }
const hook: Partial<Container> = { lifecycle: { preStop: { sleep: { seconds: 5 } } } }

/** Requests from second 20 on; what is done to the cluster is done at second 30. */
function send(container: Partial<Container>, commands: readonly TimedCommand['do'][], { to = 90_000, startMs = 4_000, proxySyncMs = 1_000, replicas = 3, perSecond = 10, spec = {} as Partial<Deployment['spec']> } = {}) {
  const template = podTemplate('web', container)
  const replay = new Replay({ scenario: 'web', seed: 1, params: {}, commands: commands.map(command => ({ at: 30_000, do: command })) }, {
    scenarioOf: () => ({ objects: [...THREE_NODES, service, deployment('web', { replicas, template, ...spec })], config: { appStartMs: startMs } }),
    controllers: standardControllers,
  })
  const requests = sendRequests(replay, { service: 'web', perSecond, from: 20_000, to, proxySyncMs })
  return { requests, lost: requests.filter(({ lost }) => lost), replay }
}

const update = { type: 'setImage', name: 'web', image: 'web:2' } as const

describe('endpoints that a kube-proxy sends to (CategorizeEndpoints)', () => {
  const endpoint = (ready: boolean, serving: boolean, terminating: boolean): Endpoint => ({ addresses: [], conditions: { ready, serving, terminating } })
  const [ready, starting, ending, ended] = [endpoint(true, true, false), endpoint(false, false, false), endpoint(false, true, true), endpoint(false, false, true)]
  it.each([
    ['only those that are ready', [ready, starting, ending], [ready]],
    ['those that serve while they end, where none is ready', [starting, ending, ended], [ending]],
    ['none', [starting, ended], []],
  ])('are %s', (_, endpoints, expected) => {
    expect(usableEndpoints(endpoints)).toEqual(expected)
  })
})

describe('requests to a Service', () => {
  it('are shared by all pods that are ready', () => {
    const { requests, lost } = send(probe, [])
    expect(requests).toHaveLength(700)
    expect(lost).toEqual([])
    const shares = [...new Set(requests.map(({ uid }) => uid))].map(uid => requests.filter(request => request.uid === uid).length)
    expect(shares).toHaveLength(3)
    expect(Math.min(...shares)).toBeGreaterThan(180)
  })

  it('are rejected while there is no endpoint', () => {
    const { lost } = send(probe, [{ type: 'scale', kind: 'Deployment', name: 'web', replicas: 0 }])
    expect(lost.filter(({ lost: why }) => why === 'noEndpoint').length).toBeGreaterThan(500)
  })

  it.each([
    ['probe and preStop: none is lost', { ...probe, ...hook }, []],
    ['without a probe they go to pods that do not listen yet', hook, ['notListening']],
    ['without preStop they go to pods that have been told to stop', probe, ['stopped']],
    ['an exec hook that sleeps is as good', { ...probe, lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 5'] } } } }, []],
    ['a hook shorter than the proxies\' delay is not', { ...probe, lifecycle: { preStop: { sleep: { seconds: 1 } } } }, ['stopped']],
  ] as [string, Partial<Container>, string[]][])('a rolling update, %s', (_, container, reasons) => {
    const { lost } = send(container, [update], { proxySyncMs: 1_500 })
    expect([...new Set(lost.map(({ lost: why }) => why))]).toEqual(reasons)
  })

  it('go to a dead machine until its pods are no longer ready, and not after', () => {
    const { lost } = send({ ...probe, ...hook }, [{ type: 'node', node: 'node-a', state: 'down' }], { to: 200_000 })
    expect(new Set(lost.map(({ lost: why }) => why))).toEqual(new Set(['unreachable']))
    const [first = 0, last = 0] = [lost[0]?.at, lost.at(-1)?.at]
    expect(first).toBeGreaterThanOrEqual(30_000)
    // 50 s of grace since its last heartbeat, and at most 5 s to the monitor's next look.
    expect(last).toBeGreaterThan(65_000)
    expect(last).toBeLessThan(30_000 + 50_000 + 5_000 + 1_500)
  })

  it('to an application that hangs are lost until its probe has failed three times', () => {
    const { lost } = send(probe, [{ type: 'probe', probe: 'readiness', failing: true, selector: 'app=web' }])
    expect(lost.filter(({ lost: why }) => why === 'notListening').every(({ at }) => at < 30_000 + 3_000 + 1_500)).toBe(true)
    expect(lost.at(-1)?.lost).toBe('noEndpoint')
  })

  it('leave the cluster as it was', () => {
    const { replay } = send(probe, [update])
    const log = replay.seek(90_000).log.toText()
    const untouched = new Replay(replay.run, { scenarioOf: () => ({ objects: [...THREE_NODES, service, deployment('web', { replicas: 3, template: podTemplate('web', probe) })], config: { appStartMs: 4_000 } }), controllers: standardControllers })
    expect(untouched.seek(90_000).log.toText()).toBe(log)
  })
})

describe('whatever the numbers', () => {
  const numbers = fc.record({
    replicas: fc.integer({ min: 1, max: 6 }), startMs: fc.integer({ min: 0, max: 15_000 }), proxySyncMs: fc.integer({ min: 0, max: 4_000 }), perSecond: fc.integer({ min: 1, max: 30 }),
  })

  it('requests = served + lost; each lost one has its reason, each served one a pod', () => {
    fc.assert(fc.property(numbers, fc.boolean(), fc.boolean(), (given, hasProbe, hasHook) => {
      const { requests, lost } = send({ ...(hasProbe && probe), ...(hasHook && hook) }, [update], { to: 60_000, ...given })
      const served = requests.filter(({ lost: why, uid }) => why === undefined && uid !== undefined)
      expect(requests).toHaveLength(40 * given.perSecond)
      expect(served.length + lost.length).toBe(requests.length)
    }), { numRuns: 15 })
  })

  it('with a probe, a preStop hook longer than the proxies\' delay and a surge, an update loses nothing', () => {
    fc.assert(fc.property(numbers, (given) => {
      const { lost } = send({ ...probe, ...hook }, [update], { to: 120_000, ...given, spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } } })
      expect(lost).toEqual([])
    }), { numRuns: 15 })
  })
})
