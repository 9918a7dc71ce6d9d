import { describe, expect, it } from 'vitest'
import { rejectionOf } from '../../engine/kubernetes/controllers/kubelet/admit.ts'
import { imageReferenceProblem } from '../../engine/kubernetes/controllers/kubelet/imagereference.ts'
import { podCells } from '../../engine/kubernetes/kubectl/print/podstatus.ts'
import type { Container, Job, KubeObject, Pod, PodSpec } from '../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../engine/kubernetes/types/make.ts'
import { emptyStore, startCluster, wait } from './support/cluster.ts'

const main = (rest: Partial<Container> = {}): Container => ({ name: 'main', image: 'shop:1', ...rest })
const init = (name: string, rest: Partial<Container> = {}): Container => ({ name, image: 'setup:1', ...rest })
const sidecar = (name: string, rest: Partial<Container> = {}): Container => init(name, { restartPolicy: 'Always', ...rest })

function running(spec: Partial<PodSpec>, ...others: KubeObject[]) {
  const simulation = startCluster()
  const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'shop', annotations: { 'eks-primer.dev/app-start-ms': '0' } }, spec: { nodeName: 'node-a', containers: [main()], ...spec } }
  const seen: string[] = []
  const cells = (now = simulation.clock.now) => podCells(simulation.store.mustGet('Pod', 'default', 'shop'), now)
  simulation.store.watch(({ object, type }) => {
    if (object.kind !== 'Pod' || type === 'DELETED') return
    const { status } = podCells(object as Pod, simulation.clock.now)
    if (seen.at(-1) !== status) seen.push(status)
  })
  simulation.apply({ type: 'apply', objects: [...others, pod] })
  const crash = (container: string, exitCode = 2) => simulation.apply({ type: 'crash', pod: 'shop', container, exitCode })
  const state = (name: string) => [...simulation.store.mustGet('Pod', 'default', 'shop').status?.initContainerStatuses ?? [], ...simulation.store.mustGet('Pod', 'default', 'shop').status?.containerStatuses ?? []].find(one => one.name === name)
  const words = () => simulation.log.about('Pod', 'shop', 'default').map(({ reason, message }) => `${reason} ${message}`)
  return { simulation, seen, cells, crash, state, words, pod: () => simulation.store.mustGet('Pod', 'default', 'shop') }
}

describe('the STATUS of a pod on its way up', () => {
  it('counts init containers, then initialises the pod', () => {
    const { simulation, seen, cells } = running({ initContainers: [init('a'), init('b')] })
    wait(simulation, 30)
    expect(seen).toEqual(['Pending', 'Init:0/2', 'Init:1/2', 'PodInitializing', 'Running'])
    expect(cells()).toMatchObject({ ready: '1/1', restarts: '0' })
  })

  it('without init containers creates containers', () => {
    const { simulation, seen } = running({})
    wait(simulation, 30)
    expect(seen).toEqual(['Pending', 'ContainerCreating', 'Running'])
  })

  it('a failed init container shows how it ended, then waits longer and longer', () => {
    const { simulation, seen, crash, state } = running({ initContainers: [init('a')] })
    simulation.apply({ type: 'config', config: { initRunMs: 60_000 } })
    for (let i = 0; i < 3; i++) {
      wait(simulation, 5)
      crash('a')
    }
    wait(simulation, 2)
    expect(seen.slice(2)).toEqual(['Init:Error', 'Init:0/1', 'Init:CrashLoopBackOff'])
    expect(state('a')).toMatchObject({
      restartCount: 1, lastState: { terminated: { exitCode: 2, reason: 'Error' } },
      state: { waiting: { reason: 'CrashLoopBackOff', message: expect.stringMatching(/^back-off 10s restarting failed container=a pod=shop_default\(.+\)$/) as string } },
    })
  })

  it('a failed init container ends a pod that never restarts, its sidecars too', () => {
    const { simulation, crash, cells, pod, state } = running({ restartPolicy: 'Never', initContainers: [sidecar('proxy'), init('a')] })
    simulation.apply({ type: 'config', config: { initRunMs: 60_000 } })
    wait(simulation, 6)
    crash('a')
    wait(simulation, 30)
    expect([cells().status, pod().status?.phase, state('proxy')?.state?.terminated?.exitCode]).toEqual(['Init:Error', 'Failed', 0])
  })

  it('images that no registry has, of an init container', () => {
    const { simulation, seen } = running({ initContainers: [init('a', { image: 'setup:nosuch' })] })
    wait(simulation, 20)
    expect(seen.slice(1)).toEqual(['Init:0/1', 'Init:ErrImagePull', 'Init:ImagePullBackOff', 'Init:ErrImagePull', 'Init:ImagePullBackOff'])
  })
})

describe('the STATUS of a container that fails', () => {
  it('how it ended while it is started again, then CrashLoopBackOff until it runs', () => {
    const { simulation, seen, crash, cells } = running({ containers: [main({ imagePullPolicy: 'Always' })] })
    wait(simulation, 5)
    crash('main')
    wait(simulation, 0.2)
    expect(cells()).toMatchObject({ status: 'Error', restarts: '0' })
    wait(simulation, 5)
    crash('main', 0)
    wait(simulation, 20)
    expect(seen.slice(1)).toEqual(['ContainerCreating', 'Running', 'Error', 'Running', 'CrashLoopBackOff', 'Running'])
    expect(cells().restarts).toMatch(/^2 \(/)
  })

  it('its own reason keeps standing while it is tried again', () => {
    const { simulation, seen, state } = running({ containers: [main({ image: 'shop:nosuch' })] })
    wait(simulation, 17)
    expect(seen.slice(1)).toEqual(['ContainerCreating', 'ErrImagePull', 'ImagePullBackOff', 'ErrImagePull', 'ImagePullBackOff'])
    expect(state('main')?.state?.waiting?.message).toMatch(/^Back-off pulling image "shop:nosuch": ErrImagePull: rpc error: code = NotFound desc = .*: not found$/)
  })

  it('an image that may not be pulled and is not there', () => {
    const { simulation, cells, words, state } = running({ containers: [main({ imagePullPolicy: 'Never' })] })
    wait(simulation, 15)
    const message = 'Container image "shop:1" is not present with pull policy of Never'
    expect(cells().status).toBe('ErrImageNeverPull')
    expect(state('main')?.state?.waiting).toEqual({ reason: 'ErrImageNeverPull', message })
    expect(words().slice(0, 4)).toEqual([`ErrImageNeverPull ${message}`, 'Failed Error: ErrImageNeverPull', `ErrImageNeverPull ${message}`, 'Failed Error: ErrImageNeverPull'])
  })

  it('an image whose name is none', () => {
    const { simulation, cells, words } = running({ containers: [main({ image: 'Shop:1' })] })
    wait(simulation, 9)
    expect(cells()).toMatchObject({ status: 'InvalidImageName', ready: '0/1' })
    expect(words()).toEqual([
      'InspectFailed Failed to apply default image tag "Shop:1": couldn\'t parse image reference "Shop:1": invalid reference format: repository name must be lowercase',
      'Failed Error: InvalidImageName',
    ])
  })
})

describe('an image\'s name (reference.ParseNormalizedNamed)', () => {
  const hex = (length: number) => 'a1'.repeat(length / 2)
  it.each([
    'nginx', 'nginx:1.27', 'library/nginx', 'a/b/c/d:x_y.z-1', 'localhost/x', 'localhost:5000/x/y:1', 'registry.example.com:8443/team/app', 'Registry.Example.com/team/app',
    '123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/web:1', '[::1]:5000/x', 'a__b/c--d', `nginx@sha256:${hex(64)}`, `nginx:1@sha256:${hex(64)}`, 'HOST/x',
  ])('%s is one', image => expect(imageReferenceProblem(image)).toBeUndefined())

  const format = 'invalid reference format'
  it.each<[string, string]>([
    ['http://example.com/app', format], ['app:', format], ['app:1:2', format], ['app@', format], ['-app', format], ['a//b', format], ['app name', format], ['app:la test', format],
    [`app:${'x'.repeat(129)}`, format], ['.app', format], ['a___b', format], ['App', `${format}: repository name must be lowercase`], ['example.com/Team/app', `${format}: repository name must be lowercase`],
    [`app@sha256:${hex(62)}`, 'invalid checksum digest length'], ['app@sha256:12', format], [`app@md5:${hex(32)}`, 'unsupported digest algorithm'],
    [`example.com/${'x'.repeat(250)}`, 'repository name must not be more than 255 characters'], [hex(64), `invalid repository name (${hex(64)}), cannot specify 64-byte hexadecimal strings`],
  ])('%s is none', (image, problem) => expect(imageReferenceProblem(image)).toBe(problem))
})

describe('sidecars', () => {
  const job = (initContainers: Container[]): Job => ({
    apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'sum' },
    spec: { template: { metadata: { annotations: { 'eks-primer.dev/run-ms': '4000' } }, spec: { restartPolicy: 'Never', initContainers, containers: [main({ image: 'sum:1' })] } } },
  })

  it('end with the Job and stay ended', () => {
    const simulation = startCluster()
    simulation.apply({ type: 'apply', objects: [job([sidecar('log-shipper')])] })
    wait(simulation, 20)
    const [pod] = simulation.store.list('Pod')
    const { length } = simulation.log.entries
    wait(simulation, 300)
    expect(simulation.log.entries.slice(length)).toEqual([])
    const last = simulation.store.list('Pod')[0] as Pod
    expect(podCells(last, simulation.clock.now)).toEqual({ ready: '0/2', status: 'Completed', restarts: '0' })
    expect(last.metadata.uid).toBe(pod?.metadata.uid)
    expect(last.status?.initContainerStatuses?.[0]).toMatchObject({ restartCount: 0, state: { terminated: { exitCode: 0 } } })
    expect(simulation.store.mustGet('Job', 'default', 'sum').status).toMatchObject({ succeeded: 1, active: 0 })
  })

  it('keep the pod from being over until they have ended', () => {
    const simulation = startCluster()
    const phases: string[] = []
    simulation.store.watch(({ object }) => {
      if (object.kind === 'Pod') phases.push(`${(object as Pod).status?.phase} ${(object as Pod).status?.initContainerStatuses?.[0]?.state?.terminated ? 'ended' : 'up'}`)
    })
    simulation.apply({ type: 'apply', objects: [job([sidecar('log-shipper')])] })
    wait(simulation, 60)
    expect(phases.filter(phase => phase.startsWith('Succeeded'))).toEqual(expect.arrayContaining(['Succeeded ended']))
    expect(phases).not.toContain('Succeeded up')
  })

  it('are told to stop after all that started later, the last first', () => {
    const { simulation } = running({ initContainers: [sidecar('first'), sidecar('second')] })
    wait(simulation, 20)
    const ends: string[] = []
    simulation.store.watch(({ object }) => {
      const { initContainerStatuses = [], containerStatuses = [] } = (object as Pod).status ?? {}
      for (const { name, state } of [...initContainerStatuses, ...containerStatuses]) if (state?.terminated && !ends.includes(name)) ends.push(name)
    })
    simulation.apply({ type: 'delete', kind: 'Pod', name: 'shop' })
    wait(simulation, 20)
    expect(ends).toEqual(['main', 'second', 'first'])
    expect(simulation.store.get('Pod', 'default', 'shop')).toBeUndefined()
  })

  it('that crash are started again, whatever the pod\'s restart policy', () => {
    const { simulation, crash, state } = running({ restartPolicy: 'Never', initContainers: [sidecar('proxy')] })
    simulation.apply({ type: 'config', config: { jobRunMs: 600_000 } })
    wait(simulation, 10)
    crash('proxy')
    wait(simulation, 10)
    expect(state('proxy')).toMatchObject({ restartCount: 1, ready: true })
  })
})

describe('a container that is told to stop (killContainer)', () => {
  const STOP_MS = 1_000
  /** Seconds from the deletion to the pod's being gone, to a tenth. */
  function secondsToEnd(lifecycle: Container['lifecycle'], spec: Partial<PodSpec> = {}, stopMs = STOP_MS): number {
    const { simulation } = running({ ...spec, containers: [main({ lifecycle })] })
    simulation.apply({ type: 'config', config: { appStopMs: stopMs } })
    wait(simulation, 10)
    const from = simulation.clock.now
    simulation.apply({ type: 'delete', kind: 'Pod', name: 'shop' })
    while (simulation.store.get('Pod', 'default', 'shop')) simulation.runUntil(simulation.clock.now + 100)
    return Math.floor((simulation.clock.now - from) / 1000)
  }

  it.each<[string, Container['lifecycle'], Partial<PodSpec>, number, number]>([
    ['ends by itself without a hook', undefined, {}, STOP_MS, 1],
    ['gets SIGTERM when its preStop hook has slept', { preStop: { sleep: { seconds: 5 } } }, {}, STOP_MS, 6],
    ['or when a shell has', { preStop: { exec: { command: ['sh', '-c', 'nginx -s quit; sleep 4'] } } }, {}, STOP_MS, 5],
    ['another handler takes no time', { preStop: { exec: { command: ['nginx', '-s', 'quit'] } } }, {}, STOP_MS, 1],
    ['the hook is part of the grace period', { preStop: { sleep: { seconds: 5 } } }, { terminationGracePeriodSeconds: 10 }, 60_000, 10],
    ['but two seconds are left to it, whatever the hook took', { preStop: { sleep: { seconds: 10 } } }, { terminationGracePeriodSeconds: 10 }, 60_000, 12],
  ])('%s', (_, lifecycle, spec, stopMs, seconds) => {
    expect(secondsToEnd(lifecycle, spec, stopMs)).toBe(seconds)
  })
})

describe('an Event about a container', () => {
  it('names it by its path', () => {
    const { simulation } = running({ initContainers: [init('a')] })
    wait(simulation, 20)
    const paths = simulation.store.list('Event').filter(({ involvedObject }) => involvedObject.kind === 'Pod').map(({ reason, involvedObject }) => `${reason} ${involvedObject.fieldPath}`)
    expect(paths).toEqual(['Pulling', 'Pulled', 'Created', 'Started'].flatMap(reason => [`${reason} spec.initContainers{a}`]).concat(['Pulling', 'Pulled', 'Created', 'Started'].map(reason => `${reason} spec.containers{main}`)))
  })
})

describe('a pod that its kubelet does not admit', () => {
  it.each<[string, Partial<PodSpec>, string, string]>([
    ['its node selector is another\'s', { nodeSelector: { disk: 'nvme' } }, 'NodeAffinity', "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"],
    ['its host port is taken', { containers: [main({ ports: [{ containerPort: 80, hostPort: 8080 }] })] }, 'NodePorts', "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports"],
    ['the node is full', { containers: [main({ resources: { requests: { memory: '20Gi' } } })] }, 'OutOfmemory', "Node didn't have enough resource: memory, requested: 21474836480, used: 0, capacity: 17179869184"],
  ])('%s', (_why, spec, reason, message) => {
    const simulation = startCluster()
    const other: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'other' }, spec: { nodeName: 'node-a', containers: [main({ ports: [{ containerPort: 1, hostPort: 8080 }] })] } }
    simulation.apply({ type: 'apply', objects: [other] })
    wait(simulation, 5)
    simulation.apply({ type: 'apply', objects: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'shop' }, spec: { nodeName: 'node-a', containers: [main()], ...spec } } as Pod] })
    wait(simulation, 5)
    const event = simulation.log.about('Pod', 'shop', 'default').find(entry => entry.reason === reason)
    expect(event?.message).toBe(message)
    const pod = simulation.store.mustGet('Pod', 'default', 'shop')
    expect([podCells(pod, simulation.clock.now).status, pod.status?.message]).toEqual([reason, `Pod was rejected: ${message}`])
  })

  it('it does not tolerate the node', () => {
    const node = makeNode('n', { spec: { taints: [{ key: 'fire', effect: 'NoExecute' }] } })
    const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'shop' }, spec: { containers: [main()] } }
    expect(rejectionOf(pod, node, emptyStore(), () => false)).toEqual({ reason: 'TaintToleration', message: "Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate" })
  })
})
