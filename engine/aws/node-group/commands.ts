/** What a person asks of managed node groups. Models CreateNodegroup, UpdateNodegroupVersion and UpdateNodegroupConfig of the EKS API. */
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import type { CommandHandlers, CommandTarget } from '../../kubernetes/simulation/commands.ts'
import { compareReleases, isAmiRelease, kubernetesOf } from '../ami-release.ts'
import { GROUP_COMMANDS } from '../autoscaling/commands.ts'
import { groupNamed, type AutoScalingGroup } from '../autoscaling/group.ts'
import { faultWords, groupFaults, type GroupFault } from './issue.ts'
import { managedGroup, withGroup, type ManagedNodeGroup } from './node-group.ts'
import { parallelNodes, surgeOf, updateConfigProblem, type UpdateConfig } from './update-config.ts'
import { skewProblem } from './version-skew.ts'

declare module '../../kubernetes/simulation/commands.ts' {
  interface Commands {
    /** A release of the EKS optimised AMI comes out. */
    'ami-release': { release: string }
    /** The control plane goes to another minor version. */
    'cluster-version': { version: string }
    /** Without a release the newest of the control plane's version is taken. */
    'create-node-group': { group: Omit<AutoScalingGroup, 'kind'>, updateConfig?: UpdateConfig, nodeRepair?: boolean }
    /** Without a release: to the newest of a Kubernetes version, by default of the group's own. */
    'update-node-group-version': { name: string, version?: string, release?: string, force?: boolean }
    'update-node-group-config': { name: string, updateConfig?: UpdateConfig, nodeRepair?: boolean }
    /** Somebody deletes, or brings back, what a group needs to launch nodes; a subnet is that of a zone. */
    'node-group-fault': { name: string, fault: GroupFault, zone?: string, state: 'broken' | 'mended' }
  }
}

const invalid = (message: string) => new ApiError('BadRequest', message)

function known(name: string, { world }: CommandTarget): ManagedNodeGroup {
  const group = managedGroup(name, world)
  if (!group) throw new ApiError('NotFound', `No node group found for name: ${name}.`)
  return group
}

/** The newest release of a version, or the one that is asked for. @throws ApiError when it is not out, or no node may have it */
function releaseFor({ world }: CommandTarget, version: string, release?: string): string {
  const newest = world.amiReleases.filter(one => kubernetesOf(one) === version).sort(compareReleases).at(-1)
  const chosen = release ?? newest
  if (chosen === undefined || !world.amiReleases.includes(chosen)) throw invalid(`Requested release version ${release ?? version} is not valid`)
  const problem = skewProblem(kubernetesOf(chosen), world.clusterVersion)
  if (problem) throw invalid(problem)
  return chosen
}

function checkConfig(config: UpdateConfig = {}): void {
  const problem = updateConfigProblem(config)
  if (problem) throw invalid(problem)
}

export const NODE_GROUP_COMMANDS: CommandHandlers = {
  'ami-release': (simulation, { release }) => {
    if (!isAmiRelease(release)) throw invalid(`"${release}" is no AMI release, such as 1.36.3-20261112`)
    simulation.changeWorld({ amiReleases: [...new Set([...simulation.world.amiReleases, release])] })
  },
  'cluster-version': (simulation, { version }) => {
    if (!/^1\.\d+$/.test(version)) throw invalid(`"${version}" is no Kubernetes version, such as 1.36`)
    simulation.changeWorld({ clusterVersion: version })
  },
  'create-node-group': (simulation, { group, updateConfig = {}, nodeRepair = false }) => {
    if (managedGroup(group.name, simulation.world)) throw new ApiError('AlreadyExists', `NodeGroup already exists with name ${group.name}`)
    checkConfig(updateConfig)
    const release = releaseFor(simulation, simulation.world.clusterVersion, group.release)
    GROUP_COMMANDS['node-group']?.(simulation, { group: { ...group, kind: 'managed', release } })
    const made: ManagedNodeGroup = { name: group.name, updateConfig, nodeRepair, issues: [] }
    simulation.changeWorld({ managedNodeGroups: [...simulation.world.managedNodeGroups, made] })
  },
  'update-node-group-version': (simulation, { name, version, release, force = false }) => {
    const { updateConfig, update } = known(name, simulation)
    const group = groupNamed(name, simulation.world)
    if (!group?.release) throw invalid(`node group ${name} has no release`)
    if (update?.status === 'InProgress') throw new ApiError('Conflict', `Nodegroup ${name} currently has an update in progress`)
    const to = releaseFor(simulation, release === undefined ? version ?? kubernetesOf(group.release) : kubernetesOf(release), release)
    const { minSize, maxSize, desiredCapacity } = group
    const strategy = updateConfig.updateStrategy ?? 'DEFAULT'
    const parallel = parallelNodes(desiredCapacity, updateConfig)
    const { now } = simulation.clock
    simulation.note('user', { kind: 'NodeGroup', name }, 'Normal', 'UpdateNodegroupVersion', `update-nodegroup-version ${name} --release-version ${to}${force ? ' --force' : ''}`, { group: name, from: group.release, to, force, parallel })
    simulation.changeWorld(withGroup(simulation.world, name, {
      update: {
        from: group.release, to, force, strategy, parallel, surge: surgeOf(group.zones.length, parallel, strategy),
        before: { minSize, maxSize, desiredCapacity }, phase: 'setup', startedAt: now, phaseAt: now, progressAt: now, wanted: desiredCapacity, draining: [], status: 'InProgress', errors: [],
      },
    }))
  },
  'update-node-group-config': (simulation, { name, updateConfig, nodeRepair }) => {
    const group = known(name, simulation)
    checkConfig(updateConfig)
    simulation.changeWorld(withGroup(simulation.world, name, { updateConfig: updateConfig ?? group.updateConfig, nodeRepair: nodeRepair ?? group.nodeRepair }))
  },
  'node-group-fault': (simulation, { name, fault, zone, state }) => {
    known(name, simulation)
    if (!groupFaults.includes(fault)) throw invalid(`unknown fault "${String(fault)}"`)
    const { code, answer } = faultWords[fault]
    const others = simulation.world.launchBlocks.filter(block => block.owner !== name || block.error.errorCode !== code || block.zone !== zone)
    const broken = { owner: name, ...(zone !== undefined && { zone }), error: { errorClass: 'Other' as const, errorCode: code, errorMessage: answer } }
    simulation.changeWorld({ launchBlocks: state === 'broken' ? [...others, broken] : others })
  },
}
