import { expect, it } from 'vitest'
import { roundGeometry } from '../../scripts/lib/geometry.ts'

it('coordinates are rounded, what a label says is not', () => {
  expect(roundGeometry('<text x="12.3456" y="7.06">파드 · 10.0.1.17, 99.95%</text>')).toBe('<text x="12.3" y="7.1">파드 · 10.0.1.17, 99.95%</text>')
})
