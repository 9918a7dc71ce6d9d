/** What lies between a dear lane and a cheap one: capacity that stood idle, the price of what was used, or what is paid beside machines. */
import { billAt, billedSecondsAt } from '../result/money.ts'
import type { LaneResult, RaceResult } from '../result/result.ts'

export const costCauses = ['idle', 'price', 'fees'] as const
export type CostCause = (typeof costCauses)[number]
export type CentsByCause = Readonly<Record<CostCause, number>>

/** Lines of the bill that are for machines under load; the cluster itself costs every lane the same. */
const MACHINES = /^(nodes|fargate|commitment|covered)/

/** A lane's cents to the end, without the cluster's. */
export function spendingOf(lane: LaneResult, { options, until }: Pick<RaceResult, 'options' | 'until'>): CentsByCause {
  const { lines } = billAt(lane, until, options)
  const sum = (is: (code: string) => boolean) => lines.reduce((cents, line) => is(line.code) ? cents + line.usd * 100 : cents, 0)
  const machines = sum(code => MACHINES.test(code))
  const used = usedShare(lane, until)
  return { idle: machines * (1 - used), price: machines * used, fees: sum(code => code !== 'cluster' && !MACHINES.test(code)) }
}

/** Of what the machines offered while they were paid for, the share that pods had requested: of CPU or memory, whichever is scarcer. 0 to 1. */
export function usedShare({ nodes, pods, workloads }: Pick<LaneResult, 'nodes' | 'pods' | 'workloads'>, until: number): number {
  const [offered, asked] = [{ cpu: 0, memory: 0 }, { cpu: 0, memory: 0 }]
  for (const node of nodes) {
    if (node.system || node.billedFrom >= until) continue
    const seconds = billedSecondsAt(node, until)
    offered.cpu += seconds * node.cpuMilli
    offered.memory += seconds * node.memoryBytes
  }
  pods.scheduledAt.forEach((scheduled, i) => {
    const node = nodes[pods.node[i] ?? -1]
    const size = workloads[pods.workload[i] ?? 0]
    if (!node || node.system || !size) return
    const seconds = Math.max(0, Math.min(until, pods.goneAt[i] ?? 0, node.billedUntil) - Math.max(scheduled, node.billedFrom)) / 1000
    asked.cpu += seconds * size.cpuMilli
    asked.memory += seconds * size.memoryBytes
  })
  return Math.min(1, Math.max(offered.cpu > 0 ? asked.cpu / offered.cpu : 0, offered.memory > 0 ? asked.memory / offered.memory : 0))
}
