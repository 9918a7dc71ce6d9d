/** What a change of an object means to pods that wait. Models pkg/scheduler/framework/events.go and eventhandlers.go. */
import type { WatchEvent } from '../apiserver/store.ts'
import type { Node, Pod } from '../types/index.ts'
import type { ClusterEvent } from './framework/clusterevent.ts'

/** The events that a change amounts to; none when it helps no pod. */
export function clusterEventsOf(event: WatchEvent): ClusterEvent[] {
  switch (event.object.kind) {
    case 'Node': return nodeEvents(event)
    case 'Pod': return podEvents(event)
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
    case 'StorageClass':
    case 'Namespace': return event.type === 'DELETED' ? [] : [event.object.kind]
    default: return []
  }
}

/** Whether a pod no longer takes room although it is still there. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}

function nodeEvents({ type, object, old }: WatchEvent): ClusterEvent[] {
  if (type === 'DELETED') return []
  const [node, before] = [object as Node, old as Node | undefined]
  if (!before) return ['Node/Add']
  const events: ClusterEvent[] = []
  if (differs(node.status?.allocatable, before.status?.allocatable)) events.push('Node/UpdateAllocatable')
  if (differs(node.metadata.labels, before.metadata.labels)) events.push('Node/UpdateLabel')
  if (differs(node.spec.taints, before.spec.taints) || node.spec.unschedulable !== before.spec.unschedulable) events.push('Node/UpdateTaint')
  return events
}

function podEvents({ type, object, old }: WatchEvent): ClusterEvent[] {
  const [pod, before] = [object as Pod, old as Pod | undefined]
  if (!pod.spec.nodeName) return []
  if (type === 'DELETED') return ['AssignedPod/Delete']
  if (!before?.spec.nodeName) return ['AssignedPod/Add']
  if (isFinished(pod) && !isFinished(before)) return ['AssignedPod/Delete']
  return differs(pod.metadata.labels, before.metadata.labels) ? ['AssignedPod/UpdateLabel'] : []
}

function differs(a: unknown, b: unknown): boolean {
  return a !== b && JSON.stringify(a) !== JSON.stringify(b)
}
