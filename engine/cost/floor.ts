/** What nodes of a type must cost at the least: quick to work out, and enough to pass over most types without packing on them. */
import type { NodeTemplate } from './node-template.ts'
import type { PlanInput } from './node-plan.ts'

/** Nodes at each level, as if pods could be cut to fit, and no fewer than the zones that have pods. */
function leastNodes({ room, podSlots }: NodeTemplate, { workload: { groups }, options }: PlanInput, replicas: readonly number[], whole: boolean): number {
  let cpu = 0
  let memory = 0
  let pods = 0
  let most = 0
  for (const [index, { requests }] of groups.entries()) {
    const given = replicas[index] ?? 0
    const count = groups[index]?.always ? given : given * (1 + options.headroom)
    if (count === 0) continue
    pods += count
    most = Math.max(most, count)
    cpu += count * (requests.cpu ?? 0)
    memory += count * (requests.memory ?? 0)
  }
  if (pods === 0) return 0
  const share = (amount: number, of: number) => amount === 0 ? 0 : of > 0 ? amount / of : Number.POSITIVE_INFINITY
  const cut = Math.max(share(cpu, room.cpu ?? 0), share(memory, room.memory ?? 0), share(pods, podSlots))
  // Groups that keep together use fewer zones than they have pods.
  const zones = groups.some(({ together, near }) => together || near.length > 0) ? 1 : Math.min(options.zones, Math.ceil(most - 1e-9))
  return whole ? Math.max(Math.ceil(cut - 1e-9), zones) : cut
}

/** USD of a month below which no packing on the type can come. `fixed` keeps the busiest hour's nodes all month. */
export function floorUsd(template: NodeTemplate, hourUsd: number, input: PlanInput, fixed: boolean): number {
  let usd = 0
  let peak = 0
  let hours = 0
  for (const level of input.levels) {
    const nodes = leastNodes(template, input, level.replicas, true)
    peak = Math.max(peak, nodes)
    hours += level.hours
    usd += nodes * level.hours * hourUsd
  }
  return fixed ? peak * hourUsd * Math.max(hours, 0) : usd
}

/** USD an hour of the type for the load of the busiest hour, cut to fit: its price for this mix of pods, however many there are. */
export function densityUsd(template: NodeTemplate, hourUsd: number, input: PlanInput): number {
  return leastNodes(template, input, input.workload.groups.map(({ replicas }) => replicas), false) * hourUsd
}
