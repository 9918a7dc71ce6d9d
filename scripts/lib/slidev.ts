import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'

const cli = join(dirname(createRequire(import.meta.url).resolve('@slidev/cli/package.json')), 'bin/slidev.mjs')

/** Starts Slidev's command line under this same Node. */
export function spawnSlidev(args: string[], env: Record<string, string> = {}, stdio: StdioOptions = 'inherit'): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { stdio, env: { ...process.env, ...env } })
}

/** Runs one Slidev command to its end; when that is an error, which Slidev has told, this process ends with it. */
export function runSlidev(args: string[]): Promise<void> {
  return new Promise((resolve) => {
    spawnSlidev(args).on('exit', code => code === 0 ? resolve() : process.exit(code ?? 1))
  })
}
