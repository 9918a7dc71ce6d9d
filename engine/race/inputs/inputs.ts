/** What a race is run with: plain data, every number an input in plain sight. `read.ts` checks it, `params.ts` labels it. */
import type { StartKind } from '../../../data/timings.ts'
import type { StartRange } from '../../aws/ec2/machine-start.ts'
import type { CostOptions } from '../../cost/index.ts'
import type { HorizontalPodAutoscalerBehavior, IntOrString, PodTemplateSpec } from '../../kubernetes/types/index.ts'
import type { LoadPoint } from './curve.ts'

/** Who scales the nodes. */
export const laneKinds = ['fixed', 'cluster-autoscaler', 'karpenter', 'fargate', 'auto-mode'] as const
export type LaneKind = (typeof laneKinds)[number]

export interface LaneSpec {
  kind: LaneKind
  /** Nodes that you set up and update yourself, in place of a managed node group: `fixed` and `cluster-autoscaler` only. @default false */
  selfManaged?: boolean
}

/** The pods of one Deployment. */
export interface RaceWorkload {
  name: string
  template: PodTemplateSpec
  /** Of its PodDisruptionBudget; null: it has none. */
  maxUnavailable: IntOrString | null
}

/** Its HorizontalPodAutoscaler. */
export interface HpaInputs {
  minReplicas: number
  maxReplicas: number
  /** Percent of the CPU request. */
  targetUtilization: number
  /** Millicores a pod in place of it; null: the percentage holds. */
  targetMilli: number | null
  /** Null: upstream's defaults. */
  behavior: HorizontalPodAutoscalerBehavior | null
}

export interface ServingInputs {
  /** Requests a second that one ready pod serves at the most. */
  requestsPerSecondPerPod: number
  /** Milliseconds of CPU that one request takes. */
  cpuMsPerRequest: number
  /** Requests that may wait for their turn; null: what is above capacity is lost. */
  queueBound: number | null
}

/** How long things take, in seconds. */
export interface RaceTimes {
  /** From the request for a machine to its Ready node: the fastest and the slowest. */
  startSeconds: Readonly<Record<StartKind, StartRange>>
  /** An image that the node does not have yet. */
  imagePullSeconds: number
  /** From the container's start to the application answering its probe. */
  appStartSeconds: number
  /** From SIGTERM to the end of a pod. */
  appStopSeconds: number
}

/** Nodes of a node group. */
export interface GroupInputs {
  /** Nodes of the fixed lane; null: those that the pods of the load's peak need. */
  fixedNodes: number | null
  /** Of the group that Cluster Autoscaler moves. */
  minNodes: number
  maxNodes: number
}

export type RaceFault =
  /** A zone is cut off: nothing answers and nothing starts there, for so many seconds. */
  | { at: number, kind: 'zone', zone: number, seconds: number }
  /** The machine with the most pods ends. */
  | { at: number, kind: 'node' }
  /** EC2 takes a share of the Spot instances back, two minutes after its notice. */
  | { at: number, kind: 'spot', share: number }

export interface RaceInputs {
  /** Start times, ties and phases are drawn from it. */
  seed: number
  /** The load; its last point is the end of the race. */
  load: readonly LoadPoint[]
  workload: RaceWorkload
  serving: ServingInputs
  hpa: HpaInputs
  times: RaceTimes
  group: GroupInputs
  lanes: readonly LaneSpec[]
  faults: readonly RaceFault[]
  /** Region, zones, instance type, how nodes are bought: as the cost model has them. */
  options: CostOptions
}
