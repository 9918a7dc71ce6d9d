/** A cluster on one managed node group, with a Deployment that a budget may guard. */
import { AutoScaling } from '../../../../engine/aws/autoscaling/controller.ts'
import { groupNamed, machinesOf, type AutoScalingGroup } from '../../../../engine/aws/autoscaling/group.ts'
import { Ec2 } from '../../../../engine/aws/ec2/controller.ts'
import { ByHand } from '../../../../engine/aws/node-group/by-hand.ts'
import { ManagedNodeGroups } from '../../../../engine/aws/node-group/controller.ts'
import { managedGroup, type NodeGroupUpdate } from '../../../../engine/aws/node-group/node-group.ts'
import type { UpdateConfig } from '../../../../engine/aws/node-group/update-config.ts'
import { BASE_OBJECTS, standardControllers } from '../../../../engine/kubernetes/cluster.ts'
import { Simulation } from '../../../../engine/kubernetes/simulation/simulation.ts'
import type { KubeObject } from '../../../../engine/kubernetes/types/index.ts'
import { deployment, podTemplate } from '../../support/cluster.ts'

export const OLD = '1.35.6-20261018'
export const NEW = '1.36.3-20261112'

export interface GroupWords {
  nodes?: number
  /** How many zones. @default 3 */
  zones?: number
  updateConfig?: UpdateConfig
  replicas?: number
  /** The budget's minAvailable; without it there is no budget. */
  minAvailable?: number
  nodeRepair?: boolean
  /** Whose nodes they are. @default 'eks' */
  by?: 'eks' | 'hand'
  seed?: number
}

export const GROUP: Omit<AutoScalingGroup, 'kind'> = {
  name: 'workers', region: 'ap-northeast-2', zones: [], instanceType: 'm5.large', minSize: 1, maxSize: 20, desiredCapacity: 3, release: OLD,
}

/** Its nodes are ready and its pods run; the control plane is at 1.36, the nodes are at 1.35. */
export function groupCluster({ nodes = 3, zones = 3, updateConfig, replicas = 6, minAvailable, nodeRepair, by = 'eks', seed = 1 }: GroupWords = {}): Simulation {
  const simulation = new Simulation({ seed, controllers: [...standardControllers(), new Ec2(), new AutoScaling(), new ManagedNodeGroups(), new ByHand()] })
  const budget: KubeObject[] = minAvailable === undefined
    ? []
    : [{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { minAvailable, selector: { matchLabels: { app: 'web' } } } } as KubeObject]
  simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS, ...budget] })
  for (const release of [OLD, NEW]) simulation.apply({ type: 'ami-release', release })
  const group = { ...GROUP, zones: ['a', 'b', 'c', 'd', 'e'].slice(0, zones).map(letter => `ap-northeast-2${letter}`), maxSize: Math.max(nodes, 20), desiredCapacity: nodes }
  simulation.apply(by === 'eks' ? { type: 'create-node-group', updateConfig, nodeRepair, group } : { type: 'node-group', group: { ...group, kind: 'self-managed' } })
  simulation.apply({ type: 'apply', objects: [deployment('web', { replicas, template: podTemplate('web', { resources: { requests: { cpu: '300m', memory: '256Mi' } } }) })] })
  simulation.runUntil(300_000)
  return simulation
}

export function updateOf({ world }: Simulation): NodeGroupUpdate {
  const update = managedGroup('workers', world)?.update
  if (!update) throw new Error('no update')
  return update
}

/** Runs an update to its end. */
export function runUpdate(simulation: Simulation, force = false): NodeGroupUpdate {
  simulation.apply({ type: 'update-node-group-version', name: 'workers', release: NEW, force })
  for (let look = 0; look < 1000 && updateOf(simulation).status === 'InProgress'; look++) simulation.runUntil(simulation.clock.now + 60_000)
  return updateOf(simulation)
}

/** Kubelet versions of the group's nodes, each with how many have it. */
export function versions({ store, world }: Simulation): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { node } of machinesOf({ name: 'workers' }, world)) {
    const version = store.get('Node', '', node)?.status?.nodeInfo?.kubeletVersion?.slice(0, 5) ?? 'none'
    counts[version] = (counts[version] ?? 0) + 1
  }
  return counts
}

export function groupNow({ world }: Simulation): AutoScalingGroup {
  const group = groupNamed('workers', world)
  if (!group) throw new Error('no group')
  return group
}

export const told = ({ log }: Simulation, reason: string) => log.entries.filter(entry => entry.reason === reason)
