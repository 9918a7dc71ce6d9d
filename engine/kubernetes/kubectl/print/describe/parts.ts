/** Lines that many kinds' descriptions share (kubectl/pkg/describe/describe.go). Cells end with a tab; tabwriter.ts sets them in columns. */
import { parseTimestamp } from '../../../apimachinery/clock.ts'
import { controllerOf } from '../../../apimachinery/meta.ts'
import type { Store } from '../../../apiserver/store.ts'
import type { Condition, KubeObject, Pod } from '../../../types/index.ts'
import { eventAge } from '../../eventage.ts'
import { LAST_APPLIED } from '../../changecause.ts'
import { NONE } from '../table.ts'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number) => String(number).padStart(2, '0')

/** A timestamp in Go's RFC1123Z: `Thu, 01 Jan 2026 00:00:20 +0000`. */
export function longTime(timestamp: string | undefined): string {
  const time = parseTimestamp(timestamp)
  if (Number.isNaN(time)) return ''
  const date = new Date(timestamp ?? '')
  return `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`
}

/** A map as one line an entry, sorted; `indent` stands before the title. */
export function labelLines(title: string, labels: Record<string, string> | undefined, indent = ''): string {
  const entries = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`)
  return `${indent}${title}:\t${(entries.length > 0 ? entries : [NONE]).join(`\n${indent}\t`)}\n`
}

const LONGEST_ANNOTATION = 140

export function annotationLines(title: string, annotations: Record<string, string> | undefined, indent = ''): string {
  const entries = Object.entries(annotations ?? {}).filter(([key]) => key !== LAST_APPLIED).sort(([a], [b]) => (a < b ? -1 : 1))
  const shorten = (text: string) => (text.length > LONGEST_ANNOTATION - 2 ? `${text.slice(0, LONGEST_ANNOTATION - 2)}...` : text)
  const texts = entries.map(([key, value]) => {
    const text = value.replace(/\n$/, '')
    if (text.length + key.length + 2 <= LONGEST_ANNOTATION && !text.includes('\n')) return `${key}: ${text}`
    return `${key}:\n${text.split('\n').map(line => `${indent}\t  ${shorten(line)}`).join('\n')}`
  })
  return `${indent}${title}:\t${(texts.length > 0 ? texts : [NONE]).join(`\n${indent}\t`)}\n`
}

export function ownerLine(object: KubeObject): string {
  const owner = controllerOf(object)
  return owner ? `Controlled By:\t${owner.kind}/${owner.name}\n` : ''
}

/** `Pods Status:` of those that the object controls. */
export function podsStatusLine(object: KubeObject, store: Store): string {
  const pods: Pod[] = store.listByOwner(object.metadata.uid ?? '', 'Pod')
  const count = (phase: string) => pods.filter(pod => (pod.status?.phase ?? 'Pending') === phase).length
  return `Pods Status:\t${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed\n`
}

/** Type, status and reason of conditions. */
export function conditionLines(conditions: readonly Condition[] | undefined): string {
  if (!conditions?.length) return ''
  return `Conditions:\n  Type\tStatus\tReason\n  ----\t------\t------\n${conditions.map(({ type, status, reason = '' }) => `  ${type} \t${status}\t${reason}\n`).join('')}`
}

/** The table of an object's Events, oldest first. */
export function eventLines({ metadata, kind }: KubeObject, store: Store): string {
  const own = store.list('Event').filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === metadata.name
    && (involvedObject.uid === undefined || involvedObject.uid === metadata.uid) && (involvedObject.namespace ?? '') === (metadata.namespace ?? ''))
  if (own.length === 0) return 'Events:\t<none>\n'
  const { now } = store.clock
  const rows = own.map((event) => {
    const { fieldPath } = event.involvedObject
    const message = (event.message ?? '').trim()
    return `  ${event.type}\t${event.reason ?? ''}\t${eventAge(event, now)}\t${event.source?.component ?? ''}\t${fieldPath ? `${fieldPath}: ` : ''}${message}\n`
  })
  return `Events:\n  Type\tReason\tAge\tFrom\tMessage\n  ----\t------\t----\t----\t-------\n${rows.join('')}`
}
