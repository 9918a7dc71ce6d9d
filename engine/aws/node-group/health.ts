/** The health of a node group, read off what its machines and launches have come to. Models Issue of the EKS API and "Troubleshoot problems with managed node groups". */
import { findCondition } from '../../kubernetes/apimachinery/meta.ts'
import type { Context } from '../../kubernetes/simulation/controller.ts'
import { groupNamed, machinesOf } from '../autoscaling/group.ts'
import { faultWords, groupFaults, type NodeGroupIssue } from './issue.ts'
import { BOOTSTRAP_DEADLINE_MS } from './update.ts'

/** What EKS reports of a group at this instant. */
export function issuesOf(name: string, { store, world, clock }: Context): NodeGroupIssue[] {
  const issues: NodeGroupIssue[] = []
  for (const { zone, error } of world.launchBlocks.filter(({ owner }) => owner === name)) {
    const fault = groupFaults.find(one => faultWords[one].code === error.errorCode)
    if (fault) issues.push({ code: faultWords[fault].code, message: faultWords[fault].message, resourceIds: [zone ?? name] })
  }
  const group = groupNamed(name, world)
  if (group?.failure) {
    issues.push({ code: 'AsgInstanceLaunchFailures', message: `Could not launch On-Demand Instances. ${group.failure.errorCode} - ${group.failure.errorMessage} Launching EC2 instance failed.`, resourceIds: [name] })
  }
  const machines = machinesOf({ name }, world)
  const late = machines.filter(({ joined, start }) => !joined && clock.now - start.requestedAt >= BOOTSTRAP_DEADLINE_MS)
  if (late.length > 0) issues.push({ code: 'NodeCreationFailure', message: 'Instances failed to join the kubernetes cluster', resourceIds: late.map(({ id }) => id) })
  const silent = machines.filter(({ node }) => findCondition(store.get('Node', '', node)?.status?.conditions, 'Ready')?.status === 'Unknown')
  if (silent.length > 0) {
    issues.push({
      code: 'ClusterUnreachable', resourceIds: silent.map(({ id }) => id),
      message: 'Amazon EKS or one or more of your managed nodes is unable to communicate with your Kubernetes cluster API server.',
    })
  }
  return issues
}
