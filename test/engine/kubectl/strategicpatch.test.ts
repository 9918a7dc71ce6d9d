import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { threeWayMergePatch } from '../../../engine/kubernetes/kubectl/strategicpatch/diff.ts'
import { mergeMap } from '../../../engine/kubernetes/kubectl/strategicpatch/merge.ts'
import { patchSchemaOf } from '../../../engine/kubernetes/kubectl/strategicpatch/schema.ts'

type Json = Record<string, unknown>
const pod = (spec: Json): Json => ({ spec })
const serverSide = { serverSide: true }

/** What apply leaves of `live`, when `last` was applied before and `wanted` is now. */
function applied(kind: string, last: Json, wanted: Json, live: Json): Json {
  const schema = patchSchemaOf(kind)
  return mergeMap(live, threeWayMergePatch(last, wanted, live, schema), schema, serverSide)
}

const port = (containerPort: number, protocol = 'TCP', extra: Json = {}) => ({ containerPort, protocol, ...extra })
const ports = (...list: Json[]) => pod({ containers: [{ name: 'a', ports: list }] })

describe('three ways to one', () => {
  it.each<[string, string, Json, Json, Json, Json]>([
    ['what only the server has stays', 'Pod', pod({ a: 1 }), pod({ a: 2 }), pod({ a: 1, b: 3 }), pod({ a: 2, b: 3 })],
    ['what was applied and is wanted no longer goes', 'Pod', pod({ a: 1, b: 2 }), pod({ a: 1 }), pod({ a: 1, b: 2, c: 3 }), pod({ a: 1, c: 3 })],
    ['an explicit null takes out what another has set', 'Pod', {}, pod({ nodeSelector: null }), pod({ nodeSelector: { a: 'b' }, c: 1 }), pod({ c: 1 })],
    ['a null in a map takes out its entry', 'Pod', {}, { metadata: { labels: { a: null, b: 'c' } } }, { metadata: { labels: { a: 'x', d: 'e' } } }, { metadata: { labels: { b: 'c', d: 'e' } } }],
    ['a list without a merge key is replaced', 'Pod', {}, pod({ tolerations: [{ key: 'a' }] }), pod({ tolerations: [{ key: 'b' }, { key: 'c' }] }), pod({ tolerations: [{ key: 'a' }] })],
    ['containers merge by name, an injected one stays', 'Pod', pod({ containers: [{ name: 'a' }, { name: 'b' }] }), pod({ containers: [{ name: 'a', image: 'x' }] }),
      pod({ containers: [{ name: 'injected' }, { name: 'a', tty: true }, { name: 'b' }] }), pod({ containers: [{ name: 'injected' }, { name: 'a', tty: true, image: 'x' }] })],
    ['the order is the manifest\'s', 'Pod', pod({ containers: [{ name: 'a' }, { name: 'b' }] }), pod({ containers: [{ name: 'b' }, { name: 'a' }] }),
      pod({ containers: [{ name: 'a' }, { name: 'b' }] }), pod({ containers: [{ name: 'b' }, { name: 'a' }] })],
    ['finalizers are a set', 'Pod', { metadata: { finalizers: ['a', 'b'] } }, { metadata: { finalizers: ['a', 'c'] } }, { metadata: { finalizers: ['server', 'a', 'b'] } }, { metadata: { finalizers: ['server', 'a', 'c'] } }],
    ['mounts merge by path', 'Pod', {}, pod({ containers: [{ name: 'a', volumeMounts: [{ mountPath: '/a', name: 'new' }] }] }),
      pod({ containers: [{ name: 'a', volumeMounts: [{ mountPath: '/a', name: 'old', readOnly: true }, { mountPath: '/b', name: 'b' }] }] }),
      pod({ containers: [{ name: 'a', volumeMounts: [{ mountPath: '/a', name: 'new', readOnly: true }, { mountPath: '/b', name: 'b' }] }] })],
    ['a volume keeps the keys that the manifest has', 'Pod', {}, pod({ volumes: [{ name: 'v', secret: { secretName: 's' } }] }),
      pod({ volumes: [{ name: 'v', emptyDir: {} }, { name: 'w', emptyDir: {} }] }), pod({ volumes: [{ name: 'v', secret: { secretName: 's' } }, { name: 'w', emptyDir: {} }] })],
    ['a strategy keeps the keys that the manifest has', 'Deployment', {}, { spec: { strategy: { type: 'Recreate' } } },
      { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } }, { spec: { strategy: { type: 'Recreate' } } }],
    ['a DaemonSet\'s strategy does not', 'DaemonSet', {}, { spec: { updateStrategy: { type: 'OnDelete' } } },
      { spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } }, { spec: { updateStrategy: { type: 'OnDelete', rollingUpdate: { maxSurge: 1 } } } }],
    ['a port\'s protocol changes', 'Pod', ports(port(53)), ports(port(53, 'UDP')), ports(port(53, 'TCP', { name: 'dns' })), ports(port(53, 'UDP', { name: 'dns' }))],
    // kubernetes/kubernetes#39188: the merge key is containerPort alone.
    ['a second protocol on one port takes the place of the first', 'Pod', ports(port(53)), ports(port(53), port(53, 'UDP')), ports(port(53)), ports(port(53, 'UDP'))],
    ['a service\'s ports merge by port', 'Service', {}, { spec: { ports: [{ port: 80, name: 'web' }] } }, { spec: { ports: [{ port: 80, nodePort: 30080 }] } }, { spec: { ports: [{ port: 80, nodePort: 30080, name: 'web' }] } }],
    ['a budget\'s selector is replaced', 'PodDisruptionBudget', {}, { spec: { selector: { matchLabels: { a: 'b' } } } }, { spec: { selector: { matchLabels: { c: 'd' } } } }, { spec: { selector: { matchLabels: { a: 'b' } } } }],
    ['lists of a custom resource are replaced whatever they are called', 'Widget', {}, { spec: { containers: [{ name: 'a' }], ports: [{ port: 1 }] } },
      { spec: { containers: [{ name: 'a', x: 1 }, { name: 'b' }], ports: [{ port: 1, y: 2 }] } }, { spec: { containers: [{ name: 'a' }], ports: [{ port: 1 }] } }],
    ['env keeps what another added to the same name', 'Pod', {}, pod({ containers: [{ name: 'a', env: [{ name: 'E', valueFrom: {} }] }] }),
      pod({ containers: [{ name: 'a', env: [{ name: 'E', value: 'x' }] }] }), pod({ containers: [{ name: 'a', env: [{ name: 'E', value: 'x', valueFrom: {} }] }] })],
  ])('%s', (_, kind, last, wanted, live, result) => expect(applied(kind, last, wanted, live)).toEqual(result))

  const item = fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), image: fc.constantFrom('x', 'y') })
  const config = fc.record({
    replicas: fc.integer({ min: 0, max: 3 }), strategy: fc.constantFrom({ type: 'Recreate' }, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }),
    template: fc.record({ spec: fc.record({
      containers: fc.uniqueArray(item, { selector: one => one.name, minLength: 1 }), volumes: fc.uniqueArray(fc.record({ name: fc.constantFrom('v', 'w'), emptyDir: fc.constant({}) }), { selector: one => one.name }),
      nodeSelector: fc.dictionary(fc.constantFrom('p', 'q'), fc.constantFrom('1', '2')),
    }, { requiredKeys: ['containers'] }) }),
  }, { requiredKeys: ['template'] }).map((spec): Json => ({ spec }))

  it('to apply once more changes nothing', () => {
    fc.assert(fc.property(config, config, config, (last, wanted, live) => {
      const after = applied('Deployment', last, wanted, live)
      expect(applied('Deployment', wanted, wanted, after)).toEqual(after)
    }))
  })

  it('nothing else than what was applied is what is wanted', () => {
    fc.assert(fc.property(config, config, (last, wanted) => {
      expect(applied('Deployment', last, wanted, last)).toEqual(wanted)
    }))
  })

  it('a list\'s item without its merge key is no patch', () => {
    expect(() => applied('Pod', {}, pod({ containers: [{ image: 'x' }] }), pod({ containers: [{ name: 'a' }] }))).toThrow('does not contain declared merge key: name')
  })
})

describe('a patch as one types it', () => {
  const live = pod({ containers: [{ name: 'a', image: 'x' }, { name: 'b' }], tolerations: [{ key: 'k' }], nodeSelector: { a: 'b', c: 'd' } })
  it.each<[string, Json, Json]>([
    ['$patch: delete takes an item out', pod({ containers: [{ name: 'b', $patch: 'delete' }] }), { containers: [{ name: 'a', image: 'x' }] }],
    ['$patch: replace replaces a list', pod({ containers: [{ $patch: 'replace' }, { name: 'c' }] }), { containers: [{ name: 'c' }] }],
    ['$patch: replace replaces a map', pod({ nodeSelector: { $patch: 'replace', x: 'y' } }), { nodeSelector: { x: 'y' } }],
    ['$retainKeys clears the others', pod({ nodeSelector: { $retainKeys: ['a'] } }), { nodeSelector: { a: 'b' } }],
    ['null takes a field out', pod({ nodeSelector: { a: null } }), { nodeSelector: { c: 'd' } }],
    ['a new item comes in front', pod({ containers: [{ name: 'c' }] }), { containers: [{ name: 'c' }, { name: 'a', image: 'x' }, { name: 'b' }] }],
  ])('%s', (_, patch, result) => expect(mergeMap(live, patch, patchSchemaOf('Pod'), serverSide).spec).toMatchObject(result))

  it.each<[Json, string]>([
    [pod({ nodeSelector: { $retainKeys: ['a'], x: 'y' } }), 'The patch format of retainKeys is bad'], [pod({ nodeSelector: { $patch: 'merge' } }), 'Unknown patch type [merge]'],
    [pod({ containers: [{ image: 'y' }] }), 'does not contain declared merge key: name'],
  ])('%j is refused', (patch, why) => expect(() => mergeMap(live, patch, patchSchemaOf('Pod'), serverSide)).toThrow(why))
})
