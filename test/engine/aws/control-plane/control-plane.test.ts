/** A control plane on three zones: every subset of what can fail, what EKS does about it, and what clients notice. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiClients, STREAM_CONFIG_MAP } from '../../../../engine/aws/control-plane/clients.ts'
import { EksRepair } from '../../../../engine/aws/control-plane/eks.ts'
import { Etcd } from '../../../../engine/aws/control-plane/etcd.ts'
import { hasEntry } from '../../../../engine/aws/control-plane/raft-log.ts'
import { holdsMajority } from '../../../../engine/aws/control-plane/raft.ts'
import { ApiError } from '../../../../engine/kubernetes/apiserver/errors.ts'
import { Kubelet } from '../../../../engine/kubernetes/controllers/kubelet/index.ts'
import { standardControllers } from '../../../../engine/kubernetes/cluster.ts'
import type { Command } from '../../../../engine/kubernetes/simulation/commands.ts'
import type { SimulationConfig } from '../../../../engine/kubernetes/simulation/config.ts'
import { Replay, replay } from '../../../../engine/kubernetes/simulation/replay.ts'
import type { Run } from '../../../../engine/kubernetes/simulation/run.ts'
import { Simulation } from '../../../../engine/kubernetes/simulation/simulation.ts'
import { deployment, THREE_NODES, wait, ZONES } from '../../support/cluster.ts'

const [A = '', B = '', C = ''] = ZONES

/** A control plane with its nodes and clients, but nobody who works on the objects. */
function start(config: Partial<SimulationConfig> = {}, seed = 1): Simulation {
  const simulation = new Simulation({ seed, config, controllers: [new Etcd(), new EksRepair(), new Kubelet(), new ApiClients('web')] })
  simulation.apply({ type: 'apply', objects: [...THREE_NODES.filter(({ kind }) => kind !== 'StorageClass'), deployment('web')] })
  wait(simulation, 10)
  return simulation
}

function etcd(simulation: Simulation) {
  const state = simulation.controller(Etcd)?.state
  const clients = simulation.controller(ApiClients)?.state
  if (!state || !clients) throw new Error('no control plane')
  return { ...state, clients, leader: state.members.find(holdsMajority)?.name }
}

const down = (...machines: string[]): Command[] => machines.map(machine => ({ type: 'controlPlaneMachine', machine, state: 'down' }))
const zone = (name: string, state: 'down' | 'up'): Command => ({ type: 'availabilityZone', zone: name, state })
const link = (a: string, b: string, state: 'down' | 'up'): Command => ({ type: 'zoneLink', zones: [a, b], state })
const doAll = (simulation: Simulation, commands: readonly Command[]) => commands.forEach(command => simulation.apply(command))
const reasons = (simulation: Simulation, ...wanted: string[]) => simulation.log.entries.filter(({ reason }) => wanted.includes(reason))

/** What a client is told that reads, and one that writes; undefined: an answer. */
function answers({ store }: Simulation): (string | undefined)[] {
  const told = (request: () => unknown) => {
    try {
      request()
      return undefined
    } catch (error) {
      return (error as ApiError).message
    }
  }
  return [told(() => store.ready()), told(() => store.patch('Deployment', 'default', 'web', { metadata: { labels: { at: String(store.clock.now) } } }))]
}

const SUBSETS = Array.from({ length: 8 }, (_, bits) => [0, 1, 2].filter(i => bits & (1 << i)))
const TIMED_OUT = 'etcdserver: request timed out'
const NOBODY = 'the server is currently unable to handle the request'
const NO_ETCD = 'the server was unable to return a response in the time allotted, but may still be processing the request'

describe('every subset of three members that fails, and nobody repairs', () => {
  it.each(SUBSETS)('%#: members %s %s %s', (...lost) => {
    const simulation = start({ controlPlaneRepair: false })
    doAll(simulation, down(...lost.map(i => `etcd-${i + 1}`)))
    wait(simulation, 5)
    const expected = lost.length < 2 ? undefined : lost.length === 2 ? TIMED_OUT : NO_ETCD
    expect(answers(simulation)).toEqual([expected, expected])
    const { leader, members } = etcd(simulation)
    // Who led still leads unless it is lost; its term is a new one only then.
    if (lost.length >= 2) expect(leader).toBeUndefined()
    else if (!lost.includes(0)) expect([leader, members[0]?.term]).toEqual(['etcd-1', 2])
    else expect([leader === 'etcd-2' || leader === 'etcd-3', members[1]?.term]).toEqual([true, 3])
  })
})

describe('every subset of three zones that fails', () => {
  it.each(SUBSETS)('%#: zones %s %s %s', (...lost) => {
    const simulation = start({ controlPlaneRepair: false })
    doAll(simulation, lost.map(i => zone(ZONES[i] ?? '', 'down')))
    wait(simulation, 5)
    // API servers stand in a and b: without both nobody answers at all.
    const expected = lost.includes(0) && lost.includes(1) ? NOBODY : lost.length < 2 ? undefined : TIMED_OUT
    expect(answers(simulation)).toEqual([expected, expected])
    expect(etcd(simulation).leader === undefined).toBe(lost.length >= 2)
    expect(simulation.world.deadNodes).toEqual(lost.map(i => `node-${ZONES[i]?.at(-1)}`))
    doAll(simulation, lost.map(i => zone(ZONES[i] ?? '', 'up')))
    wait(simulation, 5)
    expect(answers(simulation)).toEqual([undefined, undefined])
    expect(new Set(etcd(simulation).members.map(({ log }) => JSON.stringify(log))).size).toBe(1)
  })
})

it('every combination of members and zones that fail: reads and writes need two members that work and an API server in a zone that does', () => {
  for (const members of SUBSETS) {
    for (const lost of SUBSETS) {
      const simulation = start({ controlPlaneRepair: false })
      doAll(simulation, [...down(...members.map(i => `etcd-${i + 1}`)), ...lost.map(i => zone(ZONES[i] ?? '', 'down'))])
      wait(simulation, 5)
      const working = [0, 1, 2].filter(i => !members.includes(i) && !lost.includes(i))
      const expected = lost.includes(0) && lost.includes(1) ? NOBODY : working.length >= 2 ? undefined : working.length === 1 ? TIMED_OUT : NO_ETCD
      expect(answers(simulation), `members ${members.join()}, zones ${lost.join()}`).toEqual([expected, expected])
      expect(working.length >= 2 ? working.map(i => `etcd-${i + 1}`) : [undefined]).toContain(etcd(simulation).leader)
    }
  }
})

describe('links between zones', () => {
  it('one that is cut hides the leader from one member, and nobody notices', () => {
    const simulation = start()
    simulation.apply(link(A, B, 'down'))
    wait(simulation, 60)
    expect(etcd(simulation)).toMatchObject({ leader: 'etcd-1', outages: [], members: [{ role: 'leader' }, { role: 'candidate', term: 2 }, { role: 'follower' }] })
    // The API server of zone b asks the member of zone c.
    expect(etcd(simulation).routes).toContainEqual({ apiServer: 'kube-apiserver-2', member: 'etcd-3', leader: 'etcd-1' })
  })

  it('a zone that is cut off keeps its machines and has no say: the others elect a leader of a newer term', () => {
    const simulation = start()
    doAll(simulation, [link(A, B, 'down'), link(A, C, 'down')])
    wait(simulation, 10)
    const { leader, members, routes, outages } = etcd(simulation)
    expect(leader).not.toBe('etcd-1')
    expect(members.find(({ name }) => name === leader)?.term).toBe(3)
    expect(members[0]).toMatchObject({ role: 'candidate', term: 2 })
    expect(routes.map(({ apiServer }) => apiServer)).toEqual(['kube-apiserver-2'])
    expect(outages).toHaveLength(1)
    doAll(simulation, [link(B, A, 'up'), link(C, A, 'up')])
    expect(etcd(simulation).members[0]).toMatchObject({ role: 'follower', term: 3, lead: leader })
  })

  it('all cut: three members, and no majority anywhere', () => {
    const simulation = start()
    doAll(simulation, [link(A, B, 'down'), link(A, C, 'down'), link(B, C, 'down')])
    wait(simulation, 5)
    expect(answers(simulation)).toEqual([TIMED_OUT, TIMED_OUT])
  })
})

describe('API servers', () => {
  it('one of two is enough: nothing is refused', () => {
    const simulation = start({ controlPlaneRepair: false })
    doAll(simulation, down('kube-apiserver-1'))
    wait(simulation, 60)
    expect(etcd(simulation)).toMatchObject({ outages: [], clients: { reads: { refused: 0 }, writes: { refused: 0 } } })
  })

  it('none: refused at once, and answered again as soon as one is back', () => {
    const simulation = start()
    doAll(simulation, down('kube-apiserver-1', 'kube-apiserver-2'))
    expect(answers(simulation)).toEqual([NOBODY, NOBODY])
    wait(simulation, 250)
    const { outages, clients } = etcd(simulation)
    expect(outages).toEqual([{ from: 10_000, to: 250_000 }])
    expect(clients).toMatchObject({ reads: { refused: 239 }, writes: { refused: 239 } })
    expect(answers(simulation)).toEqual([undefined, undefined])
  })
})

describe('a number of members', () => {
  it.each([[1, false], [2, false], [3, true], [4, true]])('of %i: the loss of one is borne: %s', (etcdMembers, borne) => {
    const simulation = start({ etcdMembers })
    doAll(simulation, down('etcd-1'))
    wait(simulation, 5)
    expect(answers(simulation)[1] === undefined).toBe(borne)
    wait(simulation, 240)
    expect(answers(simulation)).toEqual([undefined, undefined])
  })
})

describe('EKS', () => {
  it('notices and replaces after the times that it is given; the member that is back has caught up', () => {
    const simulation = start({ controlPlaneDetectMs: 20_000, controlPlaneReplaceMs: 100_000 })
    doAll(simulation, down('etcd-3'))
    wait(simulation, 200)
    expect(reasons(simulation, 'InstanceUnhealthy', 'InstanceReplaced').map(({ at, source, reason, object }) => [at, source, reason, object.name]))
      .toEqual([[30_000, 'eks', 'InstanceUnhealthy', 'etcd-3'], [130_000, 'eks', 'InstanceReplaced', 'etcd-3']])
    const { members } = etcd(simulation)
    expect(members[2]).toMatchObject({ role: 'follower', log: members[0]?.log })
  })

  it('replaces an API server in another zone when its own is gone, and waits with a member for the zone of its disk', () => {
    const simulation = start()
    simulation.apply(zone(A, 'down'))
    wait(simulation, 300)
    const { machines } = simulation.world.controlPlane
    expect(machines.find(({ name }) => name === 'kube-apiserver-1')?.zone).toBe(C)
    expect(machines.find(({ name }) => name === 'etcd-1')?.zone).toBe(A)
    expect(etcd(simulation).members[0]?.role).toBe('stopped')
    simulation.apply(zone(A, 'up'))
    expect(etcd(simulation).members[0]?.role).toBe('follower')
  })

  it('a machine that broke before its zone did is replaced once the zone is back', () => {
    const simulation = start()
    doAll(simulation, down('etcd-1'))
    simulation.apply(zone(A, 'down'))
    wait(simulation, 1_000)
    simulation.apply(zone(A, 'up'))
    wait(simulation, 1)
    expect(etcd(simulation).members[0]?.role).toBe('stopped')
    wait(simulation, 300)
    expect(etcd(simulation).members[0]?.role).toBe('follower')
  })

  it('what somebody has repaired meanwhile is left alone; what breaks again is noticed anew', () => {
    const simulation = start()
    doAll(simulation, down('etcd-2'))
    wait(simulation, 100)
    simulation.apply({ type: 'controlPlaneMachine', machine: 'etcd-2', state: 'up' })
    wait(simulation, 10)
    doAll(simulation, down('etcd-2'))
    wait(simulation, 239)
    expect(reasons(simulation, 'InstanceReplaced')).toEqual([])
    wait(simulation, 1)
    expect(reasons(simulation, 'InstanceReplaced')).toHaveLength(1)
  })

  it('nobody repairs where nobody is asked to', () => {
    const simulation = start({ controlPlaneRepair: false })
    doAll(simulation, down('etcd-1', 'etcd-2'))
    wait(simulation, 7_200)
    expect(reasons(simulation, 'InstanceUnhealthy', 'InstanceReplaced')).toEqual([])
    expect(answers(simulation)).toEqual([TIMED_OUT, TIMED_OUT])
  })
})

describe('clients', () => {
  it('wait out an election: no request is refused, and the API was away for one to two election timeouts', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const simulation = start({}, seed)
      doAll(simulation, down('etcd-1'))
      wait(simulation, 20)
      const { clients, outages: [outage] } = etcd(simulation)
      expect(clients).toMatchObject({ reads: { accepted: 30, refused: 0 }, writes: { accepted: 30, refused: 0 }, waiting: [] })
      expect((outage?.to ?? 0) - (outage?.from ?? 0)).toBeGreaterThanOrEqual(900)
      expect((outage?.to ?? 0) - (outage?.from ?? 0)).toBeLessThan(2_000)
    }
  })

  it('are refused after 7 s where no leader is found (server/config/config.go, ReqTimeout)', () => {
    const simulation = start({ controlPlaneRepair: false })
    doAll(simulation, down('etcd-1', 'etcd-2'))
    simulation.apply({ type: 'request', verb: 'scale', replicas: 9 })
    wait(simulation, 6)
    expect(etcd(simulation).clients.writes.refused).toBe(0)
    wait(simulation, 2)
    expect(reasons(simulation, 'RequestRefused')).toMatchObject([{ at: 17_000, source: 'client', message: `Error from server: ${TIMED_OUT}`, params: { verb: 'scale', seconds: 7 } }])
  })

  it('get what they ask for: a scale that is accepted is in the Deployment', () => {
    const simulation = start()
    simulation.apply({ type: 'request', verb: 'scale', replicas: 9 })
    simulation.apply({ type: 'request', verb: 'get' })
    wait(simulation, 1)
    expect(simulation.store.mustGet('Deployment', 'default', 'web').spec.replicas).toBe(9)
    expect(reasons(simulation, 'RequestAccepted').map(({ params }) => params?.verb)).toEqual(['scale', 'get'])
  })
})

describe('commands', () => {
  it.each<[Command, string]>([
    [{ type: 'controlPlaneMachine', machine: 'etcd-9', state: 'down' }, 'the control plane has no machine "etcd-9"'],
    [zone('eu-west-1a', 'down'), 'the control plane has no zone "eu-west-1a"'],
    [link(A, 'x', 'down'), 'the control plane has no zone "x"'],
    [link(A, A, 'down'), 'a zone has no link to itself'],
  ])('%o is refused: %s', (command, message) => {
    expect(() => start().apply(command)).toThrow(new ApiError('BadRequest', message))
  })

  it('breaking twice is breaking once', () => {
    const simulation = start()
    doAll(simulation, [...down('etcd-1'), ...down('etcd-1'), zone(C, 'down'), zone(C, 'down'), link(A, B, 'down'), link(B, A, 'down')])
    doAll(simulation, [{ type: 'controlPlaneMachine', machine: 'etcd-1', state: 'up' }, zone(C, 'up'), link(A, B, 'up')])
    wait(simulation, 5)
    expect(simulation.world.controlPlane).toMatchObject({ zonesDown: {}, linksCut: [] })
    expect(simulation.world.controlPlane.machines.some(({ failedAt }) => failedAt !== undefined)).toBe(false)
    expect(reasons(simulation, 'InstanceDown', 'AvailabilityZoneDown', 'ZoneLinkDown')).toHaveLength(3)
  })
})

describe('whatever fails', () => {
  const machine = fc.constantFrom('etcd-1', 'etcd-2', 'etcd-3', 'kube-apiserver-1', 'kube-apiserver-2')
  const state = fc.constantFrom('down' as const, 'up' as const)
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ type: fc.constant('controlPlaneMachine' as const), machine, state }),
    fc.record({ type: fc.constant('availabilityZone' as const), zone: fc.constantFrom(...ZONES), state }),
    fc.record({ type: fc.constant('zoneLink' as const), zones: fc.constantFrom<[string, string][]>([A, B], [A, C], [B, C]), state }),
    fc.record({ type: fc.constant('request' as const), verb: fc.constant('scale' as const), replicas: fc.nat(5) }),
  )
  const run: fc.Arbitrary<Run> = fc.record({
    scenario: fc.constant('s'), seed: fc.nat(1_000), params: fc.constant({}),
    commands: fc.array(fc.record({ at: fc.integer({ min: 1_000, max: 60_000 }), do: command }), { maxLength: 14 }),
  })
  const config = { controlPlaneDetectMs: 5_000, controlPlaneReplaceMs: 20_000 }
  const controllers = () => [new Etcd(), new EksRepair(), ...standardControllers(), new ApiClients('web')]
  const options = { scenarioOf: () => ({ objects: [...THREE_NODES, deployment('web')], config }), controllers }

  it('every write that was accepted is there, and only those', () => {
    fc.assert(fc.property(run, (input) => {
      const simulation = replay(input, options, 60_000)
      const values = new Set<string>()
      simulation.store.watch(({ object }) => {
        if (object.metadata.name === STREAM_CONFIG_MAP) values.add((object as { data?: { value?: string } }).data?.value ?? '')
      })
      doAll(simulation, [...ZONES.map(name => zone(name, 'up')), link(A, B, 'up'), link(A, C, 'up'), link(B, C, 'up')])
      // What broke last is replaced 25 s after that.
      wait(simulation, 120)
      const { members, writes, lastWrite, clients, leader } = etcd(simulation)
      expect(leader).toBeDefined()
      expect(writes).toBe(simulation.store.save().revision)
      expect(members.every(({ log }) => lastWrite && hasEntry(log, lastWrite))).toBe(true)
      const stored = simulation.store.get('ConfigMap', 'default', STREAM_CONFIG_MAP) as { data?: { value?: string } } | undefined
      expect(Number(stored?.data?.value)).toBe(clients.writes.accepted)
      expect(values.size).toBeGreaterThan(50)
    }), { numRuns: 25 })
  })

  it('a run that is wound back and forth is the run that is gone through at once', () => {
    fc.assert(fc.property(run, fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 4 }), (input, instants) => {
      const straight = replay(input, options, 90_000)
      const wound = new Replay(input, options)
      for (const at of instants) wound.seek(at)
      expect(wound.seek(90_000).log.toText()).toBe(straight.log.toText())
      expect(JSON.stringify(etcd(wound.simulation))).toBe(JSON.stringify(etcd(straight)))
    }), { numRuns: 15 })
  })
})
