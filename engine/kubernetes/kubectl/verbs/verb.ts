/** A verb of kubectl. */
import type { Invocation } from '../cluster.ts'
import type { FlagSpecs } from '../flags.ts'

export interface Verb {
  /** Whether it changes the cluster: its line then belongs into a record. */
  mutates: boolean
  flags: FlagSpecs
  /** @throws UsageError or ApiError */
  run(call: Invocation): void
}

export const SELECTOR_FLAGS: FlagSpecs = {
  'selector': { type: 'string', short: 'l' },
  'field-selector': { type: 'string' },
  'all-namespaces': { type: 'boolean', short: 'A' },
}

export const FILE_FLAGS: FlagSpecs = { filename: { type: 'list', short: 'f' }, recursive: { type: 'boolean', short: 'R' } }
