/**
 * The log as Event objects, as `kubectl get events` and `kubectl describe` show them: equal ones of an object are one
 * with a count. Models client-go/tools/record/events_cache.go; leaves out the spam filter and the hour after which
 * upstream forgets an Event.
 */
import { timestamp } from '../apimachinery/clock.ts'
import type { LogEntry } from './log.ts'
import { hash32 } from '../apimachinery/random.ts'
import type { Event } from '../types/index.ts'

/** Events in the order in which they first happened. Entries about no API object (a user's command) are none. */
export function eventsFromLog(entries: readonly LogEntry[]): Event[] {
  const events = new Map<string, Event>()
  for (const { at, source, type, reason, message, object } of entries) {
    if (object.uid === undefined) continue
    const identity = [object.uid, object.fieldPath ?? '', source, reason, message].join('/')
    const known = events.get(identity)
    if (known) {
      known.count = (known.count ?? 1) + 1
      known.lastTimestamp = timestamp(at)
      continue
    }
    const suffix = hash32(identity).toString(16).padStart(8, '0')
    events.set(identity, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${object.name}.${suffix}`, namespace: object.namespace ?? 'default', creationTimestamp: timestamp(at) },
      involvedObject: { ...object },
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: timestamp(at),
      lastTimestamp: timestamp(at),
      source: { component: source },
    })
  }
  return [...events.values()]
}
