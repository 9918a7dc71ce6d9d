/**
 * Groups alike but for their zone, grown evenly (--balance-similar-node-groups). Models
 * cluster-autoscaler/processors/nodegroupset/balancing_processor.go and compare_nodegroups.go.
 */
import { amountsOf } from '../apimachinery/resources.ts'
import type { ResourceAmounts } from '../apimachinery/resources.ts'
import { podInfoOf } from '../scheduler/podinfo.ts'
import { HOSTNAME_LABEL, REGION_LABEL, ZONE_LABEL } from '../types/wellknown.ts'
import type { NodeGroup } from './cloudprovider.ts'
import type { ScaleUpInfo } from './result.ts'

const IGNORED_LABELS: readonly string[] = [HOSTNAME_LABEL, ZONE_LABEL, REGION_LABEL, 'failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region']
/** Shares by which two groups may differ: --memory-difference-ratio, --max-allocatable- and --max-free-difference-ratio. */
const MEMORY_RATIO = 0.015
const ALLOCATABLE_RATIO = 0.05
const FREE_RATIO = 0.05

/** Whether nodes of two groups are alike: resources, what their DaemonSets leave, and labels but for where they are. */
export function areSimilarGroups(a: NodeGroup, b: NodeGroup): boolean {
  const capacity = [amountsOf(a.template.status?.capacity), amountsOf(b.template.status?.capacity)] as const
  const allocatable = [amountsOf(a.template.status?.allocatable), amountsOf(b.template.status?.allocatable)] as const
  return within(capacity, name => (name === 'memory' ? MEMORY_RATIO : 0))
    && within(allocatable, () => ALLOCATABLE_RATIO)
    && within([freeOf(a, allocatable[0]), freeOf(b, allocatable[1])], () => FREE_RATIO)
    && haveEqualLabels(a, b)
}

/** Spreads new nodes over groups so that the smallest grows first; none grows beyond its maximum. */
export function balanceScaleUp(groups: readonly NodeGroup[], newNodes: number): ScaleUpInfo[] {
  const infos = groups.filter(({ targetSize, maxSize }) => targetSize < maxSize)
    .map(({ id, targetSize, maxSize }) => ({ groupId: id, currentSize: targetSize, newSize: targetSize, maxSize }))
    .sort((a, b) => a.currentSize - b.currentSize)
  for (let left = newNodes; left > 0; left--) {
    const smallest = infos.filter(({ newSize, maxSize }) => newSize < maxSize).reduce<typeof infos[0] | undefined>((least, info) => (least && least.newSize <= info.newSize ? least : info), undefined)
    if (!smallest) break
    smallest.newSize++
  }
  return infos.filter(({ newSize, currentSize }) => newSize > currentSize)
}

function within([a, b]: readonly [ResourceAmounts, ResourceAmounts], ratioOf: (name: string) => number): boolean {
  return Object.keys({ ...a, ...b }).every((name) => {
    const [x, y] = [a[name], b[name]]
    return x !== undefined && y !== undefined && Math.abs(x - y) <= Math.max(x, y) * ratioOf(name)
  })
}

function freeOf({ daemonPods }: NodeGroup, allocatable: ResourceAmounts): ResourceAmounts {
  const free = { cpu: allocatable.cpu ?? 0, memory: allocatable.memory ?? 0 }
  for (const { requests } of daemonPods.map(pod => podInfoOf(pod))) {
    free.cpu -= requests.milliCPU
    free.memory -= requests.memory
  }
  return free
}

function haveEqualLabels({ template: { metadata: { labels: a = {} } } }: NodeGroup, { template: { metadata: { labels: b = {} } } }: NodeGroup): boolean {
  return Object.keys({ ...a, ...b }).every(label => IGNORED_LABELS.includes(label) || a[label] === b[label])
}
