/**
 * A managed node group: an Auto Scaling group that EKS runs, its update configuration, its health, and its update while there is
 * one. Models the types of the EKS API (Nodegroup, NodegroupUpdateConfig, Update, Issue).
 */
import type { World } from '../../kubernetes/simulation/world.ts'
import type { AutoScalingGroup } from '../autoscaling/group.ts'
import type { NodeGroupIssue } from './issue.ts'
import type { UpdateConfig, UpdateStrategy } from './update-config.ts'

export interface ManagedNodeGroup {
  /** Of its Auto Scaling group, too. */
  name: string
  updateConfig: UpdateConfig
  /** Whether EKS replaces nodes that stay sick. */
  nodeRepair: boolean
  /** What EKS reports of its health; empty when all is well. */
  issues: readonly NodeGroupIssue[]
  /** The last update: it runs as long as its status is InProgress. */
  update?: NodeGroupUpdate
}

/** Four phases, and the way back when one fails. */
export type UpdatePhase = 'setup' | 'scale-up' | 'upgrade' | 'scale-down' | 'rollback'

export interface UpdateError {
  errorCode: 'NodeCreationFailure' | 'PodEvictionFailure' | 'NodeTerminationFailure'
  errorMessage: string
  /** Names of nodes. */
  resourceIds: readonly string[]
}

/** A node that is being emptied. */
export interface Draining {
  node: string
  /** Virtual ms. */
  since: number
  /** When its last pod had gone (virtual ms). */
  emptyAt?: number
  /** A budget has held a pod back at least once. */
  blocked?: boolean
}

export interface NodeGroupUpdate {
  /** AMI releases. */
  from: string
  to: string
  force: boolean
  strategy: UpdateStrategy
  /** How many nodes are replaced at a time. */
  parallel: number
  /** By how many the group grows for the time of the update. */
  surge: number
  before: Pick<AutoScalingGroup, 'minSize' | 'maxSize' | 'desiredCapacity'>
  phase: UpdatePhase
  /** When the update began, its phase, and when a node was last replaced in it (virtual ms). */
  startedAt: number
  phaseAt: number
  progressAt: number
  /** How many nodes the update has wanted last: another number is somebody else's wish. */
  wanted: number
  draining: readonly Draining[]
  status: 'InProgress' | 'Successful' | 'Failed'
  /** Why it failed. */
  errors: readonly UpdateError[]
  endedAt?: number
}

declare module '../../kubernetes/simulation/world.ts' {
  interface World {
    managedNodeGroups: readonly ManagedNodeGroup[]
    /** The control plane's version, such as `1.36`: no node may be ahead of it. */
    clusterVersion: string
    /** Releases of the EKS optimised AMI that are out. */
    amiReleases: readonly string[]
  }
}

declare module '../../kubernetes/simulation/config.ts' {
  interface SimulationConfig {
    /** How often EKS looks whether an update can go on. An assumption. @default 5000 ms */
    nodeGroupPollMs: number
    /** How long EKS takes to make a launch template version. An assumption. @default 15000 ms */
    nodeGroupSetupMs: number
  }
}

export const NO_NODE_GROUPS = { managedNodeGroups: [], clusterVersion: '1.36', amiReleases: [] } satisfies Partial<World>

/** The managed node group of that name. */
export function managedGroup(name: string, { managedNodeGroups }: World): ManagedNodeGroup | undefined {
  return managedNodeGroups.find(group => group.name === name)
}

/** Those groups, with something else about one. */
export function withGroup(world: World, name: string, change: Partial<ManagedNodeGroup>): Pick<World, 'managedNodeGroups'> {
  return { managedNodeGroups: world.managedNodeGroups.map(group => (group.name === name ? { ...group, ...change } : group)) }
}
