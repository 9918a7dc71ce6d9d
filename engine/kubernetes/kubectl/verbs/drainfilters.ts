/** Which pods a drain takes off a node, and why it may not. Models kubectl/pkg/drain/filters.go. */
import { controllerOf, isPodTerminal } from '../../apimachinery/meta.ts'
import type { DrainOptions } from '../../controllers/drain.ts'
import { podsToDrain } from '../../controllers/drain.ts'
import type { Pod } from '../../types/index.ts'
import type { Invocation } from '../targets.ts'

/** `default/web-1`. */
export const fullName = ({ metadata }: Pod) => `${metadata.namespace}/${metadata.name}`

export interface Sorted {
  evict: Pod[]
  warnings: string[]
  errors: string[]
}

/** Which pods of a node a drain evicts, and why it may not, or only says so. */
export function sortOut(call: Invocation, node: string, options: DrainOptions): Sorted {
  const pods = podsToDrain(call.store.listPodsByNode(node), options, true)
  const ofDaemonSets: Pod[] = []
  const bare: Pod[] = []
  const local: Pod[] = []
  const evict: Pod[] = []
  for (const pod of pods.sort((a, b) => (fullName(a) < fullName(b) ? -1 : 1))) {
    const owner = controllerOf(pod)
    if (owner?.kind === 'DaemonSet' && !isPodTerminal(pod)) {
      ofDaemonSets.push(pod)
      continue
    }
    evict.push(pod)
    if (isPodTerminal(pod)) continue
    if (pod.spec.volumes?.some(({ emptyDir }) => emptyDir !== undefined)) local.push(pod)
    if (!owner) bare.push(pod)
  }
  const names = (list: readonly Pod[]) => list.map(fullName).join(', ')
  const warnings: string[] = []
  const errors: string[] = []
  const judge = (list: readonly Pod[], allowed: boolean, error: string, warning?: string) => {
    if (list.length === 0) return
    if (!allowed) errors.push(`${error}: ${names(list)}`)
    else if (warning) warnings.push(`${warning}: ${names(list)}`)
  }
  judge(ofDaemonSets, call.has('ignore-daemonsets'), 'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)', 'ignoring DaemonSet-managed Pods')
  judge(local, call.has('delete-emptydir-data'), 'cannot delete Pods with local storage (use --delete-emptydir-data to override)')
  judge(bare, call.has('force'), 'cannot delete Pods that declare no controller (use --force to override)', 'deleting Pods that declare no controller')
  return { evict, warnings, errors }
}
