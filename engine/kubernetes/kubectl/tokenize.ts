/** Splits a command line into words as a POSIX shell does: quotes and backslashes, no expansion of any kind. */

/** @throws Error when a quote is not closed */
export function tokenize(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? ''
    if (quote) {
      if (char === quote) quote = ''
      else if (char === '\\' && quote === '"' && '"\\$`'.includes(line[i + 1] ?? ' ')) word += line[++i] ?? ''
      else word += char
    } else if (char === '\'' || char === '"') {
      quote = char
      word ??= ''
    } else if (char === '\\' && i + 1 < line.length) {
      i++
      if (line[i] !== '\n') word = (word ?? '') + (line[i] ?? '')
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + char
  }
  if (quote) throw new Error(`unexpected end of line while looking for matching ${quote}`)
  if (word !== undefined) words.push(word)
  return words
}
