/** A drain on a terminal, where time passes: kubectl/pkg/cmd/drain/drain_test.go and kubectl/pkg/drain/drain_test.go. */
import { describe, expect, it } from 'vitest'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { isBusy, KubectlTerminal, transcript } from '../../../engine/kubernetes/kubectl/index.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'

const template = (more: string) => `template: {metadata: {labels: {app: web}}, spec: {nodeSelector: {kubernetes.io/hostname: one}, containers: [{name: web, image: "web:1"}]${more}}}`
const workload = (kind: string, { replicas = 1, more = '' } = {}) => kind === 'Job'
  ? `apiVersion: batch/v1\nkind: Job\nmetadata: {name: web}\nspec:\n  ${template(', restartPolicy: Never')}\n`
  : `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: web}\nspec:\n${kind === 'DaemonSet' ? '' : `  replicas: ${replicas}\n`}  selector: {matchLabels: {app: web}}\n  ${template(more)}\n`
const NAKED = '---\napiVersion: v1\nkind: Pod\nmetadata: {name: bare}\nspec: {nodeName: one, containers: [{name: c, image: c}]}\n'
const budget = (minAvailable: number, name = 'web') => `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}}\nspec: {minAvailable: ${minAvailable}, selector: {matchLabels: {app: web}}}\n`
const EMPTY_DIR = { more: ', volumes: [{name: cache, emptyDir: {}}]' }
const BLOCKED = 'Cannot evict pod as it would violate the pod\'s disruption budget.'

function start(text: string) {
  const simulation = new Simulation({ seed: 7, controllers: [...standardControllers(), new KubectlTerminal()] })
  for (const object of [...BASE_OBJECTS, makeNode('one', { zone: 'a' }), makeNode('two', { zone: 'b' })]) simulation.store.create(object)
  const wait = (seconds: number) => void simulation.runUntil(simulation.clock.now + seconds * 1000)
  wait(15)
  if (text) simulation.apply({ type: 'apply', objects: [...readManifest(text).objects] })
  wait(15)
  const lines = () => transcript(simulation.log.entries)
  return {
    simulation, wait, lines,
    pods: simulation.store.list('Pod').map(({ metadata }) => metadata.name).sort(),
    type: (line: string, seconds: number) => {
      simulation.apply({ type: 'kubectl', line })
      wait(seconds)
    },
    interrupt: () => simulation.apply({ type: 'interrupt' }),
    /** What the screen shows after the line, names of pods without their ends. */
    text: () => lines().filter(({ reason }) => reason !== 'Typed').map(({ text: each }) => each).join('').replaceAll(/web-[a-z0-9]+-[a-z0-9]{5}|web-[a-z0-9]{5}/g, 'web'),
    busy: () => isBusy(lines()),
  }
}

const GONE = 'node/one cordoned\nevicting pod default/web\npod/web evicted\nnode/one drained\n'
const refused = (why: string) => `node/one cordoned\nerror: unable to drain node "one" due to error: ${why}, continuing command...\nThere are pending nodes to be drained:\n one\n${why}\n`

// Both streams in their order, as a terminal shows them.
describe('TestDrain', () => {
  it.each([
    ['empty node', '', '', 'node/one cordoned\nnode/one drained\n'],
    ['RS-managed pod', workload('Deployment'), '', GONE],
    ['RS-managed pod with --disable-eviction', workload('Deployment'), '--disable-eviction', 'node/one cordoned\npod/web deleted\nnode/one drained\n'],
    ['Job-managed pod', workload('Job'), '', GONE],
    ['DS-managed pod', workload('DaemonSet'), '', refused('cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/web')],
    ['DS-managed pod with --ignore-daemonsets', workload('DaemonSet'), '--ignore-daemonsets', 'node/one cordoned\nWarning: ignoring DaemonSet-managed Pods: default/web\nnode/one drained\n'],
    ['naked pod', NAKED, '', refused('cannot delete Pods that declare no controller (use --force to override): default/bare')],
    ['naked pod with --force', NAKED, '--force', 'node/one cordoned\nWarning: deleting Pods that declare no controller: default/bare\nevicting pod default/bare\npod/bare evicted\nnode/one drained\n'],
    ['pod with EmptyDir', workload('Deployment', EMPTY_DIR), '', refused('cannot delete Pods with local storage (use --delete-emptydir-data to override): default/web')],
    ['pod with EmptyDir and --delete-emptydir-data', workload('Deployment', EMPTY_DIR), '--delete-emptydir-data', GONE],
    ['dry run', workload('Deployment'), '--dry-run=client', 'node/one cordoned (dry run)\nevicting pod default/web (dry run)\nnode/one drained (dry run)\n'],
  ])('%s', (_, manifest, flags, expected) => {
    const { type, text, busy } = start(manifest)
    type(`kubectl drain one ${flags}`, 60)
    expect(text()).toBe(expected)
    expect(busy()).toBe(false)
  })

  it('says that a pod is evicted when it is gone, and that the node is drained after the last', () => {
    const { type, wait, text, lines, busy, pods, simulation } = start(workload('Deployment', { replicas: 3, more: ', terminationGracePeriodSeconds: 4' }))
    type('kubectl drain one', 0)
    expect(text()).toBe(`node/one cordoned\n${'evicting pod default/web\n'.repeat(3)}`)
    expect(busy()).toBe(true)
    wait(30)
    expect(text()).toBe(`node/one cordoned\n${'evicting pod default/web\n'.repeat(3)}${'pod/web evicted\n'.repeat(3)}node/one drained\n`)
    expect(busy()).toBe(false)
    expect(pods.every(name => simulation.store.get('Pod', 'default', name) === undefined)).toBe(true)
    expect(lines().filter(({ reason }) => reason === 'Failed')).toEqual([])
  })

  it('drains one node after another', () => {
    const { type, text } = start(workload('Deployment', { replicas: 1 }))
    type('kubectl drain one two', 60)
    expect(text()).toBe('node/one cordoned\nnode/two cordoned\nevicting pod default/web\npod/web evicted\nnode/one drained\nnode/two drained\n')
  })
})

describe('TestEvictPods', () => {
  const retry = (pod: string) => `evicting pod default/${pod}\nerror when evicting pods/"${pod}" -n "default" (will retry after 5s): ${BLOCKED}\n`

  it('asks again every five seconds for what a budget holds back, until it lets go', () => {
    const { type, text, busy } = start(workload('Deployment', { replicas: 2 }) + budget(2))
    type('kubectl drain one', 11)
    expect(text()).toBe(`node/one cordoned\n${`${'evicting pod default/web\n'.repeat(2)}${retry('web').split('\n').slice(1).join('\n').repeat(2)}`.repeat(3)}`)
    expect(busy()).toBe(true)
  })

  it('global timeout reached', () => {
    const { type, text, busy } = start(workload('Deployment') + budget(1))
    type('kubectl drain one --timeout=7s', 30)
    const why = 'error when evicting pods/"web" -n "default": global timeout reached: 7s'
    expect(text()).toBe(`node/one cordoned\n${retry('web').repeat(2)}evicting pod default/web\nThere are pending pods in node "one" when an error occurred: ${why}\npod/web\nerror: unable to drain node "one" due to error: ${why}, continuing command...\nThere are pending nodes to be drained:\n one\n${why}\n`)
    expect(busy()).toBe(false)
  })

  it('a pod that two budgets select is given up, the others leave', () => {
    const { type, text, busy } = start(workload('Deployment') + budget(1) + budget(1, 'other') + NAKED)
    type('kubectl drain one --force', 60)
    const why = 'error when evicting pods/"web" -n "default": This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.'
    expect(text()).toContain('pod/bare evicted\nThere are pending pods in node "one" when an error occurred')
    expect(text()).toContain(`error: unable to drain node "one" due to error: ${why}, continuing command...\nThere are pending nodes to be drained:\n one\n${why}\n`)
    expect(busy()).toBe(false)
  })

  it('Ctrl+C ends it: what is asked to leave leaves, what a budget holds back stays', () => {
    const { type, wait, interrupt, text, busy, simulation } = start(workload('Deployment') + budget(1))
    type('kubectl drain one', 2)
    interrupt()
    simulation.apply({ type: 'delete', kind: 'PodDisruptionBudget', name: 'web' })
    wait(30)
    expect(text()).toBe(`node/one cordoned\n${retry('web')}^C`)
    expect(busy()).toBe(false)
    expect(simulation.store.list('Pod').map(({ spec }) => spec.nodeName)).toEqual(['one'])
  })
})

describe('TestDeletePods', () => {
  it('Wait for deletion timed out', () => {
    const { type, text, simulation } = start(workload('Deployment', { more: ', terminationGracePeriodSeconds: 60' }))
    simulation.apply({ type: 'node', node: 'one', state: 'down' })
    type('kubectl drain one --timeout=3s', 20)
    expect(text()).toContain('error when waiting for pod "web" in namespace "default" to terminate: global timeout reached: 3s')
  })

  it('Skip deleted pod: --skip-wait-for-delete-timeout', () => {
    const { type, text, simulation } = start(workload('Deployment', { more: ', terminationGracePeriodSeconds: 60' }))
    simulation.apply({ type: 'node', node: 'one', state: 'down' })
    type('kubectl drain one --skip-wait-for-delete-timeout=5', 20)
    expect(text()).toBe('node/one cordoned\nevicting pod default/web\npod "web" has DeletionTimestamp older than 5 seconds, skipping\nnode/one drained\n')
  })
})
