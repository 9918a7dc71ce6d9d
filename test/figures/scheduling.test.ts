import { describe, expect, it } from 'vitest'
import { editCommands } from '../../components/figures/scheduling/edit.ts'
import { authorsRecord, type ScenarioName, scenarios } from '../../components/figures/scheduling/scenarios.ts'
import { tell } from '../../components/figures/scheduling/story.ts'
import { beatsOf, keyOf, momentAt, openSpan } from '../../components/figures/scheduling/telling.ts'
import type { Node, Pod } from '../../engine/kubernetes/types/index.ts'

const placements = (name: ScenarioName) => tell(authorsRecord(name)).attempts.map(({ pod, node }) => `${pod.metadata.name}: ${node ?? 'nowhere'}`)

describe('the scheduling figure\'s scenarios tell what they promise', () => {
  it.each([
    ['resources', ['web: node-c', 'report: node-c', 'train: nowhere']],
    ['taints', ['web: node-b', 'train: gpu', 'batch: nowhere']],
    ['preemption', ['payments: nowhere', 'payments: node-a']],
  ] as const)('%s', (name, expected) => {
    expect(placements(name)).toEqual(expected)
  })

  it('affinity: the cache goes to the web\'s zone, the second web to another node than the first', () => {
    const [cache, web] = tell(authorsRecord('affinity')).attempts
    expect(['node-b', 'node-c']).toContain(cache?.node)
    expect(web?.node).not.toBe('node-b')
  })

  it('spreading: the webs end up in all three zones, and no zone is two ahead of another', () => {
    const nodes = tell(authorsRecord('spreading')).attempts.map(({ node }) => node)
    expect(new Set(['node-a', ...nodes]).size).toBe(3)
  })

  it('preemption: the least important pod makes room', () => {
    expect(tell(authorsRecord('preemption')).attempts[0]?.victims).toEqual(['batch-1'])
  })

  it('every node that takes a pod scored highest, or was the only one left', () => {
    for (const name of Object.keys(scenarios) as ScenarioName[]) {
      for (const { node, explanation } of tell(authorsRecord(name)).attempts) {
        if (node)
          expect(explanation.best).toContain(node)
        else
          expect(explanation.rows.every(({ feasible }) => !feasible)).toBe(true)
      }
    }
  })
})

describe('the telling', () => {
  const story = tell(authorsRecord('resources'))
  const first = story.attempts[0]

  it('shows a row a beat, and the outcome last', () => {
    const seen = beatsOf(story).filter(beat => first && beat >= first.at && beat < (story.attempts[1]?.at ?? 0)).map(beat => momentAt(story, beat))
    expect(seen.map(({ shown }) => shown)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 7])
    expect(seen.map(({ told }) => told)).toEqual([false, false, false, false, false, false, false, false, true])
  })

  it('draws the cluster as it was before the decision until the decision is told', () => {
    const web = (at: number) => story.sceneAt(momentAt(story, at).sceneAt).pods.find(({ metadata }) => metadata.name === 'web')?.spec.nodeName
    expect(web((first?.at ?? 0) + 3_000)).toBeUndefined()
    expect(web((first?.at ?? 0) + 9_000)).toBe('node-c')
  })

  it('waits for the audience\'s guess, one decision after the other', () => {
    const [one, two] = story.attempts
    expect(openSpan(story, true, {}).end).toBe(one?.at)
    expect(openSpan(story, true, { [one ? keyOf(one) : '']: 'node-a' }).end).toBe(two?.at)
    expect(openSpan(story, false, {}).end).toBe(story.span.end)
  })
})

describe('an edit', () => {
  const record = authorsRecord('taints')
  const story = tell(record)
  const scene = story.sceneAt(story.span.start)
  const node = (name: string) => scene.nodes.find(({ metadata }) => metadata.name === name) as Node
  const pod = (name: string) => scene.pods.find(({ metadata }) => metadata.name === name) as Pod
  const retell = (...objects: (Node | Pod)[]) => tell({ ...record, commands: editCommands(record.commands, objects, story.span.start + 500, scene) })

  it('takes a node\'s taint away, and the decision changes', () => {
    expect(retell({ ...node('gpu'), spec: {} }).attempts[0]?.node).toBe('gpu')
  })

  it('makes a node smaller, and the decision changes', () => {
    const small = { cpu: '100m', memory: '1Gi', pods: '17' }
    expect(retell({ ...node('node-b'), status: { capacity: small, allocatable: small } }).attempts[0]?.node).toBeUndefined()
  })

  it('changes a pod that is still to arrive', () => {
    const edited: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'app', image: 'nginx:1.29', resources: { requests: { cpu: '7' } } }] } }
    expect(retell(edited).attempts[0]).toMatchObject({ pod: { metadata: { name: 'web' } }, message: expect.stringContaining('2 Insufficient cpu') })
  })

  it('replaces a pod that runs', () => {
    const cart = pod('cart')
    const light = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'cart', namespace: 'default' }, spec: { nodeName: 'node-a', containers: [{ ...cart.spec.containers[0], name: 'app', image: 'nginx:1.29', resources: { requests: { cpu: '100m' } } }] } } as Pod
    expect(retell(light).attempts[0]?.node).toBe('node-a')
  })
})
