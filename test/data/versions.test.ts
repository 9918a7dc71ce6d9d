import { expect, it } from 'vitest'
import { supportedOn } from '../../data/versions.ts'

it.each([
  ['2026-11-25', '1.31', 'extended'],
  ['2026-11-26', '1.31', undefined],
  ['2026-12-01', '1.34', 'standard'],
  ['2026-12-02', '1.34', 'extended'],
])('on %s, the support of %s is %s', (day, version, support) => {
  expect(supportedOn(day).find(each => each.version === version)?.now).toBe(support)
})
