import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../engine/kubernetes/apiserver/store.ts'
import { warningsOf } from '../../../engine/kubernetes/apiserver/warnings.ts'
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
const term = (expression: object) => pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } } } })
const TERM = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0]'
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
    ['a hook that sleeps longer than the pod may take to end (validateSleepAction)', container({ lifecycle: { preStop: { sleep: { seconds: 31 } } } }), 'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)'],
    ['a hook that sleeps as long', container({ lifecycle: { preStop: { sleep: { seconds: 30 } } } }), ''],
    ['a negative request', resources({ requests: { cpu: '-1' } }), 'spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    ['a resource by a short name', resources({ requests: { gpu: 1 } }), '[spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified, spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource for containers]'],
    ['half a device', resources({ requests: { 'example.com/dongle': '500m' } }), 'spec.containers[0].resources.requests[example.com/dongle]: Invalid value: "500m": must be an integer'],
    ['fewer devices than the limit', resources({ requests: { 'example.com/dongle': 1 }, limits: { 'example.com/dongle': 2 } }), 'spec.containers[0].resources.requests: Invalid value: "1": must be equal to example.com/dongle limit of 2'],
    ['devices by request alone', resources({ requests: { 'example.com/dongle': 1 } }), 'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources'],
    ['one port of the host twice', pod({ containers: ['a', 'b'].map(name => ({ name, image: name, ports: [{ containerPort: 80, hostPort: 80 }] })) }), 'spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//80"'],
    ['a port\'s long name', container({ ports: [{ containerPort: 80, name: 'a-name-that-is-long' }] }), 'spec.containers[0].ports[0].name: Invalid value: "a-name-that-is-long": must be no more than 15 characters'],
    ['affinity with too much weight', pod({ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, preference: {} }] } } }), 'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100'],
    ['a preferred pod term without a topology', pod({ affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { labelSelector: {} } }] } } }), 'spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey: Required value: can not be empty'],
    ['In without values', term({ key: 'a', operator: 'In' }), `${TERM}.values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`],
    ['Exists with values', term({ key: 'a', operator: 'Exists', values: ['b'] }), `${TERM}.values: Forbidden: may not be specified when \`operator\` is 'Exists' or 'DoesNotExist'`],
    ['Gt two values', term({ key: 'a', operator: 'Gt', values: ['1', '2'] }), `${TERM}.values: Required value: must be specified single value when \`operator\` is 'Lt' or 'Gt'`],
    ['an operator that there is not', term({ key: 'a', operator: 'Equals', values: ['b'] }), `${TERM}.operator: Invalid value: "Equals": not a valid selector operator`],
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
    ['a target by no port\'s name', ports('ClusterIP', { targetPort: 'my_port' }), 'spec.ports[0].targetPort: Invalid value: "my_port": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'],
    ['node ports without an address', service({ type: 'NodePort', clusterIP: 'None', ports: [{ port: 80 }] }), 'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services'],
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

const config = (kind: string, more: object) => ({ apiVersion: 'v1', kind, metadata: { name: 'c' }, ...more })

describe('configuration', () => {
  it.each<[string, object, string]>([
    ['a key with a blank', config('ConfigMap', { data: { 'a b': '' } }), `data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`],
    ['a key that leads up', config('ConfigMap', { data: { '..': '' } }), 'data[..]: Invalid value: "..": must not be \'..\''],
    ['a key in both', config('ConfigMap', { data: { a: '' }, binaryData: { a: '' } }), 'data[a]: Invalid value: "a": duplicate of key present in binaryData'],
    ['any text', config('ConfigMap', { data: { 'a.txt': 'ä!' } }), ''],
    ['a secret\'s text in the clear', config('Secret', { data: { a: 'pass word' } }), 'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 4'],
    ['half of its base64', config('Secret', { data: { a: 'cGFzc3' } }), 'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 4'],
    ['its base64', config('Secret', { data: { a: 'cGFzcw==' }, stringData: { b: 'in the clear' } }), ''],
    ['a certificate without its key', config('Secret', { type: 'kubernetes.io/tls', data: { 'tls.crt': '' } }), 'data[tls.key]: Required value'],
  ])('%s', (_, object, message) => expect(answer(object)).toBe(message))

  it('that is immutable stays', () => {
    const map = store.create(config('ConfigMap', { immutable: true, data: { a: '1' } }) as unknown as KubeObject)
    expect(() => store.update({ ...map, data: { a: '2' } } as KubeObject)).toThrow('data: Forbidden: field is immutable when `immutable` is set')
    expect(() => store.update({ ...map, immutable: false } as KubeObject)).toThrow('immutable: Forbidden: field is immutable when `immutable` is set')
  })
})

describe('what is stored, with a warning', () => {
  it.each<[string, object, string[]]>([
    ['nothing odd', pod({}), []],
    ['bytes in pieces', resources({ requests: { memory: '128m', cpu: '100m' } }), ['spec.containers[0].resources.requests[memory]: fractional byte value "128m" is invalid, must be an integer']],
    ['a variable twice', env({ name: 'A', value: '1' }, { name: 'A', value: '2' }), ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply']],
    ['a port twice', container({ ports: [{ containerPort: 80 }, { containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }] }), ['spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]']],
    ['an old label', pod({ nodeSelector: { 'beta.kubernetes.io/arch': 'arm64' } }), ['spec.nodeSelector[beta.kubernetes.io/arch]: deprecated since v1.14; use "kubernetes.io/arch" instead']],
    ['an old volume', volume({ gitRepo: {} }), ['spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+']],
    ['a term for no pod', pod({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone' }] } } }), ['spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod']],
  ])('%s', (_, object, warnings) => {
    const stored = store.create(object as KubeObject)
    expect(warningsOf(stored)).toEqual(warnings)
    expect(warningsOf({ ...stored, metadata: { ...stored.metadata, labels: { a: 'b' } } }, stored)).toEqual([])
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
