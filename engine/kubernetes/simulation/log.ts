/**
 * The append-only log of a run: what each controller did, when and to what. It is the engine's answer, as plain JSON:
 * a UI words an entry in Korean or English from `reason` and `params`; `message` is what upstream's Event says.
 */
import type { KubeObject } from '../types/index.ts'

/** The object that an entry is about. */
export interface ObjectRef {
  kind: string
  name: string
  namespace?: string
  uid?: string
  /** The part of it, such as `spec.containers{web}`. */
  fieldPath?: string
}

export type LogParams = Record<string, string | number | boolean | undefined>

export interface LogEntry {
  /** Virtual milliseconds. */
  at: number
  /** Place in the log, from 0. */
  seq: number
  /** The component, by upstream's name: `deployment-controller`, `kubelet`, `default-scheduler`. */
  source: string
  type: 'Normal' | 'Warning'
  /** A stable identifier in upstream's words: `ScalingReplicaSet`, `FailedScheduling`, `BackOff`. */
  reason: string
  object: ObjectRef
  /** As upstream's Event words it. */
  message: string
  /** The numbers and names in the message. */
  params?: LogParams
  /** The cluster that it is of, in a log of several. */
  lane?: string
}

/** Names an object for a log entry. */
export function refOf(object: KubeObject): ObjectRef {
  const { name, namespace, uid } = object.metadata
  return { kind: object.kind, name, ...(namespace && { namespace }), ...(uid && { uid }) }
}

/** The first `length` of these entries. */
export interface LogState {
  entries: readonly LogEntry[]
  length: number
}

export class Log {
  #entries: LogEntry[] = []

  /** All entries, oldest first. Do not change it. */
  get entries(): readonly LogEntry[] {
    return this.#entries
  }

  append(entry: Omit<LogEntry, 'seq'>): LogEntry {
    const whole = { ...entry, seq: this.#entries.length }
    this.#entries.push(whole)
    return whole
  }

  /** Entries about one object, oldest first. */
  about(kind: string, name: string, namespace?: string): LogEntry[] {
    return this.#entries.filter(({ object }) => object.kind === kind && object.name === name && object.namespace === namespace)
  }

  /** One entry a line: what two runs of one record must share byte for byte. */
  toText(): string {
    return this.#entries.map(entry => JSON.stringify(entry)).join('\n')
  }

  /** Shares the entries: what is appended later lies beyond the saved length. */
  save(): LogState {
    return { entries: this.#entries, length: this.#entries.length }
  }

  restore({ entries, length }: LogState): void {
    this.#entries = entries.slice(0, length)
  }
}
