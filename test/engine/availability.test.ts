/** A cluster whose API does not answer for a while: who waits, who goes on, and what is done when it is back. */
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../engine/kubernetes/apiserver/errors.ts'
import { findCondition, isPodReady } from '../../engine/kubernetes/apimachinery/meta.ts'
import { kubectl } from '../../engine/kubernetes/kubectl/index.ts'
import type { Command } from '../../engine/kubernetes/simulation/commands.ts'
import type { Simulation } from '../../engine/kubernetes/simulation/simulation.ts'
import { makePod } from '../../engine/kubernetes/types/make.ts'
import { deployment, podTemplate, startCluster, wait } from './support/cluster.ts'

/** Lets the API be silent, or answer again. */
function setApi(simulation: Simulation, answers: boolean): void {
  const refuse = () => { throw new ApiError('Unknown', 'etcdserver: request timed out') }
  simulation.store.availability = answers ? undefined : { read: refuse, write: refuse }
}

function running(replicas = 6): Simulation {
  const simulation = startCluster()
  simulation.apply({ type: 'apply', objects: [deployment('web', { replicas })] })
  wait(simulation, 60)
  return simulation
}

const ready = (simulation: Simulation) => simulation.store.list('Pod').filter(isPodReady).length
const revision = (simulation: Simulation) => simulation.store.save().revision

describe('while the API does not answer', () => {
  it.each<Command>([
    { type: 'apply', objects: [makePod('one')] }, { type: 'scale', kind: 'Deployment', name: 'web', replicas: 1 },
    { type: 'delete', kind: 'Deployment', name: 'web' }, { type: 'patch', kind: 'Node', name: 'node-a', patch: { status: { phase: 'x' } }, subresource: 'status' }, { type: 'cordon', node: 'node-a' },
  ])('$type is refused, and nothing is stored', (command) => {
    const simulation = running()
    const before = revision(simulation)
    setApi(simulation, false)
    expect(() => simulation.apply(command)).toThrow('etcdserver: request timed out')
    wait(simulation, 300)
    expect(revision(simulation)).toBe(before)
  })

  it('kubectl says what etcd says, as it words an answer without a reason', () => {
    const simulation = running()
    setApi(simulation, false)
    for (const line of ['get pods', 'scale deployment web --replicas=2', 'run one --image=one --dry-run=server']) {
      expect(kubectl(line, { store: simulation.store }), line).toEqual({ stdout: '', stderr: 'Error from server: etcdserver: request timed out\n', exitCode: 1 })
    }
    expect(kubectl('get --help', { store: simulation.store }).exitCode).toBe(0)
  })

  it('a kubelet restarts a container that crashes, and tells of it afterwards', () => {
    const simulation = startCluster()
    simulation.apply({ type: 'apply', objects: [deployment('web', { replicas: 1, template: podTemplate('web', {}, { 'eks-primer.dev/run-ms': '30000', 'eks-primer.dev/exit-code': '1' }) })] })
    wait(simulation, 20)
    setApi(simulation, false)
    wait(simulation, 40)
    const starts = simulation.log.entries.filter(({ reason }) => reason === 'Started')
    expect(starts.length).toBeGreaterThan(1)
    expect(simulation.store.list('Pod')[0]?.status?.containerStatuses?.[0]?.restartCount).toBe(0)
    setApi(simulation, true)
    wait(simulation, 11)
    expect(simulation.store.list('Pod')[0]?.status?.containerStatuses?.[0]?.restartCount).toBe(starts.length - 1)
  })

  it('tries it no more often than an API that is down can be asked: a long silence costs few turns', () => {
    const simulation = running()
    setApi(simulation, false)
    const before = simulation.turns
    wait(simulation, 3_600)
    expect(simulation.turns - before).toBeLessThan(3_600)
  })
})

describe('when the API is back', () => {
  it('node lifecycle begins anew: after any silence of all kubelets no node is marked, and no pod is evicted', () => {
    for (const seconds of [5, 45, 55, 70, 600, 3_600]) {
      const simulation = running()
      const pods = simulation.store.list('Pod').map(({ metadata }) => metadata.uid)
      setApi(simulation, false)
      wait(simulation, seconds)
      setApi(simulation, true)
      wait(simulation, 900)
      expect(simulation.log.entries.filter(({ reason }) => reason === 'NodeNotReady'), `${seconds} s`).toEqual([])
      expect(simulation.store.list('Pod').map(({ metadata }) => metadata.uid), `${seconds} s`).toEqual(pods)
    }
  })

  it('a node that died meanwhile is found out, and its pods are replaced, as if it had died now', () => {
    const simulation = running()
    setApi(simulation, false)
    simulation.apply({ type: 'node', node: 'node-a', state: 'down' })
    wait(simulation, 1_000)
    expect(findCondition(simulation.store.mustGet('Node', '', 'node-a').status?.conditions, 'Ready')?.status).toBe('True')
    const back = simulation.clock.now
    setApi(simulation, true)
    wait(simulation, 400)
    const noticed = simulation.log.entries.find(({ reason, object }) => reason === 'NodeNotReady' && object.name === 'node-a')?.at ?? 0
    expect((noticed - back) / 1_000).toBeGreaterThan(50)
    expect((noticed - back) / 1_000).toBeLessThan(66)
    expect(ready(simulation)).toBe(6)
    expect(simulation.store.list('Pod').filter(pod => isPodReady(pod) && pod.spec.nodeName === 'node-a')).toEqual([])
  })

  it('one dead node of three stays one dead node: it is judged by its own silence, not by that of the API', () => {
    const simulation = running()
    simulation.apply({ type: 'node', node: 'node-a', state: 'down' })
    wait(simulation, 120)
    setApi(simulation, false)
    wait(simulation, 400)
    setApi(simulation, true)
    wait(simulation, 400)
    expect(simulation.log.entries.filter(({ reason, object }) => reason === 'NodeNotReady' && object.kind === 'Node').map(({ object }) => object.name)).toEqual(['node-a'])
    expect(ready(simulation)).toBe(6)
  })

  it('a pod whose binding was refused is bound, and where the scheduler had put it', () => {
    const simulation = running(1)
    simulation.apply({ type: 'apply', objects: [makePod('one', { cpu: '3500m' }), makePod('two', { cpu: '3500m' })] })
    setApi(simulation, false)
    wait(simulation, 120)
    expect(['one', 'two'].map(name => simulation.store.mustGet('Pod', 'default', name).spec.nodeName)).toEqual([undefined, undefined])
    setApi(simulation, true)
    wait(simulation, 30)
    const nodes = ['one', 'two'].map(name => simulation.store.mustGet('Pod', 'default', name).spec.nodeName)
    expect(new Set(nodes).size).toBe(2)
    expect(nodes).not.toContain(undefined)
    expect(ready(simulation)).toBe(3)
  })

  it('a rollout goes on from where it stood, and ends as if nothing had been', () => {
    const simulation = running()
    simulation.apply({ type: 'patch', kind: 'Deployment', name: 'web', patch: { spec: { template: podTemplate('web', { image: 'web:2' }) } } })
    wait(simulation, 1)
    setApi(simulation, false)
    wait(simulation, 60)
    setApi(simulation, true)
    wait(simulation, 60)
    expect(simulation.store.mustGet('Deployment', 'default', 'web').status).toMatchObject({ replicas: 6, updatedReplicas: 6, availableReplicas: 6 })
    expect(simulation.store.list('Pod')).toHaveLength(6)
  })
})
