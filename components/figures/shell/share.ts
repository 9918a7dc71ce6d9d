import lzString from 'lz-string'
import * as v from 'valibot'

/** The name of the link's parameter, behind the slide's address. */
export const shareParameter = 'figure'

/** Characters that a link may take. What is packed grows with their square: a hostile link of this length is 40 MB, of ten times it 4 GB. */
export const LONGEST_LINK = 16_000

const contentSchema = v.object({ id: v.string(), version: v.optional(v.number(), 1), record: v.record(v.string(), v.unknown()) })

export type SharedContent = v.InferOutput<typeof contentSchema>

/** A figure's record as a part of a link. */
export function pack(content: { id: string, version: number, record: object }): string {
  return lzString.compressToEncodedURIComponent(JSON.stringify(content))
}

/** What a link's parameter holds, unchecked but for its outline; undefined when it is damaged, or longer than any that is copied here. */
export function unpack(packed: string): SharedContent | undefined {
  if (packed.length > LONGEST_LINK)
    return undefined
  try {
    const read = v.safeParse(contentSchema, JSON.parse(lzString.decompressFromEncodedURIComponent(packed) ?? ''))
    return read.success ? read.output : undefined
  }
  catch {
    return undefined
  }
}
