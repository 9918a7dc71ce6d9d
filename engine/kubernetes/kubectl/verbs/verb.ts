/** A verb of kubectl, and the flags that many verbs share (kubectl/pkg/cmd/util/helpers.go, cli-runtime/pkg/genericclioptions). */
import type { Invocation } from '../targets.ts'
import type { FlagSpecs } from '../flags.ts'
import { idle, refused } from '../flags.ts'

export interface Verb {
  /** Whether it changes the cluster: its line then belongs into a record. */
  mutates: boolean
  flags: FlagSpecs
  /** @throws UsageError or ApiError */
  run(call: Invocation): void
}

/** A verb whose first word chooses what it does. */
export interface VerbGroup {
  verbs: Readonly<Record<string, AnyVerb>>
  /** Other words for the same. */
  aliases?: Readonly<Record<string, string>>
  /** What it does without such a word: `create -f`. */
  own?: Verb
}

/** A verb that kubectl has and this cluster can do nothing with: why, in one line. */
export interface RefusedVerb {
  refused: string
}

export type AnyVerb = Verb | VerbGroup | RefusedVerb

/** A line that names no verb, or only the first word of one: what there is to choose from. */
export interface Overview {
  path: string
  choices: ReadonlyMap<string, AnyVerb>
  /** Whether a verb was needed. */
  incomplete: boolean
}

export const NAMED_FLAGS: FlagSpecs = { selector: { type: 'string', short: 'l' } }

export const SELECTOR_FLAGS: FlagSpecs = {
  ...NAMED_FLAGS,
  'field-selector': { type: 'string' },
  'all-namespaces': { type: 'boolean', short: 'A' },
}

export const FILE_FLAGS: FlagSpecs = {
  filename: { type: 'list', short: 'f' },
  ...idle('the files here are in no directory', { recursive: ['boolean', 'R'] }),
  ...refused('kustomize is not part of it', { kustomize: ['string', 'k'] }),
}

/** `-o` and what belongs to it. */
export const OUTPUT_FLAGS: FlagSpecs = {
  output: { type: 'string', short: 'o' },
  ...idle('a missing field gives nothing, as by default', { 'allow-missing-template-keys': 'boolean' }),
  ...idle('objects here carry no managed fields', { 'show-managed-fields': 'boolean' }),
  ...refused('Go templates are not part of it; -o jsonpath is', { template: 'string' }),
}

export const FIELD_MANAGER_FLAGS: FlagSpecs = idle('objects here carry no managed fields', { 'field-manager': 'string' })
export const CHUNK_FLAGS: FlagSpecs = idle('lists here come whole', { 'chunk-size': 'number' })

/** Of verbs that change something: how the change is told, and whether it is made at all. */
export const CHANGE_FLAGS: FlagSpecs = { ...OUTPUT_FLAGS, ...FIELD_MANAGER_FLAGS, 'dry-run': { type: 'string', bare: 'unchanged' } }
export const RECORD_FLAGS: FlagSpecs = { record: { type: 'boolean' } }
export const SAVE_CONFIG_FLAGS: FlagSpecs = { 'save-config': { type: 'boolean' } }
export const VALIDATE_FLAGS: FlagSpecs = { validate: { type: 'string', bare: 'strict' } }
export const SUBRESOURCE_FLAGS: FlagSpecs = { subresource: { type: 'string' } }
/** Of verbs that can work on the file alone. */
export const LOCAL_FLAGS: FlagSpecs = { local: { type: 'boolean' } }
