import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './lib/command.ts'
import { CACHE_CONTROL, COMPRESSED, CONTENT_TYPES, HASHED, SECURITY_HEADERS } from './lib/headers.ts'
import { baseOf } from './lib/serve.ts'

const usage = 'npm run site [-- --from dist] [--out eks-primer-site]'
const options = {
  from: { type: 'string', default: 'dist' },
  out: { type: 'string', default: 'eks-primer-site' },
} as const

/** A folder to hand on: the built deck, and a small server that needs nothing but Node. */
await runCommand(usage, { options }, ({ values: { from, out } }) => {
  const base = baseOf(from)
  if (base !== '/')
    throw new Error(base ? `${from} was built for ${base}: build it for / first, by npm run build.` : `There is no built deck in ${from}: run npm run build first.`)
  rmSync(out, { recursive: true, force: true })
  cpSync('deploy/site', out, { recursive: true })
  cpSync('LICENSE', join(out, 'LICENSE'))
  cpSync(from, join(out, 'site'), { recursive: true, preserveTimestamps: true })
  writeFileSync(join(out, 'headers.json'), JSON.stringify({ hashed: HASHED.source, cacheControl: CACHE_CONTROL, security: SECURITY_HEADERS, types: CONTENT_TYPES, text: COMPRESSED }, undefined, 2))
  console.log(`${out}: node ${out}/serve.mjs shows it.`)
})
