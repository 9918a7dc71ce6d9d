import { describe, expect, it } from 'vitest'
import { nodeUpdate } from '../../components/figures/node-update/node-update.ts'
import { readyFloor } from '../../components/figures/node-update/ready-floor.ts'
import { BEGIN, type ScenarioName, type UpdateInputs } from '../../components/figures/node-update/update-scenarios.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'

function tell(name: ScenarioName, inputs: Partial<UpdateInputs> = {}) {
  const record = authorsRecord(nodeUpdate, name, inputs)
  const playback = playbackOf(nodeUpdate, record)
  return { ...tellAtOnce(nodeUpdate, record, playback), playback }
}

const says = (beats: readonly { say: { ko: string } }[]) => beats.map(({ say }) => say.ko).join(' ')

describe('the update that goes well', () => {
  const { beats, found, log, playback } = tell('normal')

  it('tells four phases and the other lane, in the order of time', () => {
    expect(beats).toHaveLength(5)
    expect(beats.map(({ at }) => at)).toEqual([...beats.map(({ at }) => at)].sort((a, b) => a - b))
    const views = beats.map(({ at }) => {
      playback?.seek(at)
      return playback?.look()
    })
    expect(views.map(view => view?.first.update?.phase)).toEqual(['scale-up', 'upgrade', 'upgrade', 'upgrade', 'scale-down'])
    expect(views.at(-1)?.first.nodes.map(({ version }) => version)).toEqual(['1.37', '1.37', '1.37'])
    expect(views.at(-1)?.second.hand).toMatchObject({ at: 7, of: 7 })
    // Neither lane stands still for a beat: until it is done, the one by hand is at another step each time.
    expect(new Set(views.slice(0, 3).map(view => view?.second.hand?.at)).size).toBe(3)
  })

  it('counts as ready what it draws as ready: a pod on its way out is neither', () => {
    for (const { at } of beats) {
      playback?.seek(at)
      for (const { ready, nodes } of Object.values(playback?.look() ?? {}))
        expect(nodes.flatMap(({ pods }) => pods).filter(({ state }) => state === 'ready'), String(at)).toHaveLength(ready)
    }
  })

  it('says the run\'s own numbers: never below the promise, and what a person had to do', () => {
    expect(found.first.leastReady).toBe(5)
    expect(found.second.leastReady).toBe(5)
    expect(found.first.mostNodes).toBe(9)
    expect(says(beats)).toContain('새 노드 6대')
    const minutes = Math.round(((found.second.ended?.at ?? 0) - BEGIN) / 60_000)
    expect(beats.at(-1)?.say.ko).toMatch(new RegExp(`^\\d+분 걸렸지만 명령은 1개\\. 손으로는 7단계, ${minutes}분 내내`))
    expect(found.first.movesBack).toBeGreaterThan(0)
    // Every pod moves once to a new node, and some again: why one command moves more than hands do.
    expect(found.first.moves - found.first.movesBack).toBe(found.second.moves)
    expect(found.second.movesBack).toBe(0)
    expect(found.first.moves).toBe(log.filter(({ lane, reason, at }) => lane === 'first' && reason === 'Scheduled' && at >= BEGIN).length)
    expect([found.first.acts, found.second.acts]).toEqual([1, 7])
    expect(found.second.waitedMs).toBe(0)
    expect(says(beats)).toContain('손으로는 쉬지 않고 해도 7단계')
  })

  it('waits as long as the input says that a person takes; MINIMAL never has more nodes', () => {
    const { found: other, beats: waiting } = tell('normal', { personMinutes: 10, minimal: true })
    expect(other.second.waitedMs).toBe(7 * 10 * 60_000)
    expect(waiting.at(-1)?.say.ko).toContain('그중 70분은 단계마다 10분씩(가정)')
    expect(other.first.mostNodes).toBe(3)
    expect((other.second.ended?.at ?? 0)).toBeGreaterThan(found.second.ended?.at ?? 0)
  })
})

describe('a budget that gives no pod away', () => {
  const { beats, found } = tell('budget')

  it('fails the update after 15 minutes, untouched; by force the promise is broken', () => {
    expect((found.marks.PodEvictionFailure ?? 0) - (found.marks.NewNodesReady ?? 0)).toBe(15 * 60_000)
    const untouched = found.first.ready.filter(({ at }) => at <= (found.marks.UpdateFailed ?? 0))
    expect(untouched.every(({ y }) => y === 6)).toBe(true)
    expect(found.first.leastReady).toBeLessThan(6)
    expect(says(beats)).toContain(`약속한 6개가 ${found.first.leastReady}개까지 줄었습니다`)
    expect(found.second.ended).toBeUndefined()
  })

  it('that gives one away does not block', () => {
    const { beats: other, found: free } = tell('budget', { minAvailable: 5 })
    expect(free.marks.PodEvictionFailure).toBeUndefined()
    expect(other).toHaveLength(1)
  })
})

it('a third at a time is done sooner and has fewer pods ready', () => {
  const { first, second } = tell('parallel').found
  expect(second.ended?.at ?? 0).toBeLessThan(first.ended?.at ?? 0)
  expect(second.leastReady).toBeLessThan(first.leastReady)
  expect(second.leastReady).toBeGreaterThanOrEqual(12)
})

it.each([['launch-template', 'Ec2LaunchTemplateNotFound'], ['subnet', 'Ec2SubnetNotFound'], ['instance-limit', 'InstanceLimitExceeded'], ['addresses', 'InsufficientFreeAddresses']] as const)('of %s EKS reports %s, until it is mended', (fault, code) => {
  const { beats, playback } = tell('health', { fault })
  const issues = beats.map(({ at }) => {
    playback?.seek(at)
    return playback?.look().first.issues
  })
  expect(issues).toEqual([[code], [code, 'AsgInstanceLaunchFailures'], []])
  expect(playback?.look().first.nodes.filter(({ state }) => state === 'ready')).toHaveLength(5)
})

it('says nothing in more than 14 words, in either language', () => {
  for (const name of ['normal', 'budget', 'parallel', 'health'] as const) {
    for (const { say } of tell(name).beats) {
      expect(say.ko.split(' ').length, say.ko).toBeLessThanOrEqual(14)
      expect(say.en.split(' ').length, say.en).toBeLessThanOrEqual(14)
    }
  }
}, 60_000)

it.each([
  ['a dip of one of six', [6, 5, 6], 5, 4],
  ['a dip of six of eighteen', [18, 12, 18], 12, 9],
  ['a promise that is not reached', [18, 16], 12, 9],
  ['a dip to nothing', [6, 0, 6], undefined, 0],
  ['a dip to a few of many', [6, 3, 6], 5, 0],
  ['no dip', [6, 6], undefined, 0],
] as const)('%s: the axis begins where the dip is seen', (_, counts, promise, floor) => {
  expect(readyFloor(counts, promise)).toBe(floor)
})
