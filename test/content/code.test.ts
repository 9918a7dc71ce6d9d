import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { loadSlides } from '../../scripts/lib/decks.ts'

const folder = 'slides/code'
const files = readdirSync(folder)

it.each(files)('%s is YAML of Kubernetes or eksctl objects', (file) => {
  for (const document of parseAllDocuments(readFileSync(join(folder, file), 'utf8'))) {
    expect(document.errors).toEqual([])
    expect(document.toJS()).toMatchObject({ apiVersion: expect.any(String), kind: expect.any(String), metadata: { name: expect.any(String) } })
  }
})

it('every file is on a slide, every highlight within its file', async () => {
  const imports = (await loadSlides('ko')).flatMap(slide => [...slide.content.matchAll(/^<<< @\/([^\s#]+)(?:#\w+)? yaml \{([^}]+)\}/gm)])
  expect([...new Set(imports.map(([, path]) => path))].sort()).toEqual(files.map(file => `${folder}/${file}`).sort())
  for (const [, path = '', ranges = ''] of imports) {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length
    for (const number of ranges.match(/\d+/g) ?? [])
      expect(Number(number), path).toBeLessThanOrEqual(lines)
  }
})
