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

/** The stage is given its language: it is drawn without a page, too. */
const given = ['components/figures/stage/ClusterStage.vue']

it('a component says its words by localize; a pure function is given the language and looks it up', () => {
  const looksUp = globSync('{components,layouts}/**/*.vue').map(path => path.replaceAll('\\', '/'))
    .filter(path => !given.includes(path) && readFileSync(path, 'utf8').includes('[language]'))
  expect(looksUp).toEqual([])
})
