/** What the volumes figure draws: the cluster, its disks, and what keeps a pod or a claim waiting, in upstream's own words. */
import { parseTimestamp } from '../../../engine/kubernetes/apimachinery/clock.ts'
import { findCondition } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { SELECTED_NODE_ANNOTATION } from '../../../engine/kubernetes/scheduler/plugins/volumebinding.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { type StageView, stageView } from '../stage/view.ts'
import { type Disk, disksOf, nameOf } from './disks.ts'
import { planOf, type VolumesInputs, type VolumesScenario } from './volumes-plan.ts'

/** Who says why something waits, and how. */
export interface Quote {
  by: string
  words: string
}

export interface VolumesView {
  stage: StageView
  disks: readonly Disk[]
  /** How often containers of a pod have come back, by its uid. */
  restarts: Readonly<Record<string, number>>
  /** Uids of pods that took another one's place: nothing else tells them from it. */
  successors: readonly string[]
  quote?: Quote
}

export function volumesView(simulation: Simulation, { scenario, params }: { scenario: VolumesScenario, params: VolumesInputs }): VolumesView {
  const { store, world } = simulation
  const pods = store.list('Pod')
  const stage = stageView(store.list('Node'), pods, undefined, world.deadNodes)
  // Where pods only come and go as they are told to, none follows another.
  const { acts: [, replace] } = planOf(scenario, params)
  const successors = scenario === 'lost' ? pods.filter(({ metadata }) => parseTimestamp(metadata.creationTimestamp) >= replace) : []
  const labels = new Map(pods.map(pod => [pod.metadata.uid, nameOf(pod)]))
  return {
    stage: {
      nodes: stage.nodes.map(node => ({ ...node, ...(scenario === 'binding' && { label: `${node.name}, ${node.cpu} CPU` }) })),
      pods: stage.pods.map(pod => ({ ...pod, label: `${labels.get(pod.uid) ?? ''}${scenario === 'binding' ? `, ${pod.cpu} CPU` : ''}`, ...(world.deadNodes.includes(pod.node) && { state: 'failed' }) })),
    },
    disks: disksOf(simulation),
    restarts: Object.fromEntries(pods.map(({ metadata: { uid = '' }, status }) => [uid, status?.containerStatuses?.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0) ?? 0])),
    successors: successors.map(({ metadata: { uid = '' } }) => uid),
    quote: quoteOf(simulation),
  }
}

/** The last word about what still waits. */
function quoteOf({ store, log }: Simulation): Quote | undefined {
  const entry = log.entries.findLast(({ reason, object: { kind, name, namespace } }) => {
    if (kind === 'PersistentVolumeClaim') {
      const claim = store.get('PersistentVolumeClaim', namespace, name)
      return reason === 'WaitForFirstConsumer' && claim?.status?.phase === 'Pending' && !claim.metadata.annotations?.[SELECTED_NODE_ANNOTATION]
    }
    const pod = kind === 'Pod' ? store.get('Pod', namespace, name) : undefined
    if (!pod || pod.metadata.deletionTimestamp)
      return false
    return (reason === 'FailedScheduling' && findCondition(pod.status?.conditions, 'PodScheduled')?.status === 'False')
      || (reason === 'FailedAttachVolume' && pod.status?.phase === 'Pending')
  })
  return entry && { by: entry.source, words: briefly(entry.message) }
}

/** The sentence that matters, and the first letters of a volume's name. */
function briefly(message: string): string {
  return message.replace(/\. (?:no new claims|preemption).*$/s, '.').replace(/pvc-(\w{4})[\w-]+/g, 'pvc-$1…')
}
