/** Cuts a YAML stream into its documents, so that one broken document does not spoil the others. */

export interface DocumentText {
  /** From 1; empty documents count. */
  document: number
  /** The line that the text starts on, from 1. */
  line: number
  text: string
}

/** A `---` or `...` at a line's start is always a marker, even inside a block scalar (YAML 1.2, 9.1.2). */
const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm
const NOTHING_LINE = /^[ \t]*(?:#.*)?$/
const DIRECTIVE_LINE = /^[ \t]*(?:[#%].*)?$/

/** The documents that hold anything. A byte order mark is dropped, CRLF and lone CR become line feeds. */
export function splitDocuments(text: string): DocumentText[] {
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const starts = [0, ...[...clean.matchAll(MARKER)].map(match => match.index)]
  const documents: DocumentText[] = []
  let line = 1
  let document = 1
  starts.forEach((start, i) => {
    const part = clean.slice(start, starts[i + 1] ?? clean.length)
    const marked = part.startsWith('---')
    if (i > 0 && marked && !(i === 1 && isEmpty(clean.slice(0, start)))) document++
    if (!isEmpty(part)) documents.push({ document, line, text: part.startsWith('...') ? part.replace('...', '') : part })
    line += countLines(part)
  })
  return documents
}

function isEmpty(part: string): boolean {
  return everyLine(part.replace(/^(?:---|\.\.\.)/, ''), part.startsWith('---') ? NOTHING_LINE : DIRECTIVE_LINE)
}

function everyLine(part: string, pattern: RegExp): boolean {
  let at = 0
  while (at <= part.length) {
    const end = part.indexOf('\n', at)
    const stop = end < 0 ? part.length : end
    if (!pattern.test(part.slice(at, stop))) return false
    at = stop + 1
  }
  return true
}

function countLines(part: string): number {
  let lines = 0
  for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) lines++
  return lines
}

/**
 * How deep a text may nest at most, from its indentation, its list dashes and its brackets alone: a guard to run before
 * the parser, whose recursion a hostile text could otherwise drive off the stack.
 */
export function nestingBound(text: string): number {
  const indents: number[] = []
  let brackets = 0
  let deepest = 0
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ \t]/)
    if (indent < 0 || line[indent] === '#') continue
    while ((indents.at(-1) ?? -1) >= indent) indents.pop()
    indents.push(indent)
    const marks = /^(?:[-?:][ \t]+)*/.exec(line.slice(indent))?.[0].match(/[-?:]/g)?.length ?? 0
    for (const char of line) {
      if (char === '[' || char === '{') deepest = Math.max(deepest, ++brackets + indents.length)
      else if (char === ']' || char === '}') brackets = Math.max(0, brackets - 1)
    }
    deepest = Math.max(deepest, indents.length + marks)
  }
  return deepest
}
