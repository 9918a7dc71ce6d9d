/** A cluster of the deck's engine as an eksctl ClusterConfig asks for it: of its fields those that the engine knows of. */
import { autoModeCrds } from '../../engine/aws/karpenter/store/crds.ts'
import { KarpenterController } from '../../engine/aws/karpenter/store/controller.ts'
import { AutoScaling } from '../../engine/aws/autoscaling/controller.ts'
import { builtInNodePool, DEFAULT_NODE_CLASS } from '../../engine/aws/auto-mode.ts'
import { Ec2 } from '../../engine/aws/ec2/controller.ts'
import { Fargate } from '../../engine/aws/fargate/controller.ts'
import type { FargateProfile } from '../../engine/aws/fargate/profile.ts'
import { ManagedNodeGroups } from '../../engine/aws/node-group/controller.ts'
import { BASE_OBJECTS, standardControllers } from '../../engine/kubernetes/cluster.ts'
import { Simulation } from '../../engine/kubernetes/simulation/simulation.ts'
import type { RegionId } from '../../data/regions.ts'

export interface ClusterConfig {
  metadata: { name: string, region: RegionId, version: string }
  autoModeConfig: { enabled: boolean, nodePools?: ('general-purpose' | 'system')[] }
  vpc: { cidr: string }
  managedNodeGroups?: { name: string, instanceTypes: string[], availabilityZones: string[], minSize: number, desiredCapacity: number, maxSize: number, nodeRepairConfig: { enabled: boolean } }[]
  fargateProfiles?: Omit<FargateProfile, 'zones'>[]
  addons?: { name: string, configurationValues?: string }[]
}

/** What eksctl makes where an Auto Mode cluster names none (userdocs/src/usage/auto-mode.md). */
const NODE_POOLS = ['general-purpose', 'system'] as const

/** The cluster as eksctl leaves it: no node is ready yet. */
export function eksCluster({ metadata: { region, version }, autoModeConfig, managedNodeGroups = [], fargateProfiles = [] }: ClusterConfig): Simulation {
  const zones = ['a', 'b', 'c'].map(letter => `${region}${letter}`)
  const auto = autoModeConfig.enabled ? [new KarpenterController({ kind: 'auto-mode', region, zones })] : []
  const simulation = new Simulation({ seed: 1, controllers: [...standardControllers(), new Ec2(), new AutoScaling(), new ManagedNodeGroups(), new Fargate(), ...auto] })
  simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS] })
  if (autoModeConfig.enabled)
    simulation.apply({ type: 'apply', objects: [...autoModeCrds(version), DEFAULT_NODE_CLASS, ...(autoModeConfig.nodePools ?? NODE_POOLS).map(name => builtInNodePool(name, { version }))] })
  simulation.apply({ type: 'cluster-version', version })
  for (const { name, instanceTypes: [instanceType = ''], availabilityZones, minSize, desiredCapacity, maxSize, nodeRepairConfig } of managedNodeGroups) {
    const release = `${version}.0-20261101`
    simulation.apply({ type: 'ami-release', release })
    simulation.apply({ type: 'create-node-group', nodeRepair: nodeRepairConfig.enabled, group: { name, region, zones: availabilityZones, instanceType, minSize, desiredCapacity, maxSize, release } })
  }
  for (const profile of fargateProfiles)
    simulation.apply({ type: 'create-fargate-profile', profile: { ...profile, zones } })
  return simulation
}
