import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../engine/kubernetes/apiserver/store.ts'
import type { KubeObject, Pod, Service } from '../../../engine/kubernetes/types/index.ts'
import { emptyStore } from '../support/cluster.ts'

let store: Store
beforeEach(() => {
  store = emptyStore()
})

/** What the API server says to an object, without its name. */
function answer(object: object): string {
  try {
    store.create(object as KubeObject)
    return ''
  } catch (error) {
    return (error as Error).message.replace(/^.*? is invalid: /, '')
  }
}

const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'c' }], ...spec } })
const container = (more: object) => pod({ containers: [{ name: 'c', image: 'c', ...more }] })
const env = (...list: object[]) => container({ env: list })
const volume = (more: object) => pod({ volumes: [{ name: 'v', ...more }] })
const resources = (value: object) => container({ resources: value })
const key = { name: 'x', key: 'y' }
const AT = 'spec.containers[0].env[0]'

describe('a pod', () => {
  it.each<[string, object, string]>([
    ['value and valueFrom', env({ name: 'A', value: 'a', valueFrom: { configMapKeyRef: key } }), `${AT}.valueFrom: Invalid value: "": may not be specified when \`value\` is not empty`],
    ['an empty value and valueFrom', env({ name: 'A', value: '', valueFrom: { configMapKeyRef: key } }), ''],
    ['two sources', env({ name: 'A', valueFrom: { configMapKeyRef: key, secretKeyRef: key } }), `${AT}.valueFrom: Invalid value: "": may not have more than one field specified at a time`],
    ['no source', env({ name: 'A', valueFrom: {} }), `${AT}.valueFrom: Invalid value: "": must specify one of: \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\` or \`secretKeyRef\``],
    ['no name', env({ value: 'a' }), `${AT}.name: Required value`],
    ['a name with =', env({ name: 'A=B' }), `${AT}.name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='`],
    ['a key reference without a key', env({ name: 'A', valueFrom: { secretKeyRef: { name: 'x' } } }), `${AT}.valueFrom.secretKeyRef.key: Required value`],
    ['a field that there is not', env({ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.replicas' } } }), `${AT}.valueFrom.fieldRef.fieldPath: Unsupported value: "spec.replicas": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"`],
    ['envFrom with both', container({ envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] }), 'spec.containers[0].envFrom[0]: Invalid value: "": may not have more than one field specified at a time'],
    ['a volume of two kinds', volume({ emptyDir: {}, configMap: { name: 'x' } }), 'spec.volumes[0].configMap: Forbidden: may not specify more than 1 volume type'],
    ['a volume of three kinds', volume({ hostPath: { path: '/' }, nfs: {}, secret: { secretName: 'x' } }), '[spec.volumes[0].secret: Forbidden: may not specify more than 1 volume type, spec.volumes[0].nfs: Forbidden: may not specify more than 1 volume type]'],
    ['a volume of none becomes an emptyDir', volume({}), ''],
    ['a hostPath to nowhere', volume({ hostPath: {} }), 'spec.volumes[0].hostPath.path: Required value'],
    ['two volumes of one name', pod({ volumes: [{ name: 'v', emptyDir: {} }, { name: 'v', emptyDir: {} }] }), 'spec.volumes[1].name: Duplicate value: "v"'],
    ['a request over the limit', resources({ requests: { memory: '2Gi' }, limits: { memory: '1Gi' } }), 'spec.containers[0].resources.requests: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi'],
    ['a negative request', resources({ requests: { cpu: '-1' } }), 'spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    ['a resource by a short name', resources({ requests: { gpu: 1 } }), '[spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified, spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource for containers]'],
    ['half a device', resources({ requests: { 'example.com/dongle': '500m' } }), 'spec.containers[0].resources.requests[example.com/dongle]: Invalid value: "500m": must be an integer'],
    ['fewer devices than the limit', resources({ requests: { 'example.com/dongle': 1 }, limits: { 'example.com/dongle': 2 } }), 'spec.containers[0].resources.requests: Invalid value: "1": must be equal to example.com/dongle limit of 2'],
    ['devices by request alone', resources({ requests: { 'example.com/dongle': 1 } }), 'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources'],
    ['pod-level devices', pod({ resources: { limits: { 'example.com/dongle': 1 } } }), 'spec.resources.limits[example.com/dongle]: Unsupported value: "example.com/dongle": supported values: "cpu", "hugepages-", "memory"'],
    ['a pod that asks for less than its containers', pod({ resources: { requests: { cpu: '1' } }, containers: ['a', 'b'].map(name => ({ name, image: name, resources: { requests: { cpu: '600m' } } })) }), 'spec.resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 1200m'],
    ['a container with more than its pod', { ...pod({}), spec: { resources: { limits: { memory: '2Gi' } }, containers: [{ name: 'c', image: 'c', resources: { limits: { memory: '3Gi' }, requests: { memory: '1Gi' } } }] } }, 'spec.containers[0].resources.limits[memory]: Invalid value: "3Gi": must be less than or equal to pod limits of 2Gi'],
    ['pod-level resources', pod({ resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2' } } }), ''],
  ])('%s', (_, object, message) => expect(answer(object)).toBe(message))

  it('in a template is held to the same', () => {
    const labels = { app: 'a' }
    const set = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'd' }, spec: { selector: { matchLabels: labels }, template: { ...volume({ emptyDir: {}, nfs: {} }), metadata: { labels } } } }
    expect(answer(set)).toBe('spec.template.spec.volumes[0].nfs: Forbidden: may not specify more than 1 volume type')
  })

  it.each<[string, object, string]>([
    ['nothing', {}, 'BestEffort'], ['pod-level requests', { resources: { requests: { cpu: '1' } } }, 'Burstable'],
    ['equal pod-level requests and limits', { resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } } }, 'Guaranteed'],
    ['pod-level limits alone', { resources: { limits: { cpu: '1', memory: '1Gi' } } }, 'Guaranteed'], ['limits of one resource', { resources: { limits: { cpu: '1' } } }, 'Burstable'],
  ])('with %s is %s', (_, spec, qosClass) => {
    expect((store.create(pod(spec) as unknown as KubeObject) as Pod).status?.qosClass).toBe(qosClass)
  })

  it('gets what its containers ask for where it says nothing itself', () => {
    const stored = store.create(pod({ resources: { limits: { cpu: '2' } }, containers: [{ name: 'a', image: 'a', resources: { requests: { cpu: '300m', memory: '1Gi' } } }] }) as unknown as KubeObject) as Pod
    expect(stored.spec.resources).toEqual({ limits: { cpu: '2' }, requests: { cpu: '300m', memory: '1Gi' } })
  })
})

const service = (spec: object, name = 's') => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec })
const ports = (type: string, ...list: object[]) => service({ type, ports: list.map((port, i) => ({ name: `p${i}`, port: 80 + i, ...port })) })
const RANGE = 'provided port is not in the valid range. The range of valid ports is 30000-32767'

describe('a service', () => {
  it.each<[string, object, string]>([
    ['a node port under the range', ports('NodePort', { nodePort: 8080 }), `spec.ports[0].nodePort: Invalid value: 8080: ${RANGE}`],
    ['one over it', ports('LoadBalancer', { nodePort: 32768 }), `spec.ports[0].nodePort: Invalid value: 32768: ${RANGE}`],
    ['its ends', ports('NodePort', { nodePort: 30000 }, { nodePort: 32767 }), ''],
    ['none', ports('NodePort', {}), ''],
    ['zero, which means none', ports('NodePort', { nodePort: 0 }), ''],
    ['one where there is none', ports('ClusterIP', { nodePort: 30001 }), 'spec.ports[0].nodePort: Forbidden: may not be used when `type` is \'ClusterIP\''],
    ['one twice', ports('NodePort', { nodePort: 30001 }, { nodePort: 30001 }), 'spec.ports[1].nodePort: Duplicate value: 30001'],
    ['one for two protocols', ports('NodePort', { nodePort: 30001 }, { nodePort: 30001, protocol: 'UDP' }), ''],
    ['a port twice', ports('ClusterIP', { port: 80 }, { port: 80 }), 'spec.ports[1]: Duplicate value: {"port":80,"protocol":"TCP"}'],
    ['a port for two protocols', ports('ClusterIP', { port: 53 }, { port: 53, protocol: 'UDP' }), ''],
  ])('%s', (_, object, message) => expect(answer(object)).toBe(message))

  it('a node port that another has', () => {
    store.create(ports('NodePort', { nodePort: 30007 }) as unknown as KubeObject)
    expect(answer({ ...ports('NodePort', { nodePort: 30007 }), metadata: { name: 't' } })).toBe('spec.ports[0].nodePort: Invalid value: 30007: provided port is already allocated')
  })

  const update = (spec: Partial<Service['spec']>) => store.update({ ...store.mustGet('Service', 'default', 's'), spec: spec as Service['spec'] }).spec

  it('keeps what was allocated, and gives it up with its type', () => {
    const { clusterIP, ports: [port] = [] } = (store.create(ports('ClusterIP', {}) as unknown as KubeObject) as Service).spec
    const { nodePort } = update({ type: 'NodePort', ports: [{ name: 'p0', port: 80 }] }).ports?.[0] ?? {}
    expect([port?.nodePort, nodePort]).toEqual([undefined, expect.any(Number)])
    expect(update({ type: 'NodePort', ports: [{ name: 'p0', port: 8080 }] })).toMatchObject({ clusterIP, ports: [{ port: 8080, nodePort }] })
    expect(update({ type: 'NodePort', ports: [{ name: 'p0', port: 80, nodePort: 31234 }] }).ports).toMatchObject([{ nodePort: 31234 }])
    expect(update({ type: 'ClusterIP', ports: [{ name: 'p0', port: 80, nodePort: 31234 }] })).toMatchObject({ clusterIP, ports: [{ port: 80 }] })
    expect(store.mustGet('Service', 'default', 's').spec.ports?.[0]).not.toHaveProperty('nodePort')
    expect(update({ type: 'ExternalName', externalName: 'x.y', clusterIP })).not.toHaveProperty('clusterIP')
  })

  it('never changes its address', () => {
    store.create(ports('ClusterIP', {}) as unknown as KubeObject)
    expect(() => update({ clusterIP: '10.100.0.9', ports: [{ name: 'p0', port: 80 }] })).toThrow('spec.clusterIPs[0]: Invalid value: ["10.100.0.9"]: may not change once set')
  })
})

describe('a null', () => {
  it.each<[string, object, object]>([
    ['field is as if it were not there', { nodeSelector: null, tolerations: null, terminationGracePeriodSeconds: null }, { terminationGracePeriodSeconds: 30 }],
    ['label is the empty text', { nodeSelector: { disk: null } }, { nodeSelector: { disk: '' } }],
    ['quantity is 0', { containers: [{ name: 'c', image: 'c', resources: { requests: { cpu: null } } }] }, { containers: [{ resources: { requests: { cpu: '0' } } }] }],
    ['item of a list is empty', { volumes: [{ name: 'v', emptyDir: null }] }, { volumes: [{ name: 'v', emptyDir: {} }] }],
  ])('%s', (_, spec, stored) => {
    expect(store.create(pod(spec) as unknown as KubeObject)).toMatchObject({ spec: stored })
    expect(JSON.stringify(store.list('Pod'))).not.toContain('null')
  })

  it('limit is below any request', () => {
    expect(answer(resources({ requests: { memory: '64Mi' }, limits: { memory: null } }))).toBe('spec.containers[0].resources.requests: Invalid value: "64Mi": must be less than or equal to memory limit of 0')
  })
})
