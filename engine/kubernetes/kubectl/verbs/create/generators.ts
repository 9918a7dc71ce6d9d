/**
 * Objects from flags. Models kubectl/pkg/cmd/create/create_{deployment,job,configmap,secret,service,pdb,priorityclass,namespace}.go.
 * Leaves out --from-file (there are no such files here) and hashes in names.
 */
import type { KubeObject } from '../../../types/index.ts'
import type { Invocation } from '../../targets.ts'
import { UsageError } from '../../errors.ts'
import type { FlagSpecs } from '../../flags.ts'
import { idle, refused } from '../../flags.ts'
import type { Verb } from '../verb.ts'
import { CHANGE_FLAGS, SAVE_CONFIG_FLAGS } from '../verb.ts'
import { createGenerated } from './generated.ts'

type Json = Record<string, unknown>

/** A verb that makes one named object. @param failure what kubectl says before the server's refusal */
function generator(flags: FlagSpecs, failure: string, generate: (call: Invocation, name: string) => Json): Verb {
  return {
    mutates: true,
    flags: { ...CHANGE_FLAGS, ...SAVE_CONFIG_FLAGS, ...idle('objects from flags have only known fields', { validate: 'string' }), ...flags },
    run(call) {
      const names = call.rest.length > 0 ? call.args.slice(0, -call.rest.length) : call.args
      const [name] = names
      if (names.length !== 1 || !name) throw new UsageError(`exactly one NAME is required, got ${names.length}\nSee 'kubectl ${call.verb} -h' for help and examples`)
      createGenerated(call, generate(call, name) as unknown as KubeObject, `failed to create ${failure}`, 'created')
    },
  }
}

export const deployment = generator(
  { image: { type: 'list' }, replicas: { type: 'number', short: 'r' }, port: { type: 'number' } }, 'deployment',
  (call, name) => {
    const images = call.list('image').flatMap(text => text.split(','))
    if (images.length === 0) throw new UsageError('required flag(s) "image" not set')
    if (images.length > 1 && call.rest.length > 0) throw new UsageError('cannot specify multiple --image options and command')
    const port = call.number('port')
    const containers = images.map((image, i) => ({
      ...(call.rest.length > 0 && { command: call.rest }), image, name: containerName(image),
      ...(port !== undefined && i === 0 && { ports: [{ containerPort: port }] }), resources: {},
    }))
    const labels = { app: name }
    return {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels },
      spec: { replicas: call.number('replicas') ?? 1, selector: { matchLabels: labels }, strategy: {}, template: { metadata: { labels }, spec: { containers } } },
      status: {},
    }
  },
)

/** The image's last part without tag or digest, as a container may be called. */
function containerName(image: string): string {
  return (image.split('/').at(-1) ?? image).replace(/[:@].*$/, '').replace(/[_.]/g, '-')
}

export const namespace = generator({}, 'namespace', (_, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: {} }))

export const job = generator({ image: { type: 'string' }, from: { type: 'string' } }, 'job', (call, name) => {
  const image = call.flag('image')
  const from = call.flag('from')
  if ((image === undefined) === (from === undefined)) throw new UsageError('either --image or --from must be specified')
  if (!image) throw new UsageError('this cluster does not simulate cronjobs')
  const container = { ...(call.rest.length > 0 && { command: call.rest }), image, name, resources: {} }
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { template: { metadata: {}, spec: { containers: [container], restartPolicy: 'Never' } } }, status: {} }
})

const DATA_FLAGS: FlagSpecs = {
  'from-literal': { type: 'list' },
  ...refused('there are no such files here; --from-literal is there', { 'from-file': 'list', 'from-env-file': 'list' }),
  ...refused('names are as they are given here', { 'append-hash': 'boolean' }),
}

function literals(call: Invocation): Record<string, string> {
  const data: Record<string, string> = {}
  for (const text of call.list('from-literal')) {
    const equals = text.indexOf('=')
    if (equals < 1) throw new UsageError(`invalid literal source ${text}, expected key=value`)
    const key = text.slice(0, equals)
    if (Object.hasOwn(data, key)) throw new UsageError(`cannot add key "${key}", another key by that name already exists in Data`)
    data[key] = text.slice(equals + 1)
  }
  return data
}

export const configMap = generator(DATA_FLAGS, 'configmap', (call, name) => {
  const data = literals(call)
  return { apiVersion: 'v1', kind: 'ConfigMap', ...(Object.keys(data).length > 0 && { data }), metadata: { name } }
})

export const secretGeneric = generator({ ...DATA_FLAGS, type: { type: 'string' } }, 'secret', (call, name) => {
  const data = Object.fromEntries(Object.entries(literals(call)).map(([key, text]) => [key, base64(text)]))
  return { apiVersion: 'v1', kind: 'Secret', ...(Object.keys(data).length > 0 && { data }), metadata: { name }, ...(call.flag('type') && { type: call.flag('type') }) }
})

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''))
}

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'

function service(type: ServiceType, flags: FlagSpecs): Verb {
  return generator({ tcp: { type: 'list' }, ...flags }, `${type} service`, (call, name) => {
    const tcp = call.list('tcp').flatMap(text => text.split(','))
    const clusterIP = call.flag('clusterip')
    if (clusterIP !== 'None' && tcp.length === 0 && type !== 'ExternalName') throw new UsageError('at least one tcp port specifier must be provided')
    const nodePort = call.number('node-port')
    const ports = tcp.map((text) => {
      const [port = '', target = port] = text.split(':')
      const number = /^\d+$/.test(port) && Number(port) <= 65_535 ? Number(port) : undefined
      if (number === undefined) throw new UsageError(`${port} is not a valid port number`)
      return { name: text.replaceAll(':', '-'), port: number, protocol: 'TCP', targetPort: /^\d+$/.test(target) ? Number(target) : target, ...(nodePort && { nodePort }) }
    })
    const labels = { app: name }
    const externalName = call.flag('external-name')
    if (type === 'ExternalName' && !externalName) throw new UsageError('required flag(s) "external-name" not set')
    return {
      apiVersion: 'v1', kind: 'Service', metadata: { name, labels },
      spec: { ...(clusterIP && { clusterIP }), ...(externalName && { externalName }), ...(ports.length > 0 && { ports }), selector: labels, type }, status: { loadBalancer: {} },
    }
  })
}

export const serviceVerbs: Readonly<Record<string, Verb>> = {
  clusterip: service('ClusterIP', { clusterip: { type: 'string' } }),
  nodeport: service('NodePort', { 'node-port': { type: 'number' } }),
  loadbalancer: service('LoadBalancer', {}),
  externalname: service('ExternalName', { 'external-name': { type: 'string' } }),
}

const intOrString = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)

export const podDisruptionBudget = generator(
  { 'min-available': { type: 'string' }, 'max-unavailable': { type: 'string' }, 'selector': { type: 'string' } }, 'poddisruptionbudgets',
  (call, name) => {
    const [minAvailable, maxUnavailable, selector] = [call.flag('min-available'), call.flag('max-unavailable'), call.flag('selector')]
    if (!selector) throw new UsageError('a selector must be specified')
    if (!minAvailable && !maxUnavailable) throw new UsageError('one of min-available or max-unavailable must be specified')
    if (minAvailable && maxUnavailable) throw new UsageError('min-available and max-unavailable cannot be both specified')
    for (const [flag, text] of Object.entries({ 'min-available': minAvailable, 'max-unavailable': maxUnavailable })) {
      if (text && !/^\d+%?$/.test(text)) throw new UsageError(`invalid format specified for ${flag}`)
    }
    return {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name },
      spec: { ...(maxUnavailable && { maxUnavailable: intOrString(maxUnavailable) }), ...(minAvailable && { minAvailable: intOrString(minAvailable) }), selector: { matchLabels: pairs(selector) } },
    }
  },
)

/** `a=b,c=d`. @throws UsageError */
export function pairs(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((pair) => {
    const [key = '', value, more] = pair.split(/==?/)
    if (!key || value === undefined || more !== undefined) throw new UsageError(`unexpected label spec: ${pair}`)
    return [key, value]
  }))
}

export const priorityClass = generator(
  { 'value': { type: 'number' }, 'global-default': { type: 'boolean' }, 'description': { type: 'string' }, 'preemption-policy': { type: 'string' } }, 'priorityclass',
  (call, name) => ({
    apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: call.number('value') ?? 0,
    ...(call.has('global-default') && { globalDefault: true }), ...(call.flag('description') && { description: call.flag('description') }),
    preemptionPolicy: call.flag('preemption-policy') ?? 'PreemptLowerPriority',
  }),
)
