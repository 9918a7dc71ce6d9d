/**
 * kubectl's JSONPath: `{range .items[*]}{.metadata.name}{"\n"}{end}`.
 * Models client-go/util/jsonpath (parser.go, jsonpath.go): fields, quoted fields, indexes, slices, unions, wildcards,
 * recursion, filters with one comparison, range and text. A missing field gives nothing, as --allow-missing-template-keys
 * (the default) has it.
 */
import { isRecord } from '../../apimachinery/patch.ts'

type Step =
  | { of: 'field', name: string }
  | { of: 'all' }
  | { of: 'deep' }
  | { of: 'slice', from?: number, to?: number, step?: number, single: boolean }
  | { of: 'union', steps: Step[] }
  | { of: 'filter', left: Operand, operator: string, right?: Operand }

type Operand = { path: Step[] } | { value: unknown }
type Part = { text: string } | { path: Step[] } | { range: Step[], body: Part[] }

/** A template's text for a value. @throws Error when the template cannot be read, or an index lies outside its list */
export function jsonPathText(template: string, value: unknown): string {
  return write(parseTemplate(template), value, value)
}

/** Everything that one path leads to. `.a.b`, `a.b` and `{.a.b}` are the same. @throws Error when it cannot be read */
export function jsonPathValues(path: string, value: unknown): unknown[] {
  const bare = path.trim().replace(/^\{(.*)\}$/s, '$1')
  return follow(parsePath(bare.startsWith('.') || bare.startsWith('[') || bare.startsWith('$') ? bare : `.${bare}`), value, value)
}

function write(parts: readonly Part[], value: unknown, root: unknown): string {
  return parts.map((part) => {
    if ('text' in part) return part.text
    if ('path' in part) return follow(part.path, value, root).map(valueText).join(' ')
    return follow(part.range, value, root).map(item => write(part.body, item, root)).join('')
  }).join('')
}

/** Plain values as they are, lists and maps as JSON. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function parseTemplate(template: string): Part[] {
  const root: Part[] = []
  const open: Part[][] = [root]
  const into = () => open[open.length - 1] ?? root
  for (let at = 0; at < template.length;) {
    const brace = template.indexOf('{', at)
    if (brace !== at) {
      into().push({ text: template.slice(at, brace < 0 ? undefined : brace) })
      at = brace < 0 ? template.length : brace
      continue
    }
    const end = closing(template, at)
    const action = template.slice(at + 1, end).trim()
    at = end + 1
    const quoted = /^(["'])(.*)\1$/s.exec(action)
    if (quoted) into().push({ text: unescape(quoted[2] ?? '') })
    else if (/^range\b/.test(action)) {
      const body: Part[] = []
      into().push({ range: parsePath(action.slice('range'.length).trim()), body })
      open.push(body)
    } else if (action === 'end') {
      if (open.length === 1) throw new Error('not in range, nothing to end')
      open.pop()
    } else into().push({ path: parsePath(action) })
  }
  if (open.length > 1) throw new Error('unterminated range: missing {end}')
  return root
}

/** Where the brace at `from` closes: not within quotes. */
function closing(template: string, from: number): number {
  let quote = ''
  for (let i = from + 1; i < template.length; i++) {
    const char = template[i] ?? ''
    if (quote) {
      if (char === '\\') i++
      else if (char === quote) quote = ''
    } else if (char === '"' || char === '\'') quote = char
    else if (char === '}') return i
  }
  throw new Error('unclosed action')
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, (_, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? char)
}

const FIELD = /^(?:[^.[\]\\\s(),=<>!]|\\.)+/

function parsePath(text: string): Step[] {
  const steps: Step[] = []
  let rest = text.replace(/^[$@]/, '')
  while (rest !== '') {
    if (rest.startsWith('..')) {
      steps.push({ of: 'deep' })
      rest = rest.slice(FIELD.test(rest.slice(2)) ? 1 : 2)
    } else if (rest.startsWith('[')) {
      const end = bracketEnd(rest)
      steps.push(parseBracket(rest.slice(1, end).trim()))
      rest = rest.slice(end + 1)
    } else {
      const dotted = rest.startsWith('.') ? rest.slice(1) : rest
      if (dotted === '') break
      const name = FIELD.exec(dotted)?.[0]
      if (name === undefined) throw new Error(`unrecognized character in action: ${JSON.stringify(dotted[0])}`)
      steps.push(name === '*' ? { of: 'all' } : { of: 'field', name: name.replace(/\\(.)/g, '$1') })
      rest = dotted.slice(name.length)
    }
  }
  return steps
}

function bracketEnd(text: string): number {
  let depth = 0
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (quote) quote = char === quote ? '' : quote
    else if (char === '"' || char === '\'') quote = char
    else if (char === '[' || char === '(') depth++
    else if ((char === ']' || char === ')') && --depth === 0) return i
  }
  throw new Error('unterminated array')
}

const SLICE = /^(-?\d+)?(?::(-?\d+)?)?(?::(-?\d+)?)?$/
const COMPARISON = /^(.*?)\s*(==|!=|<=|>=|<|>)\s*(.*)$/s

function parseBracket(text: string): Step {
  if (text === '*') return { of: 'all' }
  const filter = /^\?\((.*)\)$/s.exec(text)?.[1]
  if (filter !== undefined) {
    const parts = COMPARISON.exec(filter.trim())
    return parts ? { of: 'filter', left: operand(parts[1] ?? ''), operator: parts[2] ?? '', right: operand(parts[3] ?? '') } : { of: 'filter', left: operand(filter), operator: 'exists' }
  }
  if (text.includes(',')) return { of: 'union', steps: text.split(',').map(one => parseBracket(one.trim())) }
  const quoted = /^(["'])(.*)\1$/s.exec(text)
  if (quoted) return { of: 'field', name: (quoted[2] ?? '').replace(/\\(.)/g, '$1') }
  const slice = SLICE.exec(text)
  if (!slice || text === '') throw new Error(`invalid array index ${text}`)
  const [from, to, step] = slice.slice(1).map(part => (part === undefined ? undefined : Number(part)))
  return { of: 'slice', from, to, step, single: !text.includes(':') }
}

function operand(text: string): Operand {
  const word = text.trim()
  const quoted = /^(["'])(.*)\1$/s.exec(word)
  if (quoted) return { value: unescape(quoted[2] ?? '') }
  if (/^-?\d+(?:\.\d+)?$/.test(word)) return { value: Number(word) }
  return word === 'true' || word === 'false' ? { value: word === 'true' } : { path: parsePath(word) }
}

function follow(steps: readonly Step[], value: unknown, root: unknown): unknown[] {
  return steps.reduce<unknown[]>((values, step) => values.flatMap(one => take(step, one, root)), [value])
}

function take(step: Step, value: unknown, root: unknown): unknown[] {
  switch (step.of) {
    case 'field': return isRecord(value) && Object.hasOwn(value, step.name) && value[step.name] !== undefined ? [value[step.name]] : []
    case 'all': return children(value)
    case 'deep': return [value, ...children(value).flatMap(child => take(step, child, root))]
    case 'union': return step.steps.flatMap(one => take(one, value, root))
    case 'filter': return children(value).filter(item => holds(step, item, root))
    case 'slice': return Array.isArray(value) ? sliceOf(step, value) : []
  }
}

function children(value: unknown): unknown[] {
  return Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []
}

function sliceOf({ from, to, step = 1, single }: Extract<Step, { of: 'slice' }>, list: readonly unknown[]): unknown[] {
  const start = from === undefined ? 0 : from < 0 ? from + list.length : from
  if (single) {
    if (start < 0 || start >= list.length) throw new Error(`array index out of bounds: index ${start}, length ${list.length}`)
    return [list[start]]
  }
  const end = to === undefined ? list.length : to < 0 ? to + list.length : to
  return list.slice(start, end).filter((_, i) => i % Math.max(step, 1) === 0)
}

function holds({ left, operator, right }: Extract<Step, { of: 'filter' }>, item: unknown, root: unknown): boolean {
  const read = (side: Operand): unknown[] => ('value' in side ? [side.value] : follow(side.path, item, root))
  const [a] = read(left)
  if (operator === 'exists') return read(left).length > 0
  const [b] = right ? read(right) : []
  if (a === undefined || b === undefined || a === null || b === null) return operator === '!=' && a !== b
  switch (operator) {
    case '==': return a === b
    case '!=': return a !== b
    case '<': return a < b
    case '<=': return a <= b
    case '>': return a > b
    default: return a >= b
  }
}
