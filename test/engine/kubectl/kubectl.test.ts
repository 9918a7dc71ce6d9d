import { beforeEach, describe, expect, it } from 'vitest'
import type { KubectlCluster } from '../../../engine/kubernetes/kubectl/index.ts'
import { kubectl, mutates } from '../../../engine/kubernetes/kubectl/index.ts'
import { rolloutStatusOf } from '../../../engine/kubernetes/kubectl/verbs/rolloutstatus.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import type { Store } from '../../../engine/kubernetes/apiserver/store.ts'
import { emptyStore } from '../support/cluster.ts'
import type { Deployment, KubeObject, Pod, Service } from '../../../engine/kubernetes/types/index.ts'

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1"}]}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}
`
const read = (text: string) => readManifest(text).objects

let store: Store
let cluster: KubectlCluster
let files: Record<string, readonly KubeObject[]>
const run = (line: string) => kubectl(`kubectl ${line}`, cluster)
const out = (line: string) => run(line).stdout
const err = (line: string) => run(line).stderr

const pod = (name: string, extra: Partial<Pod['spec']> = {}, owner?: string): KubeObject => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: { name, labels: { app: name }, ...(owner && { ownerReferences: [{ apiVersion: 'apps/v1', kind: owner, name: 'o', uid: 'u', controller: true }] }) },
  spec: { containers: [{ name: 'c', image: 'i' }], ...extra },
}) as KubeObject

beforeEach(() => {
  store = emptyStore()
  files = { 'web.yaml': read(WEB) }
  cluster = { store, files, usage: () => ({ cpu: 120, memory: 64 * 1024 * 1024 }) }
  store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } })
  store.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, spec: {}, status: { allocatable: { cpu: '2', memory: '1Gi' } } } as KubeObject)
})

describe('apply', () => {
  it('creates, then finds nothing to change', () => {
    expect(out('apply -f web.yaml')).toBe('deployment.apps/web created\nservice/web created\n')
    expect(out('apply -f web.yaml')).toBe('deployment.apps/web unchanged\nservice/web unchanged\n')
    expect(store.get('Deployment', 'default', 'web')?.metadata.generation).toBe(1)
  })

  it('changes what the manifest says and keeps what the server or another set', () => {
    run('apply -f web.yaml')
    const nodePort = () => (store.get('Service', 'default', 'web') as Service).spec.ports?.[0]?.nodePort
    const before = nodePort()
    run('scale deploy web --replicas=7')
    files['web.yaml'] = read(WEB.replace('web:1', 'web:2').replace('  replicas: 2\n', ''))
    expect(out('apply -f web.yaml')).toBe('deployment.apps/web configured\nservice/web unchanged\n')
    const { spec } = store.get('Deployment', 'default', 'web') as Deployment
    expect([spec.template.spec.containers[0]?.image, spec.replicas, nodePort()]).toEqual(['web:2', 1, before])
  })
})

describe('get', () => {
  beforeEach(() => run('apply -f web.yaml'))

  it.each([
    ['get deploy', 'NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    0/2     0            0           0s\n'],
    ['get deployments.apps -A', 'NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE\ndefault     web    0/2     0            0           0s\n'],
    ['get deploy web --no-headers -o wide', 'web   0/2   0     0     0s    web   web:1   app=web\n'],
    ['get deploy,svc -o name', 'deployment.apps/web\nservice/web\n'],
    ['get deploy/web svc/web -o name', 'deployment.apps/web\nservice/web\n'],
    ['get ns --show-labels', 'NAME      STATUS   AGE   LABELS\ndefault   Active   0s    kubernetes.io/metadata.name=default\n'],
  ])('%s', (line, text) => expect(run(line)).toEqual({ stdout: text, stderr: '', exitCode: 0 }))

  it('several kinds carry theirs in the name', () => {
    expect(out('get deploy,svc')).toMatch(/^NAME +READY.*\ndeployment\.apps\/web .*\n\nNAME +TYPE.*\nservice\/web .*\n$/)
  })

  it.each([
    ['get pods', 'No resources found in default namespace.\n', 0],
    ['get pods -n kube-system', 'No resources found in kube-system namespace.\n', 0],
    ['get pods -A', 'No resources found\n', 0],
    ['get pod x', 'Error from server (NotFound): pods "x" not found\n', 1],
    ['get deploy x', 'Error from server (NotFound): deployments.apps "x" not found\n', 1],
    ['get pdo', 'error: the server doesn\'t have a resource type "pdo"\nDid you mean "pods"?\n', 1],
    ['get pods --foo', 'error: unknown flag: --foo\nSee \'kubectl --help\' for usage.\n', 1],
    ['get pods --all-namespace', 'error: unknown flag: --all-namespace\nDid you mean --all-namespaces?\nSee \'kubectl --help\' for usage.\n', 1],
    ['get pods -Z', 'error: unknown shorthand flag: \'Z\' in -Z\nSee \'kubectl --help\' for usage.\n', 1],
    ['get pods -n', 'error: flag needs an argument: \'n\' in -n\n', 1],
    ['gett pods', 'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tget\n', 1],
    ['get pods "x', 'error: unexpected end of line while looking for matching "\n', 1],
  ])('%s is answered', (line, stderr, exitCode) => expect(run(line)).toEqual({ stdout: '', stderr, exitCode }))
})

describe('changes say what kubectl says', () => {
  beforeEach(() => run('apply -f web.yaml'))

  it.each([
    ['scale deploy web --replicas=5', 'deployment.apps/web scaled\n'],
    ['scale --replicas 0 deployment/web', 'deployment.apps/web scaled\n'],
    ['set image deployment/web web=web:2', 'deployment.apps/web image updated\n'],
    ['rollout restart deploy/web', 'deployment.apps/web restarted\n'],
    ['rollout pause deploy web', 'deployment.apps/web paused\n'],
    ['label deploy web tier=front', 'deployment.apps/web labeled\n'],
    ['label deploy web tier-', 'label "tier" not found.\ndeployment.apps/web not labeled\n'],
    ['annotate deploy web note="two words"', 'deployment.apps/web annotated\n'],
    ['taint nodes n1 gpu=true:NoSchedule', 'node/n1 tainted\n'],
    ['cordon n1', 'node/n1 cordoned\n'],
    ['uncordon node/n1', 'node/n1 already uncordoned\n'],
    ['create deployment two --image=nginx --replicas=2', 'deployment.apps/two created\n'],
    ['create ns x', 'namespace/x created\n'],
    ['create secret generic s --from-literal=k=v', 'secret/s created\n'],
    ['delete svc web', 'service "web" deleted from default namespace\n'],
    ['delete -f web.yaml', 'deployment.apps "web" deleted from default namespace\nservice "web" deleted from default namespace\n'],
  ])('%s', (line, stdout) => expect(run(line)).toEqual({ stdout, stderr: '', exitCode: 0 }))

  it.each([
    ['scale deploy web --replicas=-1', 'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0\n'],
    ['scale deploy web --replicas=x', 'error: invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax\n'],
    ['scale deploy web --replicas=3 --current-replicas=1', 'error: Expected replicas to be 1, was 2\n'],
    ['set image deploy/web app=x', 'error: unable to find container named "app"\n'],
    ['rollout resume deploy/web', 'error: deployments.apps "web" is not paused\n'],
    ['rollout undo deploy/web', 'error: no rollout history found for deployment "web"\n'],
    ['create deployment web --image=x', 'error: failed to create deployment: deployments.apps "web" already exists\n'],
    ['create -f web.yaml -n other', 'error: the namespace from the provided object "default" does not match the namespace "other". You must pass \'--namespace=default\' to perform this operation.\n'],
    ['taint nodes n1 gpu-', 'error: taint "gpu" not found\n'],
    ['taint nodes n1 gpu=true:Never', 'error: invalid taint effect: Never, unsupported taint effect\n'],
    ['delete deploy', 'error: resource(s) were provided, but no name was specified\n'],
    ['apply -f wbe.yaml', 'error: the path "wbe.yaml" does not exist\nDid you mean "web.yaml"?\n'],
  ])('%s is refused', (line, stderr) => {
    if (line.includes('-n other')) files['web.yaml'] = read(WEB.replace('{name: web}', '{name: web, namespace: default}'))
    expect(run(line)).toEqual({ stdout: '', stderr, exitCode: 1 })
  })

  it('a label is not overwritten unasked', () => {
    run('label node n1 gpu=a')
    expect(err('label node n1 gpu=b')).toBe('error: \'gpu\' already has a value (a), and --overwrite is false\n')
    expect(out('label node n1 gpu=b --overwrite')).toBe('node/n1 labeled\n')
    expect(out('label node n1 gpu-')).toBe('node/n1 unlabeled\n')
  })
})

describe('drain', () => {
  beforeEach(() => {
    store.create(pod('bare', { nodeName: 'n1' }))
    store.create(pod('agent', { nodeName: 'n1' }, 'DaemonSet'))
    store.create(pod('cache', { nodeName: 'n1', volumes: [{ name: 'v', emptyDir: {} }] }, 'ReplicaSet'))
  })

  it('says why it may not, and cordons all the same', () => {
    const { stdout, stderr, exitCode } = run('drain n1')
    expect(stdout).toBe('node/n1 cordoned\n')
    expect(exitCode).toBe(1)
    expect(stderr.split('\n').slice(1)).toEqual([
      'There are pending nodes to be drained:', ' n1', 'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/agent',
      'cannot delete Pods with local storage (use --delete-emptydir-data to override): default/cache',
      'cannot delete Pods that declare no controller (use --force to override): default/bare', '',
    ])
  })

  it('evicts the others through the drain controller', () => {
    const woken: string[] = []
    cluster = { store, wake: (controller, key) => woken.push(`${controller} ${key}`) }
    expect(run('drain n1 --ignore-daemonsets --delete-emptydir-data --force')).toEqual({
      stdout: 'node/n1 cordoned\nevicting pod default/bare\nevicting pod default/cache\n',
      stderr: 'Warning: ignoring DaemonSet-managed Pods: default/agent; deleting Pods that declare no controller: default/bare\n', exitCode: 0,
    })
    expect(woken).toEqual(['kubectl-drain n1'])
  })
})

describe('rollout status', () => {
  const deployment = (status: object, spec: object = {}) =>
    ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'w', generation: 2 }, spec: { replicas: 3, ...spec }, status: { observedGeneration: 2, ...status } }) as KubeObject

  it.each([
    [{ observedGeneration: 1 }, 'Waiting for deployment spec update to be observed...'],
    [{ updatedReplicas: 1 }, 'Waiting for deployment "w" rollout to finish: 1 out of 3 new replicas have been updated...'],
    [{ updatedReplicas: 3, replicas: 4 }, 'Waiting for deployment "w" rollout to finish: 1 old replicas are pending termination...'],
    [{ updatedReplicas: 3, replicas: 3, availableReplicas: 2 }, 'Waiting for deployment "w" rollout to finish: 2 of 3 updated replicas are available...'],
    [{ updatedReplicas: 3, replicas: 3, availableReplicas: 3 }, 'deployment "w" successfully rolled out'],
  ])('%j', (status, message) => expect(rolloutStatusOf(deployment(status)).message).toBe(message))

  it('a rollout past its deadline has failed', () => {
    expect(() => rolloutStatusOf(deployment({ conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] })))
      .toThrow('deployment "w" exceeded its progress deadline')
  })
})

describe('the rest', () => {
  it('top', () => {
    store.create(pod('p', { nodeName: 'n1' }))
    expect(out('top pods')).toBe('NAME   CPU(cores)   MEMORY(bytes)\np      120m         64Mi\n')
    expect(out('top nodes')).toBe('NAME   CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)\nn1     120m         6%       64Mi            6%\n')
  })

  it('describe', () => {
    store.create(pod('p', { nodeName: 'n1' }))
    expect(out('describe pod p')).toMatch(/^Name: +p\nNamespace: +default\n[^]*Node: +n1\/\n[^]*Containers:\n {2}c:\n {4}Image: +i\n[^]*Events: +<none>\n$/)
    expect(out('describe node n1')).toMatch(/^Non-terminated Pods: +\(1 in total\)$/m)
  })

  it('explain', () => {
    expect(out('explain deploy.spec.replicas')).toBe('GROUP:      apps\nKIND:       Deployment\nVERSION:    v1\n\nFIELD: replicas <integer>\n\nDESCRIPTION:\n    Pods wanted; 1 when absent.\n\n')
    expect(out('explain pod.spec')).toContain('  tolerations\t<[]Toleration>\n')
    expect(err('explain pod.spec.contaners')).toBe('error: field "contaners" does not exist\nDid you mean "containers"?\n')
  })

  it('api-resources', () => expect(out('api-resources --api-group=policy')).toMatch(/poddisruptionbudgets +pdb +policy\/v1 +true +PodDisruptionBudget\n$/))

  it.each([
    ['get pods', false], ['kubectl -n x delete pod a', true], ['rollout status deploy/a', false], ['rollout undo deploy/a', true], ['scale deploy a --replicas=1', true],
    ['top pods', false], ['nonsense', false], ['apply -f "x', false],
  ])('%s mutates: %s', (line, expected) => expect(mutates(line)).toBe(expected))
})
