/**
 * Packs identical pods many at a time. Follows kubernetes/autoscaler's binpacking_estimator.go: larger pods first, each where
 * the one before went or on the nodes after it, in a circle, and on a further node when none has room. Nodes that are alike
 * are kept as one run with a count, so that 150,000 pods of ten kinds are as quick as ten.
 */
import { MIB } from '../aws/node-allocatable.ts'
import type { NodeTemplate } from './node-template.ts'
import type { Exclusive } from './placement-rules.ts'
import { suitsLabels, type NodeBin, type Packing } from './node-bin.ts'
import { TOO_MANY_VOLUMES, VOLUMES, type PricedGroup } from './workload.ts'

/** Resources in the order in which the scheduler names what is lacking. */
const FIRST = ['cpu', 'memory', 'ephemeral-storage']

/** A resource, or something of which a node has one. */
interface Amount {
  name: string
  exclusive?: Exclusive
}

/** Neighbouring nodes that are alike. */
interface Run extends NodeBin {
  slots: number
  /** Room left on each node, by resource. */
  free: readonly number[]
}

/** Identical pods that look for room. */
interface Batch {
  group: number
  needs: readonly number[]
  left: number
  /** Whether copies of the template have the labels that the pods require. */
  suited: boolean
}

const UNSUITED = ["node(s) didn't match Pod's node affinity/selector"]

/** Places pods by their requests, node labels and what each node has one of. */
export function packByResources(template: NodeTemplate, groups: readonly PricedGroup[], counts: readonly number[]): Packing {
  const names = amountNames(groups)
  const fresh: Run = {
    count: 1, slots: template.podSlots, free: names.map(({ name, exclusive }) => exclusive ? Number(!template.taken.has(name)) : template.room[name] ?? 0),
    pods: [], refusedNext: [],
  }
  const unplaced: Packing['unplaced'] = []
  let runs: Run[] = []
  /** The run that begins with the node the last pod went to. */
  let last = 0

  for (const group of bySize(template, groups)) {
    const priced = groups[group]
    const left = counts[group] ?? 0
    if (!priced || left === 0) continue
    const batch: Batch = { group, needs: needsOf(priced, names), left, suited: suitsLabels(template, priced) }
    let lastRun = runs[last]
    let changed = false
    const places = new Array<Run[] | undefined>(runs.length)
    const fill = (at: number, run: Run) => {
      const filled = place(run, batch, names)
      if (!filled) return
      places[at] = filled.runs
      changed = true
      lastRun = filled.last ?? lastRun
    }
    for (let step = 0; step < runs.length && batch.left > 0; step++) {
      const at = (last + step) % runs.length
      const run = runs[at]
      if (run) fill(at, run)
    }
    const each = howMany(fresh, batch)
    if (batch.left > 0 && each > 0) fill(runs.length, { ...fresh, count: Math.ceil(batch.left / each) })
    else if (batch.left > 0) unplaced.push({ group, count: batch.left, reasons: lacking(fresh, batch, names) })
    if (changed) runs = spliced(runs, places)
    // The estimate shows such a pod to an empty node, which it keeps for the next pods.
    if (batch.left > 0 && each === 0 && runs.at(-1)?.pods.length !== 0) runs.push({ ...fresh })
    last = Math.max(lastRun ? runs.indexOf(lastRun) : 0, 0)
  }
  const bins = runs.filter(run => run.pods.length > 0)
    .map(({ count, pods, refusedNext }) => ({ count, pods, refusedNext }))
  return { bins, nodes: bins.reduce((sum, bin) => sum + bin.count, 0), unplaced }
}

/** The runs with those that were filled in place of what they were. */
function spliced(runs: readonly Run[], places: readonly (Run[] | undefined)[]): Run[] {
  const result: Run[] = []
  for (let at = 0; at < places.length; at++) {
    const replacement = places[at]
    const run = runs[at]
    if (replacement) result.push(...replacement)
    else if (run) result.push(run)
  }
  return result
}

/**
 * Fills a run's nodes one after the other; `last` is the node of the batch's last pod where it ends here.
 * Undefined when no node of the run has room.
 */
function place(run: Run, batch: Batch, names: readonly Amount[]): { runs: Run[], last?: Run } | undefined {
  const each = howMany(run, batch)
  if (each === 0) {
    noteRefusal(run, batch, names)
    return undefined
  }
  if (batch.left > each * run.count) {
    batch.left -= each * run.count
    const filled = put(run, batch, each, run.count)
    noteRefusal(filled, batch, names)
    return { runs: [filled] }
  }
  const before = Math.ceil(batch.left / each) - 1
  const last = put(run, batch, batch.left - before * each, 1)
  batch.left = 0
  const runs = [last]
  if (before > 0) {
    const filled = put(run, batch, each, before)
    noteRefusal(filled, batch, names)
    runs.unshift(filled)
  }
  if (run.count - before > 1) runs.push({ ...run, count: run.count - before - 1 })
  return { runs, last }
}

/** How many pods of the batch one node of the run has room for. What is not requested is never lacking. */
function howMany({ slots, free }: Run, { needs, suited }: Batch): number {
  let most = suited ? slots : 0
  for (let i = 0; i < needs.length; i++) {
    const need = needs[i] ?? 0
    if (need > 0) most = Math.min(most, Math.floor((free[i] ?? 0) / need))
  }
  return Math.max(most, 0)
}

/** So many of the run's nodes with so many of the batch's pods on each. */
function put(run: Run, { group, needs }: Batch, pods: number, count: number): Run {
  const free = run.free.slice()
  for (let i = 0; i < free.length; i++) free[i] = (free[i] ?? 0) - (needs[i] ?? 0) * pods
  return { count, slots: run.slots - pods, free, pods: [...run.pods, { group, count: pods }], refusedNext: run.refusedNext }
}

/** Notes why the next pod goes elsewhere, unless one did already. */
function noteRefusal(run: Run, batch: Batch, names: readonly Amount[]): void {
  if (run.refusedNext.length === 0) run.refusedNext = lacking(run, batch, names)
}

/** Why a node refuses one more pod, in the scheduler's words: of the first plugin that does. */
function lacking({ slots, free }: Run, { needs, suited }: Batch, names: readonly Amount[]): readonly string[] {
  if (!suited) return UNSUITED
  const short = names.filter((_, i) => (needs[i] ?? 0) > 0 && (needs[i] ?? 0) > (free[i] ?? 0))
  const taken = (before: boolean) => short.find(({ exclusive }) => exclusive?.beforeRequests === before)?.exclusive?.reason
  const port = taken(true)
  if (port) return [port]
  const requests = short.filter(({ name, exclusive }) => !exclusive && name !== VOLUMES).map(({ name }) => `Insufficient ${name}`)
  if (slots < 1) requests.unshift('Too many pods')
  if (requests.length > 0) return requests
  if (short.some(({ name }) => name === VOLUMES)) return [TOO_MANY_VOLUMES]
  const apart = taken(false)
  return apart ? [apart] : []
}

function amountNames(groups: readonly PricedGroup[]): Amount[] {
  const others = new Set<string>()
  const exclusives = new Map<string, Exclusive>()
  for (const { requests, exclusive } of groups) {
    for (const name in requests) if (!FIRST.includes(name)) others.add(name)
    for (const one of exclusive) exclusives.set(one.key, one)
  }
  const resources = [...FIRST, ...[...others].sort()].map((name): Amount => ({ name }))
  return [...resources, ...[...exclusives].map(([name, exclusive]) => ({ name, exclusive }))]
}

function needsOf({ requests, exclusive }: PricedGroup, names: readonly Amount[]): number[] {
  return names.map(amount => amount.exclusive ? Number(exclusive.some(({ key }) => key === amount.name)) : requests[amount.name] ?? 0)
}

/** Groups by the share of a node's cpu plus the share of its memory, larger first. */
export function bySize(template: NodeTemplate, groups: readonly PricedGroup[]): number[] {
  const { cpuMilli, memoryMiB } = template.allocatable
  const share = (amount: number, of: number) => of > 0 ? amount / of : 0
  const sizes = groups.map(({ requests }) => share(requests.cpu ?? 0, cpuMilli) + share(requests.memory ?? 0, memoryMiB * MIB))
  return sizes.map((_, group) => group).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0))
}
