/** `kubectl events`: Events by their last time. Models kubectl/pkg/cmd/events (events.go, event_printer.go). */
import { parseTimestamp } from '../../apimachinery/clock.ts'
import type { Invocation } from '../targets.ts'
import { resolveType } from '../targets.ts'
import { eventAge } from '../eventage.ts'
import { UsageError } from '../errors.ts'
import { formatted, OBJECT_FORMATS } from '../print/output.ts'
import { columns } from '../print/table.ts'
import type { Verb } from './verb.ts'
import { CHUNK_FLAGS, OUTPUT_FLAGS } from './verb.ts'
import { idle } from '../flags.ts'

const TYPES = ['Normal', 'Warning']

export const events: Verb = {
  mutates: false,
  flags: {
    ...OUTPUT_FLAGS, ...CHUNK_FLAGS, 'all-namespaces': { type: 'boolean', short: 'A' }, 'for': { type: 'string' }, 'types': { type: 'list' }, 'no-headers': { type: 'boolean' },
    ...idle('a command here is one instant', { watch: ['boolean', 'w'] }),
  },
  run(call) {
    const types = call.list('types').flatMap(text => text.split(','))
    const wrong = types.find(type => !TYPES.some(one => one.toLowerCase() === type.toLowerCase()))
    if (wrong !== undefined) throw new UsageError(`valid --types are ${TYPES.join(', ')}`)
    const everywhere = call.has('all-namespaces')
    const about = aboutOf(call)
    const found = call.store.list('Event', { namespace: everywhere ? undefined : call.namespace })
      .filter(event => types.length === 0 || types.some(type => type.toLowerCase() === event.type?.toLowerCase()))
      .filter(({ involvedObject: { kind, name } }) => !about || (kind === about.kind && name === about.name))
      .sort((a, b) => parseTimestamp(a.lastTimestamp) - parseTimestamp(b.lastTimestamp))
    if (found.length === 0) {
      return call.err(everywhere ? 'No events found.' : `No events found in ${call.namespace} namespace.`)
    }
    const output = call.flag('output')
    if (output) return call.out(formatted({ apiVersion: 'v1', kind: 'EventList', metadata: {}, items: found }, output, OBJECT_FORMATS))
    const { now } = call.store.clock
    const rows = found.map(event => [
      ...(everywhere ? [event.metadata.namespace ?? ''] : []), eventAge(event, now), event.type ?? '', event.reason ?? '',
      `${event.involvedObject.kind}/${event.involvedObject.name}`, (event.message ?? '').trim(),
    ])
    const header = [...(everywhere ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']
    call.out(columns(call.has('no-headers') ? rows : [header, ...rows]))
  },
}

function aboutOf(call: Invocation): { kind: string, name: string } | undefined {
  const text = call.flag('for')
  if (text === undefined) return undefined
  const [type, name, more] = text.split('/')
  if (!type || !name || more !== undefined) throw new UsageError('--for must be in resource/name form')
  return { kind: resolveType(type, call.store).kind, name }
}
