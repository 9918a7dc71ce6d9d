import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The one size that is a picture, not text: the large numeral of a chapter's opener. */
const numerals = ['layouts/section.vue']

it('type sizes come from the scale in styles/tokens.css, so that a small screen can change them in one place', () => {
  const literal = globSync('{components,layouts,styles}/**/*.{vue,css}').map(path => path.replaceAll('\\', '/'))
    .filter(path => !numerals.includes(path) && !path.endsWith('tokens.css'))
    .filter(path => /font(-size)?:[^;]*\b\d+(\.\d+)?px/.test(readFileSync(path, 'utf8')))
  expect(literal).toEqual([])
})
