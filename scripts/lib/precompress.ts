import { readdir, readFile, utimes, writeFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { COMPRESSED } from './headers.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Smaller files gain nothing: they travel in one packet either way. */
const LEAST = 1024

export interface Precompressed {
  files: number
  /** Bytes of those files as they are, by brotli and by gzip. */
  bytes: number
  brotli: number
  gzip: number
}

/**
 * Writes a `.br` and a `.gz` beside every file of a folder that gets smaller by it, with the file's own time, so that a
 * server's ETag says the same of all copies of one build.
 *
 * @param quality brotli's, 0 to 11; gzip's is the same, at most 9
 */
export async function precompress(folder: string, quality = 11): Promise<Precompressed> {
  const sum = { files: 0, bytes: 0, brotli: 0, gzip: 0 }
  const names = await readdir(folder, { recursive: true })
  const paths = names.filter(name => (COMPRESSED as readonly string[]).includes(extname(name).slice(1))).map(name => join(folder, name))
  await Promise.all(paths.map(async (path) => {
    const [content, { mtime }] = await Promise.all([readFile(path), stat(path)])
    if (content.length < LEAST)
      return
    const [br, gz] = await Promise.all([
      brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
      zip(content, { level: Math.min(quality, 9) }),
    ])
    for (const [ending, bytes] of [['br', br], ['gz', gz]] as const) {
      if (bytes.length >= content.length)
        continue
      await writeFile(`${path}.${ending}`, bytes)
      await utimes(`${path}.${ending}`, mtime, mtime)
    }
    sum.files++
    sum.bytes += content.length
    sum.brotli += br.length
    sum.gzip += gz.length
  }))
  return sum
}
