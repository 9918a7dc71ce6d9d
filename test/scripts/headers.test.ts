import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headerRules, headersFile, headersOf, type HeaderRule } from '../../scripts/lib/hosting/headers.ts'

const folder = mkdtempSync(join(tmpdir(), 'headers-'))
let rules: HeaderRule[] = []

beforeAll(() => {
  const files = { 'index.html': '<script>one()</script>', 'ko/index.html': '<script>two()</script>', 'ko/assets/a-1.js': '', 'en/assets/a-1.js': '' }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  rules = headerRules(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('what a host sends with a built deck', () => {
  it('keeps a file for good whose name changes with it, and asks for all else anew', () => {
    expect(headersOf(rules, '/ko/assets/a-1.js')).toMatchObject({ 'Cache-Control': 'public, max-age=31536000, immutable' })
    for (const address of ['/', '/ko/', '/ko/k8s-pod/', '/sw.js', '/pictures/ko/cover.jpg'])
      expect(headersOf(rules, address)).toMatchObject({ 'Cache-Control': 'no-cache' })
  })
  it('allows the inline scripts of every page by what is in them, and no other', () => {
    const scripts = /script-src ([^;]+)/.exec(headersOf(rules, '/ko/')['Content-Security-Policy'] ?? '')?.[1]
    // printf 'one()' | openssl dgst -sha256 -binary | base64
    expect(scripts?.split(' ').sort()).toEqual([
      '\'self\'', '\'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4=\'', '\'sha256-iMrPAWirDC2X0OhZzLsM2MRIWSmepJGI4r7D8ZlwBOw=\'',
    ])
  })
  it('says the rest with every file', () => {
    for (const address of ['/ko/', '/ko/assets/a-1.js'])
      expect(headersOf(rules, address)).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': expect.stringContaining('frame-ancestors \'self\'') as string })
  })
  it('as _headers stands under the base, and names no header twice for an address', () => {
    const text = headersFile(rules, '/eks-primer/')
    expect(text).toContain('/eks-primer/ko/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n')
    expect(text.match(/Cache-Control/g)).toHaveLength(2)
    expect(text).toContain('/eks-primer/*\n  Content-Security-Policy: ')
  })
})
