/**
 * The agreement of etcd's members: terms, votes, a leader, a log. Pure rules on data in virtual time, in the manner of
 * ongardie/raftscope; who grants what follows etcd-io/raft (raft.go: campaign, Step, stepLeader), with CheckQuorum and
 * PreVote, which etcd turns on (server/etcdserver/raft.go, --pre-vote).
 * Leaves out: the time that a message takes (a millisecond or two between zones, against heartbeats of 100 ms), and with it
 * elections that end undecided; changes of the membership; snapshots. A member that comes back still has its disk: term and log.
 */
import { appended, isUpToDate, lastEntry } from './raft-log.ts'
import type { EntryId, RaftLog } from './raft-log.ts'

export interface Member {
  readonly name: string
  readonly role: 'leader' | 'follower' | 'candidate' | 'stopped'
  readonly term: number
  /** Who has its vote in this term. */
  readonly vote?: string
  /** The leader that it knows. */
  readonly lead?: string
  readonly log: RaftLog
  /** Entries that a majority is known to have. */
  readonly commit: number
  /** How long it waits for a leader (ms), drawn anew with every term and every try. */
  readonly patience: number
  /** When it was elected (virtual ms): it counts its followers once an election timeout from then on. */
  readonly leaderSince?: number
  /** Since when it hears no leader or, as the leader, reaches no majority (virtual ms); absent: it does. */
  readonly silentSince?: number
}

export type Members = readonly Member[]

/** What the rules need of the world. */
export interface Surroundings {
  now: number
  heartbeatMs: number
  electionTimeoutMs: number
  isWorking(name: string): boolean
  reaches(a: string, b: string): boolean
  /** In [0, 1). */
  random(): number
}

export function majority(members: number): number {
  return Math.floor(members / 2) + 1
}

/** Members that have just come to an agreement: the first one leads. */
export function bootstrap(names: readonly string[], world: Surroundings): Members {
  const fresh = names.map((name): Member => ({ name, role: 'follower', term: 1, log: [], commit: 0, patience: patience(world) }))
  return fresh[0] ? agree(campaign(fresh, fresh[0], world), world) : []
}

/** Does what follows from the world as it is now: machines stop and start, leaders are heard or are not. */
export function agree(members: Members, world: Surroundings): Members {
  let all: Members = members.map(member => awake(member, world))
  // The leader of the newest term first: who has heard it no longer follows an older one.
  for (const { name } of [...all].sort((a, b) => b.term - a.term)) all = heartbeat(all, name, world)
  return all.map(member => listening(member, all, world))
}

/** When a member next acts by itself because it hears nothing (virtual ms). */
export function nextAlarm(members: Members, electionTimeoutMs: number): number | undefined {
  const alarms = members.flatMap(member => alarmOf(member, electionTimeoutMs) ?? [])
  return alarms.length > 0 ? Math.min(...alarms) : undefined
}

/** Lets every member act whose time has come. */
export function expire(members: Members, world: Surroundings): Members {
  const alarm = (member: Member) => alarmOf(member, world.electionTimeoutMs) ?? Number.POSITIVE_INFINITY
  const due = members.filter(member => alarm(member) <= world.now).sort((a, b) => alarm(a) - alarm(b) || (a.name < b.name ? -1 : 1))
  return due.reduce((all, { name }) => {
    const member = find(all, name)
    if (!member || alarm(member) > world.now) return all
    // CheckQuorum: a leader that heard from no majority since it last counted is none.
    const next = member.role === 'leader' ? put(all, follower(member, member.term, world)) : campaign(all, member, world)
    return agree(next, world)
  }, members)
}

/** Asks a leader to write an entry. It is `committed` when a majority has it; else it may still be thrown away, or not. */
export function propose(members: Members, name: string, world: Surroundings): { members: Members, entry: EntryId, committed: boolean } {
  const leader = find(members, name)
  if (leader?.role !== 'leader') return { members, entry: { term: 0, index: 0 }, committed: false }
  const log = appended(leader.log, leader.term)
  const next = agree(put(members, { ...leader, log }), world)
  const entry = lastEntry(log)
  return { members: next, entry, committed: (find(next, name)?.commit ?? 0) >= entry.index }
}

/** Whether a leader reaches a majority now: what a write, and a read of the newest state, need (raft/read_only.go: ReadOnlySafe). */
export function holdsMajority({ role, silentSince }: Member): boolean {
  return role === 'leader' && silentSince === undefined
}

function patience({ electionTimeoutMs, random }: Surroundings): number {
  return electionTimeoutMs + Math.floor(random() * electionTimeoutMs)
}

function alarmOf({ role, silentSince, patience: own, leaderSince = 0 }: Member, electionTimeoutMs: number): number | undefined {
  if (role === 'stopped' || silentSince === undefined) return undefined
  if (role !== 'leader') return silentSince + own
  const counts = Math.ceil((silentSince - leaderSince) / electionTimeoutMs) + 1
  return leaderSince + counts * electionTimeoutMs
}

function find(members: Members, name: string | undefined): Member | undefined {
  return members.find(one => one.name === name)
}

function put(members: Members, next: Member): Members {
  return members.map(one => (one.name === next.name ? next : one))
}

/** A follower of nobody: it begins to wait now. Its vote goes with its term. */
function follower(member: Member, term: number, world: Surroundings): Member {
  return { ...member, role: 'follower', term, vote: term > member.term ? undefined : member.vote, lead: undefined, patience: patience(world), silentSince: world.now }
}

function awake(member: Member, world: Surroundings): Member {
  const works = world.isWorking(member.name)
  if (works && member.role === 'stopped') return follower(member, member.term, world)
  return works || member.role === 'stopped' ? member : { ...member, role: 'stopped', lead: undefined, silentSince: undefined }
}

/** A leader's word to all that it reaches: they follow, take its log, and count for its majority. Who knows a newer term ends it. */
function heartbeat(members: Members, name: string, world: Surroundings): Members {
  const leader = find(members, name)
  if (leader?.role !== 'leader') return members
  const reached = members.filter(one => one.name !== name && one.role !== 'stopped' && world.reaches(name, one.name))
  const newer = Math.max(...reached.map(({ term }) => term), 0)
  if (newer > leader.term) return put(members, follower(leader, newer, world))
  const has = reached.length + 1 >= majority(members.length)
  const commit = has ? lastEntry(leader.log).index : leader.commit
  const silentSince = has ? undefined : leader.silentSince ?? lastBeat(world)
  return reached.reduce((all, one) => put(all, following(one, { ...leader, commit }, world)), put(members, { ...leader, commit, silentSince }))
}

function following(member: Member, { name, term, log, commit }: Member, world: Surroundings): Member {
  const isNew = member.term !== term || member.lead !== name
  return {
    ...member, role: 'follower', term, lead: name, log, commit, silentSince: undefined,
    vote: member.term === term ? member.vote : undefined, patience: isNew ? patience(world) : member.patience,
  }
}

/** A member whose leader is no longer heard waits from the last heartbeat on. */
function listening(member: Member, members: Members, world: Surroundings): Member {
  if (member.role !== 'follower' || member.silentSince !== undefined) return member
  const lead = find(members, member.lead)
  const hears = lead?.role === 'leader' && lead.term === member.term && world.reaches(lead.name, member.name)
  return hears ? member : { ...member, silentSince: lastBeat(world) }
}

function lastBeat({ now, heartbeatMs }: Surroundings): number {
  return now - now % heartbeatMs
}

/** Whether a member has heard a leader so lately that it gives nobody else its vote (Step: inLease). */
function isLoyal({ lead, silentSince }: Member, { now, electionTimeoutMs }: Surroundings): boolean {
  return lead !== undefined && (silentSince === undefined || now - silentSince < electionTimeoutMs)
}

/** Asks whether it would win, without a new term; only then stands for election. */
function campaign(members: Members, member: Member, world: Surroundings): Members {
  const asked = members.filter(one => one.name !== member.name && one.role !== 'stopped' && world.reaches(member.name, one.name))
  const newest = Math.max(...asked.map(one => one.term), 0)
  if (newest > member.term) return put(members, follower(member, newest, world))
  const term = member.term + 1
  const grants = asked.filter(one => !isLoyal(one, world) && isUpToDate(member.log, one.log))
  if (grants.length + 1 < majority(members.length)) return put(members, { ...follower(member, member.term, world), role: 'candidate' })
  const voted = grants.reduce((all, one) => put(all, { ...follower(one, term, world), vote: member.name }), members)
  const elected = { ...follower(member, term, world), role: 'leader' as const, vote: member.name, lead: member.name, leaderSince: world.now, silentSince: undefined }
  return put(voted, { ...elected, log: appended(member.log, term) })
}
