/** A cloud for tests: groups in memory. Models cluster-autoscaler/cloudprovider/test/test_cloud_provider.go. */
import { instanceIdOf } from '../../../../engine/kubernetes/autoscaler/cloudprovider.ts'
import type { CloudProvider, Instance, InstanceErrorInfo, NodeGroup } from '../../../../engine/kubernetes/autoscaler/cloudprovider.ts'
import type { Node } from '../../../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../../../engine/kubernetes/types/make.ts'

export const stockout: InstanceErrorInfo = { errorClass: 'OutOfResource', errorCode: 'STOCKOUT', errorMessage: 'nothing left' }

export class TestCloudProvider implements CloudProvider {
  /** Groups that refuse to grow. */
  readonly refusing = new Set<string>()
  /** What was asked, in order. */
  readonly calls: string[] = []
  /** Moves with every change. */
  revision = 0
  now = 0
  #groups: readonly NodeGroup[] = []
  #groupOf = new Map<string, string>()
  #made = 0

  constructor(...groups: Partial<NodeGroup>[]) {
    this.#groups = groups.map((group, i) => ({ id: `ng${i + 1}`, minSize: 0, maxSize: 10, targetSize: 0, template: makeNode(`ng${i + 1}`), daemonPods: [], instances: [], ...group }))
  }

  nodeGroups(): readonly NodeGroup[] {
    return this.#groups
  }

  nodeGroupForNode(node: Node): NodeGroup | undefined {
    return this.#groups.find(({ id }) => id === this.#groupOf.get(instanceIdOf(node)))
  }

  group(id: string): NodeGroup {
    const group = this.#groups.find(one => one.id === id)
    if (!group) throw new Error(`no group ${id}`)
    return group
  }

  /** Nodes that are there already; they raise the target only where asked to. */
  addNodes(groupId: string, nodes: readonly Node[], { wanted = false } = {}): void {
    const { instances, targetSize } = this.group(groupId)
    this.change(groupId, { instances: [...instances, ...nodes.map(node => this.#instance(instanceIdOf(node), groupId, 'Running'))], targetSize: targetSize + (wanted ? nodes.length : 0) })
  }

  change(groupId: string, change: Partial<NodeGroup>): void {
    this.revision++
    this.#groups = this.#groups.map(group => (group.id === groupId ? { ...group, ...change } : group))
  }

  changeInstance(groupId: string, id: string, change: Partial<Instance>): void {
    this.change(groupId, { instances: this.group(groupId).instances.map(one => (one.id === id ? { ...one, ...change } : one)) })
  }

  increaseSize(groupId: string, delta: number): InstanceErrorInfo | undefined {
    this.calls.push(`${groupId}+${delta}`)
    if (this.refusing.has(groupId)) return stockout
    const { targetSize, instances } = this.group(groupId)
    const made = Array.from({ length: delta }, () => this.#instance(`${groupId}-i${this.#made++}`, groupId, 'Creating'))
    this.change(groupId, { targetSize: targetSize + delta, instances: [...instances, ...made] })
    return undefined
  }

  deleteNodes(groupId: string, nodes: readonly Node[]): InstanceErrorInfo | undefined {
    return this.deleteInstances(groupId, nodes.map(instanceIdOf))
  }

  deleteInstances(groupId: string, ids: readonly string[]): InstanceErrorInfo | undefined {
    this.calls.push(`${groupId}-${ids.join('-')}`)
    const { targetSize, instances } = this.group(groupId)
    this.change(groupId, { targetSize: targetSize - ids.length, instances: instances.filter(({ id }) => !ids.includes(id)) })
    return undefined
  }

  decreaseTargetSize(groupId: string, delta: number): InstanceErrorInfo | undefined {
    this.calls.push(`${groupId} target-${delta}`)
    const { targetSize, instances } = this.group(groupId)
    if (targetSize - delta < instances.length) return { errorClass: 'Other', errorCode: 'cloudProviderError', errorMessage: 'attempt to delete existing nodes' }
    this.change(groupId, { targetSize: targetSize - delta })
    return undefined
  }

  #instance(id: string, groupId: string, state: Instance['state']): Instance {
    this.#groupOf.set(id, groupId)
    return { id, state, createdAt: this.now }
  }
}
