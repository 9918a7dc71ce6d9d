import { describe, expect, it } from 'vitest'
import type { Store } from '../../../engine/kubernetes/apiserver/store.ts'
import { GLOBAL_FLAGS, goDuration } from '../../../engine/kubernetes/kubectl/flags.ts'
import { kubectl } from '../../../engine/kubernetes/kubectl/index.ts'
import type { KubectlCluster } from '../../../engine/kubernetes/kubectl/index.ts'
import { VERBS } from '../../../engine/kubernetes/kubectl/verbs/index.ts'
import type { AnyVerb, Verb } from '../../../engine/kubernetes/kubectl/verbs/verb.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { emptyStore } from '../support/cluster.ts'

const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, labels: {tier: front}}
spec:
  selector: {matchLabels: {app: shop}}
  template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: "shop:1", env: [{name: A, value: b}]}, {name: side, image: "side:1"}]}}
`
const TILL = `apiVersion: v1
kind: Service
metadata: {name: till, labels: {tier: back}}
spec: {selector: {app: till}, ports: [{port: 80}]}
`
const read = (text: string) => readManifest(text).objects
const files = {
  'shop.yaml': read(SHOP), 'both.yaml': read(`${SHOP}---\n${TILL}`), 'till.yaml': read(TILL), 'typo.yaml': read(SHOP.replace('selector:', 'replica: 3\n  selector:')),
  'status.yaml': read(SHOP).map(object => ({ ...object, status: { replicas: 9 } })),
  'drift.yaml': read(SHOP.replace('selector:', 'replicas: 5\n  selector:')), 'new.yaml': read(SHOP.replaceAll('shop', 'shed')),
}

/** A cluster with something of everything, the same every time. */
function world(): { store: Store, cluster: KubectlCluster } {
  const store = emptyStore()
  const woken: string[] = []
  const cluster = {
    store, files, woken, wake: (_: string, key: string) => void woken.push(key),
    usage: (pod: KubeObject, container?: string) => ({ cpu: pod.metadata.name === 'bare' ? 200 : container === 'side' ? 7 : 20, memory: 2 ** 26 }),
  }
  const make = (object: object) => store.create(object as KubeObject)
  for (const name of ['default', 'other']) make({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  for (const [name, capacity] of [['n1', '4'], ['n2', '2']]) {
    make({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { disk: name } }, spec: {}, status: { capacity: { cpu: capacity, memory: '1Gi' }, allocatable: { cpu: '2', memory: '1Gi' } } })
  }
  kubectl('apply -f shop.yaml', cluster)
  kubectl('create -f till.yaml', cluster)
  const { uid = '' } = store.mustGet('Deployment', 'default', 'shop').metadata
  const set = make({
    apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'shop-1', annotations: { 'deployment.kubernetes.io/revision': '1' }, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop', uid, controller: true }] },
    spec: { selector: { matchLabels: { app: 'shop' } }, template: { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'shop', image: 'shop:0' }] } } },
  })
  make({ ...set, metadata: { ...set.metadata, name: 'shop-2', uid: undefined, resourceVersion: undefined, annotations: { 'deployment.kubernetes.io/revision': '2' } } })
  make({ ...set, metadata: { ...set.metadata, name: 'shop-3', uid: undefined, resourceVersion: undefined, annotations: { 'deployment.kubernetes.io/revision': '3' } }, spec: { ...(set as { spec?: object }).spec, template: store.mustGet('Deployment', 'default', 'shop').spec.template } })
  const pod = (name: string, extra: object = {}, owner?: string) => make({
    apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: 'shop', pod: name }, ...(owner && { ownerReferences: [{ apiVersion: 'apps/v1', kind: owner, name: 'o', uid: 'u', controller: true }] }) },
    spec: { nodeName: 'n1', containers: [{ name: 'shop', image: 'i' }, { name: 'side', image: 'i' }], ...extra },
  })
  pod('bare')
  pod('agent', {}, 'DaemonSet')
  pod('cache', { volumes: [{ name: 'v', emptyDir: {} }] }, 'ReplicaSet')
  make({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'far', namespace: 'other' }, spec: { containers: [{ name: 'c', image: 'i' }] } })
  make({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf' }, data: { one: '1', two: '2' } })
  const event = (name: string, type: string, kind: string, namespace: string) => ({ apiVersion: 'v1', kind: 'Event', metadata: { name, namespace }, type, reason: 'R', message: 'm', involvedObject: { kind, name: 'shop', namespace }, firstTimestamp: '2026-01-01T00:00:00Z', lastTimestamp: '2026-01-01T00:00:00Z' })
  store.derive('Event', () => [event('e1', 'Normal', 'Deployment', 'default'), event('e2', 'Warning', 'Pod', 'default'), event('e3', 'Normal', 'Pod', 'other')] as KubeObject[])
  return { store, cluster }
}

/** Everything that a line does: what it prints, and what the cluster is after it. */
function effect(lines: string): string {
  const { store, cluster } = world()
  const results = lines.replace(/\S*\{"\S*/g, json => `'${json}'`).split(' ; ').map(line => kubectl(line, cluster))
  const objects = store.kinds().flatMap(({ kind }) => store.list(kind as string))
  return JSON.stringify([results.at(-1), objects, (cluster as { woken?: string[] }).woken])
}

/** A flag with its value, put behind the verb's line; or both lines where the flag needs another. */
type Use = string | readonly [without: string, withFlag: string]
interface Walk {
  line: string
  flags: Readonly<Record<string, Use>>
}

const change = { 'output': '=yaml', 'dry-run': '=client' }
const recorded = { ...change, record: '' }
const generated = { ...change, 'save-config': '' }
const setting = (line: string, object: string) => ({
  ...change, 'local': [line.replace(object, '-f shop.yaml'), `${line.replace(object, '-f shop.yaml')} --local -o yaml`],
  'filename': [line.replace(object, ''), `${line.replace(object, '')} -f shop.yaml`], 'selector': [line.replace('/shop', ''), `${line.replace('/shop', '')} -l tier=front`],
  'all': [line.replace('/shop', ''), `${line.replace('/shop', '')} --all`],
}) as const
const metadata = (verb: string) => ({
  line: `${verb} deploy shop a=b`,
  flags: {
    ...recorded, 'filename': [`${verb} a=b`, `${verb} -f shop.yaml a=b`], 'selector': [`${verb} deploy a=b`, `${verb} deploy -l tier=front a=b`], 'field-selector': [`${verb} pods --all a=b`, `${verb} pods --all --field-selector metadata.name=bare a=b`],
    'all-namespaces': [`${verb} pods --all a=b`, `${verb} pods --all -A a=b`], 'all': [`${verb} deploy a=b`, `${verb} deploy --all a=b`],
    'overwrite': [`annotate deploy shop a=c ; label deploy shop a=c ; ${verb} deploy shop a=b`, `annotate deploy shop a=c ; label deploy shop a=c ; ${verb} deploy shop a=b --overwrite`],
    'list': '', 'resource-version': '=1', 'local': [`${verb} -f shop.yaml a=b -o yaml`, `${verb} -f shop.yaml a=b -o yaml --local`],
  },
}) as const satisfies Walk

const WALKS: Readonly<Record<string, Walk>> = {
  'get': { line: 'get pods', flags: {
    'filename': ['get', 'get -f shop.yaml'], 'selector': '=pod=bare', 'field-selector': '=metadata.name=bare', 'all-namespaces': '', 'output': '=name', 'subresource': ['get deploy shop -o yaml', 'get deploy shop -o yaml --subresource=scale'],
    'show-labels': '', 'label-columns': '=app', 'sort-by': ['get nodes', 'get nodes --sort-by={.status.capacity.cpu}'], 'no-headers': '', 'ignore-not-found': ['get pod x', 'get pod x --ignore-not-found'], 'show-kind': '',
  } },
  'describe': { line: 'describe pod bare', flags: { 'filename': ['describe', 'describe -f shop.yaml'], 'selector': ['describe pods', 'describe pods -l pod=bare'], 'all-namespaces': ['describe pods', 'describe pods -A'], 'show-events': '=false' } },
  'events': { line: 'events', flags: { 'output': '=json', 'all-namespaces': '', 'for': '=deploy/shop', 'types': '=Warning', 'no-headers': '' } },
  'logs': { line: 'logs bare', flags: {
    'selector': ['logs', 'logs -l pod=bare'], 'container': '=nope', 'previous': '', 'all-containers': '', 'all-pods': ['logs deploy/shop', 'logs deploy/shop --all-pods'],
  } },
  'apply': { line: 'apply -f both.yaml', flags: {
    ...recorded, 'filename': ['apply', 'apply -f both.yaml'], 'validate': ['apply -f typo.yaml', 'apply -f typo.yaml --validate=warn'], 'selector': '=tier=back',
    'overwrite': ['scale deploy shop --replicas=9 ; apply -f drift.yaml ; scale deploy shop --replicas=7 ; apply -f drift.yaml', 'scale deploy shop --replicas=9 ; apply -f drift.yaml ; scale deploy shop --replicas=7 ; apply -f drift.yaml --overwrite=false'],
  } },
  'apply view-last-applied': { line: 'apply view-last-applied deploy shop', flags: {
    'filename': ['apply view-last-applied', 'apply view-last-applied -f shop.yaml'], 'selector': ['apply view-last-applied deploy', 'apply view-last-applied deploy -l tier=front'], 'output': '=json', 'all': ['apply view-last-applied deploy', 'apply view-last-applied deploy --all'],
  } },
  'apply set-last-applied': { line: 'apply set-last-applied -f drift.yaml', flags: {
    ...change, 'filename': ['apply set-last-applied', 'apply set-last-applied -f drift.yaml'], 'create-annotation': ['apply set-last-applied -f till.yaml', 'apply set-last-applied -f till.yaml --create-annotation'],
  } },
  'create': { line: 'create -f new.yaml', flags: {
    ...recorded, 'save-config': '', 'filename': ['create', 'create -f new.yaml'], 'validate': ['create -f typo.yaml', 'create -f typo.yaml --validate=ignore'], 'selector': '=tier=back',
  } },
  'create deployment': { line: 'create deployment x --image=i', flags: { ...generated, image: ' --image=j', replicas: '=3', port: '=80' } },
  'create namespace': { line: 'create namespace x', flags: generated },
  'create configmap': { line: 'create configmap x', flags: { ...generated, 'from-literal': '=a=b' } },
  'create secret generic': { line: 'create secret generic x', flags: { ...generated, 'from-literal': '=a=b', 'type': '=example.com/t' } },
  'create job': { line: 'create job x --image=i', flags: { ...generated, image: '=j', from: '=cronjob/c' } },
  'create service clusterip': { line: 'create service clusterip x --tcp=80', flags: { ...generated, tcp: '=81', clusterip: '=None' } },
  'create service nodeport': { line: 'create service nodeport x --tcp=80', flags: { ...generated, 'tcp': '=81', 'node-port': '=30001' } },
  'create service loadbalancer': { line: 'create service loadbalancer x --tcp=80', flags: { ...generated, tcp: '=81' } },
  'create service externalname': { line: 'create service externalname x --external-name=a.example', flags: { ...generated, 'tcp': '=80', 'external-name': '=b.example' } },
  'create poddisruptionbudget': { line: 'create pdb x --selector=a=b --min-available=1', flags: { ...generated, 'min-available': '=2', 'max-unavailable': ['create pdb x --selector=a=b', 'create pdb x --selector=a=b --max-unavailable=1'], 'selector': '=a=c' } },
  'create priorityclass': { line: 'create priorityclass x --value=1', flags: { ...generated, 'value': '=2', 'global-default': '', 'description': '=d', 'preemption-policy': '=Never' } },
  'run': { line: 'run x --image=i --port=80', flags: {
    ...recorded, 'save-config': '', 'overrides': '={"spec":{"hostNetwork":true}}', 'override-type': ['run x --image=i --overrides={"spec":{"containers":[{"name":"y","image":"j"}]}}', 'run x --image=i --overrides={"spec":{"containers":[{"name":"y","image":"j"}]}} --override-type=strategic'],
    'image': '=j', 'port': '=81', 'labels': '=a=b', 'annotations': '=a=b', 'env': '=A=b', 'restart': '=Never', 'image-pull-policy': '=Never', 'command': ['run x --image=i -- ls', 'run x --image=i --command -- ls'], 'expose': '', 'privileged': '',
  } },
  'expose': { line: 'expose deploy shop --port=80 --name=front', flags: {
    ...recorded, 'save-config': '', 'filename': ['expose --port=80', 'expose -f shop.yaml --port=80'], 'overrides': '={"metadata":{"labels":{"x":"y"}}}', 'override-type': ['expose deploy shop --port=80 --overrides={"spec":{"ports":[{"port":81}]}}', 'expose deploy shop --port=80 --overrides={"spec":{"ports":[{"port":81}]}} --override-type=strategic'],
    'port': '=81', 'target-port': '=8080', 'protocol': '=UDP', 'type': '=NodePort', 'name': '=other', 'selector': '=a=b', 'labels': '=a=b', 'cluster-ip': '=None', 'session-affinity': '=ClientIP', 'external-ip': '=10.0.0.9',
    'load-balancer-ip': ['expose deploy shop --port=80 --type=LoadBalancer', 'expose deploy shop --port=80 --type=LoadBalancer --load-balancer-ip=10.0.0.9'],
  } },
  'autoscale': { line: 'autoscale deploy shop --max=3', flags: { ...recorded, 'save-config': '', 'filename': ['autoscale --max=3', 'autoscale -f shop.yaml --max=3'], 'min': '=2', 'max': '=4', 'cpu-percent': '=50', 'cpu': '=50%', 'memory': '=1Gi', 'name': '=other' } },
  'delete': { line: 'delete pod bare', flags: {
    'filename': ['delete', 'delete -f shop.yaml'], 'selector': ['delete pods', 'delete pods -l pod=bare'], 'field-selector': ['delete pods --all', 'delete pods --all --field-selector metadata.name=bare'], 'all-namespaces': ['delete pods --all', 'delete pods --all -A'],
    'all': ['delete pods', 'delete pods --all'], 'force': '', 'grace-period': '=3', 'now': '', 'cascade': ['delete deploy shop', 'delete deploy shop --cascade=orphan'], 'ignore-not-found': ['delete pod x', 'delete pod x --ignore-not-found'], 'output': '=name', 'dry-run': '=client',
  } },
  'patch': { line: 'patch deploy shop -p {"spec":{"replicas":2}}', flags: {
    ...recorded, 'filename': ['patch -p {"spec":{"replicas":2}}', 'patch -f shop.yaml -p {"spec":{"replicas":2}}'], 'subresource': ['patch deploy shop -p {"status":{"replicas":2}}', 'patch deploy shop -p {"status":{"replicas":2}} --subresource=status'],
    'local': ['patch -f shop.yaml -p {"spec":{"replicas":2}}', 'patch -f shop.yaml -p {"spec":{"replicas":2}} --local'], 'patch': ['patch deploy shop', 'patch deploy shop --patch={"spec":{"replicas":2}}'],
    'type': ['patch deploy shop -p {"spec":{"template":{"spec":{"containers":[{"name":"new","image":"n"}]}}}}', 'patch deploy shop -p {"spec":{"template":{"spec":{"containers":[{"name":"new","image":"n"}]}}}} --type=merge'],
  } },
  'replace': { line: 'replace -f drift.yaml', flags: {
    ...recorded, 'save-config': '', 'filename': ['replace', 'replace -f drift.yaml'], 'validate': ['replace -f typo.yaml', 'replace -f typo.yaml --validate=ignore'], 'subresource': ['replace -f status.yaml', 'replace -f status.yaml --subresource=status'], 'force': '', 'grace-period': '=0',
  } },
  'scale': { line: 'scale deploy shop --replicas=3', flags: {
    ...recorded, 'filename': ['scale --replicas=3', 'scale -f shop.yaml --replicas=3'], 'selector': ['scale deploy --replicas=3', 'scale deploy -l tier=front --replicas=3'], 'all': ['scale deploy --replicas=3', 'scale deploy --all --replicas=3'],
    'replicas': '=4', 'current-replicas': '=5', 'resource-version': '=1',
  } },
  'rollout status': { line: 'rollout status deploy/shop', flags: { filename: ['rollout status', 'rollout status -f shop.yaml'], selector: ['rollout status deploy -l tier=none', 'rollout status deploy -l tier=front'], revision: '=7' } },
  'rollout history': { line: 'rollout history deploy/shop', flags: { filename: ['rollout history', 'rollout history -f shop.yaml'], selector: ['rollout history deploy -l tier=none', 'rollout history deploy -l tier=front'], revision: '=1', output: '=yaml' } },
  'rollout undo': { line: 'rollout undo deploy/shop', flags: { ...change, 'filename': ['rollout undo', 'rollout undo -f shop.yaml'], 'selector': ['rollout undo deploy -l tier=none', 'rollout undo deploy -l tier=front'], 'to-revision': '=7' } },
  ...Object.fromEntries(['pause', 'restart'].map((verb): [string, Walk] => [`rollout ${verb}`, { line: `rollout ${verb} deploy/shop`, flags: {
    output: '=yaml', filename: [`rollout ${verb}`, `rollout ${verb} -f shop.yaml`], selector: [`rollout ${verb} deploy -l tier=none`, `rollout ${verb} deploy -l tier=front`],
  } }])),
  'rollout resume': { line: 'rollout pause deploy/shop ; rollout resume deploy/shop', flags: { output: '=yaml', filename: ['rollout resume', 'rollout resume -f shop.yaml'], selector: ['rollout resume deploy -l tier=none', 'rollout resume deploy -l tier=front'] } },
  'set image': { line: 'set image deploy/shop shop=shop:9', flags: { ...setting('set image deploy/shop shop=shop:9', 'deploy/shop'), record: '' } },
  'set env': { line: 'set env deploy/shop A=c', flags: {
    ...setting('set env deploy/shop A=c', 'deploy/shop'), containers: '=side', env: '=D=e', from: '=configmap/conf', keys: ['set env deploy/shop --from=configmap/conf', 'set env deploy/shop --from=configmap/conf --keys=one'], prefix: '=P_', list: '', overwrite: '=false',
  } },
  'set resources': { line: 'set resources deploy/shop --requests=cpu=1', flags: { ...setting('set resources deploy/shop --requests=cpu=1', 'deploy/shop'), record: '', containers: '=side', limits: '=cpu=2', requests: '=cpu=2' } },
  'set selector': { line: 'set selector svc/till a=b', flags: {
    ...recorded, 'filename': ['set selector a=b', 'set selector -f till.yaml a=b'], 'local': ['set selector -f till.yaml a=b -o yaml', 'set selector -f till.yaml a=b -o yaml --local'], 'all': ['set selector svc a=b', 'set selector svc a=b --all'], 'resource-version': '=1',
  } },
  'set serviceaccount': { line: 'set serviceaccount deploy/shop robot', flags: {
    ...recorded, filename: ['set serviceaccount robot', 'set serviceaccount -f shop.yaml robot'], local: ['set serviceaccount -f shop.yaml robot -o yaml', 'set serviceaccount -f shop.yaml robot -o yaml --local'], all: ['set serviceaccount deploy robot', 'set serviceaccount deploy robot --all'],
  } },
  'label': metadata('label'),
  'annotate': metadata('annotate'),
  'taint': { line: 'taint nodes n1 a=b:NoSchedule', flags: {
    ...change, selector: ['taint nodes a=b:NoSchedule', 'taint nodes -l disk=n1 a=b:NoSchedule'], all: ['taint nodes a=b:NoSchedule', 'taint nodes --all a=b:NoSchedule'], overwrite: ['taint nodes n1 a=b:NoSchedule ; taint nodes n1 a=c:NoSchedule', 'taint nodes n1 a=b:NoSchedule ; taint nodes n1 a=c:NoSchedule --overwrite'],
  } },
  'cordon': { line: 'cordon n1', flags: { 'selector': ['cordon', 'cordon -l disk=n1'], 'dry-run': '=client' } },
  'uncordon': { line: 'cordon n1 ; uncordon n1', flags: { 'selector': ['uncordon', 'uncordon -l disk=n1'], 'dry-run': '=client' } },
  'drain': { line: 'drain n1 --ignore-daemonsets --delete-emptydir-data --force', flags: {
    'selector': ['drain', 'drain -l disk=n1'], 'dry-run': '=client', 'ignore-daemonsets': ['drain n1', 'drain n1 --ignore-daemonsets'], 'delete-emptydir-data': ['drain n1', 'drain n1 --delete-emptydir-data'], 'force': ['drain n1', 'drain n1 --force'],
    'grace-period': '=5', 'timeout': '=1m', 'disable-eviction': '', 'pod-selector': '=pod=bare', 'skip-wait-for-delete-timeout': '=5',
  } },
  'wait': { line: 'wait --for=condition=Available deploy/shop', flags: {
    'filename': ['wait --for=create', 'wait --for=create -f shop.yaml'], 'output': ['wait --for=create deploy/shop', 'wait --for=create deploy/shop -o name'], 'selector': ['wait --for=create pods', 'wait --for=create pods -l pod=bare'],
    'field-selector': ['wait --for=create pods --all', 'wait --for=create pods --all --field-selector metadata.name=bare'], 'all-namespaces': ['wait --for=create pods --all', 'wait --for=create pods --all -A'], 'all': ['wait --for=create pods', 'wait --for=create pods --all'],
    'for': ['wait deploy/shop', 'wait deploy/shop --for=create'], 'timeout': '=0s',
  } },
  'top pod': { line: 'top pod', flags: { 'selector': '=pod=bare', 'field-selector': '=metadata.name=bare', 'all-namespaces': '', 'sort-by': '=cpu', 'no-headers': '', 'containers': '', 'sum': '' } },
  'top node': { line: 'top node', flags: { 'selector': '=disk=n2', 'sort-by': ['top node n2 n1', 'top node n2 n1 --sort-by=cpu'], 'no-headers': '', 'show-capacity': '' } },
  'explain': { line: 'explain deploy', flags: { 'recursive': '', 'max-depth': ['explain deploy --recursive', 'explain deploy --recursive --max-depth=1'], 'api-version': '=apps/v2' } },
  'api-resources': { line: 'api-resources', flags: { 'namespaced': '=false', 'api-group': '=apps', 'no-headers': '', 'output': '=name', 'sort-by': '=kind', 'verbs': '=nope', 'categories': '=all' } },
  'api-versions': { line: 'api-versions', flags: {} },
  'version': { line: 'version', flags: { client: '', output: '=json' } },
  'options': { line: 'options', flags: {} },
}

/** A value that a flag of a type takes. */
const VALUES = { boolean: '', string: '=x', list: '=x', number: '=5', duration: '=5s' } as const

function leaves(prefix: string, verb: AnyVerb): [path: string, verb: Verb][] {
  if ('refused' in verb) return []
  if (!('verbs' in verb)) return [[prefix, verb]]
  return [...(verb.own ? [[prefix, verb.own] as [string, Verb]] : []), ...Object.entries(verb.verbs).flatMap(([name, inner]) => leaves(`${prefix} ${name}`, inner))]
}

const LEAVES = [...VERBS].flatMap(([name, verb]) => leaves(name, verb))

it('the walk knows every verb, and no other', () => expect(Object.keys(WALKS).sort()).toEqual(LEAVES.map(([path]) => path).sort()))

describe.each(LEAVES)('%s', (path, { flags }) => {
  const walk = WALKS[path] ?? { line: path, flags: {} }

  it('the walk knows every flag that has an effect, and no other', () => {
    expect(Object.keys(walk.flags).sort()).toEqual(Object.keys(flags).filter(name => !flags[name]?.idle && !flags[name]?.refused).sort())
  })

  it.each(Object.entries(walk.flags))('--%s has an effect', (name, use) => {
    const [without, withFlag] = typeof use === 'string' ? [walk.line, use.startsWith(' ') ? walk.line + use : walk.line.replace(/( -- .*)?$/, ` --${name}${use}$1`)] : use
    expect(effect(withFlag)).not.toBe(effect(without))
    expect(JSON.parse(effect(withFlag))[0].stderr).not.toMatch(/unknown (shorthand )?flag/)
  })

  it.each(Object.entries(flags).filter(([, { idle, refused }]) => idle ?? refused))('--%s says that it has none', (name, { type, idle, refused }) => {
    const { stderr, exitCode } = kubectl(`${walk.line} --${name}${VALUES[type]}`, world().cluster)
    if (refused) expect([stderr, exitCode]).toEqual([`error: --${name} is not simulated: ${refused}\n`, 1])
    else expect(stderr).toContain(`Warning: --${name} has no effect: ${idle}\n`)
  })
})

it.each(LEAVES.flatMap(([path, { flags }]) => Object.entries(flags).filter(([, { type }]) => type === 'number' || type === 'duration').map(([name, { type, short }]) => [path, short ? `-${short}, --${name}` : `--${name}`, name, type] as const)))(
  '%s %s takes no word', (path, shown, name, type) => {
    const { stderr, exitCode } = kubectl(`${WALKS[path]?.line ?? path} --${name}=soon`, world().cluster)
    const why = type === 'number' ? 'strconv.ParseInt: parsing "soon": invalid syntax' : 'time: invalid duration "soon"'
    expect([stderr, exitCode]).toEqual([`error: invalid argument "soon" for "${shown}" flag: ${why}\n`, 1])
  },
)

describe('flags of every verb', () => {
  it.each(Object.entries(GLOBAL_FLAGS))('--%s has an effect, or says that it has none', (name, { type, idle, refused }) => {
    const line = `get pods --${name}${type === 'boolean' ? '' : '=other'}`
    const { stderr } = kubectl(line, world().cluster)
    if (refused) expect(stderr).toContain('is not simulated')
    else if (idle) expect(stderr).toContain(`--${name} has no effect`)
    else expect(effect(name === 'warnings-as-errors' ? `get pods --v=1 --${name}` : line)).not.toBe(effect(name === 'warnings-as-errors' ? 'get pods --v=1' : 'get pods'))
  })

  it('a refused flag that is turned off is no matter', () => expect(kubectl('apply -f both.yaml --server-side=false', world().cluster).exitCode).toBe(0))

  it('--help lists the flags, with what becomes of them', () => {
    const { stdout } = kubectl('drain --help', world().cluster)
    expect(stdout).toMatch(/^Usage:\n {2}kubectl drain \[flags\]\n\nOptions:\n/)
    expect(stdout).toMatch(/^ {4}--chunk-size='' +No effect: /m)
  })

  it.each([['90s', 90_000], ['1h30m', 5_400_000], ['-1s', -1000], ['0', 0], ['1.5m', 90_000]])('a duration %s is %i ms', (text, ms) => expect(goDuration(text, '--timeout')).toBe(ms))
  it.each(['5', 'x', '5 s', '1d'])('a duration %s is none', text => expect(() => goDuration(text, '--timeout')).toThrow('invalid argument'))
})
