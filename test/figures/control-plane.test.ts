/** The control plane's figure, told on the engine: its beats, its sentences, and what a hand or a link may do to it. */
import { describe, expect, it } from 'vitest'
import { languages } from '../../data/localized.ts'
import { controlPlane } from '../../components/figures/control-plane/control-plane.ts'
import { verdict } from '../../components/figures/control-plane/control-plane-words.ts'
import { planeLayout } from '../../components/figures/control-plane/plane-layout.ts'
import { secondsWithout } from '../../components/figures/control-plane/plane-findings.ts'
import { START, zones } from '../../components/figures/control-plane/plane-schedule.ts'
import type { PlaneView } from '../../components/figures/control-plane/plane-view.ts'
import { authorsRecord, readRecord } from '../../components/figures/shell/record.ts'
import { stillFrame } from '../../components/figures/shell/still.ts'
import { loadTerminal } from '../../components/figures/shell/terminal-code.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'

type Scenario = keyof typeof controlPlane.scenarios
type Inputs = Parameters<typeof authorsRecord<typeof controlPlane.params, Scenario, unknown, unknown>>[2]

function frames(name: Scenario, inputs: Inputs = {}) {
  const author = authorsRecord(controlPlane, name, inputs)
  const { beats } = tellAtOnce(controlPlane, author, playbackOf(controlPlane, author))
  return Array.from({ length: beats.length + 1 }, (_, beat) => stillFrame(controlPlane, author, beat))
}

const sentence = ({ telling, beat }: ReturnType<typeof frames>[number]) => telling.beats[beat - 1]?.say
const leaders = ({ members }: PlaneView) => members.filter(({ leads }) => leads).map(({ name }) => name)
const broken = ({ members, apiServers }: PlaneView) => [...apiServers, ...members].filter(one => one.broken).map(({ name }) => name)
const tour = frames('tour')

describe('the tour', () => {
  it('breaks one thing a beat, and shows it broken when the beat comes to rest', () => {
    expect(tour.map(({ view }) => broken(view))).toEqual([
      [], ['kube-apiserver-1'], ['etcd-3'], ['etcd-1'], ['etcd-3'], ['etcd-3'], ['kube-apiserver-2', 'etcd-2', 'etcd-3'], ['kube-apiserver-2', 'etcd-2', 'etcd-3'], [], [],
    ])
  })

  it('replaces nothing inside a zone that is down', () => {
    for (const { view } of tour) {
      const down = view.zones.filter(zone => zone.down).map(({ name }) => name)
      expect([...view.apiServers, ...view.members].filter(({ zone, repair }) => repair && down.includes(zone)).map(({ name }) => name)).toEqual([])
    }
    expect(tour[1]?.view.apiServers.some(({ repair }) => repair)).toBe(true)
  })

  it('is told alike once a terminal has been opened', async () => {
    await loadTerminal()
    expect(frames('tour').map(({ view }) => view)).toEqual(tour.map(({ view }) => view))
  })

  it('answers all along but without a majority; pods never stop because of it', () => {
    expect(tour.map(({ view }) => view.refusal)).toEqual([...Array<undefined>(6).fill(undefined), ...Array<string>(2).fill('etcdserver: request timed out'), undefined, undefined])
    expect(tour.map(({ view }) => view.serving)).toEqual([9, 9, 9, 9, 6, 9, 4, 4, 9, 12])
    expect(tour[3]?.view).toMatchObject({ reads: { refused: 0 }, writes: { refused: 0 } })
    expect(tour.map(({ view }) => leaders(view).length)).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 1, 1])
  })

  it('says that a leader went with its zone, and shows both zones back before what came of it', () => {
    expect([tour[3], tour[4]].map(frame => frame && leaders(frame.view))).toEqual([['etcd-3'], ['etcd-2']])
    expect(tour[4] && sentence(tour[4])?.en).toMatch(/elect a new one/)
    expect(tour[8]?.view.zones.some(({ down }) => down)).toBe(false)
    expect(tour[8]?.view.wanted).toBe(9)
  })

  it('does what was asked for meanwhile once there is an API again: the scale that was refused is accepted', () => {
    const requests = tour.at(-1)?.telling.log.filter(({ reason }) => reason.startsWith('Request')).map(({ reason, message }) => [reason, message])
    expect(requests).toEqual([['RequestRefused', 'Error from server: etcdserver: request timed out'], ['RequestAccepted', 'kubectl scale']])
    expect(tour.at(-1)?.view).toMatchObject({ wanted: 12, serving: 12 })
  })

  it('the Service still names the pods that died with the second zone: nobody can take them out', () => {
    expect(tour[7]?.view.known).toBe(9)
    expect(tour[5]?.view.known).toBe(9)
    expect(tour[9]?.view.known).toBe(12)
  })

  it('ends on the numbers of its own run', () => {
    const end = tour.at(-1)
    if (!end) throw new Error('no end')
    const { writes, outages, wanted } = end.view
    expect(sentence(end)).toEqual(verdict({ ...writes, without: secondsWithout(outages, end.now), served: 4, wanted }))
    expect(sentence(end)?.ko).toContain(`${wanted}개로 늘었습니다`)
    expect(writes.refused).toBeGreaterThan(150)
    expect(secondsWithout(outages, end.now)).toBeGreaterThan(180)
  })

  it('is told alike, whatever EKS takes for a repair', () => {
    for (const inputs of [{ detect: 10, replace: 30 }, { detect: 300, replace: 900 }]) {
      const other = frames('tour', inputs)
      expect(other.map(({ view }) => view.refusal)).toEqual(tour.map(({ view }) => view.refusal))
      expect(other.map(({ view }) => view.serving)).toEqual(tour.map(({ view }) => view.serving))
    }
  })
})

describe('on your own', () => {
  it('three failures that nobody repairs leave no API, for good; the pods do not know', () => {
    const own = frames('alone')
    expect(own.map(({ view }) => broken(view).length)).toEqual([0, 1, 2, 3, 3])
    expect(own.map(({ view }) => view.refusal !== undefined)).toEqual([false, false, false, true, true])
    expect(own.map(({ view }) => view.serving)).toEqual(Array(5).fill(9))
    expect(own.every(({ view }) => [...view.apiServers, ...view.members].every(({ repair }) => repair === undefined))).toBe(true)
  })
})

describe('one, two or three members', () => {
  it('only three bear the loss of one', () => {
    const counts = frames('count').slice(1)
    expect(counts.map(({ view }) => view.members.length)).toEqual([1, 2, 3])
    expect(counts.map(({ view }) => view.refusal === undefined)).toEqual([false, false, true])
    expect(counts.map(({ view }) => view.writes.refused > 0)).toEqual([true, true, false])
  })
})

describe('cut links', () => {
  it('never two leaders with a majority; the zone that was cut off catches up, and nothing was refused', () => {
    const split = frames('split')
    expect(split.map(({ view }) => leaders(view).length)).toEqual([1, 1, 1, 1, 1])
    expect(split.map(({ view }) => view.links.filter(({ cut }) => cut).length)).toEqual([0, 1, 2, 2, 0])
    expect(split[3]?.view.apiServers.map(({ asks }) => asks !== undefined)).toEqual([false, true])
    const { members, reads, writes } = split[4]?.view ?? { members: [], reads: undefined, writes: undefined }
    expect(new Set(members.map(({ entries }) => entries)).size).toBe(1)
    expect([reads?.refused, writes?.refused]).toEqual([0, 0])
  })
})

describe('sentences', () => {
  it.each(['tour', 'alone', 'count', 'split'] as const)('%s: at most 14 words a beat, in both languages, with every number found', (name) => {
    for (const frame of frames(name).slice(1)) {
      const said = sentence(frame)
      for (const language of languages) {
        expect(said?.[language].split(' ').length, said?.[language]).toBeLessThanOrEqual(14)
        expect(said?.[language]).not.toMatch(/NaN|undefined|Infinity/)
      }
    }
  })
})

/** What an eye tells apart at once: everything but what is only counted on. */
const picture = ({ zones, links, apiServers, members, refusal, waits, serving, wanted, known, stage }: PlaneView) => ({
  zones, links, refusal, waits, serving, wanted, known, stage,
  apiServers: apiServers.map(({ broken, asks }) => ({ broken, asks })),
  members: members.map(({ role, broken, leads, hears, term }) => ({ role, broken, leads, hears, term })),
})

describe('beats', () => {
  it.each(['tour', 'alone', 'count', 'split'] as const)('%s: every beat shows something that the one before did not', (name) => {
    const seen = frames(name).map(({ view }) => JSON.stringify(picture(view)))
    expect(seen.flatMap((one, beat) => beat > 0 && one === seen[beat - 1] ? [beat] : [])).toEqual([])
  })
})

describe('a hand', () => {
  const at = START + 3_000
  const both = ['etcd-2', 'etcd-3'].map(machine => ({ at, do: { type: 'controlPlaneMachine' as const, machine, state: 'down' as const } }))
  const told = (inputs: Inputs, until: number) => {
    const record = authorsRecord(controlPlane, 'tour', inputs)
    const playback = playbackOf(controlPlane, record)
    const { beats, span } = tellAtOnce(controlPlane, record, playback)
    playback?.seek(until)
    const view = playback?.look()
    if (!view) throw new Error('nothing to look at')
    return { view, beats, span }
  }

  it('breaks what it likes, and from then on nothing fails by itself', () => {
    const { view, beats, span } = told({ hand: both }, at + 60_000)
    expect(view).toMatchObject({ refusal: 'etcdserver: request timed out', serving: 9 })
    expect(broken(view)).toEqual(['etcd-2', 'etcd-3'])
    expect(span.end).toBe(at + 15 * 60_000)
    // The story is still there to go back to: its first beat takes the hand's acts back.
    expect(beats).toHaveLength(tour.length - 1)
    expect(beats[0]?.params).toEqual({ hand: [], members: 3, repairs: true })
    expect(broken(told({ hand: both }, at + 241_000).view)).toEqual([])
  })

  it('without EKS nothing is repaired; a request that is sent then is refused in etcd\'s words', () => {
    const request = { at: at + 10_000, do: { type: 'request' as const, verb: 'scale' as const, replicas: 12 } }
    const { view } = told({ hand: [...both, request], repairs: false }, at + 600_000)
    expect(broken(view)).toEqual(['etcd-2', 'etcd-3'])
    expect(view).toMatchObject({ wanted: 9, serving: 9, waits: false })
  })

  it.each([
    ['an unknown machine', [{ at, do: { type: 'controlPlaneMachine', machine: 'etcd-7', state: 'down' } }]],
    ['another command', [{ at, do: { type: 'delete', kind: 'Node', name: 'node-a1' } }]],
    ['a zone of elsewhere', [{ at, do: { type: 'availabilityZone', zone: 'us-east-1a', state: 'down' } }]],
    ['an instant in the next week', [{ at: 1e9, do: { type: 'availabilityZone', zone: zones[0], state: 'down' } }]],
    ['too many acts', Array(101).fill({ at, do: { type: 'availabilityZone', zone: zones[0], state: 'down' } })],
    ['no list', 'etcd-1'],
  ])('in a link it can do no more than in the picture: %s is left out, and said', (_, hand) => {
    const author = authorsRecord(controlPlane, 'tour')
    const read = readRecord(controlPlane, { ...author, params: { ...author.params, hand } })
    expect(read).toMatchObject({ record: { params: { hand: [] } } })
    expect('problems' in read && read.problems).toHaveLength(1)
  })

  it('breaks a member that is not there in a smaller cluster: refused, and nothing else happens', () => {
    const { view } = told({ hand: both, members: 1 }, at + 5_000)
    expect(view.refusal).toBeUndefined()
  })
})

describe('the layout', () => {
  it.each([[670, 306], [670, 296], [400, 300], [358, 300]])('of %i x %i keeps everything in its column and room for two rows of pods', (width, height) => {
    for (const { view } of tour) {
      const layout = planeLayout(view, { width, height })
      for (const zone of layout.zones) {
        const inside = [...layout.members.filter(({ member }) => member.zone === zone.name), ...layout.apiServers.filter(({ server }) => server.zone === zone.name), ...layout.nodes.filter(({ node }) => node.zone === zone.name)]
        expect(inside.length).toBeGreaterThan(2)
        for (const box of inside) {
          expect(box.x).toBeGreaterThanOrEqual(zone.x)
          expect(box.x + box.width).toBeLessThanOrEqual(zone.x + zone.width + 0.01)
          expect(box.y + box.height).toBeLessThanOrEqual(zone.y + zone.height)
          expect(box.height).toBeGreaterThanOrEqual(34)
        }
      }
      expect(layout.callers.y + layout.callers.height).toBe(layout.height)
    }
  })
})
