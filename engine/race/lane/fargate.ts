/**
 * Fargate: every pod gets a machine of its own, rounded up, and is placed on it once that is there. Follows the EKS user guide's
 * Fargate pages; the profile selects every pod of the lane. Leaves out Fargate's quotas and launch rates.
 */
import { fargateObstacles, fargateRequest } from '../../aws/fargate-fit.ts'
import { fargateSize, type FargateSize } from '../../aws/fargate-size.ts'
import { makeNode } from '../../kubernetes/types/make.ts'
import type { LaneContext } from './context.ts'
import type { LaneMachineRequest } from './machines.ts'
import { zonesOf } from './node-requests.ts'
import type { LaneNode, LanePod, LaneWorkload } from './objects.ts'
import { bindPod } from './pods.ts'
import type { Supply, SupplyParts } from './supply.ts'

const OWNER = 'fargate-scheduler'
const NEVER = Number.POSITIVE_INFINITY
/** How often a pod is tried again for which no zone had a machine. An assumption. */
const RETRY_MS = 60_000

export function fargateSupply({ machines, outages }: SupplyParts, ctx: LaneContext): Supply {
  const zones = zonesOf(ctx.inputs.options)
  const sizes = new Map<LaneWorkload, FargateSize | null>()
  const machineOf = new Map<LanePod, LaneNode>()
  const podOf = new Map<LaneNode, LanePod>()
  let turn = 0

  // Pods of the time before the race are placed at once.
  ctx.on('podCreated', pod => pod.createdAt >= 0 && ask(pod))
  ctx.handle(OWNER, (key) => {
    const pod = ctx.pods[Number(key)]
    if (pod && pod.goneAt === NEVER) ask(pod)
  })
  ctx.on('nodeReady', (node) => {
    const pod = podOf.get(node)
    if (!pod) return
    // Fargate bills from the download of the image on.
    node.span.billedFrom = ctx.clock.now
    bindPod(pod, node, ctx)
  })
  ctx.on('podGone', (pod) => {
    const node = machineOf.get(pod)
    if (!node) return
    machineOf.delete(pod)
    podOf.delete(node)
    machines.remove(node)
  })

  function ask(pod: LanePod): void {
    const request = requestFor(pod.workload)
    if (request === 'refused') return
    if (request === 'no-zone') return ctx.after(RETRY_MS, OWNER, String(pod.id))
    const node = machines.request(request, ctx.inputs.times.startSeconds.fargate)
    node.span.billedFrom = NEVER
    own(pod, node)
  }

  function own(pod: LanePod, node: LaneNode): void {
    machineOf.set(pod, node)
    podOf.set(node, pod)
  }

  function requestFor(workload: LaneWorkload): LaneMachineRequest | 'refused' | 'no-zone' {
    const size = sizeOf(workload)
    if (!size) return 'refused'
    const up = zones.filter(zone => !outages.isDown(zone))
    const zone = up[turn++ % up.length]
    if (zone === undefined) return 'no-zone'
    const template = makeNode('', { cpu: String(size.vcpu), memory: `${size.memoryGB}Gi`, pods: '1', zone })
    return { template, daemonPods: [], type: '', fargate: size, zone, system: workload.index > 0 }
  }

  /** What Fargate bills for a pod; null, and said once, where it does not run it. */
  function sizeOf(workload: LaneWorkload): FargateSize | null {
    const known = sizes.get(workload)
    if (known !== undefined) return known
    const { name, namespace, template } = workload
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: template.spec }
    const obstacles = fargateObstacles(pod)
    const size = obstacles.length > 0 ? null : fargateSize(fargateRequest(pod))
    if (!size) ctx.log(OWNER, { kind: 'Pod', name, namespace }, 'Warning', 'FailedScheduling', `Pod not supported on Fargate: ${obstacles.map(({ code }) => code).join(', ')}`)
    sizes.set(workload, size)
    return size
  }

  return {
    begin: () => [],
    place: (pod) => {
      const request = requestFor(pod.workload)
      if (typeof request === 'string') return false
      const node = machines.existing(request)
      own(pod, node)
      bindPod(pod, node, ctx)
      return true
    },
  }
}
