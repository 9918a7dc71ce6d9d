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

/** The lines that a slide shows: of the file, or of the part of it between the region's marks. */
function shown(path: string, region: string | undefined): string[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  if (region === undefined) return lines
  const [from, to] = ['region', 'endregion'].map(mark => lines.findIndex(line => line.trim() === `# #${mark} ${region}`))
  return lines.slice((from ?? -1) + 1, to)
}

it('every file is on a slide, or is one that hosts the deck; every highlight is within what is shown', async () => {
  const imports = (await loadSlides('ko')).flatMap(slide => [...slide.content.matchAll(/^<<< @\/([^\s#]+)(?:#(\w+))? yaml \{([^}]+)\}/gm)])
  const paths = [...new Set(imports.map(([, path = '']) => path))].filter(path => !path.startsWith('deploy/kubernetes/'))
  expect(paths.sort()).toEqual(files.map(file => `${folder}/${file}`).sort())
  for (const [, path = '', region, ranges = ''] of imports) {
    const lines = shown(path, region)
    expect(lines.length, `${path}#${region}`).toBeGreaterThan(0)
    for (const number of ranges.match(/\d+/g) ?? [])
      expect(Number(number), path).toBeLessThanOrEqual(lines.length)
  }
})
