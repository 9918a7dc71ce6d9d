import { execFile } from 'node:child_process'
import process from 'node:process'

/** Runs scripts/export.ts to its end, as `npm run export` does, and tells how it ended and what it said. */
export function exportDeck(...args: string[]): Promise<{ code: number, said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/export.ts', ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }))
  })
}

/** Runs it where it must succeed. @throws with all that it said, when it does not */
export async function runExport(...args: string[]): Promise<void> {
  const { code, said } = await exportDeck(...args)
  if (code !== 0)
    throw new Error(said)
}
