/** `--help`: the flags of a verb, with what becomes of each here; the verbs there are. */
import { columns } from './print/table.ts'
import type { Overview, Verb } from './verbs/verb.ts'

export function overviewText({ path, choices }: Overview): string {
  const rows = [...choices].map(([name, verb]) => [`  ${name}`, 'refused' in verb ? `Not simulated: ${verb.refused}.` : ''])
  const whole = path ? `kubectl ${path}` : 'kubectl'
  return `Usage:\n  ${whole} ${path ? 'SUBCOMMAND' : '[command]'} [flags]\n\nAvailable Commands:\n${columns(rows, 2, 0).replace(/ +$/gm, '')}\nUse "${whole} <command> --help" for more information about a given command.\n`
}

export function helpText(path: string, { flags }: Verb): string {
  const rows = Object.entries(flags).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { type, short, idle, refused }]) =>
    [`    ${short ? `-${short}, ` : ''}--${name}${type === 'boolean' ? '' : `=${type === 'list' ? '[]' : '\'\''}`}`, refused ? `Not simulated: ${refused}.` : idle ? `No effect: ${idle}.` : ''])
  return `Usage:\n  kubectl ${path} [flags]\n\nOptions:\n${columns(rows, 2, 0).replace(/ +$/gm, '')}`
}
