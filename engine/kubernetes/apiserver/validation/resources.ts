/**
 * Requests and limits. Models pkg/apis/core/validation/validation.go (ValidateContainerResourceRequirements, validateContainerResourceName,
 * validatePodResources). Leaves out claims of dynamic resource allocation.
 */
import type { FieldError } from '../errors.ts'
import { invalid, notSupported, required } from '../errors.ts'
import { compareQuantities, formatQuantity, parseQuantity } from '../../apimachinery/quantity.ts'
import { amountsOf, containerRequests, isPodLevelResource, toResourceList } from '../../apimachinery/resources.ts'
import type { PodSpec, ResourceList, ResourceRequirements } from '../../types/index.ts'
import { containersOf } from '../defaults/pod.ts'
import { checkQualifiedName } from './names.ts'

const STANDARD = ['cpu', 'memory', 'ephemeral-storage']
const NOT_INTEGER = 'must be an integer'
const isHugePage = (name: string) => name.startsWith('hugepages-')
/** Pieces of something: devices, and what has a domain of its own. */
const isExtended = (name: string) => name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.')

function checkContainerName(name: string, at: string): FieldError[] {
  const errors = checkQualifiedName(name, at)
  if (errors.length > 0 || STANDARD.includes(name) || isHugePage(name)) return errors
  if (!name.includes('/')) return [invalid(at, name, 'must be a standard resource type or fully qualified'), invalid(at, name, 'must be a standard resource for containers')]
  return isExtended(name) || name.includes('kubernetes.io/') ? [] : [invalid(at, name, 'doesn\'t follow extended resource name standard')]
}

function checkList(list: ResourceList | undefined, field: string, checkName: (name: string, at: string) => FieldError[]): FieldError[] {
  return Object.entries(list ?? {}).flatMap(([name, value]) => {
    const at = `${field}[${name}]`
    try {
      const { nano } = parseQuantity(value)
      if (nano < 0n) return [...checkName(name, at), invalid(at, String(value), 'must be greater than or equal to 0')]
      return [...checkName(name, at), ...(isExtended(name) && nano % 1_000_000_000n !== 0n ? [invalid(at, String(value), NOT_INTEGER)] : [])]
    } catch (error) {
      return [invalid(at, value, error instanceof Error ? error.message : String(error))]
    }
  })
}

/** No request over its limit; what cannot be overcommitted has one that is its limit. */
function checkAgainstLimits({ requests = {}, limits = {} }: ResourceRequirements, field: string): FieldError[] {
  return Object.entries(requests).flatMap(([name, request]) => {
    const limit = limits[name]
    const exact = isExtended(name) || isHugePage(name)
    if (limit === undefined) return exact ? [required(`${field}.limits`, 'Limit must be set for non overcommitable resources')] : []
    const order = compareQuantities(request, limit)
    if (exact && order !== 0) return [invalid(`${field}.requests`, shown(request), `must be equal to ${name} limit of ${shown(limit)}`)]
    return order > 0 ? [invalid(`${field}.requests`, shown(request), `must be less than or equal to ${name} limit of ${shown(limit)}`)] : []
  })
}

const shown = (value: string | number) => formatQuantity(parseQuantity(value))

/** Requests and limits of a container: known names, quantities, not negative, no request over its limit. */
export function checkResources(resources: ResourceRequirements | undefined, field: string): FieldError[] {
  const errors = [...checkList(resources?.limits, `${field}.limits`, checkContainerName), ...checkList(resources?.requests, `${field}.requests`, checkContainerName)]
  return errors.length > 0 ? errors : checkAgainstLimits(resources ?? {}, field)
}

const POD_LEVEL = ['cpu', 'hugepages-', 'memory']
const checkPodLevelName = (name: string, at: string) => (isPodLevelResource(name) ? [] : [notSupported(at, name, POD_LEVEL)])

/** `spec.resources` of a pod: enough for its containers, whose limits stay within it. @param field of the spec */
export function checkPodResources(spec: PodSpec, field: string): FieldError[] {
  const { resources } = spec
  if (!resources) return []
  const at = `${field}.resources`
  const errors = [...checkList(resources.limits, `${at}.limits`, checkPodLevelName), ...checkList(resources.requests, `${at}.requests`, checkPodLevelName)]
  if (errors.length > 0) return errors
  return [...checkAgainstLimits(resources, at), ...checkConsistency(spec, field)]
}

function checkConsistency(spec: PodSpec, field: string): FieldError[] {
  const { requests = {}, limits = {} } = spec.resources ?? {}
  try {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: '' }, spec }
    const needed = toResourceList(containerRequests(pod))
    const tooLittle = Object.entries(requests).flatMap(([name, request]) => {
      const sum = needed[name]
      return sum !== undefined && compareQuantities(request, sum) < 0
        ? [invalid(`${field}.resources.requests[${name}]`, shown(request), `must be greater than or equal to aggregate container requests of ${sum}`)]
        : []
    })
    const tooMuch = containersOf(spec).flatMap(({ name: container, resources }) => Object.keys(amountsOf(resources?.limits)).flatMap((name) => {
      const [limit, ofPod] = [resources?.limits?.[name] ?? 0, limits[name]]
      const list = spec.initContainers?.some(one => one.name === container) ? 'initContainers' : 'containers'
      const index = (spec[list] ?? []).findIndex(one => one.name === container)
      return ofPod !== undefined && compareQuantities(limit, ofPod) > 0
        ? [invalid(`${field}.${list}[${index}].resources.limits[${name}]`, shown(limit), `must be less than or equal to pod limits of ${shown(ofPod)}`)]
        : []
    }))
    return [...tooLittle, ...tooMuch]
  } catch {
    return []
  }
}
