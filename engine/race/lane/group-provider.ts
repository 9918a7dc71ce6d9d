/** A lane's node group as Cluster Autoscaler sees it: engine/aws/autoscaling/provider.ts on the lane's machines. */
import type { CloudProvider, Instance, InstanceErrorInfo, NodeGroup } from '../../kubernetes/autoscaler/cloudprovider.ts'
import type { Node } from '../../kubernetes/types/index.ts'
import type { LaneMachineRequest } from './machines.ts'
import type { LaneNodeGroup } from './node-group.ts'
import type { LaneNode } from './objects.ts'

export interface GroupBounds {
  minSize: number
  maxSize: number
}

const ID = 'workers'
const refusal = (errorMessage: string): InstanceErrorInfo => ({ errorClass: 'Other', errorCode: 'ValidationError', errorMessage })

/** @param revision moves with every change of the group's machines */
export function groupProvider(group: LaneNodeGroup, { template, daemonPods }: LaneMachineRequest, { minSize, maxSize }: GroupBounds, revision: () => number, byName: (name: string) => LaneNode | undefined): CloudProvider {
  let seen = Number.NaN
  let groups: readonly NodeGroup[] = []

  function read(): readonly NodeGroup[] {
    if (seen === revision()) return groups
    seen = revision()
    const instances = group.members.map((node): Instance => ({ id: node.span.name, createdAt: node.span.requestedAt, state: node.ready ? 'Running' : 'Creating' }))
    // What is wanted and could not be asked for yet: every zone is cut off.
    for (let i = instances.length; i < group.desired; i++) instances.push({ id: `i-placeholder-${i}`, createdAt: 0, state: 'Creating' })
    groups = [{ id: ID, minSize, maxSize, targetSize: group.desired, template, daemonPods, instances }]
    return groups
  }

  const membersNamed = (names: readonly string[]) => names.flatMap(name => byName(name) ?? []).filter(node => group.members.includes(node))
  function remove(nodes: readonly LaneNode[]): InstanceErrorInfo | undefined {
    if (group.desired - nodes.length < minSize) return refusal('min size reached, nodes will not be deleted')
    for (const node of nodes) group.terminate(node)
    return undefined
  }

  return {
    nodeGroups: read,
    nodeGroupForNode: ({ metadata }: Node) => read().find(({ instances }) => instances.some(({ id }) => id === metadata.name)),
    increaseSize: (_, delta) => {
      if (group.desired + delta > maxSize) return refusal(`size increase too large - desired:${group.desired + delta} max:${maxSize}`)
      group.resize(group.desired + delta)
      return undefined
    },
    deleteNodes: (_, nodes) => remove(membersNamed(nodes.map(({ metadata }) => metadata.name))),
    deleteInstances: (_, ids) => remove(membersNamed(ids)),
    decreaseTargetSize: (_, delta) => {
      const there = group.members.length
      if (group.desired - delta < there) return refusal(`attempt to delete existing nodes targetSize:${group.desired} delta:${-delta} existingNodes: ${there}`)
      group.resize(group.desired - delta)
      return undefined
    },
  }
}
