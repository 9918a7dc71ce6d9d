import { describe, expect, it } from 'vitest'
import { ApiError } from '../../engine/kubernetes/apiserver/errors.ts'
import { WEBSITE_CRD } from '../../engine/kubernetes/controllers/website.ts'
import { parseSelector, selectorMatcher } from '../../engine/kubernetes/apimachinery/selectors.ts'
import { Store } from '../../engine/kubernetes/apiserver/store.ts'
import type { KubeObject, Pod } from '../../engine/kubernetes/types/index.ts'
import { deployment, emptyStore, podTemplate } from './support/cluster.ts'

function refusal(act: () => unknown): ApiError {
  try {
    act()
  } catch (error) {
    if (error instanceof ApiError) return error
  }
  throw new Error('was not refused')
}

const pod = (name: string, spec: Partial<Pod['spec']> = {}): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { ...podTemplate('a').spec, ...spec } })

describe('rules of kinds', () => {
  it('come with the controllers: without them an object is stored as it is', () => {
    const draft = deployment('web', { replicas: -1 })
    expect(new Store().create(draft).spec).toEqual(draft.spec)
    expect(refusal(() => emptyStore().create(draft)).reason).toBe('Invalid')
  })
})

describe('what the API server refuses, in its words', () => {
  it.each<[string, KubeObject]>([
    ['Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0', deployment('web', { replicas: -1 })],
    ['Deployment.apps "web" is invalid: spec.template.metadata.labels: Invalid value: map[string]string{"app":"other"}: `selector` does not match template `labels`', deployment('web', { template: podTemplate('other') })],
    ['Deployment.apps "web" is invalid: spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0', deployment('web', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } })],
    ['Deployment.apps "web" is invalid: spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds', deployment('web', { minReadySeconds: 5, progressDeadlineSeconds: 5 })],
    ['Pod "p" is invalid: spec.containers: Required value', pod('p', { containers: [] })],
    ['Pod "p" is invalid: spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1', pod('p', { containers: [{ name: 'c', image: 'c:1', resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }] })],
    ['Pod "p" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "data"', pod('p', { containers: [{ name: 'c', image: 'c:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] })],
    ['namespaces "nowhere" not found', { ...pod('p'), metadata: { name: 'p', namespace: 'nowhere' } }],
    ['pods "p" is forbidden: no PriorityClass with name vip was found', pod('p', { priorityClassName: 'vip' })],
    ['Service "9x" is invalid: metadata.name: Invalid value: "9x": a DNS-1035 label must consist of lower case alphanumeric characters or \'-\', start with an alphabetic character, and end with an alphanumeric character (e.g. \'my-name\',  or \'abc-123\', regex used for validation is \'[a-z]([-a-z0-9]*[a-z0-9])?\')', { apiVersion: 'v1', kind: 'Service', metadata: { name: '9x' }, spec: { ports: [{ port: 80 }] } } as KubeObject],
  ])('%s', (message, object) => {
    expect(refusal(() => emptyStore().create(object)).message).toBe(message)
  })

  it('a name twice, a stale version, a fixed field, an unknown name', () => {
    const store = emptyStore()
    const first = store.create(deployment('web'))
    expect(refusal(() => store.create(deployment('web')))).toMatchObject({ status: 409, reason: 'AlreadyExists', message: 'deployments.apps "web" already exists' })
    store.update({ ...first, spec: { ...first.spec, replicas: 4 } })
    expect(refusal(() => store.update({ ...first, spec: { ...first.spec, replicas: 5 } }))).toMatchObject({ status: 409, message: 'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again' })
    expect(refusal(() => store.delete('Pod', 'default', 'gone')).message).toBe('pods "gone" not found')
    const running = store.create(pod('p'))
    expect(refusal(() => store.update({ ...running, spec: { ...running.spec, restartPolicy: 'Never' } })).message).toContain('spec: Forbidden: pod updates may not change fields other than')
  })

  it('a custom resource that its schema does not allow', () => {
    const store = emptyStore()
    const website = (spec: object): KubeObject & { spec: object } => ({ apiVersion: 'example.com/v1', kind: 'Website', metadata: { name: 'shop' }, spec })
    expect(refusal(() => store.create(website({}))).message).toBe('no matches for kind "Website" in version "example.com/v1"')
    store.create(WEBSITE_CRD)
    expect(refusal(() => store.create(website({ replicas: 30 })))).toMatchObject({
      status: 422,
      causes: [{ field: 'spec.image', message: 'Required value' }, { field: 'spec.replicas', message: 'Invalid value: 30: spec.replicas in body should be less than or equal to 20' }],
    })
    expect(refusal(() => store.create(website({ image: 7 }))).message).toBe('Website.example.com "shop" is invalid: spec.image: Invalid value: "integer": spec.image in body must be of type string: "integer"')
  })
})

describe('server-side habits', () => {
  it('a limit without a request is the request', () => {
    const stored = emptyStore().create(pod('p', { containers: [{ name: 'c', image: 'c', resources: { limits: { cpu: '0.5', memory: '1024Mi' }, requests: { memory: '256Mi' } } }] }))
    expect(stored.spec.containers[0]).toMatchObject({ imagePullPolicy: 'Always', resources: { requests: { cpu: '500m', memory: '256Mi' } } })
    expect(stored.status?.qosClass).toBe('Burstable')
  })

  it('a pod tolerates a sick node for 300 s unless it says otherwise', () => {
    const own = { key: 'node.kubernetes.io/unreachable', operator: 'Exists' as const, effect: 'NoExecute' as const, tolerationSeconds: 5 }
    expect(emptyStore().create(pod('p', { tolerations: [own] })).spec.tolerations).toEqual([
      own, { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    ])
  })

  it('only a change beside metadata and status raises the generation, and no change keeps the version', () => {
    const store = emptyStore()
    const first = store.create(deployment('web'))
    const labelled = store.update({ ...first, metadata: { ...first.metadata, labels: { a: 'b' } } })
    expect(labelled.metadata.generation).toBe(1)
    expect(store.update(labelled).metadata.resourceVersion).toBe(labelled.metadata.resourceVersion)
    expect(store.updateStatus({ ...labelled, status: { replicas: 1 } }).metadata.generation).toBe(1)
    expect(store.patch('Deployment', 'default', 'web', { spec: { replicas: 9 } }).metadata.generation).toBe(2)
  })

  it('a bound pod gets its grace, an unbound one goes at once, a finalizer holds an object', () => {
    const store = emptyStore()
    store.create(pod('bound', { nodeName: 'n' }))
    store.create(pod('free'))
    store.create({ ...pod('held'), metadata: { name: 'held', finalizers: ['example.com/hold'] } })
    for (const name of ['bound', 'free', 'held']) store.delete('Pod', 'default', name)
    expect(store.list('Pod').map(({ metadata }) => [metadata.name, metadata.deletionTimestamp])).toEqual([['bound', '2026-01-01T00:00:30Z'], ['held', '2026-01-01T00:00:00Z']])
    store.patch('Pod', 'default', 'held', { metadata: { finalizers: null } })
    store.delete('Pod', 'default', 'bound', { gracePeriodSeconds: 0 })
    expect(store.list('Pod')).toEqual([])
  })
})

describe('selectors', () => {
  it.each([['app=web,tier!=db', true], ['app in (web, api),!legacy', true], ['app notin (web)', false], ['missing', false], ['', true]])('%s', (text, selected) => {
    expect(parseSelector(text)({ app: 'web', tier: 'front' })).toBe(selected)
  })
  it('an absent one selects nothing, an empty one everything', () => {
    expect([selectorMatcher(undefined)({}), selectorMatcher({})({})]).toEqual([false, true])
  })
})
