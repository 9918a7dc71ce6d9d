/**
 * What the autoscaler asks of the cloud that has the machines: groups of equal nodes, and their sizes. Models
 * cluster-autoscaler/cloudprovider/cloud_provider.go of kubernetes/autoscaler (CloudProvider, NodeGroup, Instance), with
 * what the groups are as data. Leaves out groups that the autoscaler makes itself, options of single groups, and prices.
 */
import type { Node, Pod } from '../types/index.ts'

/** Why the cloud does not give a machine, or refuses a change. */
export interface InstanceErrorInfo {
  /** `OutOfResource` is a stockout or a quota. */
  errorClass: 'OutOfResource' | 'Other'
  /** The cloud's own code, such as `InsufficientInstanceCapacity`. */
  errorCode: string
  errorMessage: string
}

/** A machine of a group, whether it has become a node or not. */
export interface Instance {
  /** The `spec.providerID` of its node; the node's name where nodes have none. */
  id: string
  state: 'Creating' | 'Running' | 'Deleting'
  /** When the cloud began to make it, in virtual milliseconds. */
  createdAt: number
  /** Set when the cloud could not make it. */
  errorInfo?: InstanceErrorInfo
}

/** Nodes of one kind that are asked for by number. A value: what changes is a new one. */
export interface NodeGroup {
  id: string
  /** 0 or more. */
  minSize: number
  /** `minSize` or more. */
  maxSize: number
  /** How many machines are wanted now; those on the way count, those being deleted do not. */
  targetSize: number
  /** What a new node will be like: name, labels, taints and allocatable. */
  template: Node
  /** Pods that come with every node: those of DaemonSets. */
  daemonPods: readonly Pod[]
  instances: readonly Instance[]
}

export interface CloudProvider {
  /** The groups that the autoscaler may change, in a fixed order. The same array as long as nothing has changed. */
  nodeGroups(): readonly NodeGroup[]
  /** The group that a node is of; undefined for a node that is not the autoscaler's. */
  nodeGroupForNode(node: Node): NodeGroup | undefined
  /** Wants `delta` (1 or more) machines more. Returns why not. */
  increaseSize(groupId: string, delta: number): InstanceErrorInfo | undefined
  /** Takes nodes' machines away and wants so many fewer; not below `minSize`. Returns why not. */
  deleteNodes(groupId: string, nodes: readonly Node[]): InstanceErrorInfo | undefined
  /** Takes instances that never became nodes away, and wants so many fewer. Returns why not. */
  deleteInstances(groupId: string, instanceIds: readonly string[]): InstanceErrorInfo | undefined
  /** Takes back a wish for `delta` (1 or more) machines that the cloud has not begun to fulfil. Returns why not. */
  decreaseTargetSize(groupId: string, delta: number): InstanceErrorInfo | undefined
}

/** What ties a node to its instance. */
export function instanceIdOf(node: Node): string {
  return node.spec.providerID ?? node.metadata.name
}
