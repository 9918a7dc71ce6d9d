/** Services, settings, budgets and autoscalers as `kubectl describe` prints them (kubectl/pkg/describe/describe.go). */
import { formatSelector } from '../../../apimachinery/selectors.ts'
import type { Store } from '../../../apiserver/store.ts'
import type { ConfigMap, EndpointSlice, HorizontalPodAutoscaler, HPAScalingRules, MetricSpec, PersistentVolumeClaim, PodDisruptionBudget, Secret, Service } from '../../../types/index.ts'
import { accessModesText } from '../core.ts'
import { labelsText, NONE } from '../table.ts'
import { annotationLines, labelLines, longTime } from './parts.ts'

type Named = { metadata: { name: string, namespace?: string, labels?: Record<string, string>, annotations?: Record<string, string> } }
const heading = ({ metadata }: Named) => `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n${labelLines('Labels', metadata.labels)}${annotationLines('Annotations', metadata.annotations)}`

export function describeService(service: Service, store: Store): string {
  const { spec, status, metadata } = service
  const slices = store.list('EndpointSlice', { namespace: metadata.namespace }).filter(one => one.metadata.labels?.['kubernetes.io/service-name'] === metadata.name)
  const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '').join(', ')
  const ports = (spec.ports ?? []).map(({ name = '<unset>', port, protocol = 'TCP', targetPort = port, nodePort }) =>
    `Port:\t${name}\t${port}/${protocol}\nTargetPort:\t${targetPort}/${protocol}\n${nodePort ? `NodePort:\t${name}\t${nodePort}/${protocol}\n` : ''}Endpoints:\t${endpointsText(slices, name === '<unset>' ? '' : name)}\n`)
  return `${heading(service)}Selector:\t${labelsText(spec.selector)}\nType:\t${spec.type ?? 'ClusterIP'}\n`
    + (spec.ipFamilyPolicy ? `IP Family Policy:\t${spec.ipFamilyPolicy}\n` : '') + `IP Families:\t${(spec.ipFamilies ?? []).join(',') || NONE}\n`
    + `IP:\t${spec.clusterIP ?? ''}\nIPs:\t${(spec.clusterIPs ?? []).join(',') || NONE}\n` + (spec.externalName ? `External Name:\t${spec.externalName}\n` : '')
    + (ingress ? `LoadBalancer Ingress:\t${ingress}\n` : '') + ports.join('') + `Session Affinity:\t${spec.sessionAffinity ?? 'None'}\n`
    + (spec.externalTrafficPolicy ? `External Traffic Policy:\t${spec.externalTrafficPolicy}\n` : '') + (spec.internalTrafficPolicy ? `Internal Traffic Policy:\t${spec.internalTrafficPolicy}\n` : '')
}

const MOST_ENDPOINTS = 3

function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return NONE
  const all = slices.flatMap(({ endpoints, ports = [] }) => ports.filter(({ name = '' }) => name === portName)
    .flatMap(({ port }) => endpoints.filter(({ conditions }) => conditions?.ready !== false).map(({ addresses }) => `${addresses[0]}:${port}`)))
  const shown = all.slice(0, MOST_ENDPOINTS).join(',')
  return all.length > MOST_ENDPOINTS ? `${shown} + ${all.length - MOST_ENDPOINTS} more...` : shown
}

const sortedEntries = <V>(map: Record<string, V> | undefined) => Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))

export function describeConfigMap(map: ConfigMap): string {
  return `${heading(map)}\nData\n====\n${sortedEntries(map.data).map(([key, value]) => `${key}:\n----\n${value}\n\n`).join('')}\nBinaryData\n====\n`
    + `${sortedEntries(map.binaryData).map(([key, value]) => `${key}: ${atob(value).length} bytes\n`).join('')}\n`
}

/** Sizes, never contents. */
export function describeSecret(secret: Secret): string {
  return `${heading(secret)}\nType:\t${secret.type ?? 'Opaque'}\n\nData\n====\n${sortedEntries(secret.data).map(([key, value]) => `${key}:\t${atob(value).length} bytes\n`).join('')}`
}

export function describePersistentVolumeClaim(claim: PersistentVolumeClaim, store: Store): string {
  const { metadata, spec, status = {} } = claim
  const users = store.list('Pod', { namespace: metadata.namespace }).filter(pod => pod.spec.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === metadata.name))
  const bound = Boolean(spec.volumeName)
  return `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\nStorageClass:\t${spec.storageClassName ?? ''}\nStatus:\t${metadata.deletionTimestamp ? 'Terminating' : status.phase ?? 'Pending'}\nVolume:\t${spec.volumeName ?? ''}\n`
    + labelLines('Labels', metadata.labels) + annotationLines('Annotations', metadata.annotations) + `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]\n`
    + `Capacity:\t${bound ? status.capacity?.storage ?? '' : ''}\nAccess Modes:\t${bound ? accessModesText(status.accessModes) : ''}\nVolumeMode:\t${spec.volumeMode ?? 'Filesystem'}\n`
    + `Used By:\t${users.map(pod => pod.metadata.name).join('\n\t') || NONE}\n`
}

export function describePodDisruptionBudget({ metadata, spec, status = {} }: PodDisruptionBudget): string {
  const limit = spec.minAvailable !== undefined ? `Min available:\t${spec.minAvailable}\n` : spec.maxUnavailable !== undefined ? `Max unavailable:\t${spec.maxUnavailable}\n` : ''
  return `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n${limit}Selector:\t${spec.selector ? formatSelector(spec.selector) : '<unset>'}\nStatus:\n`
    + `    Allowed disruptions:\t${status.disruptionsAllowed ?? 0}\n    Current:\t${status.currentHealthy ?? 0}\n    Desired:\t${status.desiredHealthy ?? 0}\n    Total:\t${status.expectedPods ?? 0}\n`
}

export function describeHorizontalPodAutoscaler(scaler: HorizontalPodAutoscaler): string {
  const { metadata, spec, status } = scaler
  const conditions = (status?.conditions ?? []).map(({ type, status: is, reason = '', message = '' }) => `  ${type}\t${is}\t${reason}\t${message}\n`)
  return `${heading(scaler)}CreationTimestamp:\t${longTime(metadata.creationTimestamp)}\nReference:\t${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}\nMetrics:\t( current / target )\n`
    + (spec.metrics ?? []).map(metric => metricLine(metric, scaler)).join('') + `Min replicas:\t${spec.minReplicas ?? '<unset>'}\nMax replicas:\t${spec.maxReplicas}\n`
    + (spec.behavior ? `Behavior:\n${ruleLines('Scale Up', spec.behavior.scaleUp)}${ruleLines('Scale Down', spec.behavior.scaleDown)}` : '')
    + `${spec.scaleTargetRef.kind} pods:\t${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired\n`
    + (conditions.length > 0 ? `Conditions:\n  Type\tStatus\tReason\tMessage\n  ----\t------\t------\t-------\n${conditions.join('')}` : '')
}

function metricLine({ type, resource, containerResource, pods, object, external }: MetricSpec, { status }: HorizontalPodAutoscaler): string {
  const source = resource ?? containerResource
  if (!source) {
    const target = (pods ?? object ?? external)?.target
    return `  ${type} metric:\t<unknown> / ${target?.averageValue ?? target?.value ?? ''}\n`
  }
  const current = status?.currentMetrics?.find(one => one.resource?.name === source.name)?.resource?.current
  const name = `  resource ${source.name}${containerResource ? ` of container "${containerResource.container}"` : ''} on pods`
  const { averageValue, averageUtilization } = source.target
  if (averageValue !== undefined) return `${name}:\t${current?.averageValue ?? '<unknown>'} / ${averageValue}\n`
  const now = current?.averageUtilization === undefined ? '<unknown>' : `${current.averageUtilization}% (${current.averageValue})`
  return `${name}  (as a percentage of request):\t${now} / ${averageUtilization === undefined ? '<auto>' : `${averageUtilization}%`}\n`
}

function ruleLines(direction: string, rules: HPAScalingRules | undefined): string {
  if (!rules) return ''
  const { stabilizationWindowSeconds: seconds, policies = [], selectPolicy = 'Max' } = rules
  return `  ${direction}:\n${seconds === undefined ? '' : `    Stabilization Window: ${seconds} seconds\n`}`
    + (policies.length > 0 ? `    Select Policy: ${selectPolicy}\n    Policies:\n${policies.map(one => `      - Type: ${one.type}\tValue: ${one.value}\tPeriod: ${one.periodSeconds} seconds\n`).join('')}` : '')
}
