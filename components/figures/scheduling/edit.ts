import type { Command } from '../../../engine/kubernetes/simulation/commands.ts'
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { KubeObject, Node } from '../../../engine/kubernetes/types/index.ts'
import type { Scene } from './node-view.ts'

const same = (a: KubeObject, b: KubeObject) =>
  a.kind === b.kind && a.metadata.name === b.metadata.name && (a.metadata.namespace ?? 'default') === (b.metadata.namespace ?? 'default')

/** Whether the scenario brings an object itself, later: then it is changed there, and not in the cluster. */
export function isBrought(commands: readonly TimedCommand[], object: KubeObject): boolean {
  return commands.some(({ do: command }) => command.type === 'apply' && command.objects.some(each => same(each, object)))
}

/** Commands with the objects that they bring changed. */
export function withEdits(commands: readonly TimedCommand[], edits: readonly KubeObject[]): TimedCommand[] {
  return commands.map((timed): TimedCommand => timed.do.type === 'apply'
    ? { ...timed, do: { ...timed.do, objects: timed.do.objects.map(each => edits.findLast(object => same(object, each)) ?? each) } }
    : timed)
}

/** What turns an object that is in the cluster into the edited one, at an instant (virtual ms). */
export function changesOf(objects: readonly KubeObject[], at: number, scene: Scene): TimedCommand[] {
  return objects.flatMap(object => changeOf(object, scene)).map(command => ({ at, do: command }))
}

/** A merge patch cannot leave a field out: what the edited node no longer has is set to null. */
function nodePatches({ kind, metadata: { name, labels }, spec, status }: Node): Command[] {
  return [
    { type: 'patch', kind, name, patch: { metadata: { labels: labels ?? null }, spec: { taints: spec?.taints ?? null, unschedulable: spec?.unschedulable ?? null } } },
    { type: 'patch', kind, name, subresource: 'status', patch: { status: { capacity: status?.capacity, allocatable: status?.allocatable } } },
  ]
}

function changeOf(object: KubeObject, { nodes, pods }: Scene): Command[] {
  if (nodes.some(node => same(node, object)))
    return nodePatches(object as Node)
  const apply: Command = { type: 'apply', objects: [object] }
  // A pod's spec cannot be changed once it exists: the edited pod takes the place of the old one.
  return pods.some(pod => same(pod, object)) ? [{ type: 'delete', kind: object.kind, namespace: object.metadata.namespace, name: object.metadata.name, options: { gracePeriodSeconds: 0 } }, apply] : [apply]
}
