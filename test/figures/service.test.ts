import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dotsAt, firstAfter } from '../../components/figures/service/dots.ts'
import { service } from '../../components/figures/service/service.ts'
import { exampleOf, type ServiceInputs, type ServiceScenario } from '../../components/figures/service/service-plan.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { trafficSeries } from '../../components/figures/service/traffic-chart.ts'
import type { Deployment } from '../../engine/kubernetes/types/index.ts'

function tell(name: ServiceScenario, params: Partial<ServiceInputs> = {}) {
  const record = authorsRecord(service, name, params)
  const playback = playbackOf(service, record)
  return { ...tellAtOnce(service, record, playback), playback }
}

const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length

describe('the service figure\'s scenarios come to the end that they promise', () => {
  it('probe: an update loses nothing with one, and something without', () => {
    const { found, beats, playback } = tell('probe')
    const [grow, update, bare] = found.tallies
    expect([grow.lost, update.lost]).toEqual([0, 0])
    expect(bare.lost).toBeGreaterThan(30)
    expect(new Set(found.requests.flatMap(({ lost }) => lost ?? []))).toEqual(new Set(['notListening']))
    expect(beats.at(-1)?.say.en).toBe(`The same update: 0 lost with a probe, ${bare.lost} without.`)
    // A probe alone does not do it: what else the example has is said.
    expect(beats[2]?.say).toEqual({ ko: '롤링 업데이트: 새 파드가 준비되면 옛 파드는 preStop으로 5초 뒤에 멈춥니다.', en: 'Rolling update: new pods get ready, old ones stop 5 s later (preStop).' })
    expect(tell('probe', { preStopSeconds: 0 }).beats[2]?.say.en).not.toContain('preStop')
    // It rests where both versions serve, not where the update is over.
    playback?.seek(found.mixed ?? 0)
    expect(new Set(playback?.look().stage.pods.filter(({ state }) => state === 'ready').map(({ version }) => version))).toEqual(new Set([1, 2]))
  })

  it('a new pod gets no request before it has passed its probe, and its share after', () => {
    const { found, playback, beats } = tell('probe')
    playback?.seek(beats[0]?.at ?? 0)
    const starting = playback?.look().endpoints.filter(({ state }) => state === 'starting') ?? []
    expect(starting).toHaveLength(1)
    const to = found.requests.filter(({ uid }) => uid === starting[0]?.uid)
    expect(to[0]?.at).toBeGreaterThan(beats[0]?.at ?? 0)
    playback?.seek(to[0]?.at ?? 0)
    expect(playback?.look().endpoints.find(({ uid }) => uid === starting[0]?.uid)?.state).toBe('ready')
  })

  it('preStop: without it an update loses what is sent before the rules follow, with it nothing', () => {
    const { found } = tell('prestop')
    expect(found.tallies[0].lost).toBeGreaterThan(5)
    expect(found.tallies[1].lost).toBe(0)
    expect(new Set(found.requests.flatMap(({ lost }) => lost ?? []))).toEqual(new Set(['stopped']))
    expect(tell('prestop', { proxySeconds: 0 }).found.tallies[0].lost).toBeLessThan(found.tallies[0].lost)
    expect(tell('prestop', { preStopSeconds: 0 }).found.tallies[1].lost).toBeGreaterThan(5)
  })

  it('node: requests are lost until its endpoints go, and pods come up elsewhere', () => {
    const { found, playback } = tell('node')
    expect(found.tallies[0].lost).toBeGreaterThan(100)
    expect(found.tallies[1].lost).toBe(0)
    const seconds = ((found.lastLost ?? 0) - found.plan.first) / 1000
    expect(seconds).toBeGreaterThan(35)
    expect(seconds).toBeLessThan(57)
    playback?.seek(found.plan.end)
    const { stage } = playback?.look() ?? { stage: { nodes: [], pods: [] } }
    expect(stage.nodes.filter(({ dead }) => dead).map(({ name }) => name)).toEqual(['node-a'])
    expect(stage.pods.filter(({ state, node }) => state === 'ready' && node !== 'node-a')).toHaveLength(4)
  })
})

describe('what is told and drawn', () => {
  it('captions have at most 14 words, in both languages', () => {
    for (const name of Object.keys(service.scenarios) as ServiceScenario[]) {
      for (const { say } of tell(name).beats) {
        expect(words(say.en), say.en).toBeLessThanOrEqual(14)
        expect(words(say.ko), say.ko).toBeLessThanOrEqual(14)
      }
    }
  })

  it('the chart sums up exactly the requests that there were', () => {
    const { found } = tell('prestop')
    const [sent, served] = trafficSeries(found, 'en').map(({ points }) => points.reduce((sum, { y }) => sum + y, 0))
    const inside = found.requests.filter(({ at }) => at >= found.plan.start && at < found.plan.start + Math.floor((found.plan.end - found.plan.start) / 1000) * 1000)
    expect(sent).toBeCloseTo(inside.length)
    expect((sent ?? 0) - (served ?? 0)).toBeCloseTo(inside.filter(({ lost }) => lost).length)
  })

  it('a dot is at the caller when it starts, at its pod when it arrives, and bursts only when it is lost', () => {
    const way = { client: { x: 0, y: 0 }, service: { x: 100, y: 0 }, leaves: { x: 100, y: 10 }, target: () => ({ x: 200, y: 50 }) }
    const requests = [{ at: 10_000, uid: 'a' }, { at: 20_000, uid: 'a', lost: 'stopped' as const }]
    expect(dotsAt(requests, 8_500, 1, way)[0]).toMatchObject({ x: 0, y: 0 })
    expect(dotsAt(requests, 9_999, 1, way)[0]?.x).toBeCloseTo(200, 0)
    expect(dotsAt(requests, 10_001, 1, way)).toEqual([])
    expect(dotsAt(requests, 20_300, 1, way)[0]).toMatchObject({ x: 200, y: 50, burst: 0.2 })
    expect(dotsAt(requests, 22_000, 1, way)).toEqual([])
  })

  it('finds its place among requests as a search from the start would', () => {
    fc.assert(fc.property(fc.array(fc.nat(50)), fc.nat(50), (instants, at) => {
      const requests = instants.sort((a, b) => a - b).map(instant => ({ at: instant }))
      const index = requests.findIndex(request => request.at > at)
      expect(firstAfter(requests, at)).toBe(index < 0 ? requests.length : index)
    }))
  })
})

describe('a reader\'s own Deployment', () => {
  const [deployment, front] = exampleOf({ replicas: 2, preStopSeconds: 0 }, 'probe')
  const own = (change: Partial<Deployment['spec']> = {}): Deployment => ({ ...deployment, metadata: { name: 'shop' }, spec: { ...deployment.spec, ...change } })

  it('gets a Service where there is none, and keeps its own where there is', () => {
    expect(tell('probe', { own: [own()] }).playback?.look().service).toBe('shop')
    const { playback, found } = tell('probe', { own: [own(), { ...front, metadata: { name: 'front' } }] })
    expect(playback?.look().service).toBe('front')
    expect(found.tallies[0].lost).toBe(0)
  })

  it('runs in its own namespace', () => {
    const { found } = tell('probe', { own: [{ ...own(), metadata: { name: 'shop', namespace: 'default' } }] })
    expect(found.requests.filter(({ lost }) => lost === 'noEndpoint')).toEqual([])
  })
})
