/** What stops a build: a full disk, a kill. The site that stands stays as it is. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { replace } from '../../scripts/lib/replace.ts'

let root = ''
let site = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'eks-primer-'))
  site = join(root, 'dist')
  mkdirSync(site)
  writeFileSync(join(site, 'index.html'), 'old')
})
afterEach(() => rmSync(root, { recursive: true }))

const page = () => readFileSync(join(site, 'index.html'), 'utf8')
const write = (text: string) => (folder: string) => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'index.html'), text)
  return Promise.resolve()
}

it('a build that comes to its end takes the old one\'s place, and leaves nothing beside it', async () => {
  await replace(site, write('new'))
  expect(page()).toBe('new')
  expect(readdirSync(root)).toEqual(['dist'])
})

it('a file is replaced likewise: what was exported before stays until the new one is whole', async () => {
  const file = join(root, 'eks-primer.ko.pdf')
  writeFileSync(file, 'old')
  const half = (next: string) => {
    writeFileSync(next, 'half')
    return Promise.reject(new Error('the browser is gone'))
  }
  await expect(replace(file, half)).rejects.toThrow('eks-primer.ko.pdf is as it was before')
  expect(readFileSync(file, 'utf8')).toBe('old')
  await replace(file, next => Promise.resolve(writeFileSync(next, 'new')))
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(readdirSync(root).sort()).toEqual(['dist', 'eks-primer.ko.pdf'])
})

// A file of Linux that is a full disk.
it.skipIf(!existsSync('/dev/full'))('a full disk is named, and the old site stands whole', async () => {
  const half = async (folder: string) => {
    await write('half')(folder)
    writeFileSync('/dev/full', 'the other half')
  }
  await expect(replace(site, half)).rejects.toThrow(/^ENOSPC: no space left on device.*\n.*dist is as it was before\.$/)
  expect(page()).toBe('old')
  expect(readdirSync(root)).toEqual(['dist'])
})

it('the first build that fails says nothing of an old site', async () => {
  rmSync(site, { recursive: true })
  await expect(replace(site, () => Promise.reject(new Error('no')))).rejects.toThrow(/^no$/)
})

it('what a killed build has left is cleared by the next: half of a new site, or an old one that had been put aside', async () => {
  await write('half')(`${site}.next`)
  renameSync(site, `${site}.last`)
  await expect(replace(site, () => Promise.reject(new Error('no')))).rejects.toThrow('is as it was before')
  expect(page()).toBe('old')
  expect(readdirSync(root)).toEqual(['dist'])
})
