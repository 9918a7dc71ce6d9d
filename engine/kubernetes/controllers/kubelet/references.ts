/**
 * ConfigMaps and Secrets that a pod needs before it can start. Models pkg/kubelet/kubelet_pods.go
 * (makeEnvironmentVariables) and pkg/volume/{configmap,secret,projected}. Leaves out what they hold: only whether they,
 * and the keys that are named, are there.
 */
import type { Store } from '../../apiserver/store.ts'
import type { Container, KeyToPath, Pod } from '../../types/index.ts'

type Kind = 'ConfigMap' | 'Secret'

interface Reference {
  kind: Kind
  name?: string
  optional?: boolean
}

/** In every namespace of a real cluster (root-ca-cert-publisher); pods as kubectl prints them mount it. */
const ROOT_CA = 'kube-root-ca.crt'
const ROOT_CA_KEYS: ReadonlySet<string> = new Set(['ca.crt'])

/** What a reference finds: keys, or undefined when there is no such object. */
function keysOf({ kind, name = '' }: Reference, namespace: string | undefined, store: Store): ReadonlySet<string> | undefined {
  if (kind === 'ConfigMap' && name === ROOT_CA) return ROOT_CA_KEYS
  const object = store.get(kind, namespace, name)
  return object && new Set([...Object.keys(object.data ?? {}), ...Object.keys('binaryData' in object ? object.binaryData ?? {} : {})])
}

const notFound = ({ kind, name = '' }: Reference) => `${kind.toLowerCase()} "${name}" not found`

/** Why a container cannot be created, as its CreateContainerConfigError says; undefined when nothing is missing. */
export function missingEnvironment({ env, envFrom }: Container, { metadata: { namespace } }: Pod, store: Store): string | undefined {
  for (const { configMapRef, secretRef } of envFrom ?? []) {
    const reference: Reference = secretRef ? { ...secretRef, kind: 'Secret' } : { ...configMapRef, kind: 'ConfigMap' }
    if ((configMapRef || secretRef) && !reference.optional && !keysOf(reference, namespace, store)) return notFound(reference)
  }
  for (const { valueFrom } of env ?? []) {
    const selector = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef
    if (!selector || selector.optional) continue
    const reference: Reference = { ...selector, kind: valueFrom?.secretKeyRef ? 'Secret' : 'ConfigMap' }
    const keys = keysOf(reference, namespace, store)
    if (!keys) return notFound(reference)
    if (!keys.has(selector.key)) return `couldn't find key ${selector.key} in ${reference.kind} ${namespace}/${selector.name ?? ''}`
  }
  return undefined
}

/** Why a ConfigMap or Secret that a pod mounts is not there yet; undefined when all are. */
export function missingVolume({ spec, metadata: { namespace } }: Pod, store: Store): string | undefined {
  for (const { name, configMap, secret, projected } of spec.volumes ?? []) {
    const sources = [{ configMap, secret: secret && { ...secret, name: secret.secretName } }, ...projected?.sources ?? []]
    for (const source of sources) {
      const missing = (source.configMap && missingSource({ ...source.configMap, kind: 'ConfigMap' }, namespace, store))
        ?? (source.secret && missingSource({ ...source.secret, kind: 'Secret' }, namespace, store))
      if (missing) return `MountVolume.SetUp failed for volume "${name}" : ${missing}`
    }
  }
  return undefined
}

function missingSource(reference: Reference & { items?: KeyToPath[] }, namespace: string | undefined, store: Store): string | undefined {
  if (reference.optional) return undefined
  const keys = keysOf(reference, namespace, store)
  if (!keys) return notFound(reference)
  const missing = reference.items?.find(({ key }) => !keys.has(key))
  return missing && `${reference.kind === 'Secret' ? 'references non-existent secret key' : 'configmap references non-existent config key'}: ${missing.key}`
}
