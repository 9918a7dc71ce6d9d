import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../engine/kubernetes/apiserver/store.ts'
import { kubectl } from '../../../engine/kubernetes/kubectl/index.ts'
import type { KubectlCluster, KubectlResult } from '../../../engine/kubernetes/kubectl/index.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import type { Deployment, KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { emptyStore } from '../support/cluster.ts'

const cafe = (spec = '', container = '', pod = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: cafe}
spec:
  selector: {matchLabels: {app: cafe}}
${spec}
  template:
    metadata: {labels: {app: cafe}}
    spec:
${pod}
      containers:
      - name: cafe
        image: cafe:1
${container}
`

let store: Store
let run: (line: string, text?: string) => KubectlResult
beforeEach(() => {
  store = emptyStore()
  store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } })
  run = (line, text = '') => kubectl(line, { store, files: { f: readManifest(text, { customKinds: store.kinds() }).objects } } satisfies KubectlCluster)
})
const spec = () => store.mustGet('Deployment', 'default', 'cafe').spec
const MISSING = (name: string) => `Warning: resource ${name} is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply.`

describe('apply over defaults and over what others have set', () => {
  it.each([['without a word', '{type: Recreate}'], ['with a null', '{type: Recreate, rollingUpdate: null}']])('RollingUpdate becomes Recreate %s', (_, strategy) => {
    run('apply -f f', cafe())
    expect(run('apply -f f', cafe(`  strategy: ${strategy}`))).toEqual({ stdout: 'deployment.apps/cafe configured\n', stderr: '', exitCode: 0 })
    expect(spec().strategy).toEqual({ type: 'Recreate' })
  })

  it('rollingUpdate beside Recreate is refused', () => {
    expect(run('apply -f f', cafe('  strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}')).stderr).toContain('spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is \'Recreate\'')
  })

  it('a null takes out what the manifest never had', () => {
    run('create -f f', cafe('', '', '      nodeSelector: {disk: ssd}'))
    run('apply -f f', cafe('', '', '      nodeSelector: null'))
    expect(spec().template.spec).not.toHaveProperty('nodeSelector')
  })

  it('a null limit is 0 to a new object, and taken out of an old one', () => {
    const limited = (cpu: string) => cafe('', `        resources: {limits: {cpu: ${cpu}}, requests: {cpu: 10m}}`)
    expect(run('apply -f f', limited('null')).stderr).toBe('The Deployment "cafe" is invalid: spec.template.spec.containers[0].resources.requests: Invalid value: "10m": must be less than or equal to cpu limit of 0\n')
    run('apply -f f', limited('20m'))
    expect(run('apply -f f', limited('null')).stdout).toBe('deployment.apps/cafe configured\n')
    expect(spec().template.spec.containers[0]?.resources).toEqual({ limits: {}, requests: { cpu: '10m' } })
  })

  it('objects made by create are warned about, once', () => {
    const text = cafe('', '        volumeMounts: [{name: menu, mountPath: /m}]', '      volumes: [{name: menu, configMap: {name: menu}}]')
    run('create -f f', text)
    const first = run('apply -f f', text.replace('configMap: {name: menu}', 'secret: {secretName: menu}'))
    expect([first.stdout, first.stderr.startsWith(MISSING('deployments/cafe')), first.exitCode]).toEqual(['deployment.apps/cafe configured\n', true, 0])
    expect(spec().template.spec.volumes).toEqual([{ name: 'menu', secret: { secretName: 'menu' } }])
    expect(run('apply -f f', text.replace('configMap: {name: menu}', 'secret: {secretName: menu}'))).toMatchObject({ stdout: 'deployment.apps/cafe unchanged\n', stderr: '' })
  })

  it('--save-config spares the warning', () => {
    run('create -f f --save-config', cafe())
    expect(run('apply -f f', cafe())).toEqual({ stdout: 'deployment.apps/cafe unchanged\n', stderr: '', exitCode: 0 })
  })

  it('a value set by another beside the manifest\'s valueFrom is refused by the server', () => {
    const text = cafe('', '        env: [{name: KEY, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]')
    run('apply -f f', cafe())
    run('set env deploy/cafe KEY=x')
    expect(run('apply -f f', text).stderr).toContain('spec.template.spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty')
  })

  it('the server\'s warnings are told, and count as errors when that is asked', () => {
    const text = cafe('', '        resources: {limits: {memory: 512m}}')
    const warning = `Warning: spec.template.spec.containers[0].resources.limits[memory]: fractional byte value "512m" is invalid, must be an integer\n`
    expect(run('apply -f f', text)).toEqual({ stdout: 'deployment.apps/cafe created\n', stderr: warning, exitCode: 0 })
    expect(run('scale deploy cafe --replicas=3').stderr).toBe('')
    expect(run('set env deploy cafe A=b --warnings-as-errors').stderr).toContain('error: 1 warning received\n')
  })

  it('a dry run changes nothing and says so', () => {
    expect(run('apply -f f --dry-run=server', cafe()).stdout).toBe('deployment.apps/cafe created (server dry run)\n')
    expect(store.list('Deployment')).toEqual([])
  })
})

const SHAPES = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shapes.example.org}
spec:
  group: example.org
  scope: Namespaced
  names: {plural: shapes, kind: Shape}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              sides: {type: integer, default: 3}
              parts: {type: array, items: {type: object, properties: {name: {type: string}, ink: {type: string, default: black}}}}
              frame: {type: object, default: {}, properties: {width: {type: integer, default: 1}}}
`
const SHAPE = 'apiVersion: example.org/v1\nkind: Shape\nmetadata: {name: s}\nspec: {parts: [{name: a}]}\n'

describe('objects that cannot be mapped', () => {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n${SHAPES}---\n${SHAPE}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: z}\n`

  it('keep no other object out, and can be applied once their definition is there', () => {
    const first = run('apply -f f', text)
    expect(first.stdout).toBe('configmap/a created\ncustomresourcedefinition.apiextensions.k8s.io/shapes.example.org created\nconfigmap/z created\n')
    expect(first.stderr).toBe('error: resource mapping not found for name: "s" namespace: "" from "f": no matches for kind "Shape" in version "example.org/v1"\nensure CRDs are installed first\n')
    expect(run('apply -f f', text).stdout).toContain('shape.example.org/s created\n')
  })

  it.each(['create', 'delete', 'replace'])('%s says the same', (verb) => {
    expect(run(`${verb} -f f`, SHAPE + '---\n' + SHAPES).stderr).toContain('resource mapping not found for name: "s"')
  })
})

describe('custom resources', () => {
  beforeEach(() => void run('apply -f f', SHAPES))

  it('get the defaults of their schema, in objects that are there', () => {
    run('apply -f f', SHAPE)
    expect(store.get('Shape', 'default', 's')).toMatchObject({ spec: { sides: 3, parts: [{ name: 'a', ink: 'black' }], frame: { width: 1 } } })
    run('patch shape s --type=merge -p \'{"spec":{"sides":null}}\'')
    expect(store.get('Shape', 'default', 's')?.spec?.sides).toBe(3)
  })

  it('a spec that is not there is not made', () => {
    store.create({ apiVersion: 'example.org/v1', kind: 'Shape', metadata: { name: 'bare' } })
    expect(store.get('Shape', 'default', 'bare')).not.toHaveProperty('spec')
  })

  it('lose fields that their schema does not have', () => {
    const stored = store.create({ apiVersion: 'example.org/v1', kind: 'Shape', metadata: { name: 't' }, spec: { parts: [{ name: 'a', glue: 1 }], weight: 2 } } as KubeObject)
    expect(stored).toMatchObject({ spec: { parts: [{ name: 'a', ink: 'black' }] } })
    expect(JSON.stringify(stored)).not.toMatch(/glue|weight/)
    expect(run('apply -f f', SHAPE.replace('spec: {', 'spec: {weight: 2, ')).stderr).toContain('strict decoding error: unknown field "spec.weight"')
  })

  it('have their lists replaced, not merged', () => {
    run('apply -f f', SHAPE)
    run('patch shape s --type=merge -p \'{"spec":{"parts":[{"name":"a","ink":"red"},{"name":"b"}]}}\'')
    run('apply -f f', SHAPE)
    expect(store.get('Shape', 'default', 's')?.spec?.parts).toEqual([{ name: 'a', ink: 'black' }])
  })
})

describe('--validate', () => {
  const typo = cafe('  replica: 3')
  it('refuses a field that a kind does not have, and keeps no other object out', () => {
    const { stdout, stderr } = run('apply -f f', `${typo}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n`)
    expect(stdout).toBe('configmap/a created\n')
    expect(stderr).toBe('Error from server (BadRequest): Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"\n')
  })
  it.each([['warn', 'Warning: unknown field "spec.replica"\n'], ['ignore', ''], ['false', '']])('=%s takes it', (mode, stderr) => {
    expect(run(`create -f f --validate=${mode}`, typo)).toEqual({ stdout: 'deployment.apps/cafe created\n', stderr, exitCode: 0 })
  })
})

describe('what the manifest reader left out', () => {
  it('is a warning', () => {
    const text = `${cafe('', '        command: [sleep]')}---\napiVersion: batch/v1\nkind: Cron\nmetadata: {name: c}\n`
    const { stdout, stderr } = kubectl('apply -f f', { store, files: { f: readManifest(text) } })
    expect(stdout).toBe('deployment.apps/cafe created\n')
    expect(stderr).toBe('Warning: Cron "c" is not simulated.\nWarning: Deployment "cafe": without effect here: spec.template.spec.containers[].command\n')
  })
})

it('a replaced service keeps its address', () => {
  run('create -f f', 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {type: NodePort, ports: [{port: 80}]}\n')
  const before = store.mustGet('Service', 'default', 's').spec
  expect(run('replace -f f', 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {type: NodePort, ports: [{port: 80}], selector: {a: b}}\n').stdout).toBe('service/s replaced\n')
  expect(store.mustGet('Service', 'default', 's').spec).toMatchObject({ clusterIP: before.clusterIP, clusterIPs: before.clusterIPs, ports: before.ports, selector: { a: 'b' } })
})

it('last applied configurations can be looked at and set', () => {
  run('create -f f', cafe())
  expect(run('apply view-last-applied deploy cafe').stderr).toBe('error: no last-applied-configuration annotation found on resource: deployments/cafe\n')
  expect(run('apply set-last-applied -f f --create-annotation', cafe('  replicas: 4')).stdout).toBe('deployment.apps/cafe configured\n')
  expect(run('apply view-last-applied deploy/cafe').stdout).toContain('  replicas: 4\n')
  expect((store.get('Deployment', 'default', 'cafe') as Deployment).spec.replicas).toBe(1)
})
