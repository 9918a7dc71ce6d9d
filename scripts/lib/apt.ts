import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'

/** Runs a command in the open; whether it went well. */
export function run(command: string, ...args: string[]): boolean {
  console.log(`> ${[command, ...args].join(' ')}`)
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0
}

/** Installs packages on Debian or Ubuntu, as root or by sudo without a password; false where that cannot be done. */
export function installWithApt(...packages: string[]): boolean {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const [command = 'apt-get', ...rest] = [...asRoot, 'apt-get']
  return existsSync('/usr/bin/apt-get')
    && run(command, ...rest, 'update')
    && run(command, ...rest, 'install', '--yes', '--no-install-recommends', ...packages)
}
