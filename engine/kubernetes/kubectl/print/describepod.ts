/** A pod and a pod template as `kubectl describe` prints them (kubectl/pkg/describe/describe.go, describePod). */
import { controllerOf } from '../../apimachinery/meta.ts'
import type { Container, ContainerState, ContainerStatus, Pod, PodTemplateSpec, Probe, Toleration } from '../../types/index.ts'
import { field, fields } from './describe.ts'
import type { Rows } from './describe.ts'
import { columns, labelsText, NONE } from './table.ts'

export function describePod(pod: Pod): string {
  const { metadata, spec, status = {} } = pod
  const owner = controllerOf(pod)
  const rows: Rows = [
    ['Name:', metadata.name], ['Namespace:', metadata.namespace ?? ''], ['Priority:', String(spec.priority ?? 0)],
    ...(spec.priorityClassName ? [['Priority Class Name:', spec.priorityClassName]] as Rows : []),
    ['Service Account:', spec.serviceAccountName ?? 'default'], ['Node:', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : NONE],
    ...(status.startTime ? [['Start Time:', status.startTime]] as Rows : []),
    ...field('Labels:', metadata.labels), ...field('Annotations:', metadata.annotations, ': '),
    ['Status:', metadata.deletionTimestamp ? `Terminating (lasts ${metadata.deletionGracePeriodSeconds ?? 0}s)` : status.phase ?? 'Pending'],
    ...(status.reason ? [['Reason:', status.reason]] as Rows : []), ...(status.message ? [['Message:', status.message]] as Rows : []),
    ['IP:', status.podIP ?? ''], ...(owner ? [['Controlled By:', `${owner.kind}/${owner.name}`]] as Rows : []),
  ]
  const conditions = (status.conditions ?? []).map(({ type, status: is }) => [`  ${type}`, `${is} `])
  return fields(rows)
    + containers('Init Containers', spec.initContainers, status.initContainerStatuses)
    + containers('Containers', spec.containers, status.containerStatuses)
    + (conditions.length > 0 ? `Conditions:\n${columns([['  Type', 'Status'], ...conditions], 2, 0)}` : '')
    + fields([
      ['QoS Class:', status.qosClass ?? 'BestEffort'], ...field('Node-Selectors:', spec.nodeSelector),
      ...tolerationRows(spec.tolerations),
    ])
}

export function describeTemplate({ metadata, spec }: PodTemplateSpec): string {
  return `Pod Template:\n  Labels:  ${labelsText(metadata?.labels)}\n${indent(containers('Init Containers', spec.initContainers, undefined))}${indent(containers('Containers', spec.containers, undefined))}`
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}

function containers(title: string, list: readonly Container[] | undefined, statuses: readonly ContainerStatus[] | undefined): string {
  if (!list?.length) return ''
  return `${title}:\n${list.map(container => `  ${container.name}:\n${fields(containerRows(container, statuses?.find(({ name }) => name === container.name)).map(([label, value]) => [label && `    ${label}`, value]))}`).join('')}`
}

function containerRows({ image, ports, command, resources, livenessProbe, readinessProbe, startupProbe, env, volumeMounts }: Container, status: ContainerStatus | undefined): Rows {
  const amounts = (label: string, list: Record<string, string | number> | undefined): Rows =>
    list ? [[`${label}:`, ''], ...Object.entries(list).sort().map(([name, value]) => [`  ${name}:`, String(value)]) as Rows] : []
  const probe = (label: string, one: Probe | undefined): Rows => (one ? [[`${label}:`, probeText(one)]] : [])
  return [
    ['Image:', image ?? ''],
    ['Port:', ports?.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`).join(', ') || NONE],
    ...(command ? [['Command:', command.join(' ')]] as Rows : []),
    ...(status ? [...stateRows('State', status.state), ...(status.lastState?.terminated ? stateRows('Last State', status.lastState) : []),
      ['Ready:', status.ready ? 'True' : 'False'], ['Restart Count:', String(status.restartCount)]] as Rows : []),
    ...amounts('Limits', resources?.limits), ...amounts('Requests', resources?.requests),
    ...probe('Liveness', livenessProbe), ...probe('Readiness', readinessProbe), ...probe('Startup', startupProbe),
    ['Environment:', env?.length ? env.map(({ name, value }) => `${name}=${value ?? '<set from another object>'}`).join(', ') : NONE],
    ['Mounts:', volumeMounts?.length ? volumeMounts.map(({ mountPath, name }) => `${mountPath} from ${name}`).join(', ') : NONE],
  ]
}

function stateRows(label: string, state: ContainerState = {}): Rows {
  const { waiting, running, terminated } = state
  if (running) return [[`${label}:`, 'Running'], ['  Started:', running.startedAt ?? '']]
  if (terminated) {
    return [[`${label}:`, 'Terminated'], ...(terminated.reason ? [['  Reason:', terminated.reason]] as Rows : []), ['  Exit Code:', String(terminated.exitCode)],
      ['  Started:', terminated.startedAt ?? ''], ['  Finished:', terminated.finishedAt ?? '']]
  }
  return [[`${label}:`, 'Waiting'], ...(waiting?.reason ? [['  Reason:', waiting.reason]] as Rows : [])]
}

/** `http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3`. */
function probeText(probe: Probe): string {
  const { httpGet, tcpSocket, exec, grpc } = probe
  const how = httpGet
    ? `http-get ${(httpGet.scheme ?? 'HTTP').toLowerCase()}://:${httpGet.port}${httpGet.path ?? '/'}`
    : tcpSocket ? `tcp-socket :${tcpSocket.port}` : exec ? `exec [${(exec.command ?? []).join(' ')}]` : grpc ? `grpc <pod>:${grpc.port} ${grpc.service ?? ''}` : 'unknown'
  return `${how} delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 1}s period=${probe.periodSeconds ?? 10}s #success=${probe.successThreshold ?? 1} #failure=${probe.failureThreshold ?? 3}`
}

function tolerationRows(tolerations: readonly Toleration[] | undefined): Rows {
  const texts = (tolerations ?? []).map(({ key = '', value, effect, operator, tolerationSeconds }) =>
    `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}${operator === 'Exists' && !value ? (key || effect ? ' op=Exists' : 'op=Exists') : ''}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`)
  const [first = NONE, ...rest] = texts.sort()
  return [['Tolerations:', first], ...rest.map(text => ['', text]) as Rows]
}
