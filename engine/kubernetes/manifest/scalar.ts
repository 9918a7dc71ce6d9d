/**
 * Reads plain scalars as kubectl does, which is YAML 1.1: `yes` and `on` are booleans, `0644` is octal.
 * Models sigs.k8s.io/yaml's goyaml.v2/resolve.go. Like it, leaves base-60 numbers and dates as text; a bare `=` too.
 */

const WORDS: Readonly<Record<string, boolean | null>> = Object.assign(Object.create(null), Object.fromEntries([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(word => [word, true]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(word => [word, false]),
  ...['', '~', 'null', 'Null', 'NULL'].map(word => [word, null]),
]))

const INTEGERS: [RegExp, number][] = [
  [/^[-+]?(?:0|[1-9][0-9]*)$/, 10], [/^[-+]?0x[0-9a-fA-F]+$/, 16], [/^[-+]?0b[01]+$/, 2], [/^[-+]?0o?[0-7]+$/, 8],
]
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

/** The value of an unquoted scalar. */
export function resolvePlain(text: string): string | number | boolean | null {
  const word = WORDS[text]
  if (word !== undefined) return word
  if (!/^[-+.0-9]/.test(text)) return text
  const digits = text.replaceAll('_', '')
  for (const [pattern, base] of INTEGERS) {
    if (pattern.test(digits)) return parseInt(base === 10 ? digits : digits.replace(/0[xbo]/, ''), base)
  }
  const number = FLOAT.test(digits) ? Number(digits) : Infinity
  return Number.isFinite(number) ? number : text
}
