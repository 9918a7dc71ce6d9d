/** The table of docs/race.md: SimKube's runs beside the same trace here. */
import { CLUSTER_AUTOSCALER_MACHINES, CLUSTER_AUTOSCALER_POD_SECONDS, KARPENTER_MACHINES, KARPENTER_POD_SECONDS, KARPENTER_WAITS, type Wait } from './published.ts'
import type { Replayed } from './replay.ts'

export const rangeOf = (values: readonly number[]): [least: number, most: number] => [Math.min(...values), Math.max(...values)]
export const machineCount = (machines: Readonly<Record<number, number>>) => Object.values(machines).reduce((sum, count) => sum + count, 0)
export const vcpuOf = (machines: Readonly<Record<number, number>>) => Object.entries(machines).reduce((sum, [vcpu, count]) => sum + Number(vcpu) * count, 0)

const range = (values: readonly number[]) => rangeOf(values).join(' to ')
const sizes = (machines: Readonly<Record<number, number>>) => Object.entries(machines).map(([vcpu, count]) => `${count} of ${vcpu} vCPU`).join(', ')
const most = (waits: readonly Wait[]) => waits.map(wait => wait.most).join(', ')

export function simkubeTable(karpenter: Replayed, clusterAutoscaler: readonly Replayed[]): string {
  const machines = clusterAutoscaler.map(run => run.machines)
  const rows = [
    ['Karpenter: machines', sizes(KARPENTER_MACHINES), sizes(karpenter.machines)],
    ['pods that wait, one wait after the other', most(KARPENTER_WAITS), most(karpenter.waits)],
    ['pod-seconds of waiting', range(KARPENTER_POD_SECONDS), String(karpenter.podSeconds)],
    ['Cluster Autoscaler: most machines', range(CLUSTER_AUTOSCALER_MACHINES.map(machineCount)), range(machines.map(machineCount))],
    ['their vCPU together', range(CLUSTER_AUTOSCALER_MACHINES.map(vcpuOf)), range(machines.map(vcpuOf))],
    ['pod-seconds of waiting', range(CLUSTER_AUTOSCALER_POD_SECONDS), range(clusterAutoscaler.map(run => run.podSeconds))],
  ]
  return [['', 'SimKube, ten runs', `here, one run of Karpenter and ${clusterAutoscaler.length} of Cluster Autoscaler`], ['---', '---', '---'], ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}
