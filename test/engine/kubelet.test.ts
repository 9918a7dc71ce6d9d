import { describe, expect, it } from 'vitest'
import { podCells } from '../../engine/kubernetes/kubectl/print/podstatus.ts'
import { isPodReady } from '../../engine/kubernetes/apimachinery/meta.ts'
import type { Container, KubeObject, Pod, Volume } from '../../engine/kubernetes/types/index.ts'
import { emptyStore, startCluster, wait } from './support/cluster.ts'

const configMap = (data: Record<string, string>): KubeObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data }) as KubeObject
const secret: KubeObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, stringData: { token: 'x' } } as KubeObject

function started(container: Partial<Container>, volumes: Volume[] = [], ...others: KubeObject[]) {
  const simulation = startCluster()
  const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { containers: [{ name: 'app', image: 'app:1', ...container }], volumes } }
  simulation.apply({ type: 'apply', objects: [...others, pod] })
  wait(simulation, 5)
  const now = () => simulation.store.mustGet('Pod', 'default', 'app')
  const events = () => simulation.log.about('Pod', 'app', 'default').filter(({ type }) => type === 'Warning').map(({ reason, message }) => `${reason}: ${message}`)
  return { simulation, now, events, status: () => podCells(now(), simulation.clock.now).status }
}

describe('a pod bound past the scheduler', () => {
  const bound = (name: string, cpu: string, volumes: Volume[] = []): Pod => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { nodeName: 'node-a', volumes, containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu } } }] },
  })
  it('is rejected for what the node has given away, also to a pod that still waits for a volume', () => {
    const simulation = startCluster()
    simulation.apply({ type: 'apply', objects: [bound('first', '3', [{ name: 'v', configMap: { name: 'settings' } }])] })
    wait(simulation, 5)
    simulation.apply({ type: 'apply', objects: [bound('second', '2')] })
    wait(simulation, 5)
    expect(simulation.store.mustGet('Pod', 'default', 'second').status).toMatchObject({ phase: 'Failed', reason: 'OutOfcpu' })
    simulation.apply({ type: 'apply', objects: [configMap({})] })
    wait(simulation, 20)
    expect(isPodReady(simulation.store.mustGet('Pod', 'default', 'first'))).toBe(true)
  })
})

describe('a pod with scheduling gates', () => {
  const gates = (...names: string[]) => names.map(name => ({ name }))
  it('waits, says so, and is placed when the last gate is taken away', () => {
    const simulation = startCluster()
    const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { containers: [{ name: 'app', image: 'app:1' }], schedulingGates: gates('a', 'b') } }
    const now = () => simulation.store.mustGet('Pod', 'default', 'app')
    const patch = (schedulingGates: { name: string }[] | null) => simulation.apply({ type: 'patch', kind: 'Pod', name: 'app', patch: { spec: { schedulingGates } } })
    simulation.apply({ type: 'apply', objects: [pod] })
    patch(gates('b'))
    wait(simulation, 10)
    expect(podCells(now(), simulation.clock.now).status).toBe('SchedulingGated')
    expect(simulation.log.about('Pod', 'app', 'default')).toEqual([])
    expect(() => patch(gates('b', 'c'))).toThrow("spec.schedulingGates: Forbidden: only deletion is allowed, but found new scheduling gate 'c'")
    patch(null)
    wait(simulation, 10)
    expect(podCells(now(), simulation.clock.now).status).toBe('Running')
  })

  it('cannot be bound already', () => {
    const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { nodeName: 'n', containers: [{ name: 'app', image: 'app:1' }], schedulingGates: gates('a') } }
    expect(() => emptyStore().create(pod)).toThrow('spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared')
  })
})

describe('a container whose environment names what is not there', () => {
  const from = (source: 'configMapKeyRef' | 'secretKeyRef', name: string, key: string, optional?: boolean): Partial<Container> => ({ env: [{ name: 'X', valueFrom: { [source]: { name, key, optional } } }] })
  it.each<[string, Partial<Container>, KubeObject[], string | undefined]>([
    ['ConfigMap', from('configMapKeyRef', 'settings', 'mode'), [], 'configmap "settings" not found'],
    ['Secret', from('secretKeyRef', 'keys', 'token'), [], 'secret "keys" not found'],
    ['key of a ConfigMap', from('configMapKeyRef', 'settings', 'mode'), [configMap({ other: '' })], "couldn't find key mode in ConfigMap default/settings"],
    ['key of a Secret', from('secretKeyRef', 'keys', 'password'), [secret], "couldn't find key password in Secret default/keys"],
    ['ConfigMap as a whole', { envFrom: [{ configMapRef: { name: 'settings' } }] }, [], 'configmap "settings" not found'],
    ['Secret as a whole', { envFrom: [{ secretRef: { name: 'keys' } }] }, [], 'secret "keys" not found'],
    ['optional ConfigMap', from('configMapKeyRef', 'settings', 'mode', true), [], undefined],
    ['optional key', from('secretKeyRef', 'keys', 'password', true), [secret], undefined],
    ['optional whole', { envFrom: [{ secretRef: { name: 'keys', optional: true } }] }, [], undefined],
    ['field of the pod', { env: [{ name: 'X', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }, [], undefined],
    ['key that is there', from('secretKeyRef', 'keys', 'token'), [secret], undefined],
  ])('%s', (_what, container, others, problem) => {
    const { now, events, status } = started(container, [], ...others)
    expect(status()).toBe(problem ? 'CreateContainerConfigError' : 'Running')
    expect(events()).toEqual(problem ? [`Failed: Error: ${problem}`] : [])
    expect(now().status?.containerStatuses?.[0]?.state?.waiting?.message).toBe(problem)
  })

  it('is tried again every 10 s and starts once it is there, without a restart', () => {
    const { simulation, now, events, status } = started({ envFrom: [{ configMapRef: { name: 'settings' } }] })
    wait(simulation, 20)
    expect(events()).toHaveLength(3)
    simulation.apply({ type: 'apply', objects: [configMap({})] })
    wait(simulation, 11)
    expect([status(), now().status?.containerStatuses?.[0]?.restartCount]).toEqual(['Running', 0])
  })
})

describe('a volume of what is not there', () => {
  const items = [{ key: 'mode', path: 'mode' }]
  it.each<[string, Volume, KubeObject[], string | undefined]>([
    ['ConfigMap', { name: 'v', configMap: { name: 'settings' } }, [], 'configmap "settings" not found'],
    ['Secret', { name: 'v', secret: { secretName: 'keys' } }, [], 'secret "keys" not found'],
    ['item of a ConfigMap', { name: 'v', configMap: { name: 'settings', items } }, [configMap({})], 'configmap references non-existent config key: mode'],
    ['item of a Secret', { name: 'v', secret: { secretName: 'keys', items } }, [secret], 'references non-existent secret key: mode'],
    ['projected Secret', { name: 'v', projected: { sources: [{ secret: { name: 'keys' } }] } }, [], 'secret "keys" not found'],
    ['optional', { name: 'v', secret: { secretName: 'keys', optional: true } }, [], undefined],
    ['cluster\'s own certificate', { name: 'v', projected: { sources: [{ configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }] } }, [], undefined],
  ])('%s', (_what, volume, others, problem) => {
    const { now, events, status } = started({}, [volume], ...others)
    expect(status()).toBe(problem ? 'ContainerCreating' : 'Running')
    expect(events().every(event => event === `FailedMount: MountVolume.SetUp failed for volume "v" : ${problem}`)).toBe(true)
    expect(events().length > 0).toBe(problem !== undefined)
    expect(now().status?.podIP === undefined).toBe(problem !== undefined)
  })

  it('is tried again after 0.5 s, 1 s, 2 s and so on, and mounted once it is there', () => {
    const { simulation, now, events } = started({}, [{ name: 'v', configMap: { name: 'settings' } }])
    const tries = simulation.log.about('Pod', 'app', 'default').filter(({ reason }) => reason === 'FailedMount').map(({ at }) => at)
    expect(tries.slice(1).map((at, i) => at - (tries[i] ?? 0))).toEqual([500, 1_000, 2_000])
    expect(events()).toHaveLength(4)
    simulation.apply({ type: 'apply', objects: [configMap({})] })
    wait(simulation, 10)
    expect(isPodReady(now())).toBe(true)
  })
})
