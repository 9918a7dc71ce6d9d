/**
 * Taint eviction: deletes pods that do not tolerate their node's NoExecute taints, each at its time.
 * Models pkg/controller/tainteviction/taint_eviction.go. An eviction that is planned keeps its time, whatever taints or tolerations
 * come (processPodOnNode): only one that need not be any more, or must be at once, changes it.
 */
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { isTerminating, keyOf } from '../apimachinery/meta.ts'
import type { Node, Pod, Taint, Toleration } from '../types/index.ts'
import { markDisrupted } from '../scheduler/podconditions.ts'
import { findUntoleratedTaint, toleratesTaint } from '../scheduler/taints.ts'

/** How long the shortest of the used tolerations holds, in seconds; Infinity when none ends. Without any it is 0. */
export function getMinTolerationTime(tolerations: readonly Toleration[]): number {
  if (tolerations.length === 0) return 0
  const limits = tolerations.filter(({ tolerationSeconds }) => tolerationSeconds !== undefined && tolerationSeconds !== null)
  return Math.min(Number.POSITIVE_INFINITY, ...limits.map(({ tolerationSeconds = 0 }) => Math.max(tolerationSeconds, 0)))
}

/** Seconds after which a pod must leave a node with these NoExecute taints; Infinity: never; 0: now. */
export function evictionDelay(pod: Pod, taints: readonly Taint[]): number {
  if (taints.length === 0) return Number.POSITIVE_INFINITY
  const used: Toleration[] = []
  for (const taint of taints) {
    const tolerating = (pod.spec.tolerations ?? []).find(toleration => toleratesTaint(toleration, taint))
    if (!tolerating) return 0
    used.push(tolerating)
  }
  return getMinTolerationTime(used)
}

/** A node's taints that drive pods out. */
export function noExecuteTaints(node: Node | undefined): Taint[] {
  return (node?.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute')
}

export class TaintEvictionController implements Controller {
  readonly name = 'taint-eviction-controller'
  readonly watches: readonly Watch[] = [
    { kind: 'Pod', keysFor: ({ object, old, type }) => this.#podChanged(object as Pod, old as Pod | undefined, type) },
    {
      kind: 'Node',
      keysFor: ({ object, old }, { store }) =>
        (noExecuteTaints(object as Node).length + noExecuteTaints(old as Node | undefined).length > 0 ? store.listPodsByNode(object.metadata.name).map(keyOf) : []),
    },
  ]

  /** Pod key to when it goes (ms). */
  #planned = new Map<string, number>()

  reconcile(key: string, ctx: Context): void {
    const { store, clock } = ctx
    const pod = store.getByKey('Pod', key)
    if (!pod?.spec.nodeName || isTerminating(pod)) return void this.#planned.delete(key)
    const taints = noExecuteTaints(store.get('Node', '', pod.spec.nodeName))
    const delay = evictionDelay(pod, taints)
    if (delay === Number.POSITIVE_INFINITY) return this.#cancel(key, pod, ctx)
    const at = this.#planned.get(key) ?? clock.now + delay * 1000
    const isTolerated = !findUntoleratedTaint(taints, pod.spec.tolerations ?? [])
    if (isTolerated && at > clock.now) {
      this.#planned.set(key, at)
      return ctx.enqueueAfter(key, at - clock.now)
    }
    if (at > clock.now) this.#cancel(key, pod, ctx)
    this.#planned.delete(key)
    ctx.event(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`, { node: pod.spec.nodeName })
    markDisrupted(pod, 'DeletionByTaintManager', 'Taint manager: deleting due to NoExecute taint', ctx)
    store.delete('Pod', pod.metadata.namespace, pod.metadata.name, { preconditionUid: pod.metadata.uid })
  }

  save(): ReadonlyMap<string, number> {
    return new Map(this.#planned)
  }

  restore(state: ReadonlyMap<string, number>): void {
    this.#planned = new Map(state)
  }

  #cancel(key: string, pod: Pod, ctx: Context): void {
    if (this.#planned.delete(key)) ctx.event(pod, 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`)
  }

  #podChanged(pod: Pod, old: Pod | undefined, type: string): string[] {
    if (!pod.spec.nodeName) return []
    const same = type === 'MODIFIED' && old?.spec.nodeName === pod.spec.nodeName && old.spec.tolerations === pod.spec.tolerations
    return same && !this.#planned.has(keyOf(pod)) ? [] : [keyOf(pod)]
  }
}
