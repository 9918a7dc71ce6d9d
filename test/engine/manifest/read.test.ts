import { describe, expect, it } from 'vitest'
import { isCountedOnly, readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { emptyStore } from '../support/cluster.ts'

const codes = (text: string, options = {}) => readManifest(text, options).problems.map(one => one.code)
const configMap = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n${data}`
const dataOf = (text: string) => (readManifest(text).objects[0] as unknown as { data: Record<string, string> }).data

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
      - name: web
        image: nginx
`

describe('documents', () => {
  it.each([
    ['an empty text', '', 0],
    ['comments only', '# nothing\n---\n# here\n', 0],
    ['empty documents between', `---\n---\n${configMap('  a: b')}\n---\n\n---\n`, 1],
    ['CRLF', configMap('  a: b\n').replaceAll('\n', '\r\n'), 1],
    ['trailing tabs', 'apiVersion: v1\t\nkind: ConfigMap\t\nmetadata:\t\n  name: c\t\n', 1],
    ['a byte order mark', `\uFEFF${configMap('  a: b')}`, 1],
    ['a directive', `%YAML 1.1\n---\n${configMap('  a: b')}`, 1],
    ['an end marker', `${configMap('  a: b')}\n...\n---\n${configMap('  a: b')}\n`, 2],
    ['JSON with tabs', '{\n\t"apiVersion": "v1",\n\t"kind": "ConfigMap",\n\t"metadata": {"name": "c"}\n}', 1],
    ['a List', 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n- {apiVersion: v1, kind: Secret, metadata: {name: b}}', 2],
    ['a typed list whose items name no kind', 'apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n  spec: {containers: []}', 1],
  ])('%s', (_, text, objects) => {
    const manifest = readManifest(text)
    expect(manifest.problems).toEqual([])
    expect(manifest.objects).toHaveLength(objects)
  })

  it('a broken document does not spoil the others', () => {
    const manifest = readManifest(`${DEPLOYMENT}---\na: b: c\n---\n${configMap('  a: b')}`)
    expect(manifest.objects.map(one => one.kind)).toEqual(['Deployment', 'ConfigMap'])
    expect(manifest.problems).toMatchObject([{ code: 'syntax', place: { document: 2, line: 17, column: 4 } }])
  })
})

describe('values, as kubectl reads them', () => {
  it.each([
    ['=', '='], ['"yes"', 'yes'], ['8080:80', '8080:80'], ['2001-12-14', '2001-12-14'], ['!!str 5', '5'], ['|\n    a\n    b', 'a\nb\n'],
  ])('%s stays text', (yaml, value) => {
    expect(dataOf(configMap(`  k: ${yaml}`))).toEqual({ k: value })
  })

  it.each(['yes', 'on', 'y', 'true', '0644', '1e3', '0x1F', '1_000', '.5'])('a bare %s is no text', (yaml) => {
    expect(codes(configMap(`  k: ${yaml}`))).toEqual(['wrong-type'])
  })

  it('an octal mode and a null', () => {
    const [object] = readManifest(DEPLOYMENT.replace('replicas: 2', 'replicas: 010\n  paused: null')).objects
    expect((object as { spec?: object }).spec).toMatchObject({ replicas: 8 })
    expect((object as { spec?: object }).spec).toMatchObject({ paused: null })
    expect(emptyStore().create(object as KubeObject)).not.toHaveProperty('spec.paused')
  })

  it('aliases and merge keys', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, labels: &l {a: x, b: w}, annotations: {<<: *l, b: z}}\ndata: *l\n'
    const manifest = readManifest(text)
    expect(manifest.problems).toEqual([])
    expect(manifest.objects[0]).toMatchObject({ metadata: { annotations: { a: 'x', b: 'z' } }, data: { a: 'x', b: 'w' } })
  })

  it('a key called __proto__ is a plain key', () => {
    const manifest = readManifest(configMap('  __proto__: x'))
    expect(Object.keys((manifest.objects[0] as unknown as { data: object }).data)).toEqual(['__proto__'])
  })
})

describe('problems say where they are', () => {
  it.each([
    ['wrong-type', 'spec.replicas', 6, 13, DEPLOYMENT.replace('2', '"2"')],
    ['wrong-type', 'spec.template.spec.containers[0].image', 15, 16, DEPLOYMENT.replace('nginx', '7')],
    ['wrong-type', 'spec.template.spec.containers', 14, 9, DEPLOYMENT.replace('- name: web', '  name: web')],
    ['unknown-field', 'spec.replica', 6, 12, DEPLOYMENT.replace('replicas', 'replica')],
    ['bad-quantity', 'spec.template.spec.containers[0].resources.limits.cpu', 16, 35, `${DEPLOYMENT}        resources: {limits: {cpu: 1 core}}\n`],
    ['missing-field', 'metadata.name', 4, 3, DEPLOYMENT.replace('  name: web\nspec', '  namespace: x\nspec')],
    ['missing-field', 'kind', 1, 1, 'apiVersion: v1\nmetadata: {name: x}'],
    ['duplicate-key', 'spec.replicas', 7, 3, DEPLOYMENT.replace('replicas: 2', 'replicas: 2\n  replicas: 3')],
    ['unknown-anchor', 'data.k', 6, 6, configMap('  k: *x')],
    ['template', '', 4, 9, configMap('  k: {{ .Values.x }}-{{ .Values.y }}').replace('name: c', 'name: {{ .x }}-a')],
    ['not-an-object', '', 1, 1, '- a\n- b'],
    ['refused-field', 'spec.ephemeralContainers', 4, 29, 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {ephemeralContainers: [], containers: []}'],
  ])('%s at %s', (code, path, line, column, text) => {
    const found = readManifest(text).problems.find(one => one.code === code)
    expect(found).toMatchObject({ code, field: path })
    expect(found?.place.line).toBe(line)
    if (code !== 'template') expect(found?.place.column).toBe(column)
  })

  it('words them in both languages', () => {
    const [found] = readManifest(DEPLOYMENT.replace('2', '"two"')).problems
    expect(found?.message.en).toBe('spec.replicas must be a whole number (integer), not text (string).')
    expect(found?.message.ko).toBe('spec.replicas 값의 형식이 맞지 않습니다. 필요한 형식은 정수(integer)인데 적힌 값은 문자열(string)입니다.')
  })

  it('leaves an object with an error out, and keeps one with a warning', () => {
    expect(readManifest(DEPLOYMENT.replace('2', '"2"')).objects).toEqual([])
    expect(readManifest(DEPLOYMENT.replace('replicas', 'replica')).objects).toHaveLength(1)
  })
})

describe('what the engine does not have is named', () => {
  it('kinds and versions', () => {
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: ns}\n'
    const crd = 'apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata: {name: x}\n'
    expect(readManifest(`${ingress}---\n${crd}`).unsupported).toMatchObject([
      { code: 'unsupported-kind', kind: 'Ingress', name: 'i', namespace: 'ns', place: { document: 1, line: 1 } },
      { code: 'unsupported-version', kind: 'CustomResourceDefinition', name: 'x', place: { document: 2, line: 5 } },
    ])
  })

  it('a custom resource counts as known with its definition, wherever that stands', () => {
    const crd = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: w.x.io}\nspec: {group: x.io, scope: Namespaced, names: {plural: ws, kind: W}, versions: []}\n'
    const resource = 'apiVersion: x.io/v1\nkind: W\nmetadata: {name: a}\nspec: {any: [1]}\n'
    expect(readManifest(`${resource}---\n${crd}`).objects.map(one => one.kind)).toEqual(['W', 'CustomResourceDefinition'])
    expect(readManifest(resource).unsupported).toHaveLength(1)
    expect(readManifest(resource, { customKinds: [{ kind: 'W', apiVersion: 'x.io/v1' }] }).objects).toHaveLength(1)
  })

  it('a kind that only the cost model counts is read, with a note', () => {
    const manifest = readManifest('apiVersion: v1\nkind: ReplicationController\nmetadata: {name: rc}\nspec: {replicas: 100, template: {spec: {containers: [{name: c, ports: [{hostPort: 80, containerPort: 80}]}]}}}')
    expect(manifest.problems).toMatchObject([{ code: 'counted-only', severity: 'note' }])
    expect(manifest.objects.map(({ kind }) => [kind, isCountedOnly(kind)])).toEqual([['ReplicationController', true]])
  })

  it('ignored fields, once an object and without positions', () => {
    const text = `${DEPLOYMENT}        workingDir: /a\n      - name: two\n        workingDir: /b\n`
    expect(readManifest(text).ignored).toMatchObject([{ path: 'spec.template.spec.containers[].workingDir', object: { kind: 'Deployment', name: 'web' }, place: { line: 16 }, message: { en: 'spec.template.spec.containers[].workingDir has no effect here.' } }])
  })

  it.each([
    ['resources: {requests: {cpu: }}', 'spec.template.spec.containers[0].resources.requests.cpu has no value (null): a cluster reads it as 0.'],
    ['args: [a, ]\n        command: [~]', 'spec.template.spec.containers[0].command[0] has no value (null): a cluster reads it as an empty text.'],
    ['ports: [null]', 'spec.template.spec.containers[0].ports[0] has no value (null): a cluster reads it as {}.'],
    ['env: null\n        resources: null', undefined],
  ])('%s', (text, message) => {
    const { problems, objects } = readManifest(`${DEPLOYMENT}        ${text}\n`)
    expect(problems.map(one => [one.code, one.severity, one.message.en])).toEqual(message ? [['null-value', 'warning', message]] : [])
    expect(objects).toHaveLength(1)
  })

  it('memory in thousandths is warned of', () => {
    const { problems } = readManifest(`${DEPLOYMENT}        resources: {requests: {cpu: 100m, memory: 256m}, limits: {memory: "1.5"}}\n`)
    expect(problems.map(one => [one.code, one.severity, one.field, one.params.value])).toEqual(['requests', 'limits'].map((list, i) =>
      ['fractional-bytes', 'warning', `spec.template.spec.containers[0].resources.${list}.memory`, i === 0 ? '256m' : '1.5']))
  })

  it('an entry of a map that has no value', () => {
    const { problems } = readManifest(configMap('  empty:\n'))
    expect(problems).toMatchObject([{ field: 'data.empty', place: { line: 6 } }])
  })
})

describe('what kubectl get -o yaml prints', () => {
  const owner = (kind: string, name: string) => `ownerReferences: [{apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: u, controller: true}]`
  const pod = (extra: string, status = 'status: {phase: Running}') =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web-1-x, uid: u2, resourceVersion: "7", managedFields: [], ${extra}}\nspec: {nodeName: n1, containers: [{name: a}]}\n${status}\n`

  it('drops status and what the server sets, and says so', () => {
    const manifest = readManifest(pod('labels: {a: b}'))
    expect(manifest.objects[0]).toEqual({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-1-x', labels: { a: 'b' } }, spec: { containers: [{ name: 'a' }] } })
    expect(manifest.ignored.map(one => one.path)).toEqual(expect.arrayContaining(['status', 'metadata.managedFields', 'metadata.uid', 'spec.nodeName']))
  })

  it('keeps what a node\'s status says of the machine', () => {
    const [node] = readManifest('apiVersion: v1\nkind: Node\nmetadata: {name: one}\nstatus: {capacity: {cpu: "2"}, conditions: []}').objects
    expect(node).toMatchObject({ status: { capacity: { cpu: '2' } } })
    expect((node as { status?: object }).status).not.toHaveProperty('conditions')
  })

  it('leaves owned objects to an owner in the text, and frees those of an owner elsewhere', () => {
    expect(readManifest(`${DEPLOYMENT}---\n${pod(owner('Deployment', 'web'))}`).objects).toHaveLength(1)
    const [alone] = readManifest(pod(owner('ReplicaSet', 'elsewhere'))).objects
    expect(alone?.metadata).not.toHaveProperty('ownerReferences')
  })

  it('leaves finished pods out', () => {
    expect(codes(pod('', 'status: {phase: Succeeded}').replace(', }', '}'))).toEqual(['finished-pod'])
  })
})

describe('old versions are read as the current one', () => {
  it('extensions/v1beta1 takes the selector from the template', () => {
    const text = DEPLOYMENT.replace('apps/v1', 'extensions/v1beta1').replace('  selector:\n    matchLabels: { app: web }\n', '')
    const manifest = readManifest(text)
    expect(manifest.problems).toMatchObject([{ code: 'old-version', severity: 'warning' }])
    expect(manifest.objects[0]).toMatchObject({ apiVersion: 'apps/v1', spec: { selector: { matchLabels: { app: 'web' } } } })
  })

  it('autoscaling/v1 becomes a metric', () => {
    const [hpa] = readManifest('apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: web}, targetCPUUtilizationPercentage: 80}').objects
    expect(hpa).toMatchObject({ apiVersion: 'autoscaling/v2', spec: { metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 80 } } }] } })
  })
})

describe('limits', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(', ')}]`)].join('\n')

  it.each([
    ['too-large', 'a: b', { limits: { characters: 3 } }],
    ['too-many-values', bomb, {}],
    ['too-deep', '['.repeat(100_000), {}],
    ['too-deep', '- '.repeat(50_000), {}],
    ['too-deep', `${'{a: '.repeat(150)}1${'}'.repeat(150)}`, {}],
    ['alias-cycle', 'a: &a [*a]', {}],
    ['too-many-documents', `${configMap('  a: b')}\n---\n`.repeat(5), { limits: { documents: 3 } }],
  ])('%s', (code, text, options) => {
    expect(codes(text, options)).toContain(code)
  })

  it('reads a bundle of four megabytes', () => {
    const field = (i: number) => `              field${i}:\n                description: A field of a large bundle, described at the usual length of such texts.\n                type: string\n`
    const crd = (n: number) => `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: k${n}s.x.io\nspec:\n  group: x.io\n  scope: Cluster\n  names: {plural: k${n}s, kind: K${n}}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema:\n      openAPIV3Schema:\n        type: object\n        properties:\n          spec:\n            type: object\n            properties:\n${Array.from({ length: 3000 }, (_, i) => field(i)).join('')}`
    const text = Array.from({ length: 10 }, (_, n) => crd(n)).join('---\n')
    expect(text.length).toBeGreaterThan(4_000_000)
    const manifest = readManifest(text)
    expect(manifest.problems).toEqual([])
    expect(manifest.objects).toHaveLength(10)
  })
})
