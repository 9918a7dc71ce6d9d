/**
 * Placements a second: the scheduler as it is, beside the same plugins without sampling, and beside a plain loop that
 * keeps no sums. Ratios hold on any machine; the rates are this one's.
 */
import { Random } from '../engine/kubernetes/apimachinery/random.ts'
import { podRequests, amountsOf } from '../engine/kubernetes/apimachinery/resources.ts'
import { Framework, Scheduler, Snapshot, podInfoOf } from '../engine/kubernetes/scheduler/index.ts'
import type { Node, Pod } from '../engine/kubernetes/types/index.ts'
import { WORKLOADS, makeNodes } from './workloads.ts'
import type { Workload } from './workloads.ts'

export interface PlacementResult {
  workload: string
  nodes: number
  pods: number
  /** From an empty cluster to the last pod. */
  perSecond: number
  /** How many times as fast as the same without sampling, where every node is filtered and scored. */
  overUnsampled: number
  /** How many times as fast as a plain loop over all nodes that adds up the pods of each node anew. */
  overNaive: number
}

/** Ratios come from turns of this length, one contender after the other, so that a busy machine slows them alike. */
const TURN_MS = 250
const TURNS = 3

/** Places the next pod. */
type Place = (index: number) => void

/** The scheduler on a cluster that already holds some of the workload's pods, evenly. */
function schedulerOn({ objects, pod }: Workload, nodes: readonly Node[], there: number, percentageOfNodesToScore: number): Place {
  const snapshot = new Snapshot([...nodes, ...objects])
  for (let i = 0; i < there; i++) snapshot.assume(podInfoOf(pod(i)), nodes[i % nodes.length]?.metadata.name ?? '')
  const scheduler = new Scheduler(Framework.forProfile({ percentageOfNodesToScore }), new Random(1))
  return (index) => {
    const next = pod(index)
    const { node } = scheduler.schedule(next, snapshot)
    if (node === undefined) throw new Error(`${next.metadata.name} found no node`)
    snapshot.assume(podInfoOf(next), node)
  }
}

/** What one would write first: for each pod, for each node, add up its pods; take the node with the most cpu free. */
function naiveOn({ pod }: Workload, nodes: readonly Node[], there: number): Place {
  const podsOf = new Map<string, Pod[]>(nodes.map(node => [node.metadata.name, []]))
  for (let i = 0; i < there; i++) podsOf.get(nodes[i % nodes.length]?.metadata.name ?? '')?.push(pod(i))
  return (index) => {
    const next = pod(index)
    const wanted = podRequests(next)
    let best: Pod[] | undefined
    let bestFree = -1
    for (const { metadata, status } of nodes) {
      const others = podsOf.get(metadata.name) ?? []
      const free = amountsOf(status?.allocatable)
      for (const other of others) {
        const taken = podRequests(other)
        for (const name in taken) free[name] = (free[name] ?? 0) - (taken[name] ?? 0)
      }
      const fits = Object.keys(wanted).every(name => (free[name] ?? 0) >= (wanted[name] ?? 0)) && others.length < (free.pods ?? 0)
      if (fits && (free.cpu ?? 0) > bestFree) {
        best = others
        bestFree = free.cpu ?? 0
      }
    }
    best?.push(next)
  }
}

/** Placements a second in one turn, of at most `left` pods. */
function takeTurn(place: Place, from: number, left: number): { placed: number, perSecond: number } {
  const start = performance.now()
  let placed = 0
  while (placed < left && performance.now() - start < TURN_MS) place(from + placed++)
  return { placed, perSecond: (placed * 1000) / (performance.now() - start) }
}

/** The rates of contenders in turns, each going on from its own half-full cluster; the median turn of each. */
function compare(contenders: readonly Place[], pods: number): number[] {
  const rates = contenders.map((): number[] => [])
  const done = contenders.map(() => 0)
  for (let turn = 0; turn < TURNS; turn++) {
    contenders.forEach((place, i) => {
      const { placed, perSecond } = takeTurn(place, pods + (done[i] ?? 0), Math.trunc(pods / 2 / TURNS))
      done[i] = (done[i] ?? 0) + placed
      rates[i]?.push(perSecond)
    })
  }
  return rates.map(turns => turns.sort((a, b) => a - b)[Math.trunc(TURNS / 2)] ?? 0)
}

function fullRun(place: Place, pods: number): number {
  const start = performance.now()
  for (let i = 0; i < pods; i++) place(i)
  return (pods * 1000) / (performance.now() - start)
}

export function benchPlacements(sizes: readonly number[], pods: number): PlacementResult[] {
  return WORKLOADS.flatMap((workload) => {
    fullRun(schedulerOn(workload, makeNodes(500), 0, 0), 2000)
    return sizes.map((size) => {
      const nodes = makeNodes(size)
      const half = Math.trunc(pods / 2)
      const [sampled = 0, unsampled = 0, naive = 0] = compare(
        [schedulerOn(workload, nodes, half, 0), schedulerOn(workload, nodes, half, 100), naiveOn(workload, nodes, half)], pods)
      return {
        workload: workload.name,
        nodes: size,
        pods,
        perSecond: fullRun(schedulerOn(workload, nodes, 0, 0), pods),
        overUnsampled: sampled / unsampled,
        overNaive: sampled / naive,
      }
    })
  })
}
