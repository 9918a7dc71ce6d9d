/** How much the manifest reader takes on. Far above what is published; the largest operator bundles have 4 to 5 MB. */
export interface Limits {
  /** Characters of the whole text. @default 8 MiB */
  characters: number
  /** Documents in one text. @default 3000 */
  documents: number
  /** Levels of nesting; also keeps the parser off the end of the stack. @default 100 */
  depth: number
  /** Values in one text, with aliases followed. @default 1000000 */
  values: number
  /** Values that come from following aliases. @default 50000 */
  aliasValues: number
  /** Problems listed. @default 200 */
  problems: number
}

export const DEFAULT_LIMITS: Limits = {
  characters: 8 * 1024 * 1024, documents: 3000, depth: 100, values: 1_000_000, aliasValues: 50_000, problems: 200,
}
