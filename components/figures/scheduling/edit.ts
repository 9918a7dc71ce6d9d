import type { Command, TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { KubeObject, Node } from '../../../engine/kubernetes/types/index.ts'
import type { Scene } from './story.ts'

const same = (a: KubeObject, b: KubeObject) =>
  a.kind === b.kind && a.metadata.name === b.metadata.name && (a.metadata.namespace ?? 'default') === (b.metadata.namespace ?? 'default')

/**
 * A record's commands with an object changed. What a command brings is changed there; what was in the
 * cluster is changed at `before`, early enough for the decision on screen to see it.
 *
 * @param before virtual ms
 */
export function editCommands(commands: readonly TimedCommand[], objects: readonly KubeObject[], before: number, scene: Scene): TimedCommand[] {
  const brought = (object: KubeObject) => commands.some(({ do: command }) => command.type === 'apply' && command.objects.some(each => same(each, object)))
  const replaced = commands.map((timed): TimedCommand => timed.do.type === 'apply'
    ? { ...timed, do: { ...timed.do, objects: timed.do.objects.map(each => objects.find(object => same(object, each)) ?? each) } }
    : timed)
  const others = objects.filter(object => !brought(object)).flatMap(object => changeOf(object, scene))
  return [...replaced, ...others.map(command => ({ at: before, do: command }))].sort((a, b) => a.at - b.at)
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
