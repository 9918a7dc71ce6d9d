import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'

interface Locked { dev?: boolean, hasInstallScript?: boolean, resolved?: string, os?: string, cpu?: string, bin?: Record<string, string> }

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
const entries = Object.entries(packages)

/** Every package that a file and what it imports name, and not Node itself. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file))
    return new Set()
  seen.add(file)
  const named = new Set<string>()
  for (const [statement, from = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export .* from|import .* from) '([^']+)'/gm)) {
    if (from.startsWith('.'))
      packagesOf(join(dirname(file), from), seen).forEach(name => named.add(name))
    else if (!from.startsWith('node:') && !/^(import|export) type/.test(statement))
      named.add(from.split('/').slice(0, from.startsWith('@') ? 2 : 1).join('/'))
  }
  return named
}

describe('what npm installs', () => {
  it('runs no script, so that nothing comes from outside the lock', () => {
    expect(entries.filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name)).toEqual([])
  })
  it('names no registry', () => {
    expect(entries.filter(([, { resolved }]) => resolved).map(([name]) => name)).toEqual([])
  })
  it('brings Node for each platform, also where development packages are left out', () => {
    const nodes = entries.filter(([, { bin, os }]) => bin?.node && os)
    expect(nodes.map(([, { os, cpu }]) => `${os} ${cpu}`).sort()).toEqual(['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64'])
    expect(nodes.filter(([, { dev }]) => dev)).toEqual([])
  })
  it.each(['scripts/start.ts', 'vite.config.ts', 'setup/vite-plugins.ts', 'setup/preparser.ts', 'setup/transformers.ts', 'setup/main.ts'])('%s needs no development package', (file) => {
    // @slidev/cli, which runs the deck, brings these at its own versions.
    const brought = ['@slidev/parser', '@slidev/types', 'vite']
    expect([...packagesOf(file)].filter(name => !(name in dependencies) && !brought.includes(name))).toEqual([])
  })
  it('and says what to do where they were left out and a command needs them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'eks-primer-'))
    copyFileSync('scripts/require-node.cjs', join(folder, 'require-node.cjs'))
    const run = (command: string) => {
      writeFileSync(join(folder, `${command}.ts`), 'console.log(\'runs\')')
      const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', join(folder, 'require-node.cjs'), join(folder, `${command}.ts`)], { encoding: 'utf8' })
      return { status, said: stdout + stderr }
    }
    expect(run('start')).toEqual({ status: 0, said: 'runs\n' })
    expect(run('build')).toEqual({ status: 1, said: expect.stringContaining('Run "npm ci --include=dev" once.') })
    rmSync(folder, { recursive: true })
  })
})
