/** The manifest reader's public face. Import it dynamically: it brings the `yaml` package with it. */
export { readManifest } from './read.ts'
export type { IgnoredField, Manifest, ReadOptions, UnsupportedObject } from './read.ts'
export type { ObjectName, Place, ManifestProblem, ManifestProblemCode, Severity } from './problem.ts'
export { DEFAULT_LIMITS } from './limits.ts'
export type { Limits } from './limits.ts'
export { isCountedOnly } from './schema/kinds.ts'
