import { describe, expect, it } from 'vitest'
import { headersFile } from '../../scripts/lib/headers-file.ts'
import { headersOf } from '../../scripts/lib/headers.ts'

describe('what a host sends with a built deck', () => {
  it('keeps a file for good whose name changes with it, and has all else asked for anew', () => {
    expect(headersOf('/eks-primer/ko/assets/index-C7Z_UMCX.js')).toMatchObject({ 'Cache-Control': 'public, max-age=31536000, immutable' })
    for (const address of ['/', '/ko/', '/ko/k8s-pod/', '/sw.js', '/pictures/ko/cover.jpg'])
      expect(headersOf(address)).toMatchObject({ 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' })
  })
  it('as _headers stands under the base, and names no header twice for an address', () => {
    const text = headersFile('/eks-primer/')
    expect(text).toContain('/eks-primer/*\n  X-Content-Type-Options: nosniff\n')
    expect(text).toContain('/eks-primer/ko/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n')
    expect(text.match(/Cache-Control/g)).toHaveLength(2)
  })
})
