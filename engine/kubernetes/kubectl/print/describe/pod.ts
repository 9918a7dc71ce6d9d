/** A pod and a pod template as `kubectl describe` prints them (kubectl/pkg/describe/describe.go, describePod, DescribePodTemplate). */
import { findCondition } from '../../../apimachinery/meta.ts'
import { formatSelector } from '../../../apimachinery/selectors.ts'
import { ageOf } from '../../duration.ts'
import type {
  Container, ContainerState, ContainerStatus, EnvVar, Pod, PodTemplateSpec, Probe, ResourceList, ResourceRequirements, Toleration, TopologySpreadConstraint, Volume,
} from '../../../types/index.ts'
import { NONE } from '../table.ts'
import { annotationLines, labelLines, longTime, ownerLine } from './parts.ts'

/** @param now virtual milliseconds */
export function describePod(pod: Pod, now: number): string {
  const { metadata, spec, status = {} } = pod
  const ending = metadata.deletionTimestamp !== undefined && status.phase !== 'Failed' && status.phase !== 'Succeeded'
  return `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\nPriority:\t${spec.priority ?? 0}\n`
    + line('Priority Class Name', spec.priorityClassName) + line('Service Account', spec.serviceAccountName)
    + `Node:\t${spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : NONE}\n` + line('Start Time', longTime(status.startTime))
    + labelLines('Labels', metadata.labels) + annotationLines('Annotations', metadata.annotations)
    + (ending
      ? `Status:\tTerminating (lasts ${ageOf(metadata.deletionTimestamp, now)})\nTermination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s\n`
      : `Status:\t${status.phase ?? 'Pending'}\n`)
    + line('Reason', status.reason) + line('Message', status.message)
    + `IP:\t${status.podIP ?? ''}\n` + (status.podIPs?.length ? `IPs:\n${status.podIPs.map(({ ip }) => `  IP:\t${ip}\n`).join('')}` : 'IPs:\t<none>\n')
    + ownerLine(pod) + line('NominatedNodeName', status.nominatedNodeName)
    + (spec.resources ? `Resources:\n${resourceLines(spec.resources, '  ')}` : '')
    + containerLines('Init Containers', spec.initContainers, '', status.initContainerStatuses)
    + containerLines('Containers', spec.containers, '', status.containerStatuses)
    + (spec.readinessGates?.length ? `Readiness Gates:\n  Type\tStatus\n${spec.readinessGates.map(({ conditionType }) => `  ${conditionType} \t${findCondition(status.conditions, conditionType)?.status ?? NONE} \n`).join('')}` : '')
    + (status.conditions?.length ? `Conditions:\n  Type\tStatus\n${status.conditions.map(one => `  ${one.type} \t${one.status} \n`).join('')}` : '')
    + volumeLines(spec.volumes, '')
    + `QoS Class:\t${status.qosClass ?? 'BestEffort'}\n` + labelLines('Node-Selectors', spec.nodeSelector) + tolerationLines(spec.tolerations, '')
    + spreadLines(spec.topologySpreadConstraints, '')
}

/** Also what `rollout history --revision` prints. */
export function describeTemplate({ metadata, spec }: PodTemplateSpec): string {
  return `Pod Template:\n${labelLines('Labels', metadata?.labels, '  ')}`
    + (Object.keys(metadata?.annotations ?? {}).length > 0 ? annotationLines('Annotations', metadata?.annotations, '  ') : '')
    + line('  Service Account', spec.serviceAccountName)
    + containerLines('Init Containers', spec.initContainers, '  ') + containerLines('Containers', spec.containers, '  ')
    + volumeLines(spec.volumes, '  ') + spreadLines(spec.topologySpreadConstraints, '  ')
    + line('  Priority Class Name', spec.priorityClassName) + labelLines('Node-Selectors', spec.nodeSelector, '  ') + tolerationLines(spec.tolerations, '  ')
}

function line(label: string, value: string | undefined): string {
  return value ? `${label}:\t${value}\n` : ''
}

function containerLines(title: string, list: readonly Container[] | undefined, space: string, statuses?: readonly ContainerStatus[]): string {
  if (!list?.length) return title === 'Containers' ? `${space}${title}: <none>\n` : ''
  return `${space}${title}:\n${list.map(container => oneContainer(container, space, statuses?.find(({ name }) => name === container.name))).join('')}`
}

function oneContainer(container: Container, space: string, status: ContainerStatus | undefined): string {
  const { image = '', ports = [], command, args, resources } = container
  const portTexts = ports.map(({ containerPort, protocol = 'TCP', name }) => `${containerPort}/${protocol}${name ? ` (${name})` : ''}`)
  const hostTexts = ports.map(({ hostPort = 0, protocol = 'TCP', name }) => `${hostPort}/${protocol}${name ? ` (${name})` : ''}`)
  const words = (label: string, list: readonly string[] | undefined) => (list?.length ? `    ${label}:\n${list.flatMap(word => word.split('\n')).map(word => `      ${word}\n`).join('')}` : '')
  return `  ${space && ' '}${container.name}:\n`
    + (status ? `    Container ID:\t${status.containerID ?? ''}\n` : '') + `    Image:\t${image}\n` + (status ? `    Image ID:\t${status.imageID ?? ''}\n` : '')
    + `    ${ports.length > 1 ? 'Ports' : 'Port'}:\t${portTexts.join(', ') || NONE}\n    ${ports.length > 1 ? 'Host Ports' : 'Host Port'}:\t${hostTexts.join(', ') || NONE}\n`
    + words('Command', command) + words('Args', args)
    + (status ? stateLines(status) : '') + resourceLines(resources, '    ')
    + probeLine('Liveness', container.livenessProbe) + probeLine('Readiness', container.readinessProbe) + probeLine('Startup', container.startupProbe)
    + envFromLines(container) + (container.env?.length ? `    Environment:\n${container.env.map(envLine).join('')}` : '    Environment:\t<none>\n') + mountLines(container)
}

function stateLines({ state = {}, lastState, ready, restartCount }: ContainerStatus): string {
  return oneState('State', state) + (lastState?.terminated ? oneState('Last State', lastState) : '') + `    Ready:\t${ready ? 'True' : 'False'}\n    Restart Count:\t${restartCount}\n`
}

function oneState(label: string, { running, terminated, waiting }: ContainerState): string {
  if (running) return `    ${label}:\tRunning\n      Started:\t${longTime(running.startedAt)}\n`
  if (!terminated) return `    ${label}:\tWaiting\n${line('      Reason', waiting?.reason)}`
  return `    ${label}:\tTerminated\n${line('      Reason', terminated.reason)}${line('      Message', terminated.message)}`
    + `      Exit Code:\t${terminated.exitCode}\n      Started:\t${longTime(terminated.startedAt)}\n      Finished:\t${longTime(terminated.finishedAt)}\n`
}

function resourceLines(resources: ResourceRequirements | undefined, indent: string): string {
  const list = (label: string, amounts: ResourceList | undefined) => (amounts && Object.keys(amounts).length > 0
    ? `${indent}${label}:\n${Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${indent}  ${name}:\t${value}\n`).join('')}`
    : '')
  return list('Limits', resources?.limits) + list('Requests', resources?.requests)
}

/** `http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3`. */
function probeLine(label: string, probe: Probe | undefined): string {
  if (!probe) return ''
  const { httpGet, tcpSocket, exec, grpc } = probe
  const how = httpGet
    ? `http-get ${(httpGet.scheme ?? 'HTTP').toLowerCase()}://:${httpGet.port}${httpGet.path ?? '/'}`
    : tcpSocket ? `tcp-socket :${tcpSocket.port}` : exec ? `exec [${(exec.command ?? []).join(' ')}]` : grpc ? `grpc <pod>:${grpc.port} ${grpc.service ?? ''}` : 'unknown'
  return `    ${label}:\t${how} delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 1}s period=${probe.periodSeconds ?? 10}s #success=${probe.successThreshold ?? 1} #failure=${probe.failureThreshold ?? 3}\n`
}

function envLine({ name, value = '', valueFrom }: EnvVar): string {
  if (!valueFrom) return `      ${name}:\t${value.split('\n').join('\n      \t')}\n`
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom
  if (secretKeyRef) return `      ${name}:\t<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name}'>\tOptional: ${secretKeyRef.optional ?? false}\n`
  if (configMapKeyRef) return `      ${name}:\t<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name}'>\tOptional: ${configMapKeyRef.optional ?? false}\n`
  const field = fieldRef as { apiVersion?: string, fieldPath?: string } | undefined
  if (field) return `      ${name}:\t (${field.apiVersion ?? 'v1'}:${field.fieldPath ?? ''})\n`
  return `      ${name}:\t (${(resourceFieldRef as { resource?: string } | undefined)?.resource ?? ''})\n`
}

function envFromLines({ envFrom }: Container): string {
  if (!envFrom?.length) return ''
  return `    Environment Variables from:\n${envFrom.map(({ configMapRef, secretRef, prefix }) => {
    const ref = configMapRef ?? secretRef
    return `      ${ref?.name ?? ''}\t${configMapRef ? 'ConfigMap' : 'Secret'}${prefix ? ` with prefix '${prefix}'` : ''}\tOptional: ${ref?.optional ?? false}\n`
  }).join('')}`
}

function mountLines({ volumeMounts }: Container): string {
  if (!volumeMounts?.length) return '    Mounts:\t<none>\n'
  const sorted = [...volumeMounts].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1))
  return `    Mounts:\n${sorted.map(({ mountPath, name, readOnly, subPath }) => `      ${mountPath} from ${name} (${readOnly ? 'ro' : 'rw'}${subPath ? `,path="${subPath}"` : ''})\n`).join('')}`
}

/** What a kind of volume is, and the lines that follow. */
function volumeSource(volume: Volume): [what: string, ...fields: [label: string, value: unknown][]] {
  const { emptyDir, persistentVolumeClaim: claim, configMap, secret, hostPath, projected, csi, ephemeral, awsElasticBlockStore: ebs } = volume
  if (hostPath) return ['HostPath (bare host directory volume)', ['Path', hostPath.path], ['HostPathType', hostPath.type ?? '']]
  if (emptyDir) return ['EmptyDir (a temporary directory that shares a pod\'s lifetime)', ['Medium', emptyDir.medium ?? ''], ['SizeLimit', emptyDir.sizeLimit ?? '<unset>']]
  if (ebs) return ['AWSElasticBlockStore (a Persistent Disk resource in AWS)', ['VolumeID', ebs.volumeID], ['ReadOnly', ebs.readOnly ?? false]]
  if (secret) return ['Secret (a volume populated by a Secret)', ['SecretName', secret.secretName ?? ''], ['Optional', secret.optional ?? false]]
  if (configMap) return ['ConfigMap (a volume populated by a ConfigMap)', ['Name', configMap.name ?? ''], ['Optional', configMap.optional ?? false]]
  if (claim) return ['PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)', ['ClaimName', claim.claimName], ['ReadOnly', claim.readOnly ?? false]]
  if (ephemeral) return ['EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)']
  if (csi) return ['CSI (a Container Storage Interface (CSI) volume source)', ['Driver', csi.driver], ['FSType', csi.fsType ?? ''], ['ReadOnly', csi.readOnly ?? false]]
  if (projected) {
    return ['Projected (a volume that contains injected data from multiple sources)', ...(projected.sources ?? []).flatMap((source): [string, unknown][] => {
      const { secret: key, configMap: map } = source
      if (key) return [['SecretName', key.name ?? ''], ['Optional', key.optional ?? false]]
      if (map) return [['ConfigMapName', map.name ?? ''], ['Optional', map.optional ?? false]]
      return 'downwardAPI' in source ? [['DownwardAPI', true]] : []
    })]
  }
  if (volume.downwardAPI) return ['DownwardAPI (a volume populated by information about the pod)']
  return [Object.keys(volume).find(key => key !== 'name') ?? '<unknown>']
}

function volumeLines(volumes: readonly Volume[] | undefined, space: string): string {
  if (!volumes?.length) return `${space}Volumes:\t<none>\n`
  return `${space}Volumes:\n${volumes.map((volume) => {
    const [what, ...fields] = volumeSource(volume)
    return `  ${space && ' '}${volume.name}:\n    Type:\t${what}\n${fields.map(([label, value]) => `    ${label}:\t${String(value)}\n`).join('')}`
  }).join('')}`
}

function tolerationLines(tolerations: readonly Toleration[] | undefined, indent: string): string {
  const texts = [...tolerations ?? []].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : Number((a.key ?? '') > (b.key ?? '')))).map(({ key = '', value, effect, operator, tolerationSeconds }) =>
    `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}${operator === 'Exists' && !value ? (key || effect ? ' op=Exists' : 'op=Exists') : ''}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`)
  return `${indent}Tolerations:\t${(texts.length > 0 ? texts : [NONE]).join(`\n${indent}\t`)}\n`
}

function spreadLines(constraints: readonly TopologySpreadConstraint[] | undefined, indent: string): string {
  if (!constraints?.length) return ''
  const texts = [...constraints].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1)).map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) =>
    `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${labelSelector ? ` for selector ${formatSelector(labelSelector)}` : ''}`)
  return `${indent}Topology Spread Constraints:\t${texts.join(`\n${indent}\t`)}\n`
}
