import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'

/** Runs a script that prints JSON by Node itself: what loads this file would turn each of the engine's files into JavaScript anew. */
export async function runJson(script: string): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 2 ** 26 })
  return JSON.parse(stdout) as Record<string, string>
}
