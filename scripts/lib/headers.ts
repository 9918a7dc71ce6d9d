/**
 * What a host says beside each file of a built deck. nginx, CloudFront, the small server and their tests all read it here.
 * The Content-Security-Policy is in the pages themselves, which know the hashes of their scripts; only what a page cannot
 * say of itself is here.
 */

/** Files whose names change with their content: a browser need never ask for them again. */
export const HASHED = /\/assets\//

export const CACHE_CONTROL = {
  hashed: 'public, max-age=31536000, immutable',
  /** Kept, but asked for every time: a 304 while it is the same. */
  other: 'no-cache',
} as const

export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Content-Security-Policy': 'frame-ancestors \'self\'',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const

/** By a file's ending. A browser takes nothing for what its type does not say. */
export const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  html: 'text/html',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  mjs: 'text/javascript',
  pdf: 'application/pdf',
  png: 'image/png',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff2: 'font/woff2',
  xml: 'application/xml',
}

/** Endings of files that are worth compressing; pictures and fonts are compressed already. */
export const COMPRESSED = ['css', 'html', 'js', 'json', 'mjs', 'svg', 'txt', 'wasm', 'webmanifest', 'xml'] as const

/** The headers of a file at a path, `Cache-Control` among them. */
export function headersOf(path: string): Record<string, string> {
  return { 'Cache-Control': HASHED.test(path) ? CACHE_CONTROL.hashed : CACHE_CONTROL.other, ...SECURITY_HEADERS }
}
