/** The trace on the engine's own Karpenter and Cluster Autoscaler, with machines as KWOK has them: there within a second, whole but for what Karpenter's KWOK provider keeps back. */
import { instanceTypes } from '../../../../data/instance-types.ts'
import { ec2Price } from '../../../../data/prices.ts'
import type { OfferedType } from '../../../../engine/aws/karpenter/instancetype.ts'
import { Lane, nodePool, pods } from '../../aws/karpenter/lane.ts'
import { TestLane } from '../../autoscaler/support/lane.ts'
import { CHANGES, arrivalMs, DEPLOYMENTS, END } from './trace.ts'
import type { Wait } from './published.ts'

export interface Replayed {
  waits: Wait[]
  /** Pods waiting, summed over the seconds. */
  podSeconds: number
  /** The most machines of each size (vCPU). */
  machines: Record<number, number>
}

const START_MS = 500
const KEPT_BACK = { cpu: 100, memory: 10 * 2 ** 20 }
/** vCPU of the sizes from xlarge on that are no metal, by generation. */
const SIZES = { '6i': [4, 8, 16, 32, 48, 64, 96, 128], '7i': [4, 8, 16, 32, 48, 64, 96, 192], '6a': [4, 8, 16, 32, 48, 64, 96, 128, 192], '7a': [4, 8, 16, 32, 48, 64, 96, 128, 192] } as const

/**
 * Of its twelve families those whose prices the deck knows; larger sizes cost in proportion. Which family is the cheapest changes names,
 * not sizes.
 */
function offeredTypes(): OfferedType[] {
  return instanceTypes.filter(({ name }) => /^[cmr][67][ai]\.xlarge$/.test(name)).flatMap((xlarge) => {
    const price = ec2Price('us-east-1', xlarge.name)
    const family = xlarge.name.replace('.xlarge', '')
    const sizes = SIZES[family.slice(1) as keyof typeof SIZES]
    return sizes.map((vcpu): OfferedType => {
      const name = vcpu === 4 ? xlarge.name : `${family}.${vcpu / 4}xlarge`
      const capacity = { cpu: vcpu * 1_000, memory: xlarge.memoryMiB * vcpu / 4 * 2 ** 20, pods: 110 }
      return {
        name, type: { ...xlarge, name, vcpu, memoryMiB: xlarge.memoryMiB * vcpu / 4 }, labels: {}, capacity,
        allocatable: { ...capacity, cpu: capacity.cpu - KEPT_BACK.cpu, memory: capacity.memory - KEPT_BACK.memory },
        offerings: price.known ? [{ zone: 'a', capacityType: 'on-demand', price: price.usd * vcpu / 4 }] : [],
      }
    })
  })
}

/** Karpenter, with the defaults of its NodePool. */
export function replayKarpenter(): Replayed {
  const types = offeredTypes()
  const vcpuOf = new Map(types.map(({ name, type }) => [name, type.vcpu]))
  const lane = new Lane({ types, pools: [nodePool('default', { requirements: [] })], daemonPods: [], startMs: START_MS })
  const podsOf = (name: string, from: number, to: number) => pods(to, { cpu: '1', memory: '1Gi' }, name).slice(from)
  const replicas = new Map<string, number>()
  const changes = [...DEPLOYMENTS.map((name, n) => ({ at: arrivalMs(n), name, to: 1 })), ...CHANGES.map(([second, name, to]) => ({ at: second * 1_000, name, to }))]
  const seen = watch()
  for (let second = 0; second <= END; second++) {
    for (const { at, name, to } of changes.filter(one => Math.ceil(one.at / 1_000) === second)) {
      lane.runUntil(at)
      const from = replicas.get(name) ?? 0
      if (to > from) lane.add(podsOf(name, from, to))
      else lane.remove(new Set(podsOf(name, to, from).map(({ metadata }) => metadata.name)))
      replicas.set(name, to)
    }
    lane.runUntil(second * 1_000)
    seen.look(second, lane.pendingCount, lane.typeNames().map(name => vcpuOf.get(name) ?? 0))
  }
  return seen.result
}

/**
 * Cluster Autoscaler as it was then: groups of 102 types, of which it picks any that helps (expander random), a scan every ten seconds.
 * @param phase seconds from a scan to the first pods
 */
export function replayClusterAutoscaler(seed: number, phase: number): Replayed {
  const groups = ['c', 'm', 'r'].flatMap(() => Object.values(SIZES).flatMap(sizes => sizes.map(vcpu => ({ cpu: vcpu * 1_000, minSize: 0, maxSize: 100, startSeconds: 1, fails: false }))))
  const lane = new TestLane({
    seed, groups, apps: DEPLOYMENTS.map(() => ({ cpu: 1_000, minAvailable: 0 })), options: { expanders: ['random'], frequentLoops: false }, everyScan: true,
    load: [
      ...DEPLOYMENTS.map((_, app) => ({ at: phase + Math.ceil(arrivalMs(app) / 1_000), app, replicas: 1 })),
      ...CHANGES.map(([second, name, replicas]) => ({ at: phase + second, app: DEPLOYMENTS.indexOf(name), replicas })),
    ],
  })
  const seen = watch()
  lane.run(phase + END, {
    watch: () => seen.look(lane.now / 1_000 - phase, lane.pending.length, lane.provider.nodeGroups().flatMap(({ instances }, i) => instances.map(() => (groups[i]?.cpu ?? 0) / 1_000))),
  })
  return seen.result
}

/** Keeps what a run shows, second by second. */
function watch(): { result: Replayed, look: (second: number, pending: number, vcpus: readonly number[]) => void } {
  const result: Replayed = { waits: [], podSeconds: 0, machines: {} }
  let last: Wait | undefined
  return {
    result,
    look: (second, pending, vcpus) => {
      result.podSeconds += pending
      if (pending === 0) last = undefined
      else {
        if (!last) result.waits.push(last = { from: second, most: 0, seconds: 0 })
        last.most = Math.max(last.most, pending)
        last.seconds++
      }
      for (const vcpu of new Set(vcpus)) result.machines[vcpu] = Math.max(result.machines[vcpu] ?? 0, vcpus.filter(one => one === vcpu).length)
    },
  }
}
