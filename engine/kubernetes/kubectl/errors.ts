/** How kubectl words what went wrong (kubectl/pkg/cmd/util/helpers.go). */
import { ApiError } from '../apiserver/errors.ts'

/** A mistake that kubectl itself finds; the text goes after `error: `. */
export class UsageError extends Error {}

/** The lines kubectl writes to stderr for an error (checkErr). */
export function errorText(error: unknown): string {
  if (error instanceof ApiError && error.reason === 'Invalid') return error.message.startsWith('The ') ? error.message : `The ${invalidText(error)}`
  const message = messageFor(error)
  return error instanceof ApiError && message !== error.message ? message : `error: ${message}`
}

/** Each of several errors has a line of its own, without `error: ` before it (MultipleErrors). */
export function errorTexts(errors: readonly unknown[]): string[] {
  return errors.length === 1 ? [errorText(errors[0])] : errors.map(messageFor)
}

/** The error with what kubectl was about and the file it came from (AddSourceToErr). */
export function withSource(verb: string, source: string, error: unknown): Error {
  const text = (message: string) => `error when ${verb} ${JSON.stringify(source)}: ${message}`
  if (error instanceof ApiError) return new ApiError(error.reason, text(error.message), error.causes)
  return new UsageError(text(error instanceof Error ? error.message : String(error)))
}

function messageFor(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof ApiError) || message.startsWith('no matches for kind')) return message
  return error.reason === 'Unknown' ? `Error from server: ${message}` : `Error from server (${error.reason}): ${message}`
}

/** `The Deployment "web" is invalid: spec.replicas: ...`; several causes one a line. */
function invalidText({ message, causes }: ApiError): string {
  const head = /(\w+)(?:\.[\w.-]+)? ("[^"]*" is invalid)/.exec(message)
  if (!head) return `request is invalid: ${message}`
  const [, kind, rest] = head
  const lines = [...new Set(causes.map(({ field, message: text }) => `${field}: ${text}`))]
  return lines.length === 1 ? `${kind} ${rest}: ${lines[0]}` : `${kind} ${rest}: \n${lines.map(line => `* ${line}`).join('\n')}`
}
