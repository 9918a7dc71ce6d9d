/** Rows of a CSV text that arrives in pieces: quoted fields may hold commas, line breaks and doubled quotes. */
export async function* csvRows(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let row: string[] = []
  let field = ''
  let quoted = false
  /** Whether the last character was a quote inside a quoted field: the next says whether it ended it. */
  let pending = false
  let first = true
  for await (let chunk of chunks) {
    if (first) chunk = chunk.replace(/^\uFEFF/, '')
    first = false
    for (const char of chunk) {
      if (pending) {
        pending = false
        if (char === '"') {
          field += char
          continue
        }
        quoted = false
      }
      if (quoted) {
        if (char === '"') pending = true
        else field += char
      } else if (char === '"') {
        quoted = true
      } else if (char === ',') {
        row.push(field)
        field = ''
      } else if (char === '\n') {
        row.push(field)
        yield row
        row = []
        field = ''
      } else if (char !== '\r') {
        field += char
      }
    }
  }
  if (field !== '' || row.length > 0) yield [...row, field]
}
