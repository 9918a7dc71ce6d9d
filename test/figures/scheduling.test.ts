import { describe, expect, it } from 'vitest'
import { attemptKey, momentAt } from '../../components/figures/scheduling/attempts.ts'
import { scheduling } from '../../components/figures/scheduling/scheduling.ts'
import { changesOf, withEdits } from '../../components/figures/scheduling/edit.ts'
import { type ScenarioName, scenarios } from '../../components/figures/scheduling/scenarios.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { stillFrame } from '../../components/figures/shell/still.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import type { TimedCommand } from '../../engine/kubernetes/simulation/run.ts'
import type { KubeObject, Node, Pod } from '../../engine/kubernetes/types/index.ts'

type Params = Parameters<typeof authorsRecord<typeof scheduling.params, ScenarioName, unknown, unknown>>[2]

function tell(name: ScenarioName, params: Params = {}, commands: readonly TimedCommand[] = []) {
  const record = { ...authorsRecord(scheduling, name, params), commands }
  return tellAtOnce(scheduling, record, playbackOf(scheduling, record))
}

const placements = (name: ScenarioName) => tell(name).found.map(({ pod, node }) => `${pod.metadata.name}: ${node ?? 'nowhere'}`)

describe('the scheduling figure\'s scenarios tell what they promise', () => {
  it.each([
    ['resources', ['web: node-c', 'report: node-c', 'train: nowhere']],
    ['taints', ['web: node-b', 'train: gpu', 'batch: nowhere']],
    ['preemption', ['payments: nowhere', 'payments: node-a']],
  ] as const)('%s', (name, expected) => {
    expect(placements(name)).toEqual(expected)
  })

  it('affinity: the cache goes to the web\'s zone, the second web to another node than the first', () => {
    const [cache, web] = tell('affinity').found
    expect(['node-b', 'node-c']).toContain(cache?.node)
    expect(web?.node).not.toBe('node-b')
  })

  it('spreading: the webs end up in all three zones, and no zone is two ahead of another', () => {
    const nodes = tell('spreading').found.map(({ node }) => node)
    expect(new Set(['node-a', ...nodes]).size).toBe(3)
  })

  it('preemption: the least important pod makes room', () => {
    expect(tell('preemption').found[0]?.victims).toEqual(['batch-1'])
  })

  it('every node that takes a pod scored highest, or was the only one left', () => {
    for (const name of Object.keys(scenarios) as ScenarioName[]) {
      for (const { node, explanation } of tell(name).found) {
        if (node)
          expect(explanation.best).toContain(node)
        else
          expect(explanation.rows.every(({ feasible }) => !feasible)).toBe(true)
      }
    }
  })
})

describe('the telling', () => {
  const { found, beats, span } = tell('resources')
  const [first] = found

  it('ends a pod\'s beats with its outcome, and the figure with the last', () => {
    const ends = found.map(({ at }) => at)
    expect(beats.map(({ at }) => at)).toEqual(expect.arrayContaining(ends))
    expect(beats.at(-1)?.at).toBe(ends.at(-1))
    expect(span.end).toBeGreaterThan(ends.at(-1) ?? 0)
  })

  it('shows row after row while the scheduler decides, and all of them when it has', () => {
    const { from = 0, at = 0, lines = [] } = first ?? {}
    expect(momentAt(found, from)).toMatchObject({ shown: 0, told: false })
    const shown = Array.from({ length: 11 }, (_, step) => momentAt(found, from + step * (at - from) / 10).shown)
    expect(shown).toEqual([...shown].sort((a, b) => a - b))
    expect(momentAt(found, at)).toMatchObject({ shown: lines.length, told: true })
  })

  it('places the pod in the picture when the decision is made, and not before', () => {
    const web = (beat: number) => stillFrame(scheduling, authorsRecord(scheduling, 'resources'), beat).view.pods.find(({ metadata }) => metadata.name === 'web')?.spec.nodeName
    const outcome = beats.findIndex(({ at }) => at === first?.at) + 1
    expect(web(outcome - 1)).toBeUndefined()
    expect(web(outcome)).toBe('node-c')
  })

  it('waits for the audience\'s guess, one decision after the other', () => {
    const [one, two] = found
    expect(tell('resources', { asks: true }).hold).toBe(one?.from)
    expect(tell('resources', { asks: true, guesses: { [one ? attemptKey(one) : '']: 'node-a' } }).hold).toBe(two?.from)
    expect(tell('resources').hold).toBeUndefined()
  })
})

describe('an edit', () => {
  const scene = stillFrame(scheduling, authorsRecord(scheduling, 'taints'), 0).view
  const node = (name: string) => scene.nodes.find(({ metadata }) => metadata.name === name) as Node
  const pod = (name: string) => scene.pods.find(({ metadata }) => metadata.name === name) as Pod
  const first = (...objects: KubeObject[]) => tell('taints', {}, changesOf(objects, 5_500, scene)).found[0]

  it('takes a node\'s taint away, and the decision changes', () => {
    expect(first({ ...node('gpu'), spec: {} } as Node)?.node).toBe('gpu')
  })

  it('makes a node smaller, and the decision changes', () => {
    const small = { cpu: '100m', memory: '1Gi', pods: '17' }
    expect(first({ ...node('node-b'), status: { capacity: small, allocatable: small } } as Node)?.node).toBeUndefined()
  })

  it('changes a pod that is still to arrive', () => {
    const edited: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'app', image: 'nginx:1.29', resources: { requests: { cpu: '7' } } }] } }
    expect(withEdits(scenarios.taints.commands, [edited])[0]?.do).toEqual({ type: 'apply', objects: [edited] })
    expect(tell('taints', { edits: [edited] }).found[0]).toMatchObject({ pod: { metadata: { name: 'web' } }, message: expect.stringContaining('2 Insufficient cpu') })
  })

  it('replaces a pod that runs', () => {
    const cart = pod('cart')
    const light = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'cart', namespace: 'default' }, spec: { nodeName: 'node-a', containers: [{ ...cart.spec.containers[0], name: 'app', image: 'nginx:1.29', resources: { requests: { cpu: '100m' } } }] } } as Pod
    expect(first(light)?.node).toBe('node-a')
  })
})
