/** What a control plane consists of, and how long things take in it. */
import type { SimulationConfig } from '../../kubernetes/simulation/config.ts'

export interface ControlPlaneConfig {
  /** @default three zones of ap-northeast-2 */
  controlPlaneZones: readonly string[]
  /** @default 2 */
  apiServers: number
  /** @default 3 */
  etcdMembers: number
  /** etcd's --heartbeat-interval. EKS does not publish its own: etcd's default is assumed. @default 100 ms */
  etcdHeartbeatMs: number
  /** etcd's --election-timeout; each member waits so long and up to twice as long. EKS does not publish its own. @default 1000 ms */
  etcdElectionTimeoutMs: number
  /** Whether somebody replaces what is broken, as EKS does. @default true */
  controlPlaneRepair: boolean
  /** From a machine's end until EKS knows of it. An assumption: AWS publishes no time. @default 60 s */
  controlPlaneDetectMs: number
  /** From there until its replacement works. An assumption: AWS publishes no time. @default 180 s */
  controlPlaneReplaceMs: number
  /** From one read and write of the clients to the next. An assumption. @default 1 s */
  clientIntervalMs: number
}

declare module '../../kubernetes/simulation/config.ts' {
  interface SimulationConfig extends ControlPlaneConfig {}
}

export const CONTROL_PLANE_CONFIG = {
  controlPlaneZones: ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2c'],
  apiServers: 2,
  etcdMembers: 3,
  etcdHeartbeatMs: 100,
  etcdElectionTimeoutMs: 1_000,
  controlPlaneRepair: true,
  controlPlaneDetectMs: 60_000,
  controlPlaneReplaceMs: 180_000,
  clientIntervalMs: 1_000,
} satisfies Partial<SimulationConfig>

/** How long etcd works on a request (ms): 5 s, and two election timeouts for a leader to be found (server/config/config.go, ReqTimeout). */
export function etcdRequestTimeout({ etcdElectionTimeoutMs }: ControlPlaneConfig): number {
  return 5_000 + 2 * etcdElectionTimeoutMs
}
