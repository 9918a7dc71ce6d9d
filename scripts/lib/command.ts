import process from 'node:process'
import { parseArgs, type ParseArgsConfig } from 'node:util'

type Parsed<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T>>

/**
 * Runs a command on its arguments. Whatever stops it is told in a sentence and ends the process with 1, never
 * with a stack; arguments that it does not take are told together with how it is called.
 *
 * @param usage the command as one types it, such as `npm start [-- ko|en]`
 */
export async function runCommand<T extends ParseArgsConfig>(usage: string, config: T, main: (parsed: Parsed<T>) => void | Promise<void>): Promise<void> {
  try {
    await main(parse(config))
  }
  catch (error) {
    console.error(error instanceof UsageError ? `${error.message}\n${usage}` : messageOf(error))
    process.exitCode = 1
  }
}

/** Arguments that a command does not take. */
export class UsageError extends Error {}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A port's number. @throws UsageError when the text is none from 1 to 65535 */
export function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new UsageError(`--port takes a number from 1 to 65535, not "${text}".`)
  return port
}

function parse<T extends ParseArgsConfig>(config: T): Parsed<T> {
  try {
    return parseArgs(config)
  }
  catch (error) {
    // Node's hint on how to pass a positional argument is about its own parser, not about this command.
    throw new UsageError(messageOf(error).replace(/\. To specify a positional argument.*$/, '.'))
  }
}
