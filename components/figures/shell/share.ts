import lzString from 'lz-string'

/** The name of the link's parameter, behind the slide's address. */
export const shareParameter = 'figure'

/** A figure's record as a part of a link. */
export function pack(id: string, record: object): string {
  return lzString.compressToEncodedURIComponent(JSON.stringify({ id, record }))
}

/**
 * The record in a link's parameter, if it is this figure's.
 *
 * @returns undefined when the link is another figure's, and `damaged` when it is nobody's
 */
export function unpack(id: string, packed: string): object | 'damaged' | undefined {
  try {
    const content: unknown = JSON.parse(lzString.decompressFromEncodedURIComponent(packed) ?? '')
    if (typeof content !== 'object' || content === null || !('id' in content) || !('record' in content))
      return 'damaged'
    if (content.id !== id)
      return undefined
    return typeof content.record === 'object' && content.record !== null ? content.record : 'damaged'
  }
  catch {
    return 'damaged'
  }
}
