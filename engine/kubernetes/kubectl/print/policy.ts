/** Tables of the kinds that govern others. Models pkg/printers/internalversion/printers.go. */
import { controllerOf } from '../../apimachinery/meta.ts'
import type {
  ControllerRevision, CustomResourceDefinition, EndpointSlice, HorizontalPodAutoscaler, Lease, MetricSpec, PodDisruptionBudget, PriorityClass, StorageClass,
} from '../../types/index.ts'
import type { TableOf } from './kind.ts'
import { NONE } from './table.ts'

const UNSET = '<unset>'
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class'
const MAX_SHOWN = 3

export const POD_DISRUPTION_BUDGET: TableOf<PodDisruptionBudget> = {
  columns: ['NAME', 'MIN AVAILABLE', 'MAX UNAVAILABLE', 'ALLOWED DISRUPTIONS', 'AGE'],
  row: (one, { age }) => [
    one.metadata.name, String(one.spec.minAvailable ?? 'N/A'), String(one.spec.maxUnavailable ?? 'N/A'), String(one.status?.disruptionsAllowed ?? 0), age(one),
  ],
}

export const HORIZONTAL_POD_AUTOSCALER: TableOf<HorizontalPodAutoscaler> = {
  columns: ['NAME', 'REFERENCE', 'TARGETS', 'MINPODS', 'MAXPODS', 'REPLICAS', 'AGE'],
  row: (one, { age }) => {
    const { scaleTargetRef, minReplicas, maxReplicas, metrics = [] } = one.spec
    return [
      one.metadata.name, `${scaleTargetRef.kind}/${scaleTargetRef.name}`, targets(metrics, one), String(minReplicas ?? UNSET), String(maxReplicas),
      String(one.status?.currentReplicas ?? 0), age(one),
    ]
  },
}

function targets(metrics: readonly MetricSpec[], { status }: HorizontalPodAutoscaler): string {
  if (metrics.length === 0) return NONE
  const texts = metrics.map(({ type, resource, containerResource, pods, object, external }) => {
    const source = resource ?? containerResource
    const current = status?.currentMetrics?.find(one => one.resource !== undefined && one.resource.name === source?.name)?.resource?.current
    if (source) {
      const { averageUtilization, averageValue } = source.target
      if (averageValue !== undefined) return `${source.name}: ${current?.averageValue ?? '<unknown>'}/${averageValue}`
      return `${source.name}: ${current?.averageUtilization === undefined ? '<unknown>' : `${current.averageUtilization}%`}/${averageUtilization ?? '<auto>'}%`
    }
    const target = (pods ?? object ?? external)?.target
    return target ? `<unknown>/${target.averageValue ?? target.value ?? ''}${target.averageValue !== undefined && !pods ? ' (avg)' : ''}` : `<unknown type> ${type}`
  })
  return texts.length > 2 ? `${texts.slice(0, 2).join(', ')} + ${texts.length - 2} more...` : texts.join(', ')
}

export const STORAGE_CLASS: TableOf<StorageClass> = {
  columns: ['NAME', 'PROVISIONER', 'RECLAIMPOLICY', 'VOLUMEBINDINGMODE', 'ALLOWVOLUMEEXPANSION', 'AGE'],
  row: (one, { age }) => [
    one.metadata.annotations?.[DEFAULT_CLASS] === 'true' ? `${one.metadata.name} (default)` : one.metadata.name, one.provisioner,
    one.reclaimPolicy ?? 'Delete', one.volumeBindingMode ?? 'Immediate', String(one.allowVolumeExpansion ?? false), age(one),
  ],
}

export const PRIORITY_CLASS: TableOf<PriorityClass> = {
  columns: ['NAME', 'VALUE', 'GLOBAL-DEFAULT', 'AGE', 'PREEMPTIONPOLICY'],
  row: (one, { age }) => [one.metadata.name, String(one.value), String(one.globalDefault ?? false), age(one), one.preemptionPolicy ?? 'PreemptLowerPriority'],
}

export const ENDPOINT_SLICE: TableOf<EndpointSlice> = {
  columns: ['NAME', 'ADDRESSTYPE', 'PORTS', 'ENDPOINTS', 'AGE'],
  row: (one, { age }) => [
    one.metadata.name, one.addressType, some((one.ports ?? []).map(({ port, name }) => String(port ?? name ?? '*'))),
    some(one.endpoints.flatMap(({ addresses }) => addresses)), age(one),
  ],
}

function some(values: readonly string[]): string {
  if (values.length === 0) return UNSET
  return values.length > MAX_SHOWN ? `${values.slice(0, MAX_SHOWN).join(',')} + ${values.length - MAX_SHOWN} more...` : values.join(',')
}

export const CONTROLLER_REVISION: TableOf<ControllerRevision> = {
  columns: ['NAME', 'CONTROLLER', 'REVISION', 'AGE'],
  row: (one, { age }) => {
    const owner = controllerOf(one)
    const group = owner?.apiVersion.includes('/') ? `.${owner.apiVersion.slice(0, owner.apiVersion.indexOf('/'))}` : ''
    return [one.metadata.name, owner ? `${owner.kind.toLowerCase()}${group}/${owner.name}` : NONE, String(one.revision), age(one)]
  },
}

export const LEASE: TableOf<Lease> = {
  columns: ['NAME', 'HOLDER', 'AGE'],
  row: (one, { age }) => [one.metadata.name, one.spec.holderIdentity ?? '', age(one)],
}

export const CUSTOM_RESOURCE_DEFINITION: TableOf<CustomResourceDefinition> = {
  columns: ['NAME', 'CREATED AT'],
  row: one => [one.metadata.name, one.metadata.creationTimestamp ?? '<unknown>'],
}
