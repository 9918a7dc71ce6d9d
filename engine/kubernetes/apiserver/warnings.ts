/**
 * What the API server stores and warns of. Models pkg/api/pod/warnings.go; of its list: labels of nodes that are no more, volumes
 * of types that are no more, variables and ports given twice, bytes in pieces, terms that select no pod.
 */
import { equal } from '../apimachinery/meta.ts'
import { isRecord } from '../apimachinery/patch.ts'
import { parseQuantity } from '../apimachinery/quantity.ts'
import type { Container, KubeObject, NodeSelectorTerm, Pod, PodSpec, PodTemplateSpec, ResourceList } from '../types/index.ts'

const OLD_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead', 'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
}
const OLD_VOLUMES: Readonly<Record<string, string>> = {
  cephfs: 'deprecated in v1.28, non-functional in v1.31+', glusterfs: 'deprecated in v1.25, non-functional in v1.26+', rbd: 'deprecated in v1.28, non-functional in v1.31+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+', flocker: 'deprecated in v1.22, non-functional in v1.25+', storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+', photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+', gitRepo: 'deprecated in v1.11, and disabled by default in v1.33+',
}
const BYTES = ['memory', 'ephemeral-storage']

/** Warnings about a stored object; none when an update leaves the pods' spec as it was. */
export function warningsOf(object: KubeObject, old?: KubeObject): string[] {
  const [spec, field] = podSpecOf(object)
  if (!isRecord(spec) || (old && equal(podSpecOf(old)[0], spec))) return []
  try {
    return specWarnings(spec as PodSpec, field)
  } catch {
    return []
  }
}

function podSpecOf(object: KubeObject): [spec: PodSpec | undefined, field: string] {
  if (object.kind === 'Pod') return [(object as Pod).spec, 'spec']
  return [(object as { spec?: { template?: PodTemplateSpec } }).spec?.template?.spec, 'spec.template.spec']
}

function specWarnings(spec: PodSpec, field: string): string[] {
  const warnings: string[] = []
  for (const key of Object.keys(spec.nodeSelector ?? {})) if (OLD_LABELS[key]) warnings.push(`${field}.nodeSelector[${key}]: ${OLD_LABELS[key]}`)
  const { nodeAffinity, podAffinity, podAntiAffinity } = spec.affinity ?? {}
  const inTerm = (term: NodeSelectorTerm | undefined, at: string) => term?.matchExpressions?.forEach(({ key }, i) => {
    if (OLD_LABELS[key]) warnings.push(`${at}.matchExpressions[${i}].key: ${key} is ${OLD_LABELS[key]}`)
  })
  const HARD = 'requiredDuringSchedulingIgnoredDuringExecution'
  nodeAffinity?.[HARD]?.nodeSelectorTerms?.forEach((term, i) => inTerm(term, `${field}.affinity.nodeAffinity.${HARD}.nodeSelectorTerms[${i}]`))
  for (const [name, affinity] of Object.entries({ podAffinity, podAntiAffinity })) {
    affinity?.[HARD]?.forEach(({ labelSelector }, i) => {
      if (!labelSelector) warnings.push(`${field}.affinity.${name}.${HARD}[${i}].labelSelector: a null labelSelector results in matching no pod`)
    })
  }
  spec.topologySpreadConstraints?.forEach(({ topologyKey, labelSelector }, i) => {
    const at = `${field}.topologySpreadConstraints[${i}]`
    if (OLD_LABELS[topologyKey]) warnings.push(`${at}.topologyKey: ${topologyKey} is ${OLD_LABELS[topologyKey]}`)
    if (!labelSelector) warnings.push(`${at}.labelSelector: a null labelSelector results in matching no pod`)
  })
  spec.volumes?.forEach((volume, i) => {
    for (const type of Object.keys(volume)) if (Object.hasOwn(OLD_VOLUMES, type)) warnings.push(`${field}.volumes[${i}].${type}: ${OLD_VOLUMES[type]}`)
  })
  warnings.push(...byteWarnings(spec.overhead, `${field}.overhead`))
  for (const list of ['initContainers', 'containers'] as const) {
    spec[list]?.forEach((container, i) => warnings.push(...containerWarnings(container, `${field}.${list}[${i}]`)))
  }
  warnings.push(...portWarnings(spec.containers, `${field}.containers`))
  return warnings
}

function containerWarnings({ env = [], resources = {} }: Container, field: string): string[] {
  const names = env.map(({ name }) => name)
  return [
    ...byteWarnings(resources.limits, `${field}.resources.limits`), ...byteWarnings(resources.requests, `${field}.resources.requests`),
    ...names.flatMap((name, i) => (names.indexOf(name) < i ? [`${field}.env[${i}]: hides previous definition of "${name}", which may be dropped when using apply`] : [])),
  ]
}

function byteWarnings(list: ResourceList | undefined, field: string): string[] {
  return BYTES.flatMap((name) => {
    const value = list?.[name]
    return value !== undefined && parseQuantity(value).nano % 1_000_000_000n !== 0n ? [`${field}[${name}]: fractional byte value "${value}" is invalid, must be an integer`] : []
  })
}

/** Two ports of one number and protocol, when both or neither name a host's port. */
function portWarnings(containers: readonly Container[], field: string): string[] {
  const known = new Map<string, string>()
  return containers.flatMap(({ ports = [] }, i) => ports.flatMap(({ containerPort, hostPort = 0, hostIP = '', protocol = 'TCP' }, j) => {
    const at = `${field}[${i}].ports[${j}]`
    const key = [containerPort, protocol, hostPort, hostIP].join(' ')
    const before = known.get(key)
    if (before === undefined) known.set(key, at)
    return before === undefined ? [] : [`${at}: duplicate port definition with ${before}`]
  }))
}
