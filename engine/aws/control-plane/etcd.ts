/**
 * etcd and the API in front of it, as a controller of the simulation: its members keep agreeing while machines, zones and
 * links fail, and the cluster's store answers, and takes writes, only while they can. Raft's rules are in raft.ts, the way
 * of a request in route.ts.
 */
import type { Context, Controller } from '../../kubernetes/simulation/controller.ts'
import { CONTROL_PLANE_CONFIG } from './config.ts'
import { CONTROL_PLANE_COMMANDS, controlPlaneOf, isWorking, NO_CONTROL_PLANE, reaches } from './machines.ts'
import { agree, bootstrap, expire, nextAlarm, propose } from './raft.ts'
import type { Member, Members, Surroundings } from './raft.ts'
import type { EntryId } from './raft-log.ts'
import { openRoutes, refusal } from './route.ts'
import type { Route } from './route.ts'

/** A stretch of virtual time (ms); one that goes on has no end. */
export interface Outage {
  from: number
  to?: number
}

export interface EtcdState {
  members: Members
  /** The ways of a request that are open now. */
  routes: readonly Route[]
  /** When the API did not answer. */
  outages: readonly Outage[]
  /** The entry of the last write that was accepted, and how many there were. */
  lastWrite?: EntryId
  writes: number
}

const ALARM = 'alarm'
const named = (kind: string, name: string) => ({ apiVersion: '', kind, metadata: { name } })

export class Etcd implements Controller {
  readonly name = 'etcd'
  readonly watches = []
  readonly config = CONTROL_PLANE_CONFIG
  readonly commands = CONTROL_PLANE_COMMANDS
  readonly world = { controlPlane: NO_CONTROL_PLANE }
  #state: EtcdState = { members: [], routes: [], outages: [], writes: 0 }

  get state(): EtcdState {
    return this.#state
  }

  start(ctx: Context): void {
    ctx.changeWorld({ controlPlane: controlPlaneOf(ctx.config) })
    const names = ctx.world.controlPlane.machines.filter(({ kind }) => kind === 'etcd').map(({ name }) => name)
    this.#become(bootstrap(names, surroundings(ctx)), ctx)
    ctx.store.availability = {
      read: () => void this.#route(ctx),
      write: () => this.#write(ctx),
    }
  }

  worldChanged(ctx: Context): void {
    if (this.#state.members.length === 0) return
    this.#become(agree(this.#state.members, surroundings(ctx)), ctx)
  }

  reconcile(_key: string, ctx: Context): void {
    this.#become(expire(this.#state.members, surroundings(ctx)), ctx)
  }

  save(): EtcdState {
    return this.#state
  }

  restore(state: EtcdState): void {
    this.#state = state
  }

  /** @throws ApiError when there is no way for a request */
  #route(ctx: Context): Route {
    const [route] = this.#state.routes
    if (!route) throw refusal(ctx.world.controlPlane)
    return route
  }

  #write(ctx: Context): void {
    const { members, entry, committed } = propose(this.#state.members, this.#route(ctx).leader, surroundings(ctx))
    this.#state = { ...this.#state, members }
    if (!committed) throw refusal(ctx.world.controlPlane)
    this.#state = { ...this.#state, lastWrite: entry, writes: this.#state.writes + 1 }
  }

  #become(members: Members, ctx: Context): void {
    const before = this.#state.members
    this.#state = { ...this.#state, members, routes: openRoutes(ctx.world.controlPlane, members) }
    for (const member of members) tellLeadership(before.find(({ name }) => name === member.name), member, members, ctx)
    this.#tellAvailability(ctx)
    const alarm = nextAlarm(members, ctx.config.etcdElectionTimeoutMs)
    if (alarm !== undefined) ctx.enqueueAfter(ALARM, alarm - ctx.clock.now)
  }

  #tellAvailability(ctx: Context): void {
    const { outages, routes } = this.#state
    const { now } = ctx.clock
    const last = outages.at(-1)
    const isOut = last !== undefined && last.to === undefined
    if (routes.length > 0 !== isOut) return
    const endpoint = named('Endpoint', 'kubernetes')
    if (isOut) {
      this.#state = { ...this.#state, outages: [...outages.slice(0, -1), { from: last.from, to: now }] }
      ctx.event(endpoint, 'Normal', 'APIAvailable', `the API answers again after ${(now - last.from) / 1000} s`, { seconds: (now - last.from) / 1000 })
    } else {
      this.#state = { ...this.#state, outages: [...outages, { from: now }] }
      ctx.event(endpoint, 'Warning', 'APIUnavailable', refusal(ctx.world.controlPlane).message)
    }
  }
}

function surroundings({ clock: { now }, config: { etcdHeartbeatMs: heartbeatMs, etcdElectionTimeoutMs: electionTimeoutMs }, random, world }: Context): Surroundings {
  const plane = world.controlPlane
  return {
    now, heartbeatMs, electionTimeoutMs,
    isWorking: name => isWorking(plane, name),
    reaches: (a, b) => reaches(plane, a, b),
    random: () => random.next(),
  }
}

function tellLeadership(before: Member | undefined, { name, role, term }: Member, members: Members, ctx: Context): void {
  if (role === 'leader' && (before?.role !== 'leader' || before.term !== term)) {
    const votes = members.filter(one => one.vote === name && one.term === term).length
    ctx.event(named('EtcdMember', name), 'Normal', 'LeaderElected', `${name} became leader at term ${term}`, { member: name, term, votes })
  } else if (before?.role === 'leader' && role !== 'leader') {
    const why = role === 'stopped' ? 'stopped' : 'stepped down to follower since quorum is not active'
    ctx.event(named('EtcdMember', name), 'Warning', 'LeaderLost', `${name} ${why}`, { member: name, term: before.term })
  }
}
