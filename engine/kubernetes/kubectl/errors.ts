/** How kubectl words what went wrong (kubectl/pkg/cmd/util/helpers.go). */
import { ApiError } from '../apiserver/errors.ts'

/** A mistake that kubectl itself finds; the text goes after `error: `. */
export class UsageError extends Error {}

/** The lines kubectl writes to stderr for an error. */
export function errorText(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.reason === 'Invalid') return error.message.startsWith('The ') ? error.message : `The ${invalidText(error)}`
    return error.message.startsWith('no matches for kind') ? `error: ${error.message}` : `Error from server (${error.reason}): ${error.message}`
  }
  return `error: ${error instanceof Error ? error.message : String(error)}`
}

/** `The Deployment "web" is invalid: spec.replicas: ...`; several causes one a line. */
function invalidText({ message, causes }: ApiError): string {
  const head = /^(\w+)(?:\.\S+)? (".*?" is invalid)/.exec(message)
  if (!head) return message
  const [, kind, rest] = head
  const lines = [...new Set(causes.map(({ field, message: text }) => `${field}: ${text}`))]
  return lines.length === 1 ? `${kind} ${rest}: ${lines[0]}` : `${kind} ${rest}: \n${lines.map(line => `* ${line}`).join('\n')}`
}
