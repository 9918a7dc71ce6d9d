import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { expect, test } from './deck.ts'
import { exportDeck, runExport } from './run-export.ts'

test('PNG: a picture a slide, in the order of the slides', async ({ page: _ }, info) => {
  await runExport('--from', 'dist', '--format', 'png', '--language', 'en', '--dark', '--out', info.outputDir)
  const count = (await loadSlides('en')).length
  expect(readdirSync(join(info.outputDir, 'eks-primer.en'))).toEqual(Array.from({ length: count }, (_, index) => `${String(index + 1).padStart(3, '0')}.png`))
})

test('PPTX: a slide a slide, and no picture twice', async ({ page: _ }, info) => {
  await runExport('--from', 'dist', '--format', 'pptx', '--language', 'ko', '--out', info.outputDir)
  const names = readFileSync(join(info.outputDir, 'eks-primer.ko.pptx')).toString('latin1')
  const count = (await loadSlides('ko')).length
  for (const part of [/ppt\/slides\/slide\d+\.xml/g, /ppt\/media\/image[\w-]+\.png/g])
    expect(new Set(names.match(part)).size).toBe(count)
})

test('a deck that lacks a part is not exported: it says what is missing, and fails', async ({ page: _ }, info) => {
  const broken = join(info.outputDir, 'broken')
  cpSync('dist/en', join(broken, 'en'), { recursive: true })
  const part = readdirSync(join(broken, 'en/assets')).find(name => name.startsWith('CostFigure-') && name.endsWith('.js')) ?? ''
  rmSync(join(broken, 'en/assets', part))
  const { code, said } = await exportDeck('--from', broken, '--language', 'en', '--out', info.outputDir)
  expect(code).toBe(1)
  expect(said).toContain('The deck could not be drawn')
  expect(said).toContain(part)
  expect(said).not.toMatch(/^\s+at /m)
})
