import { describe, expect, it } from 'vitest'
import { planUpdate } from '../../engine/kubernetes/controllers/daemonset-update.ts'
import { isPodReady, isTerminating } from '../../engine/kubernetes/apimachinery/meta.ts'
import type { DaemonSet, IntOrString, Pod } from '../../engine/kubernetes/types/index.ts'
import { emptyStore, podTemplate, startCluster, wait } from './support/cluster.ts'

function daemonSet(rollingUpdate: { maxSurge?: IntOrString, maxUnavailable?: IntOrString }, image = 'agent:1'): DaemonSet {
  return {
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' },
    spec: { selector: { matchLabels: { app: 'agent' } }, template: podTemplate('agent', { image }), updateStrategy: { type: 'RollingUpdate', rollingUpdate } },
  }
}

describe('a step of a DaemonSet\'s rolling update', () => {
  /** `O`, `N`: an available pod of the old or new template; `o`, `n`: one that is not ready. */
  const pod = (letter: string, node: string): Pod => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: `${letter}@${node}`, labels: { 'controller-revision-hash': letter.toLowerCase() === 'n' ? 'new' : 'old' } },
    spec: { containers: [] }, status: { conditions: [{ type: 'Ready', status: letter < 'a' ? 'True' : 'False', lastTransitionTime: '2026-01-01T00:00:00Z' }] },
  })
  it.each<[string, { maxSurge?: IntOrString, maxUnavailable?: IntOrString }, string[], string]>([
    ['one at a time', { maxUnavailable: 1 }, ['O', 'O', 'O'], '-O@0'],
    ['waits for the new one', { maxUnavailable: 1 }, ['n', 'O', 'O'], ''],
    ['a node without a pod counts as unavailable', { maxUnavailable: 1 }, ['', 'O', 'O'], ''],
    ['unavailable old ones go at once', { maxUnavailable: 1 }, ['o', 'o', 'O'], '-o@0 -o@1'],
    ['a share rounds up', { maxUnavailable: '34%' }, ['O', 'O', 'O', 'O'], '-O@0 -O@1'],
    ['surge comes first', { maxSurge: 1, maxUnavailable: 0 }, ['O', 'O', 'O'], '+0'],
    ['surge counts nodes that wait for their new pod', { maxSurge: 1, maxUnavailable: 0 }, ['On', 'O', 'O'], ''],
    ['an old pod goes when its successor is available', { maxSurge: 1, maxUnavailable: 0 }, ['ON', 'O', 'O'], '-O@0 +1'],
    ['an old pod that is not ready gives way', { maxSurge: 1, maxUnavailable: 0 }, ['on', 'O', 'O'], '-o@0 +1'],
    ['nodes whose old pod is unavailable surge beyond the limit', { maxSurge: 1, maxUnavailable: 0 }, ['o', 'o', 'O'], '+0 +1 +2'],
    ['a share of surge rounds up', { maxSurge: '40%', maxUnavailable: 0 }, ['O', 'O', 'O'], '+0 +1'],
  ])('%s', (_rule, rollingUpdate, nodes, expected) => {
    const { remove, surgeOnto } = planUpdate(daemonSet(rollingUpdate), nodes.map((letters, i) => ({ node: String(i), pods: [...letters].map(letter => pod(letter, String(i))) })), 'new', 10_000)
    expect([...remove.map(({ metadata }) => `-${metadata.name}`), ...surgeOnto.map(node => `+${node}`)].join(' ')).toBe(expected)
  })
})

describe('a DaemonSet\'s strategy', () => {
  it.each([
    [{ maxSurge: 1, maxUnavailable: 1 }, 'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero'],
    [{ maxSurge: 0, maxUnavailable: '0%' }, 'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0'],
  ])('%o is refused', (rollingUpdate, message) => {
    expect(() => emptyStore().create(daemonSet(rollingUpdate))).toThrow(`DaemonSet.apps "agent" is invalid: ${message}`)
  })
})

describe.each([
  ['maxUnavailable 1', { maxUnavailable: 1, maxSurge: 0 }, { ready: 2, pods: 3 }],
  ['maxSurge 1', { maxUnavailable: 0, maxSurge: 1 }, { ready: 3, pods: 4 }],
])('a DaemonSet with %s', (_name, rollingUpdate, limits) => {
  it('replaces every pod and keeps to it', () => {
    const simulation = startCluster()
    simulation.apply({ type: 'apply', objects: [daemonSet(rollingUpdate)] })
    wait(simulation, 30)
    const seen = { ready: 3, pods: 3 }
    simulation.store.watch(() => {
      const pods = simulation.store.list('Pod')
      seen.ready = Math.min(seen.ready, pods.filter(pod => isPodReady(pod) && !isTerminating(pod)).length)
      seen.pods = Math.max(seen.pods, pods.filter(pod => !isTerminating(pod)).length)
    })
    simulation.apply({ type: 'apply', objects: [daemonSet(rollingUpdate, 'agent:2')] })
    wait(simulation, 120)
    expect(seen).toEqual(limits)
    expect(simulation.store.list('Pod').map(({ spec }) => spec.containers[0]?.image)).toEqual(Array(3).fill('agent:2'))
    expect(simulation.store.mustGet('DaemonSet', 'default', 'agent').status).toMatchObject({ updatedNumberScheduled: 3, numberAvailable: 3 })
  })
})
