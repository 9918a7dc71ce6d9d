/** How far the nodes of a group have come. Models Readiness and AcceptableRange of cluster-autoscaler/clusterstate/clusterstate.go. */
import type { Node } from '../types/index.ts'
import { instanceIdOf } from './cloudprovider.ts'
import type { CloudProvider, Instance, NodeGroup } from './cloudprovider.ts'
import { createdAt, isNodeReady } from './taints.ts'

/** A group's nodes by state; nodes by name, instances that are no node yet by id. */
export interface Readiness {
  registered: number
  ready: number
  /** Broke down after they had started. */
  unready: number
  /** Registered, and young enough to become ready yet. */
  notStarted: readonly string[]
  unregistered: readonly string[]
  /** Should be nodes by now. */
  longUnregistered: readonly string[]
}

/** What readiness is read off, and how long things may take, in milliseconds. */
export interface ReadinessInput {
  nodes: readonly Node[]
  provider: CloudProvider
  /** When each instance that is no node was first seen. */
  unregisteredSince: ReadonlyMap<string, number>
  now: number
  maxNodeStartupTimeMs: number
  maxNodeProvisionTimeMs: number
}

const NOTHING: Readiness = { registered: 0, ready: 0, unready: 0, notStarted: [], unregistered: [], longUnregistered: [] }

type Writable = { registered: number, ready: number, unready: number, notStarted: string[], unregistered: string[], longUnregistered: string[] }
const empty = (): Writable => ({ registered: 0, ready: 0, unready: 0, notStarted: [], unregistered: [], longUnregistered: [] })

/** Instances that should become nodes and have not. */
export function notRegistered(groups: readonly NodeGroup[], nodes: readonly Node[]): Instance[] {
  const registered = new Set(nodes.map(instanceIdOf))
  return groups.flatMap(({ instances }) => instances.filter(({ id, state, errorInfo }) => !registered.has(id) && state !== 'Deleting' && !errorInfo))
}

/** Over all nodes, also those of no group. */
export interface TotalReadiness {
  /** Of groups that have anything, by group id. */
  byGroup: ReadonlyMap<string, Readiness>
  unready: number
  /** When the first of the nodes that are not ready yet should be; Infinity without one. */
  startupEndsAt: number
}

/** Counts nodes and instances. A node that does not say when it was made is an old one. */
export function readinessOf({ nodes, provider, unregisteredSince, now, maxNodeStartupTimeMs, maxNodeProvisionTimeMs }: ReadinessInput): TotalReadiness {
  const byGroup = new Map<string, Writable>()
  const of = (groupId: string) => byGroup.get(groupId) ?? byGroup.set(groupId, empty()).get(groupId) ?? empty()
  const groups = provider.nodeGroups()
  const instances = new Set(groups.flatMap(group => group.instances.map(({ id }) => id)))
  let unready = 0
  let startupEndsAt = Infinity
  for (const node of nodes) {
    const group = provider.nodeGroupForNode(node)
    const counts = group ? of(group.id) : empty()
    counts.registered++
    if (group && !instances.has(instanceIdOf(node))) continue
    const startsBy = createdAt(node) + maxNodeStartupTimeMs
    if (isNodeReady(node)) counts.ready++
    else if (startsBy > now) {
      counts.notStarted.push(node.metadata.name)
      startupEndsAt = Math.min(startupEndsAt, startsBy)
    } else {
      counts.unready++
      unready++
    }
  }
  for (const group of groups) {
    for (const { id } of group.instances) {
      const since = unregisteredSince.get(id)
      if (since !== undefined) (since + maxNodeProvisionTimeMs <= now ? of(group.id).longUnregistered : of(group.id).unregistered).push(id)
    }
  }
  return { byGroup, unready, startupEndsAt }
}

/** How many nodes of a group of so many are still to come: those wanted that are neither ready, nor broken, nor overdue. */
export function upcomingNodes(targetSize: number, { ready, unready, longUnregistered }: Readiness = NOTHING): number {
  return targetSize - ready - unready - longUnregistered.length
}
