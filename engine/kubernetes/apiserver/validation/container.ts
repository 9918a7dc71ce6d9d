/** Containers of a pod. Models pkg/apis/core/validation/validation.go (validateContainers). */
import type { FieldError } from '../errors.ts'
import { duplicate, forbiddenField, invalid, notFoundField, required } from '../errors.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import type { Container, Probe } from '../../types/index.ts'
import { checkEnv } from './env.ts'
import { checkName, checkPortName } from './names.ts'
import { checkChoice, checkInteger, checkPort } from './numbers.ts'
import { checkResources } from './resources.ts'

const HANDLERS = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const

function checkProbe(probe: Probe | undefined, field: string, { onceIsEnough = false } = {}): FieldError[] {
  if (!probe) return []
  const errors: FieldError[] = []
  const handlers = HANDLERS.filter(name => probe[name] !== undefined)
  if (handlers.length === 0) errors.push(required(field, 'must specify a handler type'))
  for (const extra of handlers.slice(1)) errors.push(forbiddenField(`${field}.${extra}`, 'may not specify more than 1 handler type'))
  for (const name of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const) {
    errors.push(...checkInteger(probe[name], `${field}.${name}`))
  }
  if (onceIsEnough && probe.successThreshold !== undefined && probe.successThreshold !== 1) {
    errors.push(invalid(`${field}.successThreshold`, probe.successThreshold, 'must be 1'))
  }
  return errors
}

function checkPorts(container: Container, field: string): FieldError[] {
  const names = new Set<string>()
  return (container.ports ?? []).flatMap((port, i) => {
    const at = `${field}.ports[${i}]`
    const errors = checkPort(port.containerPort, `${at}.containerPort`)
    if (port.hostPort !== undefined) errors.push(...checkPort(port.hostPort, `${at}.hostPort`))
    errors.push(...checkChoice(port.protocol, `${at}.protocol`, ['SCTP', 'TCP', 'UDP']))
    if (port.name && names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name))
    if (port.name) errors.push(...checkPortName(port.name, `${at}.name`))
    if (port.name) names.add(port.name)
    return errors
  })
}

/** No two ports of a pod may take one port of its host (checkHostPortConflicts). */
export function checkHostPorts(containers: unknown, field: string): FieldError[] {
  const taken = new Set<string>()
  return (Array.isArray(containers) ? containers as Container[] : []).flatMap((container, i) => (container?.ports ?? []).flatMap(({ hostPort, hostIP = '', protocol = 'TCP' }, j) => {
    if (!hostPort) return []
    const port = `${protocol}/${hostIP}/${hostPort}`
    if (taken.has(port)) return [duplicate(`${field}[${i}].ports[${j}].hostPort`, port)]
    taken.add(port)
    return []
  }))
}

/** One list of containers; `volumes` are the names that a mount may use. */
export function checkContainers(containers: unknown, field: string, volumes: ReadonlySet<string>, names: Set<string>): FieldError[] {
  if (!Array.isArray(containers)) return [invalid(field, containers, 'must be a list')]
  return containers.flatMap((container: unknown, i) => {
    const at = `${field}[${i}]`
    return isRecord(container) ? checkContainer(container as unknown as Container, at, volumes, names) : [invalid(at, container, 'must be an object')]
  })
}

function checkContainer(container: Container, at: string, volumes: ReadonlySet<string>, names: Set<string>): FieldError[] {
  const errors = container.name ? checkName('label', container.name, `${at}.name`) : [required(`${at}.name`)]
  if (container.name && names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name))
  names.add(container.name)
  if (!container.image) errors.push(required(`${at}.image`))
  else if (container.image !== container.image.trim()) errors.push(invalid(`${at}.image`, container.image, 'must not have leading or trailing whitespace'))
  errors.push(
    ...checkPorts(container, at),
    ...checkEnv(container, at),
    ...(container.volumeMounts ?? []).flatMap((mount, j) => [
      ...(volumes.has(mount.name) ? [] : [notFoundField(`${at}.volumeMounts[${j}].name`, mount.name)]),
      ...(mount.mountPath ? [] : [required(`${at}.volumeMounts[${j}].mountPath`)]),
    ]),
    ...checkProbe(container.livenessProbe, `${at}.livenessProbe`, { onceIsEnough: true }),
    ...checkProbe(container.readinessProbe, `${at}.readinessProbe`),
    ...checkProbe(container.startupProbe, `${at}.startupProbe`, { onceIsEnough: true }),
    ...checkChoice(container.imagePullPolicy, `${at}.imagePullPolicy`, ['Always', 'IfNotPresent', 'Never']),
    ...checkResources(container.resources, `${at}.resources`),
  )
  return errors
}
