/**
 * `kubectl expose`: a service for what has pods. Models kubectl/pkg/cmd/expose/expose.go and the helpers that find ports,
 * protocols and selectors (kubectl/pkg/polymorphichelpers).
 */
import { groupOf } from '../../apiserver/kinds.ts'
import type { Container, Deployment, KubeObject, LabelSelector, Pod, Service } from '../../types/index.ts'
import type { Target } from '../targets.ts'
import { findObjects } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { createGenerated } from './create/generated.ts'
import { pairs } from './create/generators.ts'
import { liveTargets, namesFiles } from './files.ts'
import { OVERRIDE_FLAGS, overridden } from './run.ts'
import type { Verb } from './verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, RECORD_FLAGS, SAVE_CONFIG_FLAGS } from './verb.ts'

const EXPOSABLE = ['Pod', 'Service', 'Deployment', 'ReplicaSet']

export const expose: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...CHANGE_FLAGS, ...RECORD_FLAGS, ...SAVE_CONFIG_FLAGS, ...OVERRIDE_FLAGS,
    'port': { type: 'string' }, 'target-port': { type: 'string' }, 'protocol': { type: 'string' }, 'type': { type: 'string' }, 'name': { type: 'string' },
    'selector': { type: 'string' }, 'labels': { type: 'string', short: 'l' }, 'cluster-ip': { type: 'string' }, 'session-affinity': { type: 'string' },
    'external-ip': { type: 'string' }, 'load-balancer-ip': { type: 'string' },
  },
  run(call) {
    const named = namesFiles(call) ? liveTargets(call) : findObjects({ ...call, flag: name => (name === 'selector' ? undefined : call.flag(name)) }, call.args, true)
    for (const target of named) {
      const { info, object } = target
      if (!EXPOSABLE.includes(info.kind)) throw new UsageError(`cannot expose a ${info.kind}${groupOf(info.apiVersion) && `.${groupOf(info.apiVersion)}`}`)
      const given = call.flag('selector')
      const selector = given ? pairs(given) : selectorOf(target)
      const headless = call.flag('cluster-ip') === 'None'
      const found = portsOf(object)
      const port = call.flag('port')
      const numbers = port ? port.split(',') : [...new Set(found.map(one => String(one.port)))]
      if (numbers.length === 0 && !headless) throw new UsageError('couldn\'t find port via --port flag or introspection')
      const targetPort = call.flag('target-port')
      const ports = numbers.flatMap((text, i) => {
        if (!/^\d+$/.test(text)) throw new UsageError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`)
        const number = Number(text)
        const given = call.flag('protocol')
        const protocols = given ? [given] : [...new Set(found.filter(one => one.port === number).map(({ protocol }) => protocol))]
        return (protocols.length > 0 ? protocols : ['TCP']).map((protocol, _, all) => ({
          ...(numbers.length > 1 || all.length > 1 ? { name: all.length > 1 ? `port-${i + 1}-${protocol.toLowerCase()}` : `port-${i + 1}` } : {}),
          port: number, protocol, targetPort: targetPort === undefined ? number : /^\d+$/.test(targetPort) ? Number(targetPort) : targetPort,
        }))
      })
      const affinity = call.flag('session-affinity')
      if (affinity && affinity !== 'None' && affinity !== 'ClientIP') throw new UsageError(`unknown session affinity: ${affinity}`)
      const labels = call.flag('labels') ? pairs(call.flag('labels') ?? '') : object.metadata.labels
      const [type, clusterIP, externalIP, loadBalancerIP] = ['type', 'cluster-ip', 'external-ip', 'load-balancer-ip'].map(call.flag)
      createGenerated(call, overridden(call, {
        apiVersion: 'v1', kind: 'Service', metadata: { name: call.flag('name') || object.metadata.name.slice(0, 63), ...(labels && { labels }) },
        spec: {
          ...(clusterIP && { clusterIP }), ...(externalIP && { externalIPs: [externalIP] }), ...(loadBalancerIP && type === 'LoadBalancer' && { loadBalancerIP }),
          ...(ports.length > 0 && { ports }), selector, ...(affinity && { sessionAffinity: affinity }), ...(type && { type }),
        },
        status: { loadBalancer: {} },
      } as KubeObject), undefined, 'exposed')
    }
  },
}

function selectorOf({ object }: Target): Record<string, string> {
  const why = (text: string) => new UsageError(`couldn't retrieve selectors via --selector flag or introspection: ${text}`)
  if (object.kind === 'Pod') {
    if (!object.metadata.labels) throw why('the pod has no labels and cannot be exposed')
    return object.metadata.labels
  }
  if (object.kind === 'Service') {
    const { selector } = (object as Service).spec
    if (!selector) throw why('the service has no pod selector set')
    return selector
  }
  const { matchLabels = {}, matchExpressions }: LabelSelector = (object as Deployment).spec.selector
  if (matchExpressions?.length) throw why('couldn\'t convert expressions - "match expressions" to map-based selector format')
  return matchLabels
}

function portsOf(object: KubeObject): { port: number, protocol: string }[] {
  if (object.kind === 'Service') return ((object as Service).spec.ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol }))
  const spec = object.kind === 'Pod' ? (object as Pod).spec : (object as Deployment).spec.template.spec
  return spec.containers.flatMap(({ ports = [] }: Container) => ports.map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })))
}
