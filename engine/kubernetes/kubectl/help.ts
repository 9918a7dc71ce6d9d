/** `--help`: the flags of a verb, with what becomes of each here. */
import { columns } from './print/table.ts'
import type { Verb } from './verbs/verb.ts'

export function helpText(path: string, { flags }: Verb): string {
  const rows = Object.entries(flags).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { type, short, idle, refused }]) =>
    [`    ${short ? `-${short}, ` : ''}--${name}${type === 'boolean' ? '' : `=${type === 'list' ? '[]' : '\'\''}`}`, refused ? `Not simulated: ${refused}.` : idle ? `No effect: ${idle}.` : ''])
  return `Usage:\n  kubectl ${path} [flags]\n\nOptions:\n${columns(rows, 2, 0).replace(/ +$/gm, '')}`
}
