import { describe, expect, it } from 'vitest'
import { fargateGate } from '../../components/figures/fargate/fargate-gate.ts'
import type { GateScenario } from '../../components/figures/fargate/gate-scenarios.ts'
import { totals } from '../../components/figures/fargate/gate-view.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import type { KubeObject } from '../../engine/kubernetes/types/index.ts'
import { makePod } from '../../engine/kubernetes/types/make.ts'

function tell(name: GateScenario, own?: KubeObject[]) {
  const record = authorsRecord(fargateGate, name, own && { own })
  const playback = playbackOf(fargateGate, record)
  return { ...tellAtOnce(fargateGate, record, playback), playback }
}

const says = (beats: readonly { say: { ko: string } }[]) => beats.map(({ say }) => say.ko).join(' ')

describe('the gate', () => {
  it('sends those that a profile selects to machines of their own, rounded up, and the others to the node', () => {
    const { beats, found, playback } = tell('sized')
    expect(found.end.rows.map(({ name, way, profile, size }) => [name, way, profile, size && `${size.vcpu}/${size.memoryGB}`])).toEqual([
      ['web', 'fargate', 'serverless', '0.25/2'], ['search', 'fargate', 'serverless', '1/3'], ['batch', 'node', undefined, undefined],
    ])
    const states = beats.map(({ at }) => {
      playback?.seek(at)
      return playback?.look().rows.find(({ name }) => name === 'web')?.pods.map(({ machine }) => machine)
    })
    expect(states).toEqual([['starting', 'starting', 'starting'], ['ready', 'ready', 'ready'], ['ready', 'ready', 'ready']])
    expect(says(beats)).toContain('맞는 4개는 Fargate로, 아닌 2개는 노드로')
    expect(says(beats)).toContain(`${totals(found.end).asked.memory} GB를 요청했는데 요금은 ${totals(found.end).billed.memory} GB만큼 냅니다`)
  })

  it('has no DaemonSet behind it: as a sidecar the agent makes every pod a size larger', () => {
    const { beats, found } = tell('sidecar')
    expect(found.before.rows.map(({ name, way, pods }) => [name, way, pods.length])).toEqual(expect.arrayContaining([['agent', 'daemon', 1], ['web', 'fargate', 3]]))
    expect([totals(found.before).billed.memory, totals(found.end).billed.memory]).toEqual([3, 6])
    expect(says(beats)).toContain('3 GB에서 6 GB로')
  })

  it('refuses in the scheduler\'s own words, and no node takes what it has refused', () => {
    const { found, log } = tell('refused')
    expect(found.end.rows.map(({ name, why }) => [name, why?.replace('Pod not supported on Fargate: ', '')])).toEqual([
      ['probe', 'invalid SecurityContext fields: Privileged'], ['logs', 'volumes not supported: host is of an unsupported volume Type'],
      ['db', 'volumes not supported: disk not supported because: PVC data not bound'], ['proxy', 'fields not supported: HostNetwork'],
    ])
    expect(log.some(({ reason }) => reason === 'Scheduled')).toBe(false)
  })

  it('takes the first of two profiles by name, or the one that a pod names and that selects it', () => {
    const { found } = tell('profiles')
    expect(found.end.rows.map(({ name, way, profile }) => [name, way, profile])).toEqual([['front', 'fargate', 'beta'], ['asks', 'fargate', 'prod'], ['wrong', 'node', undefined], ['other', 'node', undefined]])
  })

  it('takes pods of one\'s own', () => {
    const { beats, found } = tell('own', [makePod('mine', { cpu: '100m', memory: '300Mi' }), makePod('bad', { spec: { hostNetwork: true } })])
    expect(found.end.rows.map(({ name, why }) => [name, why !== undefined])).toEqual([['mine', false], ['bad', true]])
    expect(says(beats)).toContain('거절 1개')
  })
})

it('says nothing in more than 14 words, in either language', () => {
  for (const name of ['sized', 'sidecar', 'refused', 'profiles', 'own'] as const) {
    for (const { say } of tell(name).beats) {
      expect(say.ko.split(' ').length, say.ko).toBeLessThanOrEqual(14)
      expect(say.en.split(' ').length, say.en).toBeLessThanOrEqual(14)
    }
  }
})
