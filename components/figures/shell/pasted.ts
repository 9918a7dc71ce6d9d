/** Lines as a shell would take them when they are pasted. */

export interface PastedLine {
  line: string
  /** Of a here-document. */
  stdin?: string
}

const HERE = /\s*<<-?\s*(['"]?)(\w+)\1\s*$/

/** Commands of a pasted text: prompts, comments and empty lines are left out, a line that ends in `\` goes on, a here-document is what the command reads. */
export function readPasted(text: string): PastedLine[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const commands: PastedLine[] = []
  for (let at = 0; at < lines.length; at++) {
    let line = (lines[at] ?? '').replace(/^\s*[$%]\s+(?=k(?:ubectl)?\s)/, '')
    while (line.endsWith('\\') && at + 1 < lines.length)
      line = `${line.slice(0, -1).trimEnd()} ${(lines[++at] ?? '').trim()}`
    line = line.trim()
    if (line === '' || line.startsWith('#'))
      continue
    const here = HERE.exec(line)
    if (!here) {
      commands.push({ line })
      continue
    }
    const end = lines.findIndex((each, index) => index > at && each.trim() === here[2])
    const last = end < 0 ? lines.length : end
    commands.push({ line: line.slice(0, here.index), stdin: `${lines.slice(at + 1, last).join('\n')}\n` })
    at = last
  }
  return commands
}

/** Whether a line reads what is typed after it: `-f -`. */
export function readsStdin(line: string): boolean {
  return /(?:^|\s)(?:-f|--filename)[\s=]?-(?=\s|$)/.test(line)
}
