/** Objects of one kind as the table that `kubectl get` prints. */
import type { KindInfo } from '../../apiserver/kinds.ts'
import { groupOf } from '../../apiserver/kinds.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import type { Store } from '../../apiserver/store.ts'
import type { Kinds, KubeObject } from '../../types/index.ts'
import { ageOf } from '../duration.ts'
import { CONFIG_MAP, EVENT, NAMESPACE, NODE, PERSISTENT_VOLUME, PERSISTENT_VOLUME_CLAIM, SECRET, SERVICE } from './core.ts'
import type { PrintContext, TableOf } from './kind.ts'
import {
  CONTROLLER_REVISION, CUSTOM_RESOURCE_DEFINITION, ENDPOINT_SLICE, HORIZONTAL_POD_AUTOSCALER, LEASE, POD_DISRUPTION_BUDGET, PRIORITY_CLASS, STORAGE_CLASS,
} from './policy.ts'
import { labelsText } from './table.ts'
import { DAEMON_SET, DEPLOYMENT, JOB, POD, REPLICA_SET, STATEFUL_SET } from './workloads.ts'

const TABLES: { [K in keyof Kinds]: TableOf<Kinds[K]> } = {
  ConfigMap: CONFIG_MAP, ControllerRevision: CONTROLLER_REVISION, CustomResourceDefinition: CUSTOM_RESOURCE_DEFINITION, DaemonSet: DAEMON_SET,
  Deployment: DEPLOYMENT, EndpointSlice: ENDPOINT_SLICE, Event: EVENT, HorizontalPodAutoscaler: HORIZONTAL_POD_AUTOSCALER, Job: JOB, Lease: LEASE,
  Namespace: NAMESPACE, Node: NODE, PersistentVolume: PERSISTENT_VOLUME, PersistentVolumeClaim: PERSISTENT_VOLUME_CLAIM, Pod: POD,
  PodDisruptionBudget: POD_DISRUPTION_BUDGET, PriorityClass: PRIORITY_CLASS, ReplicaSet: REPLICA_SET, Secret: SECRET, Service: SERVICE,
  StatefulSet: STATEFUL_SET, StorageClass: STORAGE_CLASS,
}

export interface TableOptions {
  wide?: boolean
  /** A first column with the namespace. */
  withNamespace?: boolean
  showLabels?: boolean
  /** `-L`: labels that get a column each. */
  labelColumns?: readonly string[]
  /** Names as `kind.group/name`, when several kinds are printed. */
  withKind?: boolean
}

export interface Table {
  header: string[]
  rows: string[][]
}

/** The table of some objects of one kind; a custom kind's columns are those of its definition. */
export function tableOf(objects: readonly KubeObject[], info: KindInfo, store: Store, options: TableOptions = {}): Table {
  const now = store.clock.now
  const ctx: PrintContext = { now, age: object => ageOf(object.metadata.creationTimestamp, now) }
  const { columns, wide = [], row, wideRow } = (TABLES[info.kind as keyof Kinds] as TableOf<KubeObject> | undefined) ?? customTable(info, store)
  const { withNamespace, showLabels, labelColumns = [], withKind } = options
  const header = [
    ...(withNamespace ? ['NAMESPACE'] : []), ...columns, ...(options.wide ? wide : []),
    ...labelColumns.map(label => label.slice(label.lastIndexOf('/') + 1).toUpperCase()), ...(showLabels ? ['LABELS'] : []),
  ]
  const nameAt = columns.indexOf('NAME')
  const rows = objects.map((object) => {
    const cells = row(object, ctx)
    if (withKind && nameAt >= 0) cells[nameAt] = `${typedName(info)}/${cells[nameAt]}`
    const labels = object.metadata.labels
    return [
      ...(withNamespace ? [object.metadata.namespace ?? ''] : []), ...cells, ...(options.wide ? wideRow?.(object, ctx) ?? [] : []),
      ...labelColumns.map(label => labels?.[label] ?? '<none>'), ...(showLabels ? [labelsText(labels)] : []),
    ]
  })
  return { header, rows }
}

/** `deployment.apps`, `pod`: how kubectl writes a kind before a name. */
export function typedName({ singular, apiVersion }: KindInfo): string {
  const group = groupOf(apiVersion)
  return group ? `${singular}.${group}` : singular
}

function customTable(info: KindInfo, store: Store): TableOf<KubeObject> {
  const definition = store.list('CustomResourceDefinition').find(({ spec }) => spec.names.kind === info.kind)
  const version = definition?.spec.versions.find(({ name }) => info.apiVersion.endsWith(`/${name}`))
  const extra = (version?.additionalPrinterColumns ?? []).filter(({ priority = 0 }) => priority === 0)
  if (extra.length === 0) return { columns: ['NAME', 'AGE'], row: (one, { age }) => [one.metadata.name, age(one)] }
  return {
    columns: ['NAME', ...extra.map(({ name }) => name.toUpperCase())],
    row: (one, { now }) => [one.metadata.name, ...extra.map(({ jsonPath, type }) => {
      const value = valueAt(one, jsonPath)
      return type === 'date' ? ageOf(typeof value === 'string' ? value : undefined, now) : value === undefined ? '' : String(value)
    })],
  }
}

/** A simple JSONPath: `.spec.replicas`. */
export function valueAt(object: unknown, path: string): unknown {
  return path.replace(/^\{?\$?\.?|\}$/g, '').split('.').reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), object)
}
