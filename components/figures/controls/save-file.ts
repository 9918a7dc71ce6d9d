/** For tables: Excel takes a text without this mark for one in the system's own encoding, and garbles Korean. */
const BYTE_ORDER_MARK = '\uFEFF'

/** Hands the reader a text as a file. */
export function saveFile(name: string, type: string, content: string): void {
  const link = document.createElement('a')
  link.download = name
  link.href = URL.createObjectURL(new Blob([type === 'text/csv' ? BYTE_ORDER_MARK : '', content], { type: `${type};charset=utf-8` }))
  link.click()
  URL.revokeObjectURL(link.href)
}
