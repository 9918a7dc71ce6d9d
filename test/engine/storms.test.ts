import { describe, expect, it } from 'vitest'
import { findCondition, isPodTerminal } from '../../engine/kubernetes/apimachinery/meta.ts'
import type { DaemonSet, Job, KubeObject, StatefulSet } from '../../engine/kubernetes/types/index.ts'
import { deployment, podTemplate, startCluster, wait } from './support/cluster.ts'

/** Five of them fit node-a's 16 Gi. */
const pinned = (replicas: number) => {
  const template = podTemplate('big', { resources: { requests: { memory: '3Gi' } } })
  return deployment('big', { replicas, template: { ...template, spec: { ...template.spec, nodeName: 'node-a' } } })
}

describe('a ReplicaSet whose pods their node refuses', () => {
  const rejected = (simulation: ReturnType<typeof startCluster>) => simulation.store.list('Pod').filter(({ status }) => status?.reason === 'OutOfmemory')

  it('piles up some tens of failed pods a minute', () => {
    const simulation = startCluster()
    simulation.apply({ type: 'apply', objects: [pinned(8)] })
    wait(simulation, 60)
    const { length } = rejected(simulation)
    expect(length).toBeGreaterThan(20)
    expect(length).toBeLessThan(100)
    const words = simulation.log.entries.find(({ reason }) => reason === 'OutOfmemory')?.message
    expect(words).toBe("Node didn't have enough resource: memory, requested: 3221225472, used: 16106127360, capacity: 17179869184")
    expect(rejected(simulation)[0]?.status?.message).toBe(`Pod was rejected: ${words}`)
  })

  it('makes no more than its client may, however many are wanted', () => {
    const simulation = startCluster()
    const made: number[] = []
    simulation.store.watch(({ object, type }) => {
      if (object.kind === 'Pod' && type === 'ADDED') made.push(simulation.clock.now)
    })
    simulation.apply({ type: 'apply', objects: [pinned(400)] })
    wait(simulation, 60)
    const busiest = Math.max(...made.map(from => made.filter(at => at >= from && at < from + 1_000).length))
    expect(busiest).toBeLessThanOrEqual(30 + 20)
    expect(made.length).toBeLessThanOrEqual(30 + 20 * 60)
  })

  it('takes as many turns in its third minute as in its first', () => {
    const simulation = startCluster()
    simulation.apply({ type: 'apply', objects: [pinned(12)] })
    const minutes = [1, 2, 3].map(() => {
      const before = simulation.turns
      wait(simulation, 60)
      return simulation.turns - before
    })
    expect(minutes[2]).toBeLessThan((minutes[0] ?? 0) * 1.2)
  })

  it('stops growing at the garbage collector\'s threshold, the oldest first', () => {
    const simulation = startCluster({ config: { terminatedPodGcThreshold: 40 } })
    simulation.apply({ type: 'apply', objects: [pinned(8)] })
    wait(simulation, 30)
    const [oldest] = rejected(simulation)
    wait(simulation, 600)
    expect(simulation.store.list('Pod').filter(isPodTerminal).length).toBeLessThan(40 + 60)
    expect(rejected(simulation).map(({ metadata }) => metadata.uid)).not.toContain(oldest?.metadata.uid)
  })
})

describe('other owners of pods that fail at once', () => {
  it('a DaemonSet waits longer each time', () => {
    const simulation = startCluster()
    const template = podTemplate('agent')
    const daemonSet: DaemonSet = {
      apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' },
      spec: { selector: { matchLabels: { app: 'agent' } }, template: { ...template, spec: { ...template.spec, nodeSelector: { 'kubernetes.io/hostname': 'node-b' } } } },
    }
    simulation.apply({ type: 'apply', objects: [daemonSet] })
    const fail = () => {
      const pod = simulation.store.list('Pod').find(one => !isPodTerminal(one))
      if (pod) simulation.store.updateStatus({ ...pod, status: { ...pod.status, phase: 'Failed', reason: 'Evicted' } })
    }
    for (let i = 0; i < 400; i++) {
      wait(simulation, 0.1)
      fail()
    }
    const at = simulation.log.entries.filter(({ reason }) => reason === 'FailedDaemonPod').map(entry => entry.at)
    expect(at.slice(1, 5).map((time, i) => Math.round((time - (at[i] ?? 0)) / 1000))).toEqual([1, 2, 4, 8])
    expect(simulation.log.entries.find(({ reason }) => reason === 'FailedDaemonPod')?.message).toMatch(/^Found failed daemon pod default\/agent-\w+ on node node-b, will try to kill it$/)
  })

  it('a StatefulSet makes its pod anew at the pace of the kubelet', () => {
    const simulation = startCluster()
    const template = podTemplate('db', { resources: { requests: { memory: '30Gi' } } })
    const set: StatefulSet = {
      apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' },
      spec: { serviceName: 'db', replicas: 1, selector: { matchLabels: { app: 'db' } }, template: { ...template, spec: { ...template.spec, nodeName: 'node-a' } } },
    }
    simulation.apply({ type: 'apply', objects: [set] })
    wait(simulation, 60)
    expect(simulation.log.entries.filter(({ reason }) => reason === 'OutOfmemory').length).toBeLessThan(25)
  })
})

describe('what a controller says of its pods', () => {
  const priority = { priorityClassName: 'gold' }
  const template = podTemplate('x')
  const refused = { ...template, spec: { ...template.spec, ...priority } }
  it.each<[string, KubeObject]>([
    ['ReplicaSet', { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'x' }, spec: { selector: { matchLabels: { app: 'x' } }, template: refused } } as KubeObject],
    ['DaemonSet', { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'x' }, spec: { selector: { matchLabels: { app: 'x' } }, template: refused } } as KubeObject],
    ['Job', { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'x' }, spec: { template: { ...refused, spec: { ...refused.spec, restartPolicy: 'Never' } } } } as KubeObject],
  ])('%s: FailedCreate, and tries again with longer waits', (kind, object) => {
    const simulation = startCluster()
    simulation.apply({ type: 'apply', objects: [object] })
    wait(simulation, 60)
    const failures = simulation.log.about(kind, 'x', 'default').filter(({ reason }) => reason === 'FailedCreate')
    expect(failures[0]?.message).toMatch(/^Error creating: pods "x-\w+" is forbidden: no PriorityClass with name gold was found$/)
    expect(failures.length).toBeLessThan(30)
  })
})

describe('a Job that is suspended', () => {
  it('says so, takes its pods away, and starts its clock anew when it goes on', () => {
    const simulation = startCluster()
    const template = podTemplate('sum', {}, { 'eks-primer.dev/run-ms': '60000' })
    const job: Job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'sum' }, spec: { suspend: true, template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } } }
    const suspend = (value: boolean) => simulation.apply({ type: 'patch', kind: 'Job', name: 'sum', patch: { spec: { suspend: value } } })
    const now = () => simulation.store.mustGet('Job', 'default', 'sum')
    const suspended = () => { const { status, reason, message } = findCondition(now().status?.conditions, 'Suspended') ?? {}; return `${status} ${reason} ${message}` }
    simulation.apply({ type: 'apply', objects: [job] })
    wait(simulation, 5)
    expect([suspended(), now().status?.startTime]).toEqual(['True JobSuspended Job suspended', undefined])
    suspend(false)
    wait(simulation, 20)
    const first = now().status?.startTime
    expect([suspended(), now().status?.active]).toEqual(['False JobResumed Job resumed', 1])
    suspend(true)
    wait(simulation, 20)
    expect(now().status?.active).toBe(0)
    suspend(false)
    wait(simulation, 20)
    expect(now().status?.startTime).not.toBe(first)
    const words = simulation.log.about('Job', 'sum', 'default').map(({ reason, message }) => (reason.startsWith('Successful') ? reason : `${reason} ${message}`))
    expect(words).toEqual(['Suspended Job suspended', 'SuccessfulCreate', 'Resumed Job resumed', 'SuccessfulDelete', 'Suspended Job suspended', 'SuccessfulCreate', 'Resumed Job resumed'])
  })
})
