/** Agreement of etcd's members, case by case after etcd-io/raft's own, and whatever may happen to them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../../engine/kubernetes/apimachinery/random.ts'
import { bootstrap, expire, holdsMajority, majority, nextAlarm, propose, agree } from '../../../../engine/aws/control-plane/raft.ts'
import type { Member, Members } from '../../../../engine/aws/control-plane/raft.ts'
import type { EntryId, RaftLog } from '../../../../engine/aws/control-plane/raft-log.ts'
import { appended, hasEntry, isUpToDate, lastEntry } from '../../../../engine/aws/control-plane/raft-log.ts'

/** Members by number in a world of their own, where machines and links can be broken. */
class Ensemble {
  now = 0
  members: Members
  /** Every entry that was said to be committed. */
  readonly accepted: EntryId[] = []
  /** Who led in which term. */
  readonly leaders = new Map<number, string>()
  readonly #down = new Set<string>()
  readonly #cut = new Set<string>()
  readonly #random: Random

  constructor(count: number, seed = 1) {
    this.#random = new Random(seed)
    this.members = bootstrap(Array.from({ length: count }, (_, i) => String(i)), this.world)
    this.#note()
  }

  get world() {
    const isWorking = (name: string) => !this.#down.has(name)
    return {
      now: this.now, heartbeatMs: 100, electionTimeoutMs: 1_000, isWorking,
      reaches: (a: string, b: string) => isWorking(a) && isWorking(b) && !this.#cut.has([a, b].sort().join('|')),
      random: () => this.#random.next(),
    }
  }

  member(name: number): Member {
    const found = this.members[name]
    if (!found) throw new Error(`no member ${name}`)
    return found
  }

  get leader(): Member | undefined {
    return this.members.find(holdsMajority)
  }

  machine(name: number, works: boolean): void {
    if (works) this.#down.delete(String(name))
    else this.#down.add(String(name))
    this.#become(agree(this.members, this.world))
  }

  link(a: number, b: number, works: boolean): void {
    const name = [a, b].sort().join('|')
    if (works) this.#cut.delete(name)
    else this.#cut.add(name)
    this.#become(agree(this.members, this.world))
  }

  heal(): void {
    this.#down.clear()
    this.#cut.clear()
    this.#become(agree(this.members, this.world))
  }

  pass(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const alarm = nextAlarm(this.members, 1_000)
      if (alarm === undefined || alarm > end) break
      this.now = Math.max(this.now, alarm)
      this.#become(expire(this.members, this.world))
    }
    this.now = end
  }

  /** Asks one member, whether it leads or not. Returns whether the write is committed. */
  write(name: number): boolean {
    const { members, entry, committed } = propose(this.members, String(name), this.world)
    this.#become(members)
    if (committed) this.accepted.push(entry)
    return committed
  }

  /** Members that work and that this one reaches, itself included. */
  around(name: number): number {
    const { isWorking, reaches } = this.world
    return this.members.filter(one => one.name === String(name) ? isWorking(one.name) : reaches(String(name), one.name)).length
  }

  #become(members: Members): void {
    this.members = members
    this.#note()
  }

  #note(): void {
    for (const { name, role, term } of this.members) {
      if (role !== 'leader') continue
      expect(this.leaders.get(term) ?? name, `leaders of term ${term}`).toBe(name)
      this.leaders.set(term, name)
    }
  }
}

describe('a log', () => {
  const log: RaftLog = [{ term: 1, last: 3 }, { term: 3, last: 5 }]
  it('names its entries by term and index, and is as new as its last one', () => {
    expect(lastEntry(log)).toEqual({ term: 3, index: 5 })
    expect(lastEntry([])).toEqual({ term: 0, index: 0 })
    expect(appended(log, 3)).toEqual([{ term: 1, last: 3 }, { term: 3, last: 6 }])
    expect(appended(log, 4)).toEqual([...log, { term: 4, last: 6 }])
    expect([1, 3, 4, 5, 6].map(index => hasEntry(log, { term: 3, index }))).toEqual([false, false, true, true, false])
  })

  it.each([
    [{ term: 3, last: 5 }, true], [{ term: 3, last: 4 }, false], [{ term: 4, last: 1 }, true], [{ term: 2, last: 9 }, false],
  ] as const)('log_test.go TestIsUpToDate: %o beside term 3, index 5: %s', (segment, expected) => {
    expect(isUpToDate([segment], log)).toBe(expected)
  })
})

describe('members that agree', () => {
  it('raft_paper_test.go TestLeaderElectionInOneRoundRPC: one leads from the start, the others follow it', () => {
    const { members } = new Ensemble(3)
    expect(members.map(({ role, term, lead }) => [role, term, lead])).toEqual([['leader', 2, '0'], ['follower', 2, '0'], ['follower', 2, '0']])
  })

  it('raft_paper_test.go TestFollowerElectionTimeoutRandomized: a lost leader is followed within one to two election timeouts', () => {
    const waits = Array.from({ length: 200 }, (_, seed) => {
      const ensemble = new Ensemble(3, seed)
      ensemble.pass(10_000)
      ensemble.machine(0, false)
      for (let ms = 0; ms <= 3_000; ms++) {
        if (ensemble.leader) return ms
        ensemble.pass(1)
      }
      throw new Error('no leader')
    })
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(900)
    expect(Math.max(...waits)).toBeLessThan(2_000)
    expect(new Set(waits).size).toBeGreaterThan(50)
  })

  it.each([[0, 1_000], [100, 1_900], [900, 1_100]])('testdata/checkquorum.txt: a leader that hears nobody from %i ms after its last count steps down %i ms later, in its term', (from, until) => {
    const ensemble = new Ensemble(3)
    ensemble.pass(5_000 + from)
    ensemble.machine(1, false)
    ensemble.machine(2, false)
    ensemble.pass(until - 1)
    expect(ensemble.member(0).role).toBe('leader')
    ensemble.pass(1)
    expect(ensemble.member(0)).toMatchObject({ role: 'follower', term: 2 })
    ensemble.pass(60_000)
    expect(ensemble.member(0)).toMatchObject({ role: 'candidate', term: 2 })
  })

  it('raft_test.go TestLeaderElectionWithCheckQuorum: a leader that is cut off may believe for a moment that it leads beside the new one, and can write nothing', () => {
    const beside = Array.from({ length: 20 }, (_, seed) => {
      const ensemble = new Ensemble(3, seed)
      ensemble.pass(5_100)
      ensemble.link(0, 1, false)
      ensemble.link(0, 2, false)
      for (let ms = 0; ms < 2_500; ms += 50) {
        ensemble.pass(50)
        if (ensemble.members.filter(({ role }) => role === 'leader').length === 2) return [ensemble.write(0), ensemble.write(Number(ensemble.leader?.name))]
      }
      return []
    }).filter(answers => answers.length > 0)
    expect(beside.length).toBeGreaterThan(5)
    for (const answers of beside) expect(answers).toEqual([false, true])
  })

  it('raft_test.go TestDisruptiveFollower: a leader that meets a newer term is none any more', () => {
    const ensemble = new Ensemble(3, 2)
    ensemble.pass(5_100)
    ensemble.link(0, 1, false)
    ensemble.link(0, 2, false)
    while (ensemble.leader?.term !== 3) ensemble.pass(10)
    expect(ensemble.member(0)).toMatchObject({ role: 'leader', term: 2 })
    const follower = ensemble.leader.name === '1' ? 2 : 1
    ensemble.link(0, follower, true)
    expect(ensemble.member(0)).toMatchObject({ role: 'follower', term: 3 })
    expect(ensemble.member(follower)).toMatchObject({ role: 'follower', term: 3, lead: ensemble.leader.name })
  })

  it('raft_paper_test.go TestCandidateUpdateTermFromMessage: who asks for votes and meets a newer term takes it on', () => {
    const ensemble = new Ensemble(5)
    ensemble.machine(4, false)
    ensemble.machine(0, false)
    ensemble.link(1, 3, false)
    ensemble.link(2, 3, false)
    ensemble.machine(0, true)
    ensemble.pass(5_000)
    expect(ensemble.leader?.term).toBe(3)
    for (const one of [0, 1, 2]) ensemble.machine(one, false)
    ensemble.machine(4, true)
    expect(ensemble.members.map(({ term, role }) => [term, role]).slice(3)).toEqual([[3, 'follower'], [2, 'follower']])
    ensemble.pass(5_000)
    expect(ensemble.members.map(({ term, role }) => [term, role]).slice(3)).toEqual([[3, 'candidate'], [3, 'candidate']])
  })

  it('testdata/prevote_checkquorum.txt: a member that alone hears no leader wins no vote and raises no term', () => {
    const ensemble = new Ensemble(3)
    ensemble.link(0, 1, false)
    ensemble.pass(60_000)
    expect(ensemble.member(1)).toMatchObject({ role: 'candidate', term: 2 })
    expect(ensemble.leader?.name).toBe('0')
    ensemble.link(0, 1, true)
    expect(ensemble.member(1)).toMatchObject({ role: 'follower', term: 2, lead: '0' })
  })

  it('raft_test.go TestLeaderSupersedingWithCheckQuorum: a leader that is cut off follows the new one when it is back, and its last entry is gone', () => {
    const ensemble = new Ensemble(3)
    expect(ensemble.write(0)).toBe(true)
    ensemble.link(0, 1, false)
    ensemble.link(0, 2, false)
    expect(ensemble.write(0)).toBe(false)
    const lost = lastEntry(ensemble.member(0).log)
    ensemble.pass(2_500)
    const { leader } = ensemble
    expect(leader).toMatchObject({ term: 3 })
    expect(ensemble.write(Number(leader?.name))).toBe(true)
    ensemble.heal()
    expect(ensemble.member(0)).toMatchObject({ role: 'follower', term: 3, lead: leader?.name, log: leader?.name ? ensemble.leader?.log : [] })
    expect(hasEntry(ensemble.member(0).log, lost)).toBe(false)
  })

  it('raft_paper_test.go TestVoter: who lacks a committed entry is not elected', () => {
    const ensemble = new Ensemble(3)
    ensemble.machine(2, false)
    ensemble.write(0)
    ensemble.machine(0, false)
    ensemble.machine(2, true)
    ensemble.pass(20_000)
    expect(ensemble.leader?.name).toBe('1')
  })

  it.each([[1, 1, 0], [2, 2, 0], [3, 2, 1], [4, 3, 1], [5, 3, 2]])('of %i members %i are a majority: it bears the loss of %i', (members, most, losses) => {
    expect(majority(members)).toBe(most)
    const ensemble = new Ensemble(members)
    for (let i = 0; i < losses; i++) ensemble.machine(i, false)
    ensemble.pass(10_000)
    expect(ensemble.write(Number(ensemble.leader?.name))).toBe(true)
    ensemble.machine(losses, false)
    ensemble.pass(10_000)
    expect(ensemble.members.map((_, i) => ensemble.write(i))).not.toContain(true)
  })
})

describe('whatever fails', () => {
  const index = fc.integer({ min: 0, max: 4 })
  const step = fc.oneof(
    fc.record({ do: fc.constant('machine' as const), a: index, works: fc.boolean() }),
    fc.record({ do: fc.constant('link' as const), a: index, b: index, works: fc.boolean() }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 3_000 }) }),
    fc.record({ do: fc.constant('write' as const), a: index }),
  )

  it('a term has one leader, a write needs a majority, none that was accepted is lost, and all logs end alike', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.integer(), fc.array(step, { maxLength: 60 }), (count, seed, steps) => {
      const ensemble = new Ensemble(count, seed)
      for (const one of steps) {
        if (one.do === 'machine') ensemble.machine(one.a % count, one.works)
        else if (one.do === 'link') ensemble.link(one.a % count, one.b % count, one.works || one.a % count === one.b % count)
        else if (one.do === 'pass') ensemble.pass(one.ms)
        else if (ensemble.write(one.a % count)) expect(ensemble.around(one.a % count)).toBeGreaterThanOrEqual(majority(count))
        for (const { name, log } of ensemble.members.filter(holdsMajority)) {
          expect(ensemble.accepted.filter(entry => !hasEntry(log, entry)), `lost by leader ${name}`).toEqual([])
        }
      }
      ensemble.heal()
      ensemble.pass(10_000)
      expect(ensemble.members.filter(holdsMajority)).toHaveLength(1)
      expect(new Set(ensemble.members.map(({ log }) => JSON.stringify(log))).size).toBe(1)
      expect(ensemble.members.every(({ commit, log }) => commit === lastEntry(log).index)).toBe(true)
      expect(ensemble.accepted.filter(entry => !ensemble.members.every(({ log }) => hasEntry(log, entry)))).toEqual([])
    }), { numRuns: 400 })
  })
})
