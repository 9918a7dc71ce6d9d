import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, languages, test } from './deck.ts'

const files = readdirSync('dist', { recursive: true, encoding: 'utf8' })

test('the built deck carries WOFF2 fonts only, with their licences', () => {
  expect(files.filter(file => file.endsWith('.woff'))).toEqual([])
  expect(files.filter(file => file.endsWith('.woff2')).length).toBeGreaterThan(0)
  expect(files).toEqual(expect.arrayContaining(['Pretendard.txt', 'JetBrainsMono.txt'].map(name => join('licenses', name))))
})

for (const language of languages) {
  test(`${language}: nothing lies beside the deck that only a host's root would read`, () => {
    for (const stray of ['404.html', '_redirects'])
      expect(existsSync(join('dist', language, stray)), stray).toBe(false)
  })
}
