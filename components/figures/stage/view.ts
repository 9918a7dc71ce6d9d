/** What the stage draws, read from the engine's own objects: nothing here is a model of its own. */
import { amountsOf, podRequests } from '../../../engine/kubernetes/apimachinery/resources.ts'
import { findCondition, isPodReady, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { Node, Pod } from '../../../engine/kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../../engine/kubernetes/types/wellknown.ts'

/** How a pod is drawn: by fill and mark, never by colour alone. */
export const podStates = ['waiting', 'creating', 'running', 'ready', 'terminating', 'failed'] as const
export type PodState = (typeof podStates)[number]

export interface StagePod {
  uid: string
  name: string
  /** What is written on it. @default its name */
  label?: string
  /** Empty while it waits for a node. */
  node: string
  state: PodState
  /** Requested cores, and GiB. */
  cpu: number
  memory: number
  /** What is said beside its name, where the figure has something to say. */
  note?: string
  /** What every node carries beside what the figure is about: it steps back. */
  aside?: boolean
  /** A version's number, drawn on the pod and as a tone; absent where versions play no part. */
  version?: number
  /** Whether its container has been started again. */
  restarted?: boolean
  /** Whether it does not answer yet although it counts as ready: it looks as one that is not. */
  deaf?: boolean
}

export interface StageNode {
  name: string
  /** What is written on it. @default its name */
  label?: string
  /** Empty when the node has none. */
  zone: string
  /** Allocatable cores, and GiB. */
  cpu: number
  memory: number
  ready: boolean
  /** Its machine is on its way. */
  starting?: boolean
  /** Its machine has been given back: only its outline is left. */
  gone?: boolean
  /** Only system pods run on it. */
  system?: boolean
  /** Its machine does not answer, whatever the API server knows of it yet. */
  dead?: boolean
  cordoned: boolean
  /** Taints of its own, as `key=value:Effect`; those that the control plane sets are said by the node's state. */
  taints: readonly string[]
}

export interface StageView {
  nodes: readonly StageNode[]
  pods: readonly StagePod[]
}

const GIB = 2 ** 30
/** Whether a taint is one that the control plane keeps in step with a node's conditions. */
export const isConditionTaint = (key: string) => key.startsWith('node.kubernetes.io/')

type PodWords = Pick<StagePod, 'note' | 'version' | 'restarted' | 'deaf'>

/**
 * @param words what the figure says of a pod beside its name, or marks it with
 * @param dead names of nodes whose machines do not answer
 */
export function stageView(nodes: readonly Node[], pods: readonly Pod[], words: (pod: Pod) => PodWords = () => ({}), dead: readonly string[] = []): StageView {
  return { nodes: nodes.map(node => ({ ...stageNode(node), ...(dead.includes(node.metadata.name) && { dead: true }) })), pods: pods.map(pod => stagePod(pod, words)) }
}

function stageNode({ metadata, spec, status }: Node): StageNode {
  const { cpu = 0, memory = 0 } = amountsOf(status?.allocatable ?? {})
  return {
    name: metadata.name,
    zone: metadata.labels?.[ZONE_LABEL] ?? '',
    cpu: cpu / 1000,
    memory: memory / GIB,
    ready: findCondition(status?.conditions, 'Ready')?.status === 'True',
    cordoned: spec?.unschedulable === true,
    taints: (spec?.taints ?? []).filter(({ key }) => !isConditionTaint(key)).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
  }
}

/** Requested cores, and GiB. */
export function requestsOf(pod: Pod): { cpu: number, memory: number } {
  const { cpu = 0, memory = 0 } = podRequests(pod)
  return { cpu: cpu / 1000, memory: memory / GIB }
}

export function stagePod(pod: Pod, words: (pod: Pod) => PodWords = () => ({})): StagePod {
  return {
    uid: pod.metadata.uid ?? pod.metadata.name,
    name: pod.metadata.name,
    node: pod.spec.nodeName ?? '',
    state: podState(pod),
    ...requestsOf(pod),
    ...words(pod),
  }
}

export function podState(pod: Pod): PodState {
  if (isTerminating(pod))
    return 'terminating'
  if (pod.status?.phase === 'Failed' || pod.status?.containerStatuses?.some(({ state }) => state?.waiting?.reason?.endsWith('BackOff')))
    return 'failed'
  if (!pod.spec.nodeName)
    return 'waiting'
  if (pod.status?.phase !== 'Running')
    return 'creating'
  return isPodReady(pod) ? 'ready' : 'running'
}
