/**
 * What a scheduler profile runs. Models the default plugins and weights of
 * pkg/scheduler/apis/config/v1/default_plugins.go. Leaves out plugins of volumes' limits
 * (NodeVolumeLimits) and of dynamic resources.
 */
import { nodeResourcesBalancedAllocation } from '../plugins/balancedallocation.ts'
import type { BalancedAllocationArgs } from '../plugins/balancedallocation.ts'
import { imageLocality } from '../plugins/imagelocality.ts'
import { interPodAffinity } from '../plugins/interpodaffinity.ts'
import type { InterPodAffinityArgs } from '../plugins/interpodaffinityscore.ts'
import { nodeAffinity } from '../plugins/nodeaffinity.ts'
import type { NodeAffinityArgs } from '../plugins/nodeaffinity.ts'
import { nodeName } from '../plugins/nodename.ts'
import { nodePorts } from '../plugins/nodeports.ts'
import { nodeResourcesFit } from '../plugins/noderesourcesfit.ts'
import type { NodeResourcesFitArgs } from '../plugins/noderesourcesfit.ts'
import { nodeUnschedulable } from '../plugins/nodeunschedulable.ts'
import { podTopologySpread } from '../plugins/podtopologyspread.ts'
import type { PodTopologySpreadArgs } from '../plugins/podtopologyspread.ts'
import { taintToleration } from '../plugins/tainttoleration.ts'
import { volumeBinding } from '../plugins/volumebinding.ts'
import { volumeRestrictions } from '../plugins/volumerestrictions.ts'
import { volumeZone } from '../plugins/volumezone.ts'
import type { Plugin } from './plugin.ts'

/** Arguments by plugin, as in a KubeSchedulerConfiguration's `pluginConfig`. */
export interface PluginConfig {
  NodeAffinity?: NodeAffinityArgs
  NodeResourcesFit?: NodeResourcesFitArgs
  NodeResourcesBalancedAllocation?: BalancedAllocationArgs
  PodTopologySpread?: PodTopologySpreadArgs
  InterPodAffinity?: InterPodAffinityArgs
}

export interface Profile {
  /** Pods whose `spec.schedulerName` is this. @default 'default-scheduler' */
  schedulerName: string
  /** Names of plugins, in the order in which they filter. @default kube-scheduler's */
  plugins: readonly string[]
  pluginConfig: PluginConfig
  /** Weight of a plugin's score; those not named weigh 1. @default kube-scheduler's */
  weights: Readonly<Record<string, number>>
  /** 1..100; 0 adapts it to the size of the cluster: 50 % less 1 % for each 125 nodes, at least 5 %. @default 0 */
  percentageOfNodesToScore: number
}

const FACTORIES: Readonly<Record<string, (config: PluginConfig) => Plugin>> = {
  NodeUnschedulable: nodeUnschedulable,
  NodeName: nodeName,
  TaintToleration: taintToleration,
  NodeAffinity: config => nodeAffinity(config.NodeAffinity),
  NodePorts: nodePorts,
  NodeResourcesFit: config => nodeResourcesFit(config.NodeResourcesFit),
  VolumeRestrictions: volumeRestrictions,
  VolumeBinding: volumeBinding,
  VolumeZone: volumeZone,
  PodTopologySpread: config => podTopologySpread(config.PodTopologySpread),
  InterPodAffinity: config => interPodAffinity(config.InterPodAffinity),
  NodeResourcesBalancedAllocation: config => nodeResourcesBalancedAllocation(config.NodeResourcesBalancedAllocation),
  ImageLocality: imageLocality,
}

export const DEFAULT_PROFILE: Profile = {
  schedulerName: 'default-scheduler',
  plugins: Object.keys(FACTORIES),
  pluginConfig: { NodeResourcesFit: { oversizedIsUnresolvable: true } },
  weights: { TaintToleration: 3, NodeAffinity: 2, PodTopologySpread: 2, InterPodAffinity: 2 },
  percentageOfNodesToScore: 0,
}

/** A plugin by its upstream name. @throws Error when there is none of that name */
export function createPlugin(name: string, config: PluginConfig = {}): Plugin {
  const create = FACTORIES[name]
  if (!create) throw new Error(`unknown scheduler plugin "${name}"`)
  return create(config)
}
