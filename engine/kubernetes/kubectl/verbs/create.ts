/** `kubectl create`: from a file, or a deployment, namespace, configmap or secret from flags. Models kubectl/pkg/cmd/create. */
import type { KubeObject } from '../../types/index.ts'
import type { Invocation } from '../cluster.ts'
import { errorText, UsageError } from '../errors.ts'
import { nearest } from '../../apimachinery/nearest.ts'
import { say } from '../print/message.ts'
import { objectsFromFiles } from './files.ts'
import type { Verb } from './verb.ts'
import { FILE_FLAGS } from './verb.ts'

type Generator = (name: string, call: Invocation) => Record<string, unknown>

const GENERATORS: Readonly<Record<string, Generator>> = {
  deployment(name, call) {
    const images = call.list('image')
    if (images.length === 0) throw new UsageError('required flag(s) "image" not set')
    const labels = { app: name }
    const containers = images.map(image => ({
      name: (image.split('/').at(-1) ?? image).replace(/[:@].*$/, ''), image, ...(call.flag('port') && { ports: [{ containerPort: Number(call.flag('port')) }] }),
    }))
    const replicas = Number(call.flag('replicas') ?? 1)
    if (!Number.isInteger(replicas)) throw new UsageError(`invalid argument "${call.flag('replicas')}" for "-r, --replicas" flag: strconv.ParseInt: parsing "${call.flag('replicas')}": invalid syntax`)
    const spec = { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } }
    return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels }, spec }
  },
  namespace: name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  configmap: (name, call) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: literals(call) }),
  secret: (name, call) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: call.flag('type') ?? 'Opaque', stringData: literals(call) }),
}

const ALIASES: Readonly<Record<string, string>> = { deploy: 'deployment', ns: 'namespace', cm: 'configmap' }

export const create: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS,
    'output': { type: 'string', short: 'o' }, 'image': { type: 'list' }, 'replicas': { type: 'string', short: 'r' }, 'port': { type: 'string' },
    'from-literal': { type: 'list' }, 'type': { type: 'string' },
  },
  run(call) {
    if (call.list('filename').length > 0) {
      for (const object of objectsFromFiles(call)) {
        try {
          say(call, { info: call.store.kindInfo(object.kind, object.apiVersion), object: call.store.create(object) }, 'created')
        } catch (error) {
          call.err(errorText(error).replace(/^(Error from server \(\w+\)): /, '$1: error when creating: '))
        }
      }
      return
    }
    const [word = '', ...rest] = call.args
    const kind = ALIASES[word] ?? word
    const generate = Object.hasOwn(GENERATORS, kind) ? GENERATORS[kind] : undefined
    if (!generate) {
      const meant = nearest(word, Object.keys(GENERATORS))
      throw new UsageError(word ? `unknown command "create ${word}" for "kubectl"${meant ? `\nDid you mean "${meant}"?` : ''}` : 'must specify one of -f and -k')
    }
    const names = kind === 'secret' ? rest.slice(1) : rest
    if (kind === 'secret' && rest[0] !== 'generic') throw new UsageError('only generic secrets can be created here: kubectl create secret generic NAME --from-literal=key=value')
    const [name] = names
    if (names.length !== 1 || !name) throw new UsageError(`exactly one NAME is required, got ${names.length}`)
    const object = generate(name, call) as unknown as KubeObject
    const info = call.store.kindInfo(object.kind)
    if (info.namespaced) object.metadata.namespace = call.namespace
    try {
      say(call, { info, object: call.store.create(object) }, 'created')
    } catch (error) {
      call.err(errorText(error).replace(/^Error from server \((\w+)\): /, `error: failed to create ${info.singular}: `))
    }
  },
}

function literals(call: Invocation): Record<string, string> {
  return Object.fromEntries(call.list('from-literal').map((text) => {
    const equals = text.indexOf('=')
    if (equals < 1) throw new UsageError(`invalid literal source ${text}, expected key=value`)
    return [text.slice(0, equals), text.slice(equals + 1)]
  }))
}
