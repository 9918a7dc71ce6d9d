import { describe, expect, it } from 'vitest'
import { unbroken } from '../../data/localized.ts'

describe('no line ends between a number and what it counts', () => {
  it.each([
    ['0.25 vCPU, 1 GiB를 요청', '0.25\u00A0vCPU, 1\u00A0GiB를 요청'],
    ['caught up in 2 min 59 s.', 'caught up in 2\u00A0min 59\u00A0s.'],
    ['a PDB with minAvailable 1.', 'a PDB with minAvailable\u00A01.'],
    ['256 MB, then 1 h', '256\u00A0MB, then 1\u00A0h'],
  ])('%s', (text, kept) => {
    expect(unbroken(text)).toBe(kept)
  })

  it('while words after a number may go to the next line', () => {
    for (const text of ['3 minutes', '6 pods', '1 system node', '2 has a taint'])
      expect(unbroken(text)).toBe(text)
  })
})
